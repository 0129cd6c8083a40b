using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>A contact that gets a keep-alive, as that needs it. <paramref name="Key"/> names it among its phone's; with <paramref name="Asks"/> it gets an OPTIONS.</summary>
internal readonly record struct NatPhone(string Phone, ulong Key, ReadOnlyMemory<byte> Uri, Flow Way, bool Asks);
