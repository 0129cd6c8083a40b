using System.Collections.Concurrent;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Routes;

namespace Tandem.Calls.Traffic;

/// <summary>
/// What every trunk and phone carries at this moment, over all shards: calls in progress, new calls in this second, the time a carrier is out after Retry-After, its answers. Kept by
/// name, so that it outlives plans. Lock-free on the call path.
/// </summary>
public sealed class TrunkTraffic : ITrunkStates
{
    private const int DefaultWindowSeconds = 600;

    // Monotonic milliseconds start here: a place of a rate that was never used looks long past.
    private const long FirstMs = 1_000_000;
    private const long LongestWaitMs = FirstMs / 2;

    private readonly TimeProvider _time;
    private readonly INumberLists? _lists;
    private readonly long _origin;
    private readonly long _ticksPerMs;
    private readonly ConcurrentDictionary<string, Line>[] _lines;
    private long _slotMs = DefaultWindowSeconds * 1000L / AnswerWindow.Slots;

    /// <summary>All trunks at rest. <paramref name="lists"/> say whom trunks with a black list of their own are not to call; null: everybody may be called.</summary>
    public TrunkTraffic(TimeProvider time, INumberLists? lists = null)
    {
        _time = time;
        _lists = lists;
        _origin = time.GetTimestamp();
        _ticksPerMs = Math.Max(1, time.TimestampFrequency / 1000);
        _lines = [.. Enum.GetValues<TrafficKind>().Select(static _ => new ConcurrentDictionary<string, Line>(StringComparer.Ordinal))];
    }

    private long NowMs => ((_time.GetTimestamp() - _origin) / _ticksPerMs) + FirstMs;

    private long Slot => NowMs / Volatile.Read(ref _slotMs);

    /// <summary>SS_GATEWAY_ASR_RESERVE_TIME: seconds over which answers are counted. A change begins the count anew.</summary>
    public void SetAnswerWindow(int seconds) => Volatile.Write(ref _slotMs, Math.Max(1, seconds * 1000L / AnswerWindow.Slots));

    /// <summary>
    /// Takes a line when capacity (calls at once) and cps (new calls in any second) allow; 0 = no limit. Else <c>ExceedLineLimit</c> or <c>ExceedRateLimit</c>, and nothing is
    /// taken: a call that finds no line uses up none of the second's calls either. <paramref name="waitedMs"/>: how long ago the call came, for a second is the caller's second.
    /// </summary>
    public EndReason? TryEnter(TrafficKind kind, string name, int capacity, int cps, long waitedMs = 0) =>
        LineOf(kind, name).TryEnter(capacity, cps, NowMs, Math.Clamp(waitedMs, 0, LongestWaitMs));

    /// <summary>Gives a line back that was entered.</summary>
    public void Leave(TrafficKind kind, string name) => LineOf(kind, name).Leave();

    /// <summary>A carrier answered with Retry-After: it gets no call until then.</summary>
    public void TakeOut(string trunk, DateTimeOffset until) => LineOf(TrafficKind.Egress, trunk).TakeOut(until);

    /// <summary>An address of an egress trunk, by its place in the list, answers OPTIONS, or does not. True: that is news.</summary>
    public bool Hears(string trunk, int address, bool isThere) => LineOf(TrafficKind.Egress, trunk).Hears(address, isThere);

    /// <summary>An attempt on an egress trunk, or a call of an ingress trunk or phone, has been answered or has failed (for ASR).</summary>
    public void Attempted(TrafficKind kind, string name, bool answered) => LineOf(kind, name).Attempted(answered, Slot);

    /// <summary>An answered call has ended (for ACD).</summary>
    public void Talked(TrafficKind kind, string name, long milliseconds) => LineOf(kind, name).Talked(milliseconds, Slot);

    public TrunkState Of(CompiledEgress trunk)
    {
        if (!_lines[(int)TrafficKind.Egress].TryGetValue(trunk.Name, out Line? line))
        {
            return new TrunkState(0, false, null, -1);
        }

        return new TrunkState(line.Active, line.IsOverRate(trunk.Trunk.Cps, NowMs), line.OutUntil(_time.GetUtcNow()), line.AnswerSeizureRatio(Slot), line.Silent);
    }

    public bool IsBlacklisted(string calledNumber) => _lists?.Find(NumberSide.Callee, calledNumber, isStandalone: true) is { Key.IsStandalone: true };

    /// <summary>Everything that has carried a call, for the API and metrics; by kind and name.</summary>
    public IReadOnlyList<LineSnapshot> Snapshot()
    {
        long nowMs = NowMs;
        long slot = Slot;
        DateTimeOffset now = _time.GetUtcNow();
        return
        [
            .. _lines.SelectMany(kind => kind.OrderBy(static line => line.Key, StringComparer.Ordinal).Select(line => line.Value.Snapshot(nowMs, now, slot))),
        ];
    }

    private Line LineOf(TrafficKind kind, string name)
    {
        ConcurrentDictionary<string, Line> lines = _lines[(int)kind];
        return lines.TryGetValue(name, out Line? line) ? line : lines.GetOrAdd(name, static (name, kind) => new Line(kind, name), kind);
    }
}
