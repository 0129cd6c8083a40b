using System.Text.Json.Serialization;
using Tandem.Api.Access;
using Tandem.Calls.Live;
using Tandem.Routing.Access;

namespace Tandem.Api.LiveCalls;

/// <summary>The media of one side, as of the last sample of five seconds.</summary>
/// <param name="Codecs">What its last description takes, in its order.</param>
/// <param name="DtmfReceived">In which forms its keys are taken: RFC 2833, SIP INFO, in-band.</param>
/// <param name="DtmfSent">In which forms it is given the other side's.</param>
/// <param name="Encryption">SDES or DTLS; empty for none.</param>
/// <param name="Packets">RTP packets that came from it.</param>
/// <param name="Octets">Their bytes.</param>
/// <param name="Lost">Packets that never came.</param>
/// <param name="JitterMs">Interarrival jitter.</param>
/// <param name="Mos">Mean opinion score of the last interval, 1 to 5; null while there is none.</param>
public sealed record LiveMediaView(
    string Codecs, string DtmfReceived, string DtmfSent, string Encryption, long Packets, long Octets, long Lost, double JitterMs, double? Mos)
{
    internal static LiveMediaView Of(in LiveMedia media) => new(
        media.Codecs, media.DtmfReceived, media.DtmfSent, media.Encryption, media.Packets, media.Octets, media.Lost, media.JitterMicroseconds / 1000.0,
        media.MosHundredths == 0 ? null : media.MosHundredths / 100.0);
}

/// <summary>One call as it stands now.</summary>
/// <param name="Id">Its record's number.</param>
/// <param name="CallId">Call-ID of the caller's leg.</param>
/// <param name="State">Locating, Dialing, Ringing, Offered, Talking ...</param>
/// <param name="CallingNumber">As billed.</param>
/// <param name="CalledNumber">As billed.</param>
/// <param name="Account">Who pays.</param>
/// <param name="IngressTrunk">The trunk that it came by.</param>
/// <param name="EgressTrunk">The trunk that it goes out on.</param>
/// <param name="Phone">The phone that it came from.</param>
/// <param name="SourceIp">Address of the caller.</param>
/// <param name="StartedAt">When it came.</param>
/// <param name="AnsweredAt">When it was answered.</param>
/// <param name="TalkMs">How long it has been talked.</param>
/// <param name="PlacedBy">test or voice for a call of the switch's own, else empty.</param>
/// <param name="MediaMode">on: through the switch; off: from end to end.</param>
/// <param name="CallerCodec">Codec of the caller's leg, once it is agreed.</param>
/// <param name="CalleeCodec">Codec of the callee's leg.</param>
/// <param name="CallerUserAgent">The caller's device, as it names itself.</param>
/// <param name="CalleeUserAgent">The callee's, once it has answered.</param>
/// <param name="CallerAddress">Where the caller signals from.</param>
/// <param name="CallerLocalAddress">Our address that it signals to.</param>
/// <param name="CallerMediaAddress">Where the caller's description wants its media; of a call that goes direct, as its first offer or last answer said.</param>
/// <param name="CalleeAddress">Where the callee signals.</param>
/// <param name="CalleeLocalAddress">Our address that it is called from.</param>
/// <param name="CalleeMediaAddress">Where the callee's description wants its media.</param>
/// <param name="CallerMedia">The caller's media while it is relayed.</param>
/// <param name="CalleeMedia">The callee's.</param>
public sealed record LiveCallView(
    string Id, string CallId, string State, string CallingNumber, string CalledNumber, string Account, string IngressTrunk, string EgressTrunk, string Phone,
    string SourceIp, DateTimeOffset StartedAt, DateTimeOffset? AnsweredAt, long TalkMs, string PlacedBy, string MediaMode, string CallerCodec, string CalleeCodec,
    string CallerUserAgent, string CalleeUserAgent, string CallerAddress, string CallerLocalAddress, string CallerMediaAddress,
    string CalleeAddress, string CalleeLocalAddress, string CalleeMediaAddress, LiveMediaView CallerMedia, LiveMediaView CalleeMedia)
{
    /// <summary>Country of the caller's address (ISO 3166-1), as the installed databases say; not there: unknown, or none is installed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Country { get; init; }

    /// <summary>Number of the autonomous system that announces it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Asn { get; init; }

    /// <summary>Who has that system.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AsName { get; init; }

    /// <summary>The call as a caller may see it.</summary>
    internal static LiveCallView Of(LiveCall call, Caller caller, IPlaces places) => caller.IsLimited ? Of(call, places).Bounded() : Of(call, places);

    internal static LiveCallView Of(LiveCall call, IPlaces places)
    {
        Place place = Origin.PlaceOf(call.SourceIp, places);
        return Plain(call) with
        {
            Country = place.Country.Length > 0 ? place.Country : null,
            Asn = place.Asn > 0 ? place.Asn : null,
            AsName = place.AsName.Length > 0 ? place.AsName : null,
        };
    }

    private static LiveCallView Plain(LiveCall call) => new(
        call.Id, call.CallId, call.State, call.CallingNumber, call.CalledNumber, call.Account, call.IngressTrunk, call.EgressTrunk, call.Phone,
        call.SourceIp, call.StartedAt, call.AnsweredAt, call.TalkMs, call.PlacedBy, call.MediaMode, call.CallerCodec, call.CalleeCodec,
        call.CallerUserAgent, call.CalleeUserAgent, call.Caller.Signalling.ToString(), call.Caller.Local.ToString(), call.Caller.Media.ToString(),
        call.Callee.Signalling.ToString(), call.Callee.Local.ToString(), call.Callee.Media.ToString(),
        LiveMediaView.Of(call.CallerMedia), LiveMediaView.Of(call.CalleeMedia));

    /// <summary>Without what stands behind the switch: who is limited to accounts does not see the carrier.</summary>
    internal LiveCallView Bounded() => this with { EgressTrunk = "", CalleeUserAgent = "", CalleeAddress = "", CalleeLocalAddress = "", CalleeMediaAddress = "", CalleeMedia = LiveMediaView.Of(default) };
}
