using System.Buffers.Binary;
using Tandem.Media.Ice;

namespace Tandem.Media.Turn;

/// <summary>What a request asks for, read in place, and whether it is something that is served.</summary>
internal static class TurnWish
{
    public const byte FamilyIPv4 = 1;
    public const byte FamilyIPv6 = 2;
    private const byte Udp = 17;
    private const uint LongestLifetime = 3600;

    /// <summary>RFC 8656 §7.2, steps 3 to 8.</summary>
    public static TurnError Check(ReadOnlySpan<byte> request, out bool isIPv4)
    {
        isIPv4 = true;
        if (!StunMessage.TryFind(request, StunAttribute.RequestedTransport, out ReadOnlySpan<byte> transport, out _) || transport.Length != 4)
        {
            return TurnError.BadRequest;
        }

        if (transport[0] != Udp)
        {
            return TurnError.TransportNotServed;
        }

        bool hasToken = StunMessage.TryFind(request, StunAttribute.ReservationToken, out ReadOnlySpan<byte> token, out _);
        bool hasEven = StunMessage.TryFind(request, StunAttribute.EvenPort, out ReadOnlySpan<byte> even, out _);
        bool hasFamily = TryReadFamily(request, out byte family);
        if ((hasToken && (hasEven || hasFamily || token.Length != TurnPorts.TokenLength)) || (hasEven && even.Length != 1))
        {
            return TurnError.BadRequest;
        }

        isIPv4 = family != FamilyIPv6;
        return hasFamily && family is not (FamilyIPv4 or FamilyIPv6) ? TurnError.FamilyNotServed : TurnError.None;
    }

    /// <summary>How many attributes must be understood and are not (RFC 8489 §6.3.1); the first of them are written down.</summary>
    public static int Unknown(ReadOnlySpan<byte> request, Span<ushort> unknown)
    {
        int unknowns = 0;
        int next = StunMessage.HeaderLength;
        while (unknowns < unknown.Length && StunMessage.TryNext(request, ref next, out StunAttribute type, out _, out _))
        {
            bool isKnown = (ushort)type >= 0x8000 || type
                is StunAttribute.Username or StunAttribute.Realm or StunAttribute.Nonce or StunAttribute.MessageIntegrity
                or StunAttribute.PasswordAlgorithm or StunAttribute.ChannelNumber or StunAttribute.Lifetime or StunAttribute.XorPeerAddress or StunAttribute.Data
                or StunAttribute.RequestedAddressFamily or StunAttribute.EvenPort or StunAttribute.RequestedTransport or StunAttribute.ReservationToken;
            if (!isKnown)
            {
                unknown[unknowns++] = (ushort)type;
            }
        }

        return unknowns;
    }

    /// <summary>REQUESTED-ADDRESS-FAMILY; one of a wrong form has the family 0. RFC 8656 §18.8.</summary>
    public static bool TryReadFamily(ReadOnlySpan<byte> request, out byte family)
    {
        bool isThere = StunMessage.TryFind(request, StunAttribute.RequestedAddressFamily, out ReadOnlySpan<byte> value, out _);
        family = isThere && value.Length == 4 ? value[0] : (byte)0;
        return isThere;
    }

    /// <summary>Seconds: at least the default, 0 where the client ends it. RFC 8656 §7.2, §8.2.</summary>
    public static uint LifetimeOf(ReadOnlySpan<byte> request, uint least) =>
        !StunMessage.TryFind(request, StunAttribute.Lifetime, out ReadOnlySpan<byte> value, out _) || value.Length != 4 ? least
        : BinaryPrimitives.ReadUInt32BigEndian(value) is 0 && StunMessage.TypeOf(request) == TurnRequests.Refresh ? 0
        : Math.Clamp(BinaryPrimitives.ReadUInt32BigEndian(value), least, LongestLifetime);
}
