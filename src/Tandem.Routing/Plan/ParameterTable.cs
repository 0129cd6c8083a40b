using System.Collections.Frozen;
using System.Globalization;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Phones;
using Tandem.Routing.Trunks;
using static Tandem.Routing.Plan.ParameterDefinition;

namespace Tandem.Routing.Plan;

/// <summary>Every system parameter once: its VOS3000 name, its range, what it means, how it is read and written. Families have tables of their own.</summary>
internal static class ParameterTable
{
    private static readonly ParameterDefinition[] Definitions =
    [
        .. AlarmCallParameters.All,
        .. KeepingParameters.All,
        .. BillingParameters.All,
        .. SipParameters.All,
        .. FirewallParameters.All,
        NumberList("SERVER_GATEWAY_ROUTE_PREFIX", "list of prefixes",
            static p => p.RoutePrefixes,
            static (p, v) => p with { RoutePrefixes = v },
            "Technical prefixes in front of called numbers: they choose routes, rating does not see them."),
        new("SERVER_ILLEGAL_CALL_PREMIUM_PREFIXES", "list of prefixes with their country code, digits",
            "Beginnings of numbers that are dear or often abused, beside those that are known: illegal calls to them are reported as a pattern. Nothing is blocked by it.",
            static p => string.Join(',', p.IllegalCallPremiumPrefixes),
            static (p, text) => ParameterText.NumberList(text) is { } list && list.All(static one => one.All(char.IsAsciiDigit)) ? p with { IllegalCallPremiumPrefixes = list } : null),
        new("SERVER_ILLEGAL_CALL_WHITE_LIST", "list of addresses and networks, up to 256",
            "Sources of illegal calls that are known to be harmless. They are refused and recorded as others; lists, reports, counts and alarms of illegal calls leave them out.",
            static p => string.Join(',', p.IllegalCallWhiteList),
            static (p, text) => ParameterText.Sources(text) is { } sources ? p with { IllegalCallWhiteList = sources } : null),
        Whole("SERVER_LOGIN_FAILED_DISABLE_TIME", 60, 86_400,
            static p => p.LoginFailedDisableTime,
            static (p, v) => p with { LoginFailedDisableTime = v },
            "Seconds for which nobody may sign in under a name after five wrong passwords or codes in a row, the right password or not."),
        Whole("SERVER_PASSWORD_LENGTH", 8, 64,
            static p => p.PasswordLength,
            static (p, v) => p with { PasswordLength = v },
            "Fewest characters of a new password of somebody who signs in. Those that are set already stay."),
        Whole("SS_AUTHENTICATION_FAILED_SUSPEND", 60, 3600,
            static p => p.AuthenticationFailedSuspend,
            static (p, v) => p with { AuthenticationFailedSuspend = v },
            "Seconds that a source is refused after too many wrong passwords."),
        Whole("SS_AUTHENTICATION_MAX_RETRY", 0, 999,
            static p => p.AuthenticationMaxRetry,
            static (p, v) => p with { AuthenticationMaxRetry = v },
            "Wrong passwords in a row after which a source is suspended. 0 is no limit: nobody is suspended."),
        Switch("SS_BALANCE_ALARM", false, static p => p.BalanceAlarm, static (p, v) => p with { BalanceAlarm = v },
            "Whether callers are told before the call that the balance is low (sound balance-low), for trunks and phones that have no setting of their own (balanceNotEnoughAlarm)."),
        new("SS_BALANCE_ALARM_AMOUNT", "0–1000000, up to 8 decimals",
            "The balance below which it is low, for accounts without an amount of their own (balanceAlarm).",
            static p => p.BalanceAlarmAmount.ToString(CultureInfo.InvariantCulture),
            static (p, text) => ParameterText.Decimal(text) is { } amount ? p with { BalanceAlarmAmount = amount } : null),
        .. BlacklistParameters.All,
        new("SS_CALLREMINTIME", "None, Money, Minutes",
            "What callers are told of the credit before the call, for trunks and phones that have no setting of their own (callRemainingTimePrompts).",
            static p => p.CallRemainTime.ToString(),
            static (p, text) => ParameterText.Remaining(text) is { } prompt ? p with { CallRemainTime = prompt } : null),
        Whole("SS_CALLREMINTIME_LAST", 0, 600, static p => p.CallRemainTimeLast, static (p, v) => p with { CallRemainTimeLast = v },
            "Seconds before the end of the credit at which a caller who was told of it hears how long is left. 0 never does."),
        new("SS_FAILURE_VOICES", "reason:sound, separated by commas; 0 is any other reason",
            "Which sound says why a call fails: the name or number of an end reason, or a carrier's status, and a WAV file in the data directory's sounds, without its extension.",
            static p => p.FailureVoices.Text,
            static (p, text) => text.Length <= 2000 && FailureVoices.TryParse(text, out FailureVoices voices, out _) ? p with { FailureVoices = voices } : null),
        Whole("SS_ENDPOINTTIMETOLIVE", 0, 3600, static p => p.EndpointTimeToLive, static (p, v) => p with { EndpointTimeToLive = v },
            "While SS_SIP_NAT_KEEP_ALIVE_OPTIONS is on: seconds without an answer after which a phone that used to answer is taken as gone, whatever its registration says. 0 never does."),
        Switch("SS_ENDPOINT_REGISTER_REPLACE", false,
            static p => p.EndpointRegisterReplace,
            static (p, v) => p with { EndpointRegisterReplace = v },
            "On keeps one contact of each number, the newest, as VOS3000 does. Off keeps several, and a call rings them all."),
        Whole("SS_ENDPOINT_REGISTER_LIMIT", 1, 50, static p => p.EndpointRegisterLimit, static (p, v) => p with { EndpointRegisterLimit = v },
            "Contacts that one number may have while SS_ENDPOINT_REGISTER_REPLACE is off. One more takes the place of that which was refreshed longest ago."),
        Whole("SS_ENDPOINT_EXPIRE", 60, 86_400, static p => p.EndpointExpire, static (p, v) => p with { EndpointExpire = v },
            "Longest registration in seconds; also granted to a phone that asks for no time."),
        Whole("SS_ENDPOINT_EXPIRE_MIN", 1, 3600, static p => p.EndpointExpireMin, static (p, v) => p with { EndpointExpireMin = v },
            "Shortest registration in seconds that is taken. A phone that asks for less is told so (423)."),
        Whole("SS_ENDPOINT_EXPIRE_NAT", 30, 86_400, static p => p.EndpointExpireNat, static (p, v) => p with { EndpointExpireNat = v },
            "Longest registration in seconds for a phone behind a NAT."),
        new("SS_CALL_FORWARD_DISPLAY", "original caller, local number",
            "What a call that a phone forwards shows as its caller, for phones that leave it to the system (callForwardDisplay).",
            static p => p.CallForwardDisplay == ForwardDisplay.OwnNumber ? "local number" : "original caller",
            static (p, text) => text.ToUpperInvariant() switch
            {
                "ORIGINAL CALLER" or "1" => p with { CallForwardDisplay = ForwardDisplay.OriginalCaller },
                "LOCAL NUMBER" or "2" => p with { CallForwardDisplay = ForwardDisplay.OwnNumber },
                _ => null,
            }),
        Whole("SS_CALL_FORWARD_LIMIT", 0, 20, static p => p.CallForwardLimit, static (p, v) => p with { CallForwardLimit = v },
            "How often one call may be forwarded, from phone to phone or out. 0 forwards none."),
        Switch("SS_GATEWAY_ASR_CALCULATE", false, static p => p.AsrCalculate, static (p, v) => p with { AsrCalculate = v },
            "Whether the answer ratio of trunks takes part in every customer's order of routes, not only where a policy asks for it."),
        Whole("SS_GATEWAY_ASR_RESERVE_TIME", 60, 86_400,
            static p => p.AsrReserveTime,
            static (p, v) => p with { AsrReserveTime = v },
            "Seconds that an attempt counts in the answer ratio of its trunk."),
        Switch("SS_GATEWAY_FEE_RATE_ROUTE_BEFORE_ASR", false,
            static p => p.FeeRateRouteBeforeAsr,
            static (p, v) => p with { FeeRateRouteBeforeAsr = v },
            "Whether least cost is compared before the answer ratio where both decide."),
        new("SS_GATEWAY_SWITCH_LIMIT", "None or 0–100", "Most changes of route for one call.",
            static p => p.SwitchLimit < 0 ? "None" : ParameterText.Of(p.SwitchLimit),
            static (p, text) => text.Equals("None", StringComparison.OrdinalIgnoreCase)
                ? p with { SwitchLimit = -1 }
                : ParameterText.Number(text, 0, 100) is { } limit ? p with { SwitchLimit = limit } : null),
        Switch("SS_GATEWAY_SWITCH_STOP_AFTER_RTP_START", false,
            static p => p.StopSwitchAfterRtpStart,
            static (p, v) => p with { StopSwitchAfterRtpStart = v },
            "Whether sound from a carrier before the answer, seen by our own media process, ends the hunt for routes."),
        Switch("SS_GATEWAY_SWITCH_STOP_AFTER_USER_BUSY", false,
            static p => p.StopSwitchAfterUserBusy,
            static (p, v) => p with { StopSwitchAfterUserBusy = v },
            "Whether a busy callee ends the hunt for routes."),
        Switch("SS_GATEWAY_SWITCH_UNTIL_CONNECT", false,
            static p => p.SwitchUntilConnect,
            static (p, v) => p with { SwitchUntilConnect = v },
            "Whether the hunt goes on after ringing or early media until some route answers."),
        Whole("SS_MAXCALLDURATION", 0, 31_536_000, static p => p.MaxCallDuration, static (p, v) => p with { MaxCallDuration = v },
            "Longest talk time in seconds; both sides are hung up then. 0 sets no limit."),
        Whole("SS_MAX_CPS", 0, 1_000_000, static p => p.MaxCps, static (p, v) => p with { MaxCps = v },
            "New calls a second that the whole switch takes. 0 sets no limit."),
        Switch("SS_MEDIAPROXYBEHINDNAT", false,
            static p => p.MediaProxyBehindNat,
            static (p, v) => p with { MediaProxyBehindNat = v },
            "In mode Auto: whether the media of a side behind a NAT goes through the switch."),
        Switch("SS_MEDIAPROXYBETWEENNET", false,
            static p => p.MediaProxyBetweenNet,
            static (p, v) => p with { MediaProxyBetweenNet = v },
            "In mode Auto: whether media between sides on different networks goes through the switch."),
        new("SS_MEDIAPROXYMODE", "Off, On, Auto, Must On",
            "Whether media goes through the switch, for trunks and phones that have no setting of their own (rtpForwardType).",
            static p => ParameterText.Of(p.MediaProxyMode),
            static (p, text) => ParameterText.ProxyMode(text) is { } mode ? p with { MediaProxyMode = mode } : null),
        Whole("SS_NOMEDIAHANGUPTIME", 0, 86_400,
            static p => p.NoMediaHangupTime,
            static (p, v) => p with { NoMediaHangupTime = v },
            "Seconds without media after which a call whose trunk has it watched (mediaCheckDirection) is hung up. 0 never does."),
        Switch("SS_NO_BILLING_TO_PHONE", false, static p => p.NoBillingToPhone, static (p, v) => p with { NoBillingToPhone = v },
            "Whether calls from phones to phones of this switch are free, for phones that leave it to the system (noBillingToPhone)."),
        Whole("SS_OVERLOAD_DELAY", 0, 10_000, static p => p.OverloadDelay, static (p, v) => p with { OverloadDelay = v },
            "Milliseconds that messages may wait for their turn. When they go on waiting longer, new calls and registrations get 503 until the switch has caught up; from half of it on, strangers get nothing. Calls that are up go on. 0 never refuses."),
        new("SS_QOS_RTP", "0x00–0xff", "Type-of-service byte on media packets.",
            static p => "0x" + p.QosRtp.ToString("x2", CultureInfo.InvariantCulture),
            static (p, text) => ParameterText.Byte(text) is { } value ? p with { QosRtp = value } : null),
        new("SS_QOS_SIGNAL", "0x00–0xff", "Type-of-service byte on SIP packets.",
            static p => "0x" + p.QosSignal.ToString("x2", CultureInfo.InvariantCulture),
            static (p, text) => ParameterText.Byte(text) is { } value ? p with { QosSignal = value } : null),
        Switch("SS_NAT_SELF_TEST", false, static p => p.NatSelfTest, static (p, v) => p with { NatSelfTest = v },
            "Whether anybody may use the page /self-test, without signing in: it shows the nat-check command, and what it has found under a link of its own."),
        new("SS_NAT_SELF_TEST_HOST", "HOST or HOST:PORT",
            "The switch as visitors of the self-test page reach it by SIP. Empty takes the name in their browser's address.",
            static p => p.NatSelfTestHost,
            static (p, text) => text.Length <= 255 && ParameterText.IsHost(text) ? p with { NatSelfTestHost = text } : null),
        Switch("SS_RECORD_CAPTURE", false, static p => p.RecordCapture, static (p, v) => p with { RecordCapture = v },
            "Whether the packets of a recorded call (mediaRecord) are kept as a capture (pcap) beside its sound."),
        Whole("SS_RECORD_RETENTION", 0, 36_500, static p => p.RecordRetention, static (p, v) => p with { RecordRetention = v },
            "Days after which a recording is deleted. 0 keeps all."),
        Switch("SS_RECORD_WARNING", false, static p => p.RecordWarning, static (p, v) => p with { RecordWarning = v },
            "Whether both sides of a recorded call hear a tone at its beginning and every 15 seconds."),
        Switch("SS_REPLY_UNAUTHORIZED", false, static p => p.ReplyUnauthorized, static (p, v) => p with { ReplyUnauthorized = v },
            "On answers a stranger with 403; Off says nothing, which hides the switch from scanners."),
        new("SS_RING_TONE", "name of a sound",
            "What a caller hears as ring tone (sipRemoteRingSignal, auxiliaryRingDelay): a WAV file in the data directory's sounds, without its extension. Empty is a tone of 425 Hz.",
            static p => p.RingTone,
            static (p, text) => text.Length <= 64 ? p with { RingTone = text } : null),
        Whole("SS_STUN_SOURCE_RATE", 0, 1_000_000, static p => p.StunSourceRate, static (p, v) => p with { StunSourceRate = v },
            "STUN and TURN requests of one address (IPv6: one /64) in a second that are answered; those of a TURN allocation are not counted. 0 is no limit."),
        Switch("SS_TURN_PHONE_LOGIN", false, static p => p.TurnPhoneLogin, static (p, v) => p with { TurnPhoneLogin = v },
            "Whether phones may log in to TURN with their number and password."),
        Whole("SS_TURN_SOURCE_LIMIT", 1, 100_000, static p => p.TurnSourceLimit, static (p, v) => p with { TurnSourceLimit = v },
            "TURN allocations, and TCP connections, from one address (IPv6: one /64) at once."),
        Whole("SS_TURN_USER_LIMIT", 1, 10_000, static p => p.TurnUserLimit, static (p, v) => p with { TurnUserLimit = v },
            "TURN allocations of one user at once."),
        Whole("SS_TRY_PROTECT_ROUTE_DELAY", 0, 180,
            static p => p.TryProtectRouteDelay,
            static (p, v) => p with { TryProtectRouteDelay = v },
            "Seconds from the call's start in which all normal routes must have failed for a backup to come in; 0 = any time."),
        Switch("SS_UNABLE_TO_CONNECT_VOICE", false, static p => p.UnableToConnectVoice, static (p, v) => p with { UnableToConnectVoice = v },
            "Whether callers hear why a call fails (SS_FAILURE_VOICES), for trunks and phones that have no setting of their own (unableToConnectVoicePrompts)."),
        Switch("SS_USE_ROUTING_GATEWAY_NOT_ONLINE", false,
            static p => p.UseRoutingGatewayNotOnline,
            static (p, v) => p with { UseRoutingGatewayNotOnline = v },
            "Whether carriers are tried with the number of a phone that is offline, for phones that leave it to the system (useRoutingGatewayNotOnline)."),
    ];

    private static readonly FrozenDictionary<string, ParameterDefinition> ByName =
        Definitions.ToFrozenDictionary(static definition => definition.Name, StringComparer.Ordinal);

    /// <summary>What the outside is told, in order of name.</summary>
    public static IReadOnlyList<ParameterSpec> Specs { get; } =
    [
        .. Definitions.OrderBy(static one => one.Name, StringComparer.Ordinal)
            .Select(static one => new ParameterSpec(one.Name, one.Write(SystemParameters.Default), one.Range, one.Description, ParameterOverride.Of(one.Name))),
    ];

    /// <summary>The parameters with one changed; unchanged, with a problem, when the name or the text is wrong.</summary>
    public static SystemParameters Set(SystemParameters parameters, string name, string text, out string problem)
    {
        problem = "";
        if (!ByName.TryGetValue(name, out ParameterDefinition? definition))
        {
            problem = $"unknown parameter; the nearest is {Nearest(name)}";
            return parameters;
        }

        SystemParameters? changed = definition.Read(parameters, text.Trim());
        if (changed is null)
        {
            problem = $"'{text}' is not in the range {definition.Range}";
        }

        return changed ?? parameters;
    }

    public static string? Text(SystemParameters parameters, string name) =>
        ByName.TryGetValue(name, out ParameterDefinition? definition) ? definition.Write(parameters) : null;

    private static string Nearest(string name) =>
        Definitions.MinBy(definition => Distance(definition.Name, name.ToUpperInvariant()))?.Name ?? "";

    /// <summary>Levenshtein's: single edits from one text to the other.</summary>
    private static int Distance(string one, string other)
    {
        if (other.Length > 200)
        {
            return one.Length;
        }

        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int above = row[j];
                row[j] = one[i - 1] == other[j - 1] ? diagonal : 1 + Math.Min(diagonal, Math.Min(above, row[j - 1]));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
