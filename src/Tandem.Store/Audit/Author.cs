namespace Tandem.Store.Audit;

/// <summary>Who does something: a user, <c>admin</c> (the installation key), <c>key:NAME</c> (an API key), or a part of the switch itself; and from which address, where it has one.</summary>
public readonly record struct Author(string Name, string Address = "")
{
    /// <summary>Somebody without an address.</summary>
    public static implicit operator Author(string name) => new(name);
}
