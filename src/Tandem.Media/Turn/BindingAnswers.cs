using System.Buffers.Binary;
using Tandem.Media.Ice;
using Tandem.Wire.Flows;

namespace Tandem.Media.Turn;

/// <summary>
/// Answers binding requests, which need no password: where they came from, and, where we have a second address or port, what RFC 5780 asks. A client of RFC 3489 gets what it
/// knows. An answer has no reason phrase, no SOFTWARE and no more padding than the question: it is little longer than that.
/// </summary>
internal sealed class BindingAnswers(TurnWays ways, TurnCounts counts)
{
    private const int UnknownAttributes = 420;
    private const uint ChangeAddress = 4;
    private const uint ChangePort = 2;
    private const int MostUnknown = 4;
    private const int MostPadding = 1500;

    /// <summary>Writes the answer and says its length. <paramref name="way"/> and <paramref name="to"/> are where it leaves from and goes to.</summary>
    public int Answer(ReadOnlySpan<byte> request, in TurnClient client, Span<byte> answer, out int way, out NetAddress to)
    {
        (way, to) = (client.Way, client.Address);
        bool isOld = BinaryPrimitives.ReadUInt32BigEndian(request[4..]) != StunMessage.MagicCookie;
        int other = client.IsStream ? -1 : ways.Other(client.Way);
        Span<ushort> unknown = stackalloc ushort[MostUnknown];
        int unknowns = Read(request, isOld, other, ref way, ref to, unknown);
        if (unknowns > 0)
        {
            (way, to) = (client.Way, client.Address);
            counts.Add(TurnCount.UnknownAttribute);
            return Refuse(request, unknown[..unknowns], answer);
        }

        counts.Add(TurnCount.Bindings);
        var writer = new StunWriter(answer, StunMessage.BindingSuccess, request[4..]);
        if (isOld)
        {
            writer.AddAddress(StunAttribute.MappedAddress, client.Address);
            if (other >= 0)
            {
                writer.AddAddress(StunAttribute.SourceAddress, ways[way]);
                writer.AddAddress(StunAttribute.ChangedAddress, ways[other]);
            }
        }
        else
        {
            writer.AddXorAddress(StunAttribute.XorMappedAddress, client.Address);
            if (other >= 0)
            {
                writer.AddAddress(StunAttribute.ResponseOrigin, ways[way]);
                writer.AddAddress(StunAttribute.OtherAddress, ways[other]);
            }

            if (StunMessage.TryFind(request, StunAttribute.Padding, out ReadOnlySpan<byte> padding, out _))
            {
                writer.Begin(StunAttribute.Padding, Math.Min(padding.Length, MostPadding)).Clear();
            }

            if (StunSeal.HasFingerprint(request))
            {
                writer.AddFingerprint();
            }
        }

        writer.End();
        return writer.Length;
    }

    /// <summary>How many attributes must be understood and are not; a wish that can't be granted is one. RFC 5780 §6.1.</summary>
    private int Read(ReadOnlySpan<byte> request, bool isOld, int other, ref int way, ref NetAddress to, Span<ushort> unknown)
    {
        int unknowns = 0;
        int next = StunMessage.HeaderLength;
        while (unknowns < unknown.Length && StunMessage.TryNext(request, ref next, out StunAttribute type, out ReadOnlySpan<byte> value, out _))
        {
            bool isKnown = type switch
            {
                StunAttribute.ChangeRequest => TryChange(value, isOld, other, ref way),
                StunAttribute.ResponsePort => TryRedirect(value, other, ref to),
                StunAttribute.Padding => !isOld && other >= 0,
                StunAttribute.Username or StunAttribute.MessageIntegrity or StunAttribute.MessageIntegritySha256 or StunAttribute.Realm or StunAttribute.Nonce => true,
                _ => (ushort)type >= 0x8000, // RFC 8489 §14
            };
            if (!isKnown)
            {
                unknown[unknowns++] = (ushort)type;
            }
        }

        return unknowns;
    }

    private bool TryChange(ReadOnlySpan<byte> value, bool isOld, int other, ref int way)
    {
        if (value.Length != 4)
        {
            return false;
        }

        uint wish = BinaryPrimitives.ReadUInt32BigEndian(value) & (ChangeAddress | ChangePort);
        if (other < 0)
        {
            return isOld && wish == 0;
        }

        int changed = ways.Change(way, (wish & ChangeAddress) != 0, (wish & ChangePort) != 0);
        way = changed < 0 ? way : changed;
        return changed >= 0;
    }

    /// <summary>Another port of the same host only. RFC 5780 §7.5.</summary>
    private static bool TryRedirect(ReadOnlySpan<byte> value, int other, ref NetAddress to)
    {
        ushort port = value.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(value) : (ushort)0;
        to = other >= 0 && port != 0 ? new(to.Ip, port) : to;
        return other >= 0 && port != 0;
    }

    private static int Refuse(ReadOnlySpan<byte> request, ReadOnlySpan<ushort> unknown, Span<byte> answer)
    {
        var writer = new StunWriter(answer, StunMessage.BindingError, request[4..]);
        writer.AddError(UnknownAttributes);
        writer.AddUnknown(unknown);
        writer.End();
        return writer.Length;
    }
}
