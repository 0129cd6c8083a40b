using System.Globalization;
using Tandem.Media.Codecs;
using Tandem.Media.Sdp;
using Tandem.Routing.Media;

namespace Tandem.Calls.Live;

/// <summary>
/// The media of one side of a call that is relayed: what it has said of it last, and what has come from it until the last sample, which is taken every five seconds. All zero while nothing is known, as of media that
/// goes from end to end. Values only: words are made of them by who shows the call, not by its shard.
/// </summary>
public readonly record struct LiveMedia
{
    /// <summary>RTP packets that came from the side.</summary>
    public long Packets { get; init; }

    /// <summary>Their bytes.</summary>
    public long Octets { get; init; }

    /// <summary>Packets that never came; 0 when it is not known.</summary>
    public long Lost { get; init; }

    /// <summary>Interarrival jitter (RFC 3550 §6.4.1), in microseconds.</summary>
    public int JitterMicroseconds { get; init; }

    /// <summary>Mean opinion score × 100 of the last interval; 0 while there is none.</summary>
    public int MosHundredths { get; init; }

    internal VoiceFormats Formats { get; init; }

    internal SdpProtocol Protocol { get; init; }

    /// <summary>What becomes of keys that come from the side.</summary>
    internal KeyConversion Taken { get; init; }

    /// <summary>And of those that go to it.</summary>
    internal KeyConversion Given { get; init; }

    /// <summary>The codecs that it takes, in its order, keys left out; a payload type whose name is not known by its number.</summary>
    public string Codecs
    {
        get
        {
            var names = new List<string>();
            for (int i = 0; i < Formats.Count; i++)
            {
                VoiceFormat format = Formats[i];
                if (!VoiceCodecs.IsKeys(format.Codec))
                {
                    names.Add(NameOf(format));
                }
            }

            return string.Join(", ", names);
        }
    }

    /// <summary>In which forms its keys (DTMF) are taken.</summary>
    public string DtmfReceived => !IsSaid ? "" : Joined(
        Taken.Events != KeyFate.Drop && HasKeys, Taken.Info != KeyFate.Drop, Taken.Tones == KeyFate.Convert);

    /// <summary>In which forms it is given the other side's.</summary>
    public string DtmfSent => !IsSaid ? "" : Joined(
        (Given.Events == KeyFate.Pass || Given.SendsEvents) && HasKeys, Given.Info == KeyFate.Pass || Given.SendsInfo, Given.SendsTones);

    /// <summary>How its media is encrypted: SDES (RFC 4568) or DTLS (RFC 5764); empty when it is not.</summary>
    public string Encryption => Protocol switch
    {
        SdpProtocol.RtpSavp or SdpProtocol.RtpSavpf => "SDES",
        SdpProtocol.UdpTlsRtpSavp or SdpProtocol.UdpTlsRtpSavpf => "DTLS",
        _ => "",
    };

    private bool IsSaid => Formats.Count > 0;

    private bool HasKeys => Formats.TypeOf(VoiceCodec.Keys) >= 0 || Formats.TypeOf(VoiceCodec.WideKeys) >= 0;

    /// <summary>By the names of <see cref="Routing.Trunks.DtmfSendMethod"/>.</summary>
    private static string Joined(bool events, bool info, bool tones) =>
        string.Join(", ", new[] { events ? "RFC 2833" : "", info ? "SIP INFO" : "", tones ? "in-band" : "" }.Where(static form => form.Length > 0));

    /// <summary>Static payload types by RFC 3551 §6.</summary>
    private static string NameOf(VoiceFormat format) => format.Codec switch
    {
        VoiceCodec.Pcmu => "PCMU",
        VoiceCodec.Pcma => "PCMA",
        VoiceCodec.G722 => "G722",
        VoiceCodec.Opus => "opus",
        _ => format.Type switch
        {
            3 => "GSM",
            4 => "G723",
            13 => "CN",
            15 => "G728",
            18 => "G729",
            _ => format.Type.ToString(CultureInfo.InvariantCulture),
        },
    };
}
