namespace Tandem.Calls.Registration;

/// <summary>One contact that a REGISTER brings, with what it shares with the others packed behind its URI.</summary>
/// <param name="Text">URI, instance and path, one after the other.</param>
/// <param name="UriLength">Bytes of the URI.</param>
/// <param name="InstanceLength">Bytes of the value of +sip.instance (RFC 5626 §4.1).</param>
/// <param name="Expires">Seconds asked for; −1: none are named; 0 removes it.</param>
/// <param name="Quality">q in thousandths.</param>
/// <param name="RegId">reg-id; 0 when there is none, or when flows are not asked for.</param>
/// <param name="IsBehindNat">What the packet's source says of it.</param>
/// <param name="IsDirect">No proxy stands between.</param>
/// <param name="IsMovedPort">The packet came from another port than its Via says.</param>
/// <param name="Way">Where its requests go.</param>
internal readonly record struct AskedContact(
    byte[] Text, int UriLength, int InstanceLength, int Expires, int Quality, uint RegId, bool IsBehindNat, bool IsDirect, bool IsMovedPort, Wire.Flows.Flow Way)
{
    public ReadOnlySpan<byte> Uri => Text.AsSpan(0, UriLength);

    public ReadOnlySpan<byte> Instance => Text.AsSpan(UriLength, InstanceLength);
}
