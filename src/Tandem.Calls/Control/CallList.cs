using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Media.Nodes;

namespace Tandem.Calls.Control;

/// <summary>The calls of one shard, running and pooled; what the operator asks of them all.</summary>
internal sealed class CallList(CallShard shard)
{
    private readonly List<Call> _running = new(1024);
    private readonly Stack<Call> _free = new();
    private readonly List<Drain> _drains = [];

    /// <summary>No new calls any more.</summary>
    public bool IsDraining { get; private set; }

    public Call Rent()
    {
        Call call = _free.Count > 0 ? _free.Pop() : new Call(shard);
        call.Position = _running.Count;
        _running.Add(call);
        shard.Counters.Calls++;
        shard.Counters.InProgress = _running.Count;
        return call;
    }

    /// <summary>The call is over and its record written.</summary>
    public void Return(Call call)
    {
        Call last = _running[^1];
        _running[call.Position] = last;
        last.Position = call.Position;
        _running.RemoveAt(_running.Count - 1);
        shard.Counters.InProgress = _running.Count;
        call.Clear();
        _free.Push(call);
        AnswerDrains();
    }

    public IReadOnlyList<LiveCall> Show() => [.. _running.Select(LiveCalls.Show)];

    /// <summary>Answers with null when the call is not here.</summary>
    public void Show(ShowCall question)
    {
        if (_running.Find(call => call.Record.Id == question.Id) is { } call)
        {
            shard.Media.AskForView(call, question);
        }
        else
        {
            question.TrySetResult(null);
        }
    }

    /// <summary>Null when the call is not here.</summary>
    public LiveLadder? Ladder(long id) => _running.Find(call => call.Record.Id == id) is { } call ? LiveCalls.Ladder(call) : null;

    public IReadOnlyList<UInt128> Sessions() => [.. _running.Where(static call => call.Media.Session is not null).Select(static call => call.Media.Session!.Key)];

    public bool TryHangUp(long id)
    {
        Call? call = _running.Find(call => call.Record.Id == id);
        call?.EndBySwitch(EndReason.ServerHangup);
        return call is not null;
    }

    /// <summary>The media of these calls is gone, and nobody can hear anybody.</summary>
    public void OnNodeLost(IMediaNode node)
    {
        for (int i = _running.Count - 1; i >= 0; i--)
        {
            // Whose offer it has not answered yet waits for the run that comes after it, or for another node.
            if (i < _running.Count && _running[i] is { State: not CallState.Locating, Media.Session: { Talk.HasOffer: true } session } && session.Node == node)
            {
                _running[i].OnMediaLost();
            }
        }
    }

    public void OnDrain(Drain question)
    {
        IsDraining = true;
        _drains.Add(question);
        if (question.HangUp)
        {
            for (int i = _running.Count - 1; i >= 0; i--)
            {
                _running[i].EndBySwitch(EndReason.ServerHangup);
            }
        }

        AnswerDrains();
    }

    private void AnswerDrains()
    {
        if (_drains.Count == 0 || _running.Count > 0)
        {
            return;
        }

        shard.Strangers.Flush();
        shard.Illegal.Flush();
        foreach (Drain question in _drains)
        {
            question.TrySetResult(true);
        }

        _drains.Clear();
    }
}
