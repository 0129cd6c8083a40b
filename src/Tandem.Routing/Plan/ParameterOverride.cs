using System.Text.Json;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>How a setting of one object and the system's go together.</summary>
public enum OverrideWay
{
    /// <summary>Where the object has one, it holds in place of the system's.</summary>
    Instead,

    /// <summary>The smallest of them all holds; 0 is none.</summary>
    Smallest,

    /// <summary>It decides first; the system's decides what it leaves equal.</summary>
    Before,
}

/// <summary>A setting of one object that goes before a system parameter (SW §1, §1.13).</summary>
/// <param name="Kind">The list in the plan: <c>egressTrunks</c>.</param>
/// <param name="Field">Its key there: <c>timeoutInvite</c>.</param>
/// <param name="Way">How the two go together.</param>
public sealed record ParameterOverride(string Kind, string Field, OverrideWay Way)
{
    private const string Accounts = "accounts";
    private const string Customers = "ingressTrunks";
    private const string Carriers = "egressTrunks";
    private const string Phones = "phones";
    private const string TurnUsers = "turnUsers";

    private static readonly Dictionary<string, ParameterOverride[]> ByParameter = new(StringComparer.Ordinal)
    {
        ["SS_BALANCE_ALARM"] = [In(Customers, nameof(IngressTrunk.BalanceNotEnoughAlarm)), In(Phones, nameof(Phone.BalanceNotEnoughAlarm))],
        ["SS_BALANCE_ALARM_AMOUNT"] = [In(Accounts, nameof(Account.BalanceAlarm))],
        ["SS_CALLREMINTIME"] = [In(Customers, nameof(IngressTrunk.CallRemainingTimePrompts)), In(Phones, nameof(Phone.CallRemainingTimePrompts))],
        ["SS_CALL_FORWARD_DISPLAY"] = [In(Phones, nameof(Phone.CallForwardDisplay))],
        ["SS_FAILURE_VOICES"] = [In(Customers, nameof(IngressTrunk.FailureVoices)), In(Phones, nameof(Phone.FailureVoices))],
        ["SS_GATEWAY_ASR_CALCULATE"] = [.. RouteOrder()],
        ["SS_GATEWAY_FEE_RATE_ROUTE_BEFORE_ASR"] = [.. RouteOrder()],
        ["SS_GATEWAY_SWITCH_STOP_AFTER_RTP_START"] = [In(Carriers, nameof(EgressTrunk.SwitchAllowRtp))],
        ["SS_GATEWAY_SWITCH_STOP_AFTER_USER_BUSY"] = [In(Carriers, nameof(EgressTrunk.SwitchAllowBusy))],
        ["SS_GATEWAY_SWITCH_UNTIL_CONNECT"] =
            [In(Carriers, nameof(EgressTrunk.SwitchAllowRing)), In(Carriers, nameof(EgressTrunk.SwitchAllowSdp)), In(Carriers, nameof(EgressTrunk.SwitchAllowRtp))],
        ["SS_MAXCALLDURATION"] =
            [Small(Customers, nameof(IngressTrunk.MaxCallDuration)), Small(Carriers, nameof(EgressTrunk.MaxCallDuration))],
        ["SS_MEDIAPROXYMODE"] =
            [In(Customers, nameof(MediaSettings.RtpForwardType)), In(Carriers, nameof(MediaSettings.RtpForwardType)), In(Phones, nameof(MediaSettings.RtpForwardType))],
        ["SS_NO_BILLING_TO_PHONE"] = [In(Phones, nameof(Phone.NoBillingToPhone))],
        ["SS_RING_TONE"] = [In(Carriers, nameof(EgressTrunk.AuxiliaryRingTone))],
        ["SS_SIP_NAT_KEEP_ALIVE_PERIOD"] = [In(Phones, nameof(Phone.NatKeepAlivePeriod))],
        ["SS_SIP_PHONE_REDIRECT"] = [In(Phones, nameof(Phone.FollowRedirect))],
        ["SS_SIP_STOP_SWITCH_AFTER_SDP"] = [In(Carriers, nameof(EgressTrunk.SwitchAllowSdp))],
        ["SS_SIP_TIMEOUT_INVITE"] = [In(Carriers, nameof(EgressTrunk.TimeoutInvite))],
        ["SS_SIP_TIMEOUT_RINGING"] = [In(Carriers, nameof(EgressTrunk.TimeoutRinging)), Small(Phones, nameof(Phone.TimeoutRinging))],
        ["SS_SIP_TIMEOUT_SESSION_PROGRESS"] = [In(Carriers, nameof(EgressTrunk.TimeoutSessionProgress))],
        ["SS_SIP_TIMEOUT_SESSION_PROGRESS_SDP"] = [In(Carriers, nameof(EgressTrunk.TimeoutSessionProgressSdp)), Small(Phones, nameof(Phone.TimeoutRinging))],
        ["SS_SIP_TIMEOUT_TRYING"] = [In(Carriers, nameof(EgressTrunk.TimeoutTrying))],
        ["SS_SIP_USER_AGENT_PRIVACY"] = [In(Carriers, nameof(EgressTrunk.SipPrivacy))],
        ["SS_TURN_USER_LIMIT"] = [In(TurnUsers, nameof(TurnUser.MaxAllocations))],
        ["SS_UNABLE_TO_CONNECT_VOICE"] = [In(Customers, nameof(IngressTrunk.UnableToConnectVoicePrompts)), In(Phones, nameof(Phone.UnableToConnectVoicePrompts))],
        ["SS_USE_ROUTING_GATEWAY_NOT_ONLINE"] = [In(Phones, nameof(Phone.UseRoutingGatewayNotOnline))],
    };

    /// <summary>The names of the parameters that something goes before.</summary>
    public static IEnumerable<string> Overridden => ByParameter.Keys;

    /// <summary>What goes before a parameter; nothing: it holds for the whole switch.</summary>
    public static IReadOnlyList<ParameterOverride> Of(string parameter) => ByParameter.GetValueOrDefault(parameter, []);

    private static ParameterOverride In(string kind, string property) => new(kind, Key(property), OverrideWay.Instead);

    private static ParameterOverride Small(string kind, string property) => new(kind, Key(property), OverrideWay.Smallest);

    private static IEnumerable<ParameterOverride> RouteOrder() =>
        [new(Customers, Key(nameof(IngressTrunk.FirstRoutePolicy)), OverrideWay.Before), new(Customers, Key(nameof(IngressTrunk.SecondRoutePolicy)), OverrideWay.Before)];

    private static string Key(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
