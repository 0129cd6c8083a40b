using System.Globalization;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Media;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Routing.Media;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Live;

/// <summary>A call as the outside sees it.</summary>
internal static class LiveCalls
{
    /// <summary>With what the media node has just said; null when nobody was asked.</summary>
    public static LiveCallDetail Show(Call call, MediaRequest? answered)
    {
        Cdr record = call.Record;
        MediaStatistics? counts = answered is { Outcome: MediaOutcome.Done } ? answered.Statistics : null;
        var packed = new KeptWriter();
        call.Media.Quality.Series.Pack(packed);
        return new(
            Show(call), record.MediaMode, record.MediaNode, record.CallerCodec, record.CalleeCodec,
            Of(counts?.FromA), Of(counts?.ToA), Of(counts?.FromB), Of(counts?.ToB), packed.Written.ToArray());
    }

    /// <summary>The messages so far as they are packed: whoever asked unpacks them, not the shard.</summary>
    public static LiveLadder Ladder(Call call)
    {
        Cdr record = call.Record;
        string caller = record.IngressTrunk.Length > 0 ? record.IngressTrunk : record.Phone.Length > 0 ? record.Phone : record.SourceIp;
        return new(record.Customer.Account, [caller, .. record.Tried.Select(static one => one.Trunk)], record.EgressTrunk, call.Ladder.Packed.ToArray());
    }

    private static MediaLeg? Of(MediaFlow? flow) => flow is { } known ? MediaRecord.Of(known) : null;

    public static LiveCall Show(Call call)
    {
        Cdr record = call.Record;
        return new(
            record.Id.ToString(CultureInfo.InvariantCulture),
            record.CallId,
            call.State.ToString(),
            record.CallingNumber.Length > 0 ? record.CallingNumber : record.CallingNumberIn,
            record.CalledNumber.Length > 0 ? record.CalledNumber : record.CalledNumberIn,
            record.Customer.Account,
            record.IngressTrunk,
            record.EgressTrunk,
            record.Phone,
            record.SourceIp,
            record.StartedAt,
            record.AnsweredAt,
            call.TalkedMs)
        {
            PlacedBy = call.Test is not null ? "test" : call.Voice is not null ? "voice" : "",
            MediaMode = record.MediaMode,
            CallerCodec = record.CallerCodec,
            CalleeCodec = record.CalleeCodec,
            CallerUserAgent = record.CallerUserAgent,
            CalleeUserAgent = record.CalleeUserAgent,
            Caller = Of(call.Caller, call.Media.PlaceOf(MediaSide.A)),
            Callee = Of(call.Callee, call.Media.PlaceOf(MediaSide.B)),
            CallerMedia = MediaOf(call.Media, MediaSide.A),
            CalleeMedia = MediaOf(call.Media, MediaSide.B),
        };
    }

    private static LiveMedia MediaOf(CallMedia media, MediaSide side)
    {
        if (media.Session is not { } session)
        {
            return default;
        }

        int voice = Math.Max(0, session.Talk.FindVoice());
        session.Talk.TryGet(side, voice, out SdpMedia line);
        (KeyConversion fromCaller, KeyConversion fromCallee) = (media.Keys.FromCaller, media.Keys.FromCallee);
        return media.Quality.Of(side) with
        {
            Formats = session.Talk.FormatsOf(side, voice),
            Protocol = line.Protocol,
            Taken = side == MediaSide.A ? fromCaller : fromCallee,
            Given = side == MediaSide.A ? fromCallee : fromCaller,
        };
    }

    private static LiveLegAddresses Of(Leg? leg, in NetAddress media) => leg is null ? default : new(new(leg.Flow.Remote), new(leg.Flow.Local), new(media));
}
