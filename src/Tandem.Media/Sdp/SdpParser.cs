using System.IO.Hashing;
using Tandem.Wire.Flows;

namespace Tandem.Media.Sdp;

/// <summary>
/// Reads a session description in one pass (RFC 8866). Lenient where peers are known to be loose and nothing hangs on it — line ends, order, unknown lines —, strict where media would go
/// wrong. Never throws; allocates nothing once the description's arrays have grown.
/// </summary>
public static class SdpParser
{
    private const int MostClockRate = 1_000_000;
    private const int FirstDynamicType = 96;

    // The user's name may have spaces in it, and some leave the address out.
    private const int FewestOriginWords = 3;

    /// <summary>Fills <paramref name="into"/> from a copy of the text. After a fault its content is not to be used.</summary>
    public static SdpFault Parse(ReadOnlySpan<byte> text, SdpDescription into)
    {
        if (text.IsEmpty)
        {
            return SdpFault.Empty;
        }

        if (text.Length > SdpLimits.Bytes)
        {
            return SdpFault.TooLong;
        }

        into.Begin(text);
        SdpMedia session = new() { Direction = SdpDirection.SendRecv };
        bool hasOrigin = false;
        int at = 0;
        while (at < text.Length)
        {
            SdpFault fault = NextLine(text, ref at, out int start, out int end);
            if (fault == SdpFault.None && start < end)
            {
                fault = ReadLine(into, start, end, ref session, ref hasOrigin);
            }

            if (fault != SdpFault.None)
            {
                return fault;
            }
        }

        return hasOrigin ? Finish(into, ref session) : into.LineCount == 0 ? SdpFault.Empty : SdpFault.Origin;
    }

    /// <summary>A line ends with CR LF, a bare LF, or the text.</summary>
    private static SdpFault NextLine(ReadOnlySpan<byte> text, ref int at, out int start, out int end)
    {
        start = at;
        int feed = text[at..].IndexOf((byte)'\n');
        end = feed < 0 ? text.Length : at + feed;
        at = feed < 0 ? text.Length : end + 1;
        if (end > start && text[end - 1] == '\r')
        {
            end--;
        }

        return end - start > SdpLimits.LineBytes ? SdpFault.LineTooLong
            : text[start..end].ContainsAny((byte)'\r', (byte)0) ? SdpFault.StrayControlCharacter
            : SdpFault.None;
    }

    private static SdpFault ReadLine(SdpDescription into, int start, int end, ref SdpMedia session, ref bool hasOrigin)
    {
        byte[] bytes = into.Bytes;
        byte type = bytes[start];
        if (end - start < 2 || bytes[start + 1] != '=' || type is < (byte)'a' or > (byte)'z')
        {
            return SdpFault.LineMalformed;
        }

        if (into.LineCount == SdpLimits.Lines)
        {
            return SdpFault.TooManyLines;
        }

        SdpPart value = new(start + 2, end - start - 2);
        if (into.LineCount == 0 && (type != 'v' || value.Length != 1 || bytes[value.At] != '0'))
        {
            return SdpFault.Version;
        }

        SdpFault fault = SdpFault.None;
        SdpAttribute attribute = SdpAttribute.None;
        switch (type)
        {
            case (byte)'m':
                fault = ReadMedia(into, value);
                break;
            case (byte)'o' when into.MediaCount == 0:
                hasOrigin = true;
                fault = CheckOrigin(value.Of(bytes));
                break;
            case (byte)'c':
                fault = ReadConnection(value.Of(bytes), ref into.MediaCount == 0 ? ref session : ref into.Own(into.MediaCount - 1));
                break;
            case (byte)'a':
                attribute = ReadAttribute(into, value, ref into.MediaCount == 0 ? ref session : ref into.Own(into.MediaCount - 1));
                break;
            default:
                break;
        }

        into.Add(new(type, attribute, (short)(into.MediaCount - 1), value));
        return fault;
    }

    private static SdpFault CheckOrigin(ReadOnlySpan<byte> value)
    {
        var words = new SdpWordReader(value);
        int count = 0;
        while (words.TryNext(out _))
        {
            count++;
        }

        return count >= FewestOriginWords ? SdpFault.None : SdpFault.Origin;
    }

    private static SdpFault ReadConnection(ReadOnlySpan<byte> value, ref SdpMedia media)
    {
        var words = new SdpWordReader(value);
        if (!words.TryNext(out ReadOnlySpan<byte> net) || !SdpWords.Is(net, "IN"u8)
            || !words.TryNext(out ReadOnlySpan<byte> family) || !words.TryNext(out ReadOnlySpan<byte> host)
            || !SdpAddress.TryRead(family, host, out UInt128 ip, out bool isName))
        {
            return SdpFault.Connection;
        }

        media.HasConnection = true;
        media.ConnectionIp = isName ? NetAddress.FromIPv4(0, 0).Ip : ip;
        media.IsNamed = isName;
        return SdpFault.None;
    }

    private static SdpFault ReadMedia(SdpDescription into, SdpPart value)
    {
        if (into.MediaCount == SdpLimits.Media)
        {
            return SdpFault.TooManyMedia;
        }

        ReadOnlySpan<byte> text = value.Of(into.Bytes);
        var words = new SdpWordReader(text);
        if (!words.TryNext(out ReadOnlySpan<byte> kind) || !words.TryNext(out ReadOnlySpan<byte> port)
            || !words.TryNext(out ReadOnlySpan<byte> protocol))
        {
            return SdpFault.Media;
        }

        int slash = port.IndexOf((byte)'/');
        if (!SdpWordReader.TryNumber(slash < 0 ? port : port[..slash], out int number) || number > ushort.MaxValue || (words.Rest.IsEmpty && number != 0))
        {
            return SdpFault.Media; // but a line that is rejected needs no formats
        }

        ref SdpMedia media = ref into.AddMedia();
        media.Kind = SdpWords.Kind(kind);
        media.Protocol = SdpWords.Protocol(protocol);
        media.Port = number;
        media.KindPart = PartOf(into, value, text, kind);
        media.ProtocolPart = PartOf(into, value, text, protocol);
        media.Formats = PartOf(into, value, text, words.Rest);
        return ReadFormats(words.Rest, ref media);
    }

    private static SdpFault ReadFormats(ReadOnlySpan<byte> formats, ref SdpMedia media)
    {
        var words = new SdpWordReader(formats);
        while (words.TryNext(out ReadOnlySpan<byte> format))
        {
            if (media.FormatCount++ == SdpLimits.Formats)
            {
                return SdpFault.TooManyFormats;
            }

            bool isType = SdpWordReader.TryNumber(format, out int type) && type <= 127;
            if (media.IsRtp && isType)
            {
                media.PayloadTypes |= UInt128.One << type;
                media.FirstPayloadType = media.FormatCount == 1 ? type : media.FirstPayloadType;
            }
            else if (media.IsRtp)
            {
                return SdpFault.Media;
            }
        }

        return SdpFault.None;
    }

    private static SdpAttribute ReadAttribute(SdpDescription into, SdpPart line, ref SdpMedia media)
    {
        ReadOnlySpan<byte> text = line.Of(into.Bytes);
        int colon = text.IndexOf((byte)':');
        ReadOnlySpan<byte> value = colon < 0 ? default : text[(colon + 1)..];
        SdpAttribute attribute = SdpWords.Attribute(colon < 0 ? text : text[..colon]);
        SdpPart part = new(line.At + colon + 1, value.Length);
        switch (attribute)
        {
            case SdpAttribute.SendRecv or SdpAttribute.SendOnly or SdpAttribute.RecvOnly or SdpAttribute.Inactive:
                media.HasDirection = true;
                media.Direction = attribute switch
                {
                    SdpAttribute.SendRecv => SdpDirection.SendRecv,
                    SdpAttribute.SendOnly => SdpDirection.SendOnly,
                    SdpAttribute.RecvOnly => SdpDirection.RecvOnly,
                    _ => SdpDirection.Inactive,
                };
                break;
            case SdpAttribute.RtpMap:
                ReadRtpMap(value, ref media);
                break;
            case SdpAttribute.Ptime:
                media.Ptime = SdpWordReader.TryNumber(value.Trim((byte)' '), out int milliseconds) ? Math.Min(milliseconds, 1000) : media.Ptime;
                break;
            case SdpAttribute.Rtcp:
                ReadRtcp(value, ref media);
                break;
            case SdpAttribute.RtcpMux:
                media.RtcpMux = true;
                break;
            case SdpAttribute.Crypto:
                media.CryptoCount++;
                break;
            case SdpAttribute.Fingerprint:
                media.HasFingerprint = true;
                break;
            case SdpAttribute.Candidate:
                media.CandidateCount++;
                break;
            case SdpAttribute.IceUfrag:
                media.IceUfrag = part;
                break;
            case SdpAttribute.IcePwd:
                media.IcePwd = part;
                break;
            default:
                break;
        }

        return attribute;
    }

    private static void ReadRtpMap(ReadOnlySpan<byte> value, ref SdpMedia media)
    {
        if (!new SdpWordReader(value).TryNextNumber(out int type) || type > 127 || !SdpCodec.TryReadRtpMap(value, type, out SdpCodec codec))
        {
            return;
        }

        if (SdpWords.Is(codec.Name, "telephone-event"u8))
        {
            media.TelephoneEvent = media.TelephoneEvent < 0 ? type : media.TelephoneEvent;
        }
        else if (type >= FirstDynamicType && !codec.IsAuxiliary)
        {
            media.CodecBits |= codec.Bit;
        }
    }

    /// <summary><c>a=rtcp:port [IN IP4 address]</c> (RFC 3605 §2.1). What can't be read is as if it were not there.</summary>
    private static void ReadRtcp(ReadOnlySpan<byte> value, ref SdpMedia media)
    {
        var words = new SdpWordReader(value);
        if (!words.TryNextNumber(out int port) || port > ushort.MaxValue)
        {
            return;
        }

        media.RtcpPort = port;
        if (words.TryNext(out _) && words.TryNext(out ReadOnlySpan<byte> family) && words.TryNext(out ReadOnlySpan<byte> host)
            && SdpAddress.TryRead(family, host, out UInt128 ip, out bool isName) && !isName)
        {
            media.RtcpIp = ip;
        }
    }

    /// <summary>Gives each m-line what the session says for all.</summary>
    private static SdpFault Finish(SdpDescription into, ref SdpMedia session)
    {
        into.Connection = new(session.HasConnection ? session.ConnectionIp : NetAddress.FromIPv4(0, 0).Ip, 0);
        for (int i = 0; i < into.MediaCount; i++)
        {
            ref SdpMedia media = ref into.Own(i);
            media.EndLine = i + 1 < into.MediaCount ? into.Own(i + 1).FirstLine : into.LineCount;
            media.Direction = media.HasDirection ? media.Direction : session.Direction;
            media.HasFingerprint |= session.HasFingerprint;
            media.IceUfrag = media.IceUfrag.Length > 0 ? media.IceUfrag : session.IceUfrag;
            media.IcePwd = media.IcePwd.Length > 0 ? media.IcePwd : session.IcePwd;
            media.Ptime = media.Ptime > 0 ? media.Ptime : session.Ptime;
            media.ClockRate = media.FirstPayloadType < 0 ? 0 : Math.Min(into.Codec(i, media.FirstPayloadType).ClockRate, MostClockRate);
            media.IceHash = media.HasIce ? XxHash3.HashToUInt64(media.IceUfrag.Of(into.Bytes), (long)XxHash3.HashToUInt64(media.IcePwd.Of(into.Bytes))) : 0;
            if (!media.HasConnection)
            {
                if (!session.HasConnection && media.IsUsed)
                {
                    return SdpFault.NoConnection;
                }

                media.ConnectionIp = into.Connection.Ip;
                media.IsNamed = session.IsNamed;
            }

            media.Rtp = new(media.ConnectionIp, (ushort)media.Port);
            UInt128 rtcpIp = media.RtcpIp == UInt128.Zero ? media.ConnectionIp : media.RtcpIp;
            int rtcpPort = media.RtcpPort > 0 ? media.RtcpPort : media.RtcpMux ? media.Port : media.Port + 1;
            media.Rtcp = new(rtcpIp, (ushort)(media.Port == 0 || rtcpPort > ushort.MaxValue ? 0 : rtcpPort));
        }

        return SdpFault.None;
    }

    private static SdpPart PartOf(SdpDescription into, SdpPart value, ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        new(value.At + (text.Overlaps(word, out int at) ? at : 0), word.Length);
}
