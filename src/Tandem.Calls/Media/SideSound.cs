using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Media;

/// <summary>Where the voice of a side was said to be, and where it was.</summary>
/// <param name="Said">Where its last description wanted voice, in the first line that both sides used; default: none did.</param>
/// <param name="CameFrom">Where its voice came from; default: nowhere, or the node does not know.</param>
/// <param name="WasToSend">It was to send all the time: neither side had it on hold.</param>
internal readonly record struct SideSound(NetAddress Said, NetAddress CameFrom, bool WasToSend)
{
    public static SideSound Of(MediaSide side, OfferAnswer talk, MediaStatistics counts)
    {
        int voice = talk.FindVoice();
        SdpDirection its = side == MediaSide.A ? SdpDirection.SendOnly : SdpDirection.RecvOnly;
        return new(
            voice >= 0 && talk.TryGet(side, voice, out SdpMedia said) ? said.Rtp : default,
            side == MediaSide.A ? counts.SourceOfA : counts.SourceOfB,
            talk.HasAnswerEver && (talk.AlwaysFlowed & its) == its);
    }
}
