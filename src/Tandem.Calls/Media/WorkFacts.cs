using Tandem.Calls.Control;
using Tandem.Media.Nodes;
using Tandem.Media.Relay.Wire;
using Tandem.Routing.Media;
using Tandem.Routing.Trunks;

namespace Tandem.Calls.Media;

/// <summary>What a call's two sides want done with its sound, from their trunks' settings.</summary>
internal static class WorkFacts
{
    /// <summary>How keys are changed between the caller and the route in hand.</summary>
    public static CallKeys KeysOf(Call call)
    {
        MediaSettings? caller = call.Ingress?.Media;
        MediaSettings? callee = call.Hunt.Current.Trunk?.Trunk;
        return new(KeyConversion.Decide(caller, callee), KeyConversion.Decide(callee, caller), 0);
    }

    /// <summary>Work for the route in hand, without recording, which begins with the answer.</summary>
    public static MediaWork Of(Call call)
    {
        MediaSettings? caller = call.Ingress?.Media;
        MediaSettings? callee = call.Hunt.Current.Trunk?.Trunk;
        CallKeys keys = call.Media.Keys;
        bool transcodes = caller is { AudioCodecTranscodingEnable: true } || callee is { AudioCodecTranscodingEnable: true };
        bool changes = transcodes || keys.FromCaller.IsAny || keys.FromCallee.IsAny || caller is { SipCodecAssign: true } || callee is { SipCodecAssign: true };
        return !changes ? default : new()
        {
            Changes = true,
            Transcodes = transcodes,
            KeysFromA = WaysOf(keys.FromCaller),
            KeysFromB = WaysOf(keys.FromCallee),
            RulesOfA = RulesOf(caller, keys.FromCallee, keys.FromCaller),
            RulesOfB = RulesOf(callee, keys.FromCaller, keys.FromCallee),
        };
    }

    /// <summary>A feature of the side, or of both together, works on the media.</summary>
    public static bool NeedsRelay(MediaSettings? side, MediaSettings? other) =>
        side is { MediaRecord: true } or { MediaCheckDirection: not MediaCheckDirection.None } or { AudioCodecTranscodingEnable: true } or { SipCodecAssign: true }
        || KeyConversion.Decide(side, other).IsAny;

    private static VoiceRules RulesOf(MediaSettings? side, KeyConversion toIt, KeyConversion fromIt) => new()
    {
        Codecs = side is { SipCodecAssign: true } ? [.. side.SipCodecs.Select(static name => new VoiceName(name))] : null,
        AddsKeys = toIt.SendsEvents || fromIt.Events == KeyFate.Convert,
        HidesKeys = !toIt.GivesEvents && fromIt.Events == KeyFate.Drop,
        SendType = (byte)(side?.DtmfSendPayloadType ?? 0),
        ReceiveType = (byte)(side?.DtmfReceivePayloadType ?? 0),
    };

    private static RelayKeyWays WaysOf(KeyConversion keys)
    {
        RelayKeyWays ways = keys.Events switch
        {
            KeyFate.Convert => RelayKeyWays.TakeEvents,
            KeyFate.Drop => RelayKeyWays.DropEvents,
            _ => RelayKeyWays.None,
        };
        ways |= keys.Tones == KeyFate.Convert ? RelayKeyWays.TakeTones : RelayKeyWays.None;
        ways |= keys.SendsEvents ? RelayKeyWays.SendEvents : RelayKeyWays.None;
        ways |= keys.SendsTones ? RelayKeyWays.SendTones : RelayKeyWays.None;
        return ways | (keys.SendsInfo ? RelayKeyWays.Tell : RelayKeyWays.None);
    }
}
