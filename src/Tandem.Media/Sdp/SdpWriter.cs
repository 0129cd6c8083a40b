using System.IO.Hashing;
using Tandem.Media.Codecs;
using Tandem.Wire.Flows;

namespace Tandem.Media.Sdp;

/// <summary>Our end of one m-line, as the other side is told. Port 0 rejects the line, or says that it is not used.</summary>
/// <param name="Port">Where we take RTP.</param>
/// <param name="RtcpPort">Where we take RTCP; 0 the next port, or the same with rtcp-mux.</param>
public readonly record struct SdpEnd(int Port, int RtcpPort);

/// <summary>Our side of the session, as the other side is told.</summary>
public readonly ref struct SdpSide
{
    /// <summary>The one address that stands in it.</summary>
    public required NetAddress Address { get; init; }

    /// <summary>An end for each m-line.</summary>
    public required ReadOnlySpan<SdpEnd> Ends { get; init; }

    /// <summary>The lines of the session as they stand; those that the description has left out are told as not used.</summary>
    public ReadOnlySpan<SdpMedia> Session { get; init; }

    /// <summary>Our ICE credentials when this peer speaks ICE (we are ICE-lite, RFC 8445 §2.5); empty without.</summary>
    public ReadOnlySpan<byte> IceUfrag { get; init; }

    public ReadOnlySpan<byte> IcePwd { get; init; }

    /// <summary>The voice line whose formats are others than the first side's; −1 none.</summary>
    public int VoiceLine { get; init; } = -1;

    /// <summary>Its formats. Those that the first side has by the same number keep their attributes; the others get an rtpmap.</summary>
    public VoiceFormats Voice { get; init; }

    public SdpSide()
    {
    }
}

/// <summary>
/// Makes the description for the other side out of one side's: own addresses, ports and o-line; what names the first side's hosts is left out; what we do not understand stays, in its
/// place. Reused; one thread.
/// </summary>
public sealed class SdpWriter
{
    private readonly SdpText _body = new();
    private readonly SdpText _whole = new();

    /// <summary>The description, valid until the next one is written.</summary>
    public ReadOnlySpan<byte> Write(SdpDescription from, in SdpSide side, ref SdpOrigin origin)
    {
        _body.Clear();
        WriteSession(from, side);
        for (int i = 0; i < from.MediaCount; i++)
        {
            WriteMedia(from, i, side);
        }

        for (int i = from.MediaCount; i < side.Session.Length; i++)
        {
            SdpProtocol protocol = side.Session[i].Protocol;
            _body.Add("m="u8).Add(SdpWords.Name(side.Session[i].Kind)).Add(" 0 "u8).Add(SdpWords.Name(protocol)).Add(protocol == SdpProtocol.Udptl ? " t38"u8 : " 0"u8).End();
        }

        ulong version = origin.Say(XxHash3.HashToUInt64(_body.Written, unchecked((long)(ulong)side.Address.Ip)));
        _whole.Clear().Add("v=0\r\no=- "u8).Add((long)origin.SessionId).Add(" "u8).Add((long)version).Add(" "u8).AddConnection(side.Address).End();
        return _whole.Add(_body.Written).Written;
    }

    private void WriteSession(SdpDescription from, in SdpSide side)
    {
        // The name of a session is a program's name in practice, and tells whose.
        _body.Add("s=-\r\n"u8);
        bool hasConnection = false;
        for (int i = 0; i < from.LineCount && from.Line(i).Media < 0; i++)
        {
            ref readonly SdpLine line = ref from.Line(i);

            // c= has its place before b= and t= (RFC 8866 §9).
            if (!hasConnection && line.Type is not ((byte)'v' or (byte)'o' or (byte)'s' or (byte)'i' or (byte)'u' or (byte)'e' or (byte)'p'))
            {
                hasConnection = true;
                _body.Add("c="u8).AddConnection(side.Address).End();
            }

            if (line.Type is (byte)'v' or (byte)'o' or (byte)'s' or (byte)'i' or (byte)'c' or (byte)'u' or (byte)'e' or (byte)'p' || !Passes(from, line))
            {
                continue;
            }

            if (line.Attribute != SdpAttribute.Group || !IsBundle(from.ValueOf(line)))
            {
                Copy(from, line);
            }
        }

        if (!hasConnection)
        {
            _body.Add("c="u8).AddConnection(side.Address).End();
        }

        if (!side.IceUfrag.IsEmpty)
        {
            _body.Add("a=ice-lite\r\n"u8);
        }
    }

    private void WriteMedia(SdpDescription from, int index, in SdpSide side)
    {
        ref readonly SdpMedia media = ref from[index];
        SdpEnd end = index < side.Ends.Length ? side.Ends[index] : default;
        int port = media.IsUsed ? end.Port : 0;
        bool isChanged = index == side.VoiceLine && port != 0;
        _body.Add("m="u8).Add(from.KindName(index)).Add(" "u8).Add(port).Add(" "u8).Add(from.ProtocolName(index));
        if (isChanged)
        {
            WriteTypes(side.Voice);
        }
        else
        {
            _body.Add(" "u8).Add(from.Formats(index) is { IsEmpty: false } formats ? formats : "0"u8).End();
        }

        bool muxes = media.RtcpMux;
        for (int i = media.FirstLine + 1; i < media.EndLine; i++)
        {
            ref readonly SdpLine line = ref from.Line(i);
            bool stays = port == 0
                ? line.Attribute is SdpAttribute.Mid // groups name it; the rest of a rejected line means nothing (RFC 3264 §6)
                : line.Type is not ((byte)'c' or (byte)'m') && Passes(from, line);
            bool isOfHold = media.IsHeldByAddress && line.Attribute is >= SdpAttribute.SendRecv and <= SdpAttribute.Inactive;
            if (stays && !isOfHold && !(isChanged && IsOfOther(from, line, side.Voice)))
            {
                Copy(from, line);
            }
        }

        if (port == 0)
        {
            return;
        }

        if (media.IsHeldByAddress)
        {
            // It stood in the address, which is ours now (RFC 3264 §8.4).
            _body.Add(media.Flows == SdpDirection.SendOnly ? "a=sendonly\r\n"u8 : "a=inactive\r\n"u8);
        }

        if (isChanged)
        {
            WriteMaps(from, index, side.Voice);
        }

        if (end.RtcpPort > 0 && end.RtcpPort != port + 1 && !(muxes && end.RtcpPort == port))
        {
            _body.Add("a=rtcp:"u8).Add(end.RtcpPort).End();
        }

        if (!side.IceUfrag.IsEmpty)
        {
            WriteIce(side, end, muxes);
        }
    }

    private void WriteTypes(VoiceFormats formats)
    {
        for (int i = 0; i < formats.Count; i++)
        {
            _body.Add(" "u8).Add(formats[i].Type);
        }

        _body.End();
    }

    /// <summary>The formats that the first side has not named by that number.</summary>
    private void WriteMaps(SdpDescription from, int index, VoiceFormats formats)
    {
        VoiceFormats named = from.VoiceFormats(index);
        for (int i = 0; i < formats.Count; i++)
        {
            if (named.CodecOf(formats[i].Type) != formats[i].Codec)
            {
                _body.Add("a=rtpmap:"u8).Add(formats[i].Type).Add(" "u8).Add(VoiceCodecs.MapOf(formats[i].Codec)).End();
            }
        }
    }

    /// <summary>It is about a payload type that the other side is not told, or is told as something else.</summary>
    private static bool IsOfOther(SdpDescription from, in SdpLine line, VoiceFormats formats)
    {
        if (line.Attribute is not (SdpAttribute.RtpMap or SdpAttribute.Fmtp))
        {
            return false;
        }

        var words = new SdpWordReader(from.ValueOf(line));
        return !words.TryNextNumber(out int type) || formats.CodecOf(type) is var told && (told == VoiceCodec.None || told != from.VoiceFormats(line.Media).CodecOf(type));
    }

    /// <summary>One host candidate for each component: RFC 8445 §5.1.1.1, §5.1.2.1 with the highest local preference.</summary>
    private void WriteIce(in SdpSide side, SdpEnd end, bool muxes)
    {
        const long RtpPriority = (126L << 24) | (65535 << 8) | 255;
        _body.Add("a=ice-ufrag:"u8).Add(side.IceUfrag).End().Add("a=ice-pwd:"u8).Add(side.IcePwd).End();
        _body.Add("a=candidate:1 1 UDP "u8).Add(RtpPriority).Add(" "u8).AddHost(side.Address).Add(" "u8).Add(end.Port).Add(" typ host\r\n"u8);
        if (!muxes)
        {
            int rtcp = end.RtcpPort > 0 ? end.RtcpPort : end.Port + 1;
            _body.Add("a=candidate:1 2 UDP "u8).Add(RtpPriority - 1).Add(" "u8).AddHost(side.Address).Add(" "u8).Add(rtcp).Add(" typ host\r\n"u8);
        }

        _body.Add("a=end-of-candidates\r\n"u8);
    }

    private void Copy(SdpDescription from, in SdpLine line) => _body.Add([line.Type, (byte)'=']).Add(line.Value.Of(from.Bytes)).End();

    /// <summary>False: it names hosts or ports of the side it came from, or means nothing without them.</summary>
    private static bool Passes(SdpDescription from, in SdpLine line) =>
        line.Attribute is not (SdpAttribute.Rtcp or SdpAttribute.BundleOnly or SdpAttribute.SourceFilter or SdpAttribute.ForeignRelay or SdpAttribute.Tool
            or (>= SdpAttribute.Candidate and <= SdpAttribute.IcePacing))
        && (line.Attribute != SdpAttribute.Ssrc || from.ValueOf(line).IndexOf(" cname:"u8) < 0); // it is user@host as a rule (RFC 3550 §6.5.1)

    private static bool IsBundle(ReadOnlySpan<byte> group) => group.Length >= 6 && SdpWords.Is(group[..6], "BUNDLE"u8);
}
