using System.Collections.Frozen;
using System.Globalization;
using Tandem.Billing.Rating;
using Tandem.Routing.Alarms;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Numbers;
using Tandem.Routing.Phones;
using Tandem.Routing.Trunks;
using static Tandem.Routing.Plan.ParameterDefinition;

namespace Tandem.Routing.Plan;

/// <summary>Every system parameter once: its VOS3000 name, its range, what it means, how it is read and written.</summary>
internal static class ParameterTable
{
    private static readonly ParameterDefinition[] Definitions =
    [
        new("IVR_ALARM_CALLER_E164", "a number, up to 32 characters",
            "The number that voice calls about alarms show as their caller. Empty shows none.",
            static p => p.AlarmCalls.Caller,
            static (p, text) => NumberText.IsShown(text) ? Alarms(p, p.AlarmCalls with { Caller = text }) : null),
        new("IVR_ALARM_CONFIRM_KEY", "0–9, * or #",
            "The key by which who is called about an alarm acknowledges it.",
            static p => p.AlarmCalls.ConfirmKey.ToString(),
            static (p, text) => text is [(>= '0' and <= '9') or '*' or '#'] ? Alarms(p, p.AlarmCalls with { ConfirmKey = text[0] }) : null),
        new("IVR_ALARM_LANGUAGE", "name of a directory",
            "The directory of the data directory's sounds whose files come first in voice calls about alarms. Empty is none.",
            static p => p.AlarmCalls.Language,
            static (p, text) => AlarmCallRules.IsName(text) ? Alarms(p, p.AlarmCalls with { Language = text }) : null),
        Whole("IVR_ALARM_PERIOD", 1, 1440,
            static p => p.AlarmCalls.Period,
            static (p, v) => Alarms(p, p.AlarmCalls with { Period = v }),
            "Minutes after which an alarm that nobody has acknowledged is told by voice again, from the first number on."),
        new("IVR_ALARM_PRE_AUDIO", "name of a sound",
            "What a voice call about an alarm begins with: a WAV file in the data directory's sounds, without its extension. Empty is none.",
            static p => p.AlarmCalls.PreAudio,
            static (p, text) => AlarmCallRules.IsName(text) ? Alarms(p, p.AlarmCalls with { PreAudio = text }) : null),
        Whole("IVR_ALARM_RETRY", 0, 100,
            static p => p.AlarmCalls.Retry,
            static (p, v) => Alarms(p, p.AlarmCalls with { Retry = v }),
            "How often a number is called again about an alarm before the next number is."),
        Whole("IVR_ALARM_RETRY_INTERVAL", 1, 3600,
            static p => p.AlarmCalls.RetryInterval,
            static (p, v) => Alarms(p, p.AlarmCalls with { RetryInterval = v }),
            "Seconds from the end of a voice call about an alarm to the next one to the same number."),
        Whole("SERVER_ARCHIVE_BASE_HOURS", 1, 8760,
            static p => p.ArchiveBaseHours,
            static (p, v) => p with { ArchiveBaseHours = v },
            "Hours after which the archive (--archive) begins a new generation with a whole backup. A restore lays the pieces since the last one over it."),
        Whole("SERVER_ARCHIVE_EXPIRE_DAY", 0, 36_500,
            static p => p.ArchiveExpireDays,
            static (p, v) => p with { ArchiveExpireDays = v },
            "Days that the archive (--archive) leads back at least. What nobody needs for that is deleted, a generation at a time. 0 keeps all."),
        Whole("SERVER_ARCHIVE_PERIOD", 1, 3600,
            static p => p.ArchivePeriod,
            static (p, v) => p with { ArchivePeriod = v },
            "Seconds between two pieces of the archive (--archive): what is stored is in it that long afterwards at the latest."),
        Whole("SERVER_AUTOCLEAN_CDR_EXPIRE_DAY", 0, 36_500,
            static p => p.CdrExpireDays,
            static (p, v) => p with { CdrExpireDays = v },
            "Days after which call records are removed, with their messages. What they charged stays in the ledger. 0 keeps them for ever."),
        Whole("SERVER_AUTOCLEAN_ILLEGAL_CALL_EXPIRE_DAY", 0, 36_500,
            static p => p.IllegalExpireDays,
            static (p, v) => p with { IllegalExpireDays = v },
            "Days after its last attempt at which a source of illegal calls is forgotten. 0 remembers it for ever."),
        Whole("SERVER_AUTOCLEAN_LADDER_EXPIRE_DAY", 0, 36_500,
            static p => p.LadderExpireDays,
            static (p, v) => p with { LadderExpireDays = v },
            "Days after which the messages of calls are removed, their records not. 0 keeps them as long as the records and 2 GB allow."),
        Whole("SERVER_BILLING_FEE_PRECISTION", 0, 8,
            static p => p.Billing.FeePrecision,
            static (p, v) => p with { Billing = p.Billing with { FeePrecision = v } },
            "Decimals of a finished fee. Stored rates keep all theirs."),
        new("SERVER_BILLING_FEE_ROUNDING", "half, up, down",
            "Which way a fee between two steps goes: half away from zero, up, or down.",
            static p => p.Billing.Rounding switch { MoneyRoundingMode.Up => "up", MoneyRoundingMode.Down => "down", _ => "half" },
            static (p, text) => ParameterText.Rounding(text) is { } mode ? p with { Billing = p.Billing with { Rounding = mode } } : null),
        new("SERVER_BILLING_FEE_UNIT", "0–1000000, up to 8 decimals",
            "Smallest step of a finished fee, such as 0.005. 0 leaves the step to the precision.",
            static p => p.Billing.FeeUnit.ToString(CultureInfo.InvariantCulture),
            static (p, text) => ParameterText.Decimal(text) is { } unit ? p with { Billing = p.Billing with { FeeUnit = unit } } : null),
        NumberList("SERVER_BILLING_FREE_E164S", "list of numbers; a trailing * makes one a prefix",
            static p => p.FreeNumbers,
            static (p, v) => p with { FreeNumbers = v },
            "Called numbers that nobody pays for. They need no rate and are recorded with billing mode -1."),
        Whole("SERVER_BILLING_FREE_TIME", 0, 86_400,
            static p => p.Billing.FreeTime,
            static (p, v) => p with { Billing = p.Billing with { FreeTime = v } },
            "Seconds taken off every call before cycles are counted."),
        new("SERVER_BILLING_GATEWAY_ROUTE_PREFIX", "Off, On, 0–32",
            "Leading digits of the called number that rating does not look at, after those of SERVER_GATEWAY_ROUTE_PREFIX. On is 0; Off rates the number whole.",
            static p => ParameterText.OfRoutePrefix(p.RoutePrefixDigits),
            static (p, text) => ParameterText.RoutePrefix(text) is { } digits ? p with { RoutePrefixDigits = digits } : null),
        Whole("SERVER_BILLING_HOLD_TIME_PRECISION", 1, 1000,
            static p => p.Billing.HoldTimePrecision,
            static (p, v) => p with { Billing = p.Billing with { HoldTimePrecision = v } },
            "Milliseconds past a full second from which talk time counts as the next second. 1000 never rounds up."),
        Whole("SERVER_BILLING_PREVENT_OVERDRAFT_ADVANCE_TIME", 1, 15,
            static p => p.Billing.AdvanceMinutes,
            static (p, v) => p with { Billing = p.Billing with { AdvanceMinutes = v } },
            "Minutes of a call's cost that are held on its account while it runs."),
        Switch("SERVER_BILLING_RECORD_ILLEGAL_CALL", true,
            static p => p.RecordIllegalCall,
            static (p, v) => p with { RecordIllegalCall = v },
            "Whether a stranger's call leaves a record."),
        Switch("SERVER_BILLING_RECORD_SERVER_HANG_UP", true,
            static p => p.RecordServerHangUp,
            static (p, v) => p with { RecordServerHangUp = v },
            "Whether a call without talk time that the switch ended leaves a record. Billed calls always do."),
        Switch("SERVER_BILLING_RECORD_ZERO_HOLD_TIME", true,
            static p => p.RecordZeroHoldTime,
            static (p, v) => p with { RecordZeroHoldTime = v },
            "Whether a call without talk time leaves a record."),
        .. FirewallParameters.All,
        NumberList("SERVER_GATEWAY_ROUTE_PREFIX", "list of prefixes",
            static p => p.RoutePrefixes,
            static (p, v) => p with { RoutePrefixes = v },
            "Technical prefixes in front of called numbers: they choose routes, rating does not see them."),
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
        new("SS_SIP_AUTHENTICATION_CODE", "401 or 407", "With which status a caller is asked for its password.",
            static p => ParameterText.Of(p.AuthenticationCode),
            static (p, text) => ParameterText.Number(text, 401, 407) is 401 or 407
                ? p with { AuthenticationCode = int.Parse(text, CultureInfo.InvariantCulture) }
                : null),
        Whole("SS_SIP_AUTHENTICATION_RETRY", 0, 10,
            static p => p.AuthenticationRetry,
            static (p, v) => p with { AuthenticationRetry = v },
            "How often a call with wrong credentials is asked again before it is refused."),
        Whole("SS_SIP_AUTHENTICATION_TIMEOUT", 1, 300,
            static p => p.AuthenticationTimeout,
            static (p, v) => p with { AuthenticationTimeout = v },
            "Seconds from the first question for a password in which a call must bring the right one."),
        Switch("SS_SIP_NAT_KEEP_ALIVE_ADAPT", false, static p => p.NatKeepAliveAdapt, static (p, v) => p with { NatKeepAliveAdapt = v },
            "On gives each phone the period that its router's binding needs, as far as that is known; never under 10 seconds. Without SS_SIP_NAT_KEEP_ALIVE_OPTIONS little is ever known."),
        Whole("SS_SIP_NAT_KEEP_ALIVE_ADAPT_MARGIN", 0, 80, static p => p.NatKeepAliveAdaptMargin, static (p, v) => p with { NatKeepAliveAdaptMargin = v },
            "Percent by which an adapted period is shorter than the silence that the binding has outlived."),
        Switch("SS_SIP_NAT_KEEP_ALIVE_ALL", false, static p => p.NatKeepAliveAll, static (p, v) => p with { NatKeepAliveAll = v },
            "On sends keep-alives to all phones that registered over UDP from a public address without a proxy, for some routers hide themselves. Off to those alone that are seen to be behind a NAT."),
        Switch("SS_SIP_NAT_KEEP_ALIVE_MEASURE", false, static p => p.NatKeepAliveMeasure, static (p, v) => p with { NatKeepAliveMeasure = v },
            "On leaves phones that answer OPTIONS in longer and longer silence, once before each refresh of their registration, to learn what their router's binding outlives. After a silence that was too long a phone is not reached until it refreshes."),
        Whole("SS_SIP_NAT_KEEP_ALIVE_MEASURE_MAX", 10, 3600, static p => p.NatKeepAliveMeasureMax, static (p, v) => p with { NatKeepAliveMeasureMax = v },
            "Seconds of the longest silence that is tried, and of the longest adapted period."),
        new("SS_SIP_NAT_KEEP_ALIVE_MESSAGE", "up to 64 characters",
            "Datagram that keeps the NAT of a registered phone open. Empty sends none.",
            static p => p.NatKeepAliveMessage,
            static (p, text) => text.Length <= 64 && !text.Any(char.IsControl) ? p with { NatKeepAliveMessage = text } : null),
        Switch("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", false,
            static p => p.NatKeepAliveOptions,
            static (p, v) => p with { NatKeepAliveOptions = v },
            "On sends a SIP OPTIONS in place of the message, which also measures how long the phone takes to answer."),
        Whole("SS_SIP_NAT_KEEP_ALIVE_PERIOD", 10, 86_400,
            static p => p.NatKeepAlivePeriod,
            static (p, v) => p with { NatKeepAlivePeriod = v },
            "Seconds in which every registered phone that gets them gets one."),
        Whole("SS_SIP_NAT_KEEP_ALIVE_SEND_INTERVAL", 10, 60_000,
            static p => p.NatKeepAliveSendInterval,
            static (p, v) => p with { NatKeepAliveSendInterval = v },
            "Milliseconds between two batches of them."),
        Whole("SS_SIP_NAT_KEEP_ALIVE_SEND_ONE_TIME", 1, 100_000,
            static p => p.NatKeepAliveSendOneTime,
            static (p, v) => p with { NatKeepAliveSendOneTime = v },
            "How many go in one batch."),
        Whole("SS_SIP_NO_TIMER_REINVITE_INTERVAL", 0, 31_536_000,
            static p => p.NoTimerReinviteInterval,
            static (p, v) => p with { NoTimerReinviteInterval = v },
            "Longest conversation in seconds when a side knows no session timers. 0 sets no limit."),
        Switch("SS_SIP_PHONE_REDIRECT", false, static p => p.PhoneRedirect, static (p, v) => p with { PhoneRedirect = v },
            "Whether calls that a phone answers with 300, 301 or 302 go on to where it says, as a forwarding that it pays for; for phones that leave it to the system (followRedirect)."),
        new("SS_SIP_RESEND_INTERVAL", "1 to 12 seconds of 0.1–32, separated by commas",
            "Waits between the sendings of an INVITE that nobody answers over UDP; after the last the next route is tried.",
            static p => string.Join(',', p.ResendIntervals.Select(static wait => ParameterText.Of(wait))),
            static (p, text) => ParameterText.Intervals(text) is { } waits ? p with { ResendIntervals = waits } : null),
        Switch("SS_SIP_ROUTING_GATEWAY_INVITE_USE_CONTACT", false,
            static p => p.InviteUseContact,
            static (p, v) => p with { InviteUseContact = v },
            "On keeps the number as dialled in To while the Request-URI has the routed one; Off has the routed number in both."),
        Whole("SS_SIP_SESSION_TIMEOUT_EARLY_HANGUP", 0, 3600,
            static p => p.SessionTimeoutEarlyHangup,
            static (p, v) => p with { SessionTimeoutEarlyHangup = v },
            "Seconds before the end of an unrefreshed session at which the call is hung up."),
        Whole("SS_SIP_SESSION_TTL", 90, 86_400, static p => p.SessionTtl, static (p, v) => p with { SessionTtl = v },
            "Seconds that a session lives without a refresh (Session-Expires)."),
        Whole("SS_SIP_SESSION_UPDATE_SEGMENT", 2, 10,
            static p => p.SessionUpdateSegment,
            static (p, v) => p with { SessionUpdateSegment = v },
            "Parts of the session's life after the first of which it is refreshed."),
        Switch("SS_SIP_STOP_SWITCH_AFTER_SDP", false,
            static p => p.StopSwitchAfterSdp,
            static (p, v) => p with { StopSwitchAfterSdp = v },
            "Whether early media ends the hunt for routes."),
        Whole("SS_SIP_TIMEOUT_INVITE", 1, 3600, static p => p.TimeoutInvite, static (p, v) => p with { TimeoutInvite = v },
            "Seconds that a carrier may leave an INVITE without any response."),
        Whole("SS_SIP_TIMEOUT_RINGING", 1, 3600, static p => p.TimeoutRinging, static (p, v) => p with { TimeoutRinging = v },
            "Seconds that a callee's phone may ring."),
        Whole("SS_SIP_TIMEOUT_SESSION_PROGRESS", 1, 3600,
            static p => p.TimeoutSessionProgress,
            static (p, v) => p with { TimeoutSessionProgress = v },
            "Seconds from a 183 without SDP to the next sign of progress."),
        Whole("SS_SIP_TIMEOUT_SESSION_PROGRESS_SDP", 1, 3600,
            static p => p.TimeoutSessionProgressSdp,
            static (p, v) => p with { TimeoutSessionProgressSdp = v },
            "Seconds of early media before the answer."),
        Whole("SS_SIP_TIMEOUT_TRYING", 1, 3600, static p => p.TimeoutTrying, static (p, v) => p with { TimeoutTrying = v },
            "Seconds from a carrier's 100 to the next sign of progress."),
        Whole("SS_SIP_UDP_MAX_REQUEST", 0, 65_535, static p => p.UdpMaxRequest, static (p, v) => p with { UdpMaxRequest = v },
            "Bytes beyond which a request to a carrier on UDP goes by TCP, or by UDP when the carrier takes no TCP. 0 is always UDP."),
        Whole("SS_STUN_SOURCE_RATE", 0, 1_000_000, static p => p.StunSourceRate, static (p, v) => p with { StunSourceRate = v },
            "STUN and TURN requests of one address (IPv6: one /64) in a second that are answered; those of a TURN allocation are not counted. 0 is no limit."),
        Switch("SS_TURN_PHONE_LOGIN", false, static p => p.TurnPhoneLogin, static (p, v) => p with { TurnPhoneLogin = v },
            "Whether phones may log in to TURN with their number and password."),
        Whole("SS_TURN_SOURCE_LIMIT", 1, 100_000, static p => p.TurnSourceLimit, static (p, v) => p with { TurnSourceLimit = v },
            "TURN allocations, and TCP connections, from one address (IPv6: one /64) at once."),
        Whole("SS_TURN_USER_LIMIT", 1, 10_000, static p => p.TurnUserLimit, static (p, v) => p with { TurnUserLimit = v },
            "TURN allocations of one user at once."),
        new("SS_SIP_USER_AGENT_EXPIRE", "Auto or 20–7200", "Seconds that we ask for when we register at a carrier (registerOutward). Auto asks for 3600. What is granted counts.",
            static p => p.UserAgentExpire == 0 ? "Auto" : ParameterText.Of(p.UserAgentExpire),
            static (p, text) => text.Equals("Auto", StringComparison.OrdinalIgnoreCase)
                ? p with { UserAgentExpire = 0 }
                : ParameterText.Number(text, 20, 7200) is { } seconds ? p with { UserAgentExpire = seconds } : null),
        Whole("SS_SIP_USER_AGENT_RETRY_DELAY", 30, 600,
            static p => p.UserAgentRetryDelay,
            static (p, v) => p with { UserAgentRetryDelay = v },
            "Seconds after a registration at a carrier that failed until the next try."),
        Switch("SS_SIP_USER_AGENT_SEND_UNREGISTER", false,
            static p => p.UserAgentSendUnregister,
            static (p, v) => p with { UserAgentSendUnregister = v },
            "Whether we take our registrations at carriers back when the switch stops."),
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
            .Select(static one => new ParameterSpec(one.Name, one.Write(SystemParameters.Default), one.Range, one.Description)),
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

    private static SystemParameters Alarms(SystemParameters parameters, AlarmCallRules rules) => parameters with { AlarmCalls = rules };
}
