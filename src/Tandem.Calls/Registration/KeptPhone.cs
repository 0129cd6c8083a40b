namespace Tandem.Calls.Registration;

/// <summary>A number's registrations as they outlive the process: until when anything of it lasts, and what <see cref="RegistrationTable.Take"/> reads. Null: nothing is left.</summary>
public sealed record KeptPhone(string Phone, DateTimeOffset Until, byte[]? Bindings);
