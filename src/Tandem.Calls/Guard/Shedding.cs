using Microsoft.Extensions.Logging;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Calls.Setup;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Guard;

/// <summary>
/// Turns new work away while the shard is behind, so that calls that are up keep theirs (RFC 7339 §5.10.2): strangers first and in silence, then every new call and registration with 503 and
/// Retry-After. It comes after the transaction table, so a repeat of an INVITE that was taken is never refused.
/// </summary>
internal sealed class Shedding(CallShard shard)
{
    private Backlog _backlog = Backlog.Empty;
    private bool _isTold;

    /// <summary>What is shed now.</summary>
    public ShedLevel Level => _backlog.Level;

    /// <summary>A message is in hand.</summary>
    public void Saw(long waitedMs)
    {
        shard.Counters.WaitedMs = waitedMs;
        Take(_backlog.Next(waitedMs, shard.NowMs, shard.Plan.Parameters.OverloadDelay));
    }

    /// <summary>Nothing waits.</summary>
    public void Rests()
    {
        shard.Counters.WaitedMs = 0;
        if (_isTold || _backlog != Backlog.Empty with { ShedUntilMs = _backlog.ShedUntilMs })
        {
            Take(_backlog.Next(0, shard.NowMs, shard.Plan.Parameters.OverloadDelay));
        }
    }

    /// <summary>A stranger's call is not looked at now; that it was made is kept.</summary>
    public bool TurnsStrangerAway(ServerTransaction transaction)
    {
        if (_backlog.Level == ShedLevel.None)
        {
            return false;
        }

        shard.Counters.ShedStrangers++;
        Keep(transaction);
        shard.Strangers.OnGateDrops(new GateDrops(transaction.Source.Remote, 1));
        shard.Table.Ignore(transaction);
        return true;
    }

    /// <summary>A request of a source that is not in the plan, which has not shown who it is, or of anybody when nothing new is taken.</summary>
    public bool TurnsAway(ServerTransaction transaction, ShedKind kind)
    {
        if (_backlog.Level == ShedLevel.None || (_backlog.Level == ShedLevel.Strangers && shard.Parts.KnowsSource(transaction.Source.Remote)))
        {
            return false;
        }

        shard.Counters.RefusedUnrecorded(UnrecordedRefusal.Overload);
        shard.Counters.Shed(kind);
        Keep(transaction);
        LegMessages.WriteRefusal(shard.Writer, transaction, 503, shard.Random.Next(ILiveSwitch.SoonestRetrySeconds, ILiveSwitch.LatestRetrySeconds + 1));
        if (kind == ShedKind.Call)
        {
            shard.Outbox.Respond(null, transaction, 503); // kept: a repeat that is on its way must not become a call that nobody waits for
        }
        else
        {
            shard.Table.RespondAndForget(transaction, shard.Writer.Written);
        }

        return true;
    }

    private void Keep(ServerTransaction transaction)
    {
        if (transaction.Request is { } request)
        {
            shard.Strays.Heard(request, transaction.Source, StrayReason.Overload);
        }
    }

    private void Take(in Backlog next)
    {
        _backlog = next;
        shard.Counters.Shedding = (long)next.Level;
        if (next.Level == ShedLevel.All && !_isTold)
        {
            _isTold = true;
            shard.Log.SheddingBegins(shard.Index, shard.Plan.Parameters.OverloadDelay);
        }
        else if (_isTold && next.Level == ShedLevel.None && shard.NowMs - next.ShedUntilMs >= Backlog.Remembered)
        {
            _isTold = false;
            shard.Log.SheddingEnds(shard.Index);
        }
    }
}
