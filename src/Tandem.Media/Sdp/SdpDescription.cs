using Tandem.Media.Codecs;
using Tandem.Wire.Flows;

namespace Tandem.Media.Sdp;

/// <summary>
/// A session description as its lines and media (RFC 8866), in a copy of the bytes that is its own. Filled by <see cref="SdpParser"/>, used again and again; nothing is allocated once warm.
/// </summary>
public sealed class SdpDescription
{
    private SdpLine[] _lines = new SdpLine[64];
    private SdpMedia[] _media = new SdpMedia[4];

    public int MediaCount { get; private set; }

    /// <summary>The session's own connection address, port 0; unspecified when there is none.</summary>
    public NetAddress Connection { get; internal set; }

    /// <summary>The whole text.</summary>
    public ReadOnlySpan<byte> Text => Bytes.AsSpan(0, Length);

    internal byte[] Bytes { get; private set; } = new byte[1024];
    internal int Length { get; private set; }
    internal int LineCount { get; private set; }

    /// <summary>One m-line, in the order of the description.</summary>
    public ref readonly SdpMedia this[int index] => ref _media[index];

    public ReadOnlySpan<byte> KindName(int media) => _media[media].KindPart.Of(Bytes);

    public ReadOnlySpan<byte> ProtocolName(int media) => _media[media].ProtocolPart.Of(Bytes);

    /// <summary>The formats as on the line, separated by spaces.</summary>
    public ReadOnlySpan<byte> Formats(int media) => _media[media].Formats.Of(Bytes);

    public ReadOnlySpan<byte> IceUfrag(int media) => _media[media].IceUfrag.Of(Bytes);

    public ReadOnlySpan<byte> IcePwd(int media) => _media[media].IcePwd.Of(Bytes);

    /// <summary>The first m-line of a kind that is used; −1 none.</summary>
    public int Find(SdpMediaKind kind)
    {
        for (int i = 0; i < MediaCount; i++)
        {
            if (_media[i].Kind == kind && _media[i].IsUsed)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The value of an attribute's first line on an m-line; −1 asks the session's own.</summary>
    public bool TryGet(int media, SdpAttribute attribute, out ReadOnlySpan<byte> value)
    {
        for (int i = 0; i < LineCount; i++)
        {
            if (_lines[i].Media == media && _lines[i].Attribute == attribute)
            {
                value = ValueOf(_lines[i]);
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>What <c>a=rtpmap</c> says of a payload type, else what RFC 3551 §6 does.</summary>
    public SdpCodec Codec(int media, int payloadType)
    {
        ref readonly SdpMedia line = ref _media[media];
        for (int i = line.FirstLine; i < line.EndLine; i++)
        {
            if (_lines[i].Attribute == SdpAttribute.RtpMap && SdpCodec.TryReadRtpMap(ValueOf(_lines[i]), payloadType, out SdpCodec mapped))
            {
                return mapped;
            }
        }

        return SdpCodec.Static(payloadType);
    }

    /// <summary>The payload types of a voice line in their order, and what they are.</summary>
    public VoiceFormats VoiceFormats(int media)
    {
        var formats = default(VoiceFormats);
        var words = new SdpWordReader(Formats(media));
        while (words.TryNext(out ReadOnlySpan<byte> word))
        {
            if (SdpWordReader.TryNumber(word, out int type) && type < 128 && VoiceCodecs.Of(Codec(media, type)) is var codec and not VoiceCodec.None)
            {
                formats.Add(new((byte)type, codec));
            }
        }

        return formats;
    }

    /// <summary>The parameters of a payload type (<c>a=fmtp</c>), or empty.</summary>
    public ReadOnlySpan<byte> Fmtp(int media, int payloadType)
    {
        ref readonly SdpMedia line = ref _media[media];
        for (int i = line.FirstLine; i < line.EndLine; i++)
        {
            if (_lines[i].Attribute == SdpAttribute.Fmtp)
            {
                var words = new SdpWordReader(ValueOf(_lines[i]));
                if (words.TryNextNumber(out int type) && type == payloadType)
                {
                    return words.Rest;
                }
            }
        }

        return default;
    }

    internal ref readonly SdpLine Line(int index) => ref _lines[index];

    /// <summary>Of an attribute: what stands after its colon.</summary>
    internal ReadOnlySpan<byte> ValueOf(in SdpLine line)
    {
        ReadOnlySpan<byte> value = line.Value.Of(Bytes);
        if (line.Type != (byte)'a')
        {
            return value;
        }

        int colon = value.IndexOf((byte)':');
        return colon < 0 ? default : value[(colon + 1)..];
    }

    internal ref SdpMedia Own(int index) => ref _media[index];

    internal void Begin(ReadOnlySpan<byte> text)
    {
        if (Bytes.Length < text.Length)
        {
            Bytes = new byte[text.Length];
        }

        text.CopyTo(Bytes);
        Length = text.Length;
        LineCount = MediaCount = 0;
        Connection = default;
    }

    internal void Add(in SdpLine line)
    {
        if (LineCount == _lines.Length)
        {
            Array.Resize(ref _lines, LineCount * 2);
        }

        _lines[LineCount++] = line;
    }

    internal ref SdpMedia AddMedia()
    {
        if (MediaCount == _media.Length)
        {
            Array.Resize(ref _media, MediaCount * 2);
        }

        ref SdpMedia media = ref _media[MediaCount++];
        media = new() { FirstPayloadType = -1, TelephoneEvent = -1, FirstLine = LineCount };
        return ref media;
    }
}
