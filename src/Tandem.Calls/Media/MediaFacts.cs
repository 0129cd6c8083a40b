using Tandem.Calls.Control;
using Tandem.Media.Sdp;
using Tandem.Routing.Media;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Media;

/// <summary>What a call tells the decision about the media proxy: its two sides' settings, networks and NATs.</summary>
internal static class MediaFacts
{
    /// <summary>Decides for the route in hand and notes the step. <paramref name="offer"/> is the caller's description as read, null when it made none.</summary>
    public static MediaProxyDecision Decide(Call call, Leg callee, SdpDescription? offer)
    {
        SystemParameters parameters = call.Parameters;
        EgressTrunk trunk = call.Hunt.Current.Trunk.Trunk;
        MediaParty a = CallerOf(call, offer);
        (MediaNetwork network, bool behindNat) = CalleePlaces.Of(call, callee, a.Network);
        var b = new MediaParty
        {
            Forward = trunk.RtpForwardType,
            Network = network,
            BehindNat = behindNat,
            NeedsRelay = WorkFacts.NeedsRelay(trunk, call.Ingress?.Media) || trunk.AuxiliaryRingDelay > 0,
        };
        var decision = MediaProxyDecision.Decide(
            a, b, parameters.MediaProxyMode, parameters.MediaProxyBetweenNet, parameters.MediaProxyBehindNat);
        call.Why.Add(CodeOf(decision), trunk.Name, decision.Step == MediaProxyStep.Feature ? FeaturesOf(call) : "");
        return decision;
    }

    /// <summary>Where a description wants the media of its first line that is used.</summary>
    public static NetAddress PlaceOf(SdpDescription description)
    {
        for (int i = 0; i < description.MediaCount; i++)
        {
            if (description[i].IsUsed)
            {
                return description[i].Rtp;
            }
        }

        return default;
    }

    /// <summary>The call is to be recorded, for one of its sides says so.</summary>
    public static bool Records(Call call) => call.Ingress?.Media is { MediaRecord: true } || call.Hunt.Current.Trunk?.Trunk is { MediaRecord: true };

    /// <summary>What the caller's trunk wants told while it rings.</summary>
    public static RemoteRingSignal RingOf(Call call) => call.Ingress?.Trunk?.SipRemoteRingSignal ?? RemoteRingSignal.Auto;

    /// <summary>The caller may hear a tone of ours.</summary>
    public static bool Rings(Call call) => RingOf(call) != RemoteRingSignal.Auto || call.Hunt.Current.Trunk?.Trunk is { AuxiliaryRingDelay: > 0 };

    /// <summary>The caller may hear a voice of ours.</summary>
    public static bool Speaks(Call call) => CallPrompts.Decide(call.Ingress?.Prompts, call.Parameters).IsAny;

    /// <summary>In words, what works on the media.</summary>
    private static string FeaturesOf(Call call)
    {
        MediaSettings? caller = call.Ingress?.Media;
        MediaSettings? callee = call.Hunt.Current.Trunk?.Trunk;
        CallKeys keys = WorkFacts.KeysOf(call);
        var features = new List<string>();
        Add(Records(call), "recording");
        Add(caller is { MediaCheckDirection: not MediaCheckDirection.None } || callee is { MediaCheckDirection: not MediaCheckDirection.None }, "supervision");
        Add(keys.FromCaller.IsAny || keys.FromCallee.IsAny, "keys in another form");
        Add(caller is { SipCodecAssign: true } || callee is { SipCodecAssign: true }, "a list of codecs");
        Add(caller is { AudioCodecTranscodingEnable: true } || callee is { AudioCodecTranscodingEnable: true }, "transcoding");
        Add(Rings(call), "a ring tone");
        Add(Speaks(call), "announcements");
        return string.Join(", ", features);

        void Add(bool works, string feature)
        {
            if (works)
            {
                features.Add(feature);
            }
        }
    }

    private static MediaParty CallerOf(Call call, SdpDescription? offer)
    {
        NetAddress source = call.Caller?.Invite?.Source.Remote ?? default;
        MediaNetwork network = MediaNetworks.Of(source.Ip);
        int line = offer?.Find(SdpMediaKind.Audio) ?? -1;
        bool behindNat = false;
        if (offer is not null && line >= 0 && !offer[line].Rtp.IsAny)
        {
            MediaNetwork shown = MediaNetworks.Of(offer[line].Rtp.Ip);

            // Media from a public address of its own is where it says; a private one that speaks from a public place is behind a NAT, which is at that place.
            behindNat = shown is MediaNetwork.PrivateIPv4 or MediaNetwork.PrivateIPv6 && network is MediaNetwork.PublicIPv4 or MediaNetwork.PublicIPv6;
            network = behindNat ? network : shown;
        }

        return new()
        {
            Forward = call.Ingress?.RtpForwardType ?? RtpForwardType.Auto,
            Network = network,
            BehindNat = behindNat,
            NeedsRelay = WorkFacts.NeedsRelay(call.Ingress?.Media, call.Hunt.Current.Trunk?.Trunk) || RingOf(call) != RemoteRingSignal.Auto || Speaks(call),
        };
    }

    private static ReasonCode CodeOf(MediaProxyDecision decision) => decision.Step switch
    {
        MediaProxyStep.Feature => ReasonCode.MediaRelayedByFeature,
        MediaProxyStep.MustOn => ReasonCode.MediaRelayedByMustOn,
        MediaProxyStep.Off => ReasonCode.MediaDirectByOff,
        MediaProxyStep.On => ReasonCode.MediaRelayedByOn,
        MediaProxyStep.Encryption => ReasonCode.MediaRelayedByEncryption,
        MediaProxyStep.BetweenNetworks => ReasonCode.MediaRelayedBetweenNetworks,
        MediaProxyStep.BehindNat => ReasonCode.MediaRelayedBehindNat,
        _ => ReasonCode.MediaDirect,
    };
}
