using Tandem.Media.Codecs;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>A sound that a side hears instead of the other, which is the one that speaks in the request: in which codec, and as an order to our media process. A ring tone is for the caller alone.</summary>
internal static class RingBack
{
    /// <summary>In what an announcement is played to a side that has agreed with the other on a codec: that one. Else, and for a ring tone, as <see cref="FirstFor"/>.</summary>
    public static VoiceFormat FormatFor(MediaRequest request, out int line) =>
        request.Ask == MediaAsk.Announce && request.Session.Talk.HasAnswer ? AgreedFor(request.Session.Talk, HearerOf(request), out line) : FirstFor(request.Session, out line);

    /// <summary>The caller's first codec that we can make and that it may use, on its first voice line; None when there is none, or it is encrypted.</summary>
    public static VoiceFormat FirstFor(MediaSession session, out int line)
    {
        for (line = 0; line < session.Talk.Count; line++)
        {
            if (session.Talk.TryGet(MediaSide.A, line, out SdpMedia said) && said is { Kind: SdpMediaKind.Audio, IsUsed: true, IsRtp: true, IsEncrypted: false, HasIce: false })
            {
                return VoiceTelling.FirstAllowed(session.Talk.FormatsOf(MediaSide.A, line), session.Work.Rules(MediaSide.A));
            }
        }

        return default;
    }

    public static RelayPlay Order(MediaRequest request, RelayKey key)
    {
        VoiceFormat format = FormatFor(request, out int line);
        bool loops = request.Ask == MediaAsk.Ring;
        if (loops && request.Session.NodeState is RelayState state)
        {
            state.Rings = true;
        }

        return new() { Key = key, Line = line, Side = (RelaySide)HearerOf(request), Format = format, Sound = request.Sound, Loops = loops, Mark = loops ? (byte)0 : request.Mark };
    }

    public static RelayPlay Stop(MediaSession session, RelayKey key)
    {
        FirstFor(session, out int line);
        return new() { Key = key, Line = line, Side = RelaySide.A, Stops = true };
    }

    private static MediaSide HearerOf(MediaRequest request) => request.From == MediaSide.A ? MediaSide.B : MediaSide.A;

    private static VoiceFormat AgreedFor(OfferAnswer talk, MediaSide hearer, out int line)
    {
        line = Math.Max(0, talk.FindVoice());
        if (!talk.TryGet(hearer, line, out SdpMedia said) || said is not { Kind: SdpMediaKind.Audio, IsUsed: true, IsRtp: true, IsEncrypted: false })
        {
            return default;
        }

        MediaSide other = hearer == MediaSide.A ? MediaSide.B : MediaSide.A;
        VoiceFormats own = talk.FormatsOf(hearer, line);
        VoiceFormats agreed = talk.Offerer != hearer ? own : talk.ToldTo(hearer) is { Count: > 0 } told ? told : talk.FormatsOf(other, line);
        for (int i = 0; i < agreed.Count; i++)
        {
            int type = VoiceCodecs.IsVoice(agreed[i].Codec) ? own.TypeOf(agreed[i].Codec) : -1;
            if (type >= 0)
            {
                return new((byte)type, agreed[i].Codec);
            }
        }

        return default;
    }
}
