using Tandem.Wire.Flows;

namespace Tandem.Media.Ice;

/// <summary>What came to a port of another protocol, seen as STUN.</summary>
public enum KeepAliveKind
{
    /// <summary>It is the other protocol's, or nothing.</summary>
    None,

    /// <summary>A binding request; the answer has been written.</summary>
    Asked,

    /// <summary>A binding indication: it wants no answer (RFC 8489 §12).</summary>
    Told,
}

/// <summary>
/// Binding requests that keep a NAT open and see whether its mapping is still the same, on a port where another protocol is spoken (RFC 5626 §3.5.2, §8). The answer has XOR-MAPPED-ADDRESS, and
/// FINGERPRINT where the question had it: 32 octets to 20 over IPv4, 44 over IPv6. Nothing is obeyed that would aim it elsewhere. Reads and writes in place.
/// </summary>
public static class BindingKeepAlive
{
    /// <summary>Octets of an answer at most.</summary>
    public const int LongestAnswer = 64;

    private const int UnknownAttributes = 420;
    private const int MostUnknown = 4;

    /// <summary>Looks at a datagram and writes the answer, if there is to be one.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="source">Where from: what the answer says.</param>
    /// <param name="answer">Room for <see cref="LongestAnswer"/> octets.</param>
    /// <param name="length">Octets of the answer; 0: none.</param>
    public static KeepAliveKind Read(ReadOnlySpan<byte> datagram, in NetAddress source, Span<byte> answer, out int length)
    {
        length = 0;
        if (!StunMessage.IsStun(datagram))
        {
            return KeepAliveKind.None;
        }

        switch (StunMessage.TypeOf(datagram))
        {
            case StunMessage.BindingRequest:
                length = Answer(datagram, source, answer);
                return KeepAliveKind.Asked;
            case StunMessage.BindingIndication:
                return KeepAliveKind.Told;
            default:
                return KeepAliveKind.None;
        }
    }

    private static int Answer(ReadOnlySpan<byte> request, in NetAddress source, Span<byte> answer)
    {
        Span<ushort> unknown = stackalloc ushort[MostUnknown];
        int unknowns = 0;
        int next = StunMessage.HeaderLength;
        while (unknowns < MostUnknown && StunMessage.TryNext(request, ref next, out StunAttribute type, out _, out _))
        {
            // RFC 8489 §6.3.1. Credentials are not asked for, and not looked at.
            bool isKnown = (ushort)type >= 0x8000
                || type is StunAttribute.Username or StunAttribute.Realm or StunAttribute.Nonce or StunAttribute.MessageIntegrity or StunAttribute.MessageIntegritySha256;
            if (!isKnown)
            {
                unknown[unknowns++] = (ushort)type;
            }
        }

        var writer = new StunWriter(answer, unknowns > 0 ? StunMessage.BindingError : StunMessage.BindingSuccess, request[4..]);
        if (unknowns > 0)
        {
            writer.AddError(UnknownAttributes);
            writer.AddUnknown(unknown[..unknowns]);
        }
        else
        {
            writer.AddXorAddress(StunAttribute.XorMappedAddress, source);
        }

        if (StunSeal.HasFingerprint(request))
        {
            writer.AddFingerprint();
        }

        return writer.End().Length;
    }
}
