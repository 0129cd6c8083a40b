using Tandem.Media.Codecs;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>What a session's agreed formats and its work are as an order to our own media process.</summary>
internal static class RelayWorkOrders
{
    public static RelayWork Of(MediaSession session, RelayKey key)
    {
        OfferAnswer talk = session.Talk;
        MediaWork work = session.Work;
        int line = Math.Max(0, talk.FindVoice());
        RelayWorkFlags flags = work.Records ? RelayWorkFlags.Record : RelayWorkFlags.None;
        flags |= work is { Records: true, Captures: true } ? RelayWorkFlags.Capture : RelayWorkFlags.None;
        flags |= work is { Records: true, Warns: true } ? RelayWorkFlags.Warn : RelayWorkFlags.None;
        return new()
        {
            Key = key,
            Line = line,
            Flags = flags,
            Recording = work.Recording ?? "",
            FromA = Way(talk, MediaSide.A, MediaSide.B, line),
            FromB = Way(talk, MediaSide.B, MediaSide.A, line),
        };
    }

    /// <summary>A side sends by the other's numbers (RFC 3264 §5.1); by its own where those have no meaning for the other.</summary>
    private static RelayWay Way(OfferAnswer talk, MediaSide from, MediaSide to, int line)
    {
        VoiceFormats taken = talk.FormatsOf(to, line);
        VoiceFormats sent = taken;
        sent.AddMissing(talk.FormatsOf(from, line));
        return new() { From = sent, To = taken };
    }
}
