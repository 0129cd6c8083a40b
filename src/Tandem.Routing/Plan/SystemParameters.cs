using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Alarms;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Phones;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>
/// The system parameters in force, typed (SW §1, BI §1). Names are VOS3000's; <see cref="ParameterTable"/> says what each
/// means.
/// </summary>
public sealed record SystemParameters
{
    public static readonly SystemParameters Default = new();

    /// <summary>All parameters that have an effect, in order of name.</summary>
    public static IReadOnlyList<ParameterSpec> All => ParameterTable.Specs;

    public BillingRules Billing { get; init; } = BillingRules.Default;
    public bool RecordIllegalCall { get; init; } = true;
    public bool RecordZeroHoldTime { get; init; } = true;
    public bool RecordServerHangUp { get; init; } = true;

    /// <summary>SERVER_BILLING_FREE_E164S: called numbers that nobody pays for; a trailing <c>*</c> makes one a prefix.</summary>
    public IReadOnlyList<string> FreeNumbers { get; init; } = [];

    /// <summary>A value of <see cref="RoutePrefixDigits"/>: nothing at all is taken off.</summary>
    public const int WholeNumber = -1;

    /// <summary>
    /// SERVER_BILLING_GATEWAY_ROUTE_PREFIX: digits taken off the called number before it is rated, after those of <see cref="RoutePrefixes"/>; or
    /// <see cref="WholeNumber"/>.
    /// </summary>
    public int RoutePrefixDigits { get; init; }

    /// <summary>SERVER_GATEWAY_ROUTE_PREFIX: technical prefixes that rating does not see.</summary>
    public IReadOnlyList<string> RoutePrefixes { get; init; } = [];

    /// <summary>SERVER_LOGIN_FAILED_DISABLE_TIME: seconds for which a name is refused after wrong passwords in a row.</summary>
    public int LoginFailedDisableTime { get; init; } = 300;

    /// <summary>SERVER_PASSWORD_LENGTH: fewest characters of a user's new password.</summary>
    public int PasswordLength { get; init; } = 10;
    public bool ReplyUnauthorized { get; init; } = true;
    public int AuthenticationCode { get; init; } = 401;

    /// <summary>SS_SIP_AUTHENTICATION_RETRY: challenges that follow wrong credentials of one call before it is refused.</summary>
    public int AuthenticationRetry { get; init; } = 2;

    /// <summary>SS_SIP_AUTHENTICATION_TIMEOUT: seconds from a call's first challenge in which it must be answered rightly.</summary>
    public int AuthenticationTimeout { get; init; } = 30;

    /// <summary>SS_AUTHENTICATION_MAX_RETRY: wrong passwords of one source in a row that suspend it; 0 = no limit.</summary>
    public int AuthenticationMaxRetry { get; init; } = 6;

    /// <summary>SS_AUTHENTICATION_FAILED_SUSPEND: seconds of that suspension.</summary>
    public int AuthenticationFailedSuspend { get; init; } = 180;
    public int SessionTtl { get; init; } = 600;
    public int SessionUpdateSegment { get; init; } = 2;
    public int SessionTimeoutEarlyHangup { get; init; }
    public int NoTimerReinviteInterval { get; init; } = 7200;
    public int TimeoutInvite { get; init; } = 10;
    public int TimeoutTrying { get; init; } = 20;
    public int TimeoutSessionProgress { get; init; } = 20;
    public int TimeoutSessionProgressSdp { get; init; } = 120;
    public int TimeoutRinging { get; init; } = 120;

    /// <summary>
    /// SS_SIP_RESEND_INTERVAL: waits between the sendings of an unanswered INVITE over UDP; when they are used up the attempt
    /// has failed.
    /// </summary>
    public IReadOnlyList<TimeSpan> ResendIntervals { get; init; } =
        [.. new[] { 0.5, 1, 2, 4, 4, 4 }.Select(static seconds => TimeSpan.FromMilliseconds(seconds * 1000))];

    /// <summary>
    /// SS_SIP_UDP_MAX_REQUEST (a name of ours): bytes beyond which a request to a peer on UDP tries TCP first (RFC 3261
    /// §18.1.1); 0 = never.
    /// </summary>
    public int UdpMaxRequest { get; init; } = 1300;

    /// <summary>SS_GATEWAY_SWITCH_LIMIT: most switches for each call; −1 none.</summary>
    public int SwitchLimit { get; init; } = -1;
    public bool SwitchUntilConnect { get; init; }
    public bool StopSwitchAfterSdp { get; init; } = true;
    public bool StopSwitchAfterRtpStart { get; init; } = true;
    public bool StopSwitchAfterUserBusy { get; init; } = true;

    /// <summary>SS_TRY_PROTECT_ROUTE_DELAY: seconds from the call's start in which a backup may come in; 0 = always.</summary>
    public int TryProtectRouteDelay { get; init; }

    /// <summary>SS_GATEWAY_ASR_CALCULATE: answer ratios take part in the order of routes for every customer.</summary>
    public bool AsrCalculate { get; init; }

    /// <summary>SS_GATEWAY_ASR_RESERVE_TIME: seconds that an attempt counts in its trunk's answer ratio.</summary>
    public int AsrReserveTime { get; init; } = 600;

    /// <summary>SS_GATEWAY_FEE_RATE_ROUTE_BEFORE_ASR.</summary>
    public bool FeeRateRouteBeforeAsr { get; init; } = true;

    /// <summary>SS_MAXCALLDURATION: longest talk time in seconds; 0 = none.</summary>
    public int MaxCallDuration { get; init; }

    /// <summary>SS_OVERLOAD_DELAY: milliseconds; 0 = never sheds.</summary>
    public int OverloadDelay { get; init; } = 1000;

    /// <summary>SS_MAX_CPS: new calls a second of the whole switch; 0 = no limit.</summary>
    public int MaxCps { get; init; }
    public int QosSignal { get; init; } = 0xa0;

    /// <summary>SS_QOS_RTP: type-of-service byte on media packets.</summary>
    public int QosRtp { get; init; } = 0xa0;

    /// <summary>SS_MEDIAPROXYMODE.</summary>
    public MediaProxyMode MediaProxyMode { get; init; } = MediaProxyMode.Auto;

    /// <summary>SS_MEDIAPROXYBETWEENNET: on auto, media between different networks goes through the switch.</summary>
    public bool MediaProxyBetweenNet { get; init; } = true;

    /// <summary>SS_MEDIAPROXYBEHINDNAT: on auto, media of a side behind a NAT goes through the switch.</summary>
    public bool MediaProxyBehindNat { get; init; } = true;

    /// <summary>SS_NOMEDIAHANGUPTIME: seconds of silence after which a supervised call is ended; 0 = never.</summary>
    public int NoMediaHangupTime { get; init; } = 60;

    /// <summary>SS_RECORD_CAPTURE: beside the sound of a recorded call its packets are kept.</summary>
    public bool RecordCapture { get; init; }

    /// <summary>SS_RECORD_RETENTION: days after which a recording is deleted; 0 = never.</summary>
    public int RecordRetention { get; init; } = 90;

    /// <summary>SS_RECORD_WARNING: both sides of a recorded call hear a tone.</summary>
    public bool RecordWarning { get; init; }

    /// <summary>SS_RING_TONE: the sound that callers hear as ring tone; empty = a tone of 425 Hz.</summary>
    public string RingTone { get; init; } = "";

    /// <summary>SERVER_ARCHIVE_PERIOD (a name of ours): seconds between two pieces of the archive.</summary>
    public int ArchivePeriod { get; init; } = 5;

    /// <summary>SERVER_ARCHIVE_BASE_HOURS (a name of ours): hours after which a new generation of the archive begins with a backup.</summary>
    public int ArchiveBaseHours { get; init; } = 24;

    /// <summary>SERVER_ARCHIVE_EXPIRE_DAY (a name of ours): days that the archive leads back; 0 = for ever.</summary>
    public int ArchiveExpireDays { get; init; } = 7;

    /// <summary>IVR_ALARM_*: how somebody is called about an alarm.</summary>
    public AlarmCallRules AlarmCalls { get; init; } = AlarmCallRules.Default;

    /// <summary>SS_UNABLE_TO_CONNECT_VOICE (a name of ours): a voice says why a call fails, where trunk or phone leaves that to the system.</summary>
    public bool UnableToConnectVoice { get; init; }

    /// <summary>SS_FAILURE_VOICES (a name of ours): which voice.</summary>
    public FailureVoices FailureVoices { get; init; } = DefaultVoices();

    /// <summary>SS_BALANCE_ALARM (a name of ours): a voice says that the balance is low, where trunk or phone leaves that to the system.</summary>
    public bool BalanceAlarm { get; init; }

    /// <summary>SS_BALANCE_ALARM_AMOUNT (a name of ours): the balance below which it is low.</summary>
    public decimal BalanceAlarmAmount { get; init; } = 1m;

    /// <summary>SS_CALLREMINTIME: what is told of the credit before a call, where trunk or phone leaves that to the system. Never System.</summary>
    public RemainingPrompt CallRemainTime { get; init; } = RemainingPrompt.None;

    /// <summary>SS_CALLREMINTIME_LAST (a name of ours): seconds before the end of the credit at which the caller is told so; 0 = never.</summary>
    public int CallRemainTimeLast { get; init; } = 60;

    /// <summary>SS_CALL_FORWARD_DISPLAY: what forwarded calls show as their caller; never <see cref="ForwardDisplay.System"/>.</summary>
    public ForwardDisplay CallForwardDisplay { get; init; } = ForwardDisplay.OriginalCaller;

    /// <summary>SS_CALL_FORWARD_LIMIT (a name of ours): how often a call may be forwarded; 0 = never.</summary>
    public int CallForwardLimit { get; init; } = 5;

    /// <summary>SS_NO_BILLING_TO_PHONE (a name of ours): phones call phones for free.</summary>
    public bool NoBillingToPhone { get; init; }

    /// <summary>SS_USE_ROUTING_GATEWAY_NOT_ONLINE (a name of ours): carriers are tried for phones that are offline.</summary>
    public bool UseRoutingGatewayNotOnline { get; init; }

    /// <summary>SS_SIP_PHONE_REDIRECT (a name of ours): a phone's 300 to 302 is followed as a forwarding of it.</summary>
    public bool PhoneRedirect { get; init; } = true;

    /// <summary>SS_STUN_SOURCE_RATE (a name of ours): STUN and TURN requests of one address in a second that are answered; 0 = no limit.</summary>
    public int StunSourceRate { get; init; } = 200;

    /// <summary>SS_TURN_PHONE_LOGIN (a name of ours): phones log in to TURN with their number and password.</summary>
    public bool TurnPhoneLogin { get; init; } = true;

    /// <summary>SS_TURN_SOURCE_LIMIT (a name of ours): TURN allocations from one address at once.</summary>
    public int TurnSourceLimit { get; init; } = 100;

    /// <summary>SS_TURN_USER_LIMIT (a name of ours): TURN allocations of one user at once.</summary>
    public int TurnUserLimit { get; init; } = 10;

    public bool InviteUseContact { get; init; }

    /// <summary>SS_ENDPOINT_EXPIRE: longest registration that is granted, and the one of a phone that asks for no time; seconds.</summary>
    public int EndpointExpire { get; init; } = 3600;

    /// <summary>SS_ENDPOINT_EXPIRE_MIN (a name of ours): shortest registration that is taken; a shorter one is answered 423.</summary>
    public int EndpointExpireMin { get; init; } = 60;

    /// <summary>SS_ENDPOINT_EXPIRE_NAT (a name of ours): longest registration granted to a phone behind a NAT; seconds.</summary>
    public int EndpointExpireNat { get; init; } = 300;

    /// <summary>SS_ENDPOINTTIMETOLIVE: seconds after which a phone that answered OPTIONS and does not any more is taken as gone; 0 = never.</summary>
    public int EndpointTimeToLive { get; init; } = 60;

    /// <summary>SS_ENDPOINT_REGISTER_REPLACE: a new registration of a number takes the place of the one before.</summary>
    public bool EndpointRegisterReplace { get; init; } = true;

    /// <summary>SS_ENDPOINT_REGISTER_LIMIT (a name of ours): contacts that a number may have at once.</summary>
    public int EndpointRegisterLimit { get; init; } = 10;

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_ADAPT (a name of ours): each phone's period follows what its binding has outlived.</summary>
    public bool NatKeepAliveAdapt { get; init; }

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_ADAPT_MARGIN (a name of ours): by so many percent a period is shorter than the silence that was outlived.</summary>
    public int NatKeepAliveAdaptMargin { get; init; } = 20;

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_ALL (a name of ours): phones on UDP get keep-alives wherever a NAT may be in front; off = only those behind one that shows.</summary>
    public bool NatKeepAliveAll { get; init; } = true;

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_MEASURE (a name of ours): longer and longer silences are tried on phones that answer OPTIONS.</summary>
    public bool NatKeepAliveMeasure { get; init; }

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_MEASURE_MAX (a name of ours): the longest silence that is tried, and the longest period that is adapted to; seconds.</summary>
    public int NatKeepAliveMeasureMax { get; init; } = 180;

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_MESSAGE: what is sent to phones behind a NAT; empty = nothing.</summary>
    public string NatKeepAliveMessage { get; init; } = "HELLO";

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_OPTIONS (a name of ours): a SIP OPTIONS takes the place of the message.</summary>
    public bool NatKeepAliveOptions { get; init; }

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_PERIOD: seconds of one round over all phones behind a NAT.</summary>
    public int NatKeepAlivePeriod { get; init; } = 30;

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_SEND_INTERVAL: milliseconds between two batches.</summary>
    public int NatKeepAliveSendInterval { get; init; } = 500;

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_SEND_ONE_TIME: phones in a batch.</summary>
    public int NatKeepAliveSendOneTime { get; init; } = 3000;

    /// <summary>SS_SIP_OPTIONS_CHECK_PERIOD: seconds between two OPTIONS to each address of an egress trunk that is checked so.</summary>
    public int OptionsCheckPeriod { get; init; } = 60;

    /// <summary>SS_SIP_USER_AGENT_EXPIRE: seconds that we ask a carrier's registrar for; 0 = Auto.</summary>
    public int UserAgentExpire { get; init; }

    /// <summary>SS_SIP_USER_AGENT_PRIVACY: the Privacy header to carriers at which we register and whose trunk passes it through; pass through: nothing else is done.</summary>
    public PrivacyMode UserAgentPrivacy { get; init; } = PrivacyMode.PassThrough;

    /// <summary>SS_SIP_USER_AGENT_STOP_SWITCH_AFTER_INVITE_TIMEOUT: a carrier at which we register and that leaves an INVITE without an answer ends the hunt.</summary>
    public bool UserAgentStopAfterInviteTimeout { get; init; }

    /// <summary>SS_SIP_USER_AGENT_RETRY_DELAY: seconds from a failed registration to the next try.</summary>
    public int UserAgentRetryDelay { get; init; } = 60;

    /// <summary>SS_SIP_USER_AGENT_SEND_UNREGISTER: registrations are taken back when the switch stops.</summary>
    public bool UserAgentSendUnregister { get; init; } = true;

    /// <summary>
    /// SERVER_AUTOCLEAN_CDR_EXPIRE_DAY (what VOS3000 keeps in its table e_autoclean, BI §5): days after which call records are removed; 0 = never.
    /// </summary>
    public int CdrExpireDays { get; init; }

    /// <summary>SERVER_AUTOCLEAN_LADDER_EXPIRE_DAY (a name of ours): days after which the messages of calls are removed; 0 = with their records.</summary>
    public int LadderExpireDays { get; init; }

    /// <summary>SERVER_AUTOCLEAN_ILLEGAL_CALL_EXPIRE_DAY (a name of ours): days after which a source that tries nothing is forgotten; 0 = never.</summary>
    public int IllegalExpireDays { get; init; }

    /// <summary>SERVER_ILLEGAL_CALL_PREMIUM_PREFIXES (a name of ours): beginnings of numbers, country code first, that patterns of illegal calls look out for beside those that are known.</summary>
    public IReadOnlyList<string> IllegalCallPremiumPrefixes { get; init; } = [];

    /// <summary>SERVER_ILLEGAL_CALL_WHITE_LIST (a name of ours): sources that are known to be harmless. Their calls are refused and recorded as others', and neither reported nor counted as illegal.</summary>
    public IReadOnlyList<SourceAddress> IllegalCallWhiteList { get; init; } = [];

    /// <summary>SERVER_FIREWALL_… (names of ours): who is banned without a person.</summary>
    public FirewallRules Firewall { get; init; } = new();

    /// <summary>SS_BLACK_LIST_…: which numbers are refused without a person.</summary>
    public NumberRules Blacklists { get; init; } = new();

    /// <summary>SS_NAT_SELF_TEST (a name of ours): the page by which anybody may have his NAT looked at is open.</summary>
    public bool NatSelfTest { get; init; }

    /// <summary>SS_NAT_SELF_TEST_HOST (a name of ours): where visitors of that page send their messages, HOST or HOST:PORT; empty = the name in their browser's address.</summary>
    public string NatSelfTestHost { get; init; } = "";

    /// <summary>Whether a source of illegal calls is known to be harmless. An address that can't be read is not.</summary>
    public bool IsWhiteListed(string sourceIp) => IllegalCallWhiteList.Count > 0 && SourceAddress.TryReadIp(sourceIp, out UInt128 ip, out _) && IsWhiteListed(ip);

    /// <summary>The same of an address as packets have it.</summary>
    public bool IsWhiteListed(UInt128 sourceIp)
    {
        for (int i = 0; i < IllegalCallWhiteList.Count; i++)
        {
            if (IllegalCallWhiteList[i].Contains(new CallSource(sourceIp, 0)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads names and texts; what is unknown or out of range becomes a problem.</summary>
    public static SystemParameters Read(IReadOnlyDictionary<string, string> values, ICollection<PlanProblem> problems)
    {
        SystemParameters read = Default;
        foreach ((string name, string text) in values)
        {
            read = ParameterTable.Set(read, name, text, out string problem);
            if (problem.Length > 0)
            {
                problems.Add(new PlanProblem($"parameters.{name}", problem));
            }
        }

        return read;
    }

    private static FailureVoices DefaultVoices() => FailureVoices.TryParse("0:unable-to-connect", out FailureVoices voices, out _) ? voices : FailureVoices.None;

    /// <summary>The value in force of a parameter, as it is written; null when there is no such parameter.</summary>
    public string? Text(string name) => ParameterTable.Text(this, name);
}
