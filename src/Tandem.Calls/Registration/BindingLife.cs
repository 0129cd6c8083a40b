using Tandem.Calls.Nat;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>
/// What silences the UDP way to one registered contact has outlived: learned from what comes and goes anyway, and on wish (SS_SIP_NAT_KEEP_ALIVE_MEASURE) from silences that are left on purpose. Two
/// silences are told apart. Since the last packet either way: what a router counts that lets packets from outside keep its bindings, and the one to be cautious with when a period is chosen. Since the
/// phone was last heard: what a router may count that RFC 4787 §4.3 allows to look at packets from inside only, and the one to be cautious with when a router is accused. Touched under its table's lock
/// only. Times in milliseconds of the table's clock.
/// </summary>
internal sealed class BindingLife
{
    public const int ShortestPeriod = 10;

    /// <summary>An answer that has not come by now will not.</summary>
    private const long PatienceMs = 4000;

    private const long AgainMs = 1500;
    private const int MostAsked = 3;

    /// <summary>Losses that are older than this are forgotten with the next.</summary>
    private const long MemoryMs = 3_600_000;

    /// <summary>So long before a phone is expected to register again a measured silence ends: when it was too long, that repairs the binding.</summary>
    private const long BeforeRefreshMs = 15_000;

    private const long Unknown = -1;
    private long _sentMs = Unknown;
    private long _heardMs = Unknown;
    private long _registeredMs = Unknown;
    private long _refreshMs;
    private long _lostAtMs;
    private long _askedMs;
    private int _asked;
    private int _askedSilenceMs;
    private int _askedUnheardMs;
    private bool _askedByCall;
    private bool _isGreeted;
    private int _lostSilence;
    private int _survived;
    private int _lostUnheard;
    private int _losses;
    private int _incomingLost;

    /// <summary>Where its packets come from.</summary>
    public NetAddress Source { get; private set; }

    /// <summary>For the doctor. The silence that was lost is the one since the phone was heard.</summary>
    public NatBinding Seen => new(_survived, _lostUnheard, _losses, _incomingLost);

    private bool IsOpen => _asked > 0;

    private long TouchedMs => Math.Max(_sentMs, _heardMs);

    /// <summary>It has registered, or refreshed that.</summary>
    /// <param name="source">Where the packet came from.</param>
    /// <param name="isSameRun">With the Call-ID of before: the phone has not been started again meanwhile.</param>
    /// <param name="isMovedPort">Its Via says another port: the NAT chooses ports, so that the same one again means the same binding.</param>
    /// <param name="answers">It is known to answer OPTIONS.</param>
    /// <param name="nowMs">When.</param>
    public void Registered(in NetAddress source, bool isSameRun, bool isMovedPort, bool answers, long nowMs)
    {
        bool isElsewhere = Source.Ip != source.Ip;
        if (isElsewhere)
        {
            Forget();
        }
        else if (isSameRun && _heardMs != Unknown)
        {
            // What was asked in vain says when the binding was dead already; a port that is another only that it is by now.
            bool isSilent = IsOpen && nowMs - _askedMs >= PatienceMs;
            if (isSilent && (answers || _askedByCall))
            {
                Lost(_askedSilenceMs, _askedUnheardMs, _askedByCall, nowMs);
            }
            else if (Source.Port != source.Port)
            {
                Lost(Since(TouchedMs, nowMs), Since(_heardMs, nowMs), byCall: false, nowMs);
            }
            else if (!isSilent && isMovedPort)
            {
                Survived(Since(TouchedMs, nowMs));
            }
        }

        _refreshMs = isSameRun && !isElsewhere && _registeredMs != Unknown ? nowMs - _registeredMs : 0;
        _registeredMs = nowMs;
        Source = source;
        Heard(nowMs);
    }

    /// <summary>A packet of it has come that answers nothing.</summary>
    public void Heard(long nowMs)
    {
        _asked = 0;
        _heardMs = nowMs;
    }

    /// <summary>What it was asked it has answered, or the call that was sent to it.</summary>
    public void Answered(bool byCall, long nowMs)
    {
        if (IsOpen && byCall == _askedByCall)
        {
            Survived(_askedSilenceMs);
        }

        Heard(nowMs);
    }

    /// <summary>Something goes to it to which no answer is expected.</summary>
    public void Sent(long nowMs) => _sentMs = nowMs;

    /// <summary>An OPTIONS or a call goes to it. Of several without an answer the first counts: the silence before it is what was or was not outlived.</summary>
    public void Asked(bool byCall, long nowMs)
    {
        if (!IsOpen)
        {
            _askedMs = nowMs;
            _askedByCall = byCall;
            _askedSilenceMs = TouchedMs == Unknown ? 0 : Since(TouchedMs, nowMs);
            _askedUnheardMs = _heardMs == Unknown ? 0 : Since(_heardMs, nowMs);
        }

        _asked = Math.Min(_asked + 1, byte.MaxValue);
        _sentMs = nowMs;
    }

    /// <summary>Seconds between its keep-alives.</summary>
    public int Period(KeepAliveRules rules)
    {
        if (!rules.Adapts)
        {
            return rules.Period;
        }

        int proven = _survived > 0 || _lostSilence == 0 ? _survived : _lostSilence / 2;
        int period = proven * (100 - rules.Margin) / 100;
        return Math.Clamp(_lostSilence == 0 ? Math.Max(period, rules.Period) : period, ShortestPeriod, Math.Max(rules.Longest, rules.Period));
    }

    /// <summary>What it gets now, when the next moment at which that is asked comes after <paramref name="roundMs"/>.</summary>
    public KeepAliveTurn TurnAt(long nowMs, long roundMs, bool answers, KeepAliveRules rules)
    {
        if (answers && rules.Measures && Measures(nowMs, rules) is { } measured)
        {
            return measured;
        }

        if (!answers && !_isGreeted && rules.IsEachByItself && (rules.Asks || rules.Measures))
        {
            _isGreeted = true; // while its binding is young: who answers now and not later has lost it, and else may just not know OPTIONS
            return KeepAliveTurn.Question;
        }

        bool isDue = !rules.IsEachByItself || TouchedMs == Unknown || nowMs - TouchedMs > (Period(rules) * 1000L) - roundMs;
        return !isDue ? KeepAliveTurn.Nothing
            : rules.Asks || (rules.Measures && !answers && _asked < MostAsked) ? KeepAliveTurn.Question
            : rules.HasMessage ? KeepAliveTurn.Message
            : KeepAliveTurn.Nothing;
    }

    /// <summary>The silence to be tried next, in seconds; 0 when enough is known. Half as long again as what was outlived; halving between that and what was not.</summary>
    public int NextGap(KeepAliveRules rules)
    {
        int most = (int)Math.Min(rules.Longest, ((_refreshMs - BeforeRefreshMs) / 1000) - 5);
        int gap = _lostSilence == 0
            ? (_survived >= most * 95 / 100 ? 0 : _survived == 0 ? rules.Period : Math.Max(_survived + 5, _survived * 3 / 2))
            : _lostSilence - _survived > Math.Max(4, _lostSilence / 10) ? (_survived + _lostSilence) / 2 : 0;
        return gap == 0 || most < ShortestPeriod ? 0
            : _lostSilence == 0 ? Math.Clamp(gap, ShortestPeriod, most)
            : gap >= ShortestPeriod && gap <= most ? gap : 0;
    }

    public void Keep(KeptWriter to) => to.Number(_survived).Number(_lostUnheard).Number(_lostSilence).Number(_losses).Number(_incomingLost);

    /// <summary>What <see cref="Keep"/> wrote. How long the silence was while nobody listened is not known.</summary>
    public static BindingLife Take(ref KeptReader from, in NetAddress source) => new()
    {
        _survived = from.Number(int.MaxValue),
        _lostUnheard = from.Number(int.MaxValue),
        _lostSilence = from.Number(int.MaxValue),
        _losses = from.Number(int.MaxValue),
        _incomingLost = from.Number(int.MaxValue),
        Source = source,
    };

    /// <summary>
    /// Null: no silence is being measured. It begins with an answered OPTIONS, so that the binding is as young as can be, and ends with another, shortly before the phone registers by itself. Longer than
    /// a third of it, and until then, nobody is unreachable.
    /// </summary>
    private KeepAliveTurn? Measures(long nowMs, KeepAliveRules rules)
    {
        long gapMs = NextGap(rules) * 1000L;
        long refreshesAt = _registeredMs + _refreshMs;
        long quietFrom = refreshesAt - BeforeRefreshMs - gapMs;
        if (gapMs == 0 || _registeredMs == Unknown || nowMs < quietFrom || nowMs >= refreshesAt)
        {
            return null;
        }

        return IsOpen ? (_asked >= MostAsked ? null : nowMs - _sentMs >= AgainMs ? KeepAliveTurn.Probe : KeepAliveTurn.Nothing)
            : TouchedMs < quietFrom || nowMs - TouchedMs >= gapMs ? KeepAliveTurn.Probe
            : KeepAliveTurn.Nothing;
    }

    private void Survived(int silenceMs)
    {
        int seconds = silenceMs / 1000;
        _survived = Math.Max(_survived, seconds);
        if (seconds >= _lostSilence)
        {
            (_lostSilence, _lostUnheard, _losses, _incomingLost) = (0, 0, 0, 0); // a packet that was lost by chance looks like a binding that died
        }
    }

    private void Lost(int silenceMs, int unheardMs, bool byCall, long nowMs)
    {
        if (nowMs - _lostAtMs > MemoryMs)
        {
            (_lostSilence, _lostUnheard, _losses, _incomingLost) = (0, 0, 0, 0);
        }

        int silence = Math.Max(1, (silenceMs + 999) / 1000);
        int unheard = Math.Max(1, (unheardMs + 999) / 1000);
        _lostSilence = _lostSilence == 0 ? silence : Math.Min(_lostSilence, silence);
        _lostUnheard = _lostUnheard == 0 ? unheard : Math.Min(_lostUnheard, unheard);
        _survived = _survived >= _lostSilence ? 0 : _survived;
        _losses += byCall ? 0 : 1;
        _incomingLost += byCall ? 1 : 0;
        _lostAtMs = nowMs;
    }

    private void Forget()
    {
        (_survived, _lostSilence, _lostUnheard, _losses, _incomingLost) = (0, 0, 0, 0, 0);
        (_sentMs, _heardMs, _registeredMs, _asked) = (Unknown, Unknown, Unknown, 0);
    }

    private static int Since(long thenMs, long nowMs) => (int)Math.Min(int.MaxValue, nowMs - thenMs);
}
