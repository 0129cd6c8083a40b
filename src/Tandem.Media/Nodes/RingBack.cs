using Tandem.Media.Codecs;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>A sound that the caller hears before the callee has said anything: in which codec, and as an order to our media process.</summary>
internal static class RingBack
{
    /// <summary>The caller's first codec that we can make and that it may use, on its first voice line; None when there is none, or it is encrypted.</summary>
    public static VoiceFormat FormatFor(MediaSession session, out int line)
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
        VoiceFormat format = FormatFor(request.Session, out int line);
        if (request.Session.NodeState is RelayState state)
        {
            state.Rings = true;
        }

        return new() { Key = key, Line = line, Side = RelaySide.A, Format = format, Sound = request.Sound, Loops = true };
    }

    public static RelayPlay Stop(MediaSession session, RelayKey key)
    {
        FormatFor(session, out int line);
        return new() { Key = key, Line = line, Side = RelaySide.A, Stops = true };
    }
}
