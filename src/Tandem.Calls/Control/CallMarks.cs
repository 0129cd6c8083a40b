using System.Buffers;
using Tandem.Billing.Accounts;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Recovery;
using Tandem.Routing.Plan;
using Tandem.Wire.Buffers;
using Tandem.Wire.Timers;

namespace Tandem.Calls.Control;

/// <summary>
/// The marks that a shard's calls leave in its journal: answered before the caller hears of it, alive each second, ended once with the whole record, charged. What the journal could not
/// take is counted; the call goes on.
/// </summary>
internal sealed class CallMarks : TimerNode
{
    private const int AliveMs = 1000;
    private readonly CallShard _shard;
    private readonly ICallJournal _journal;
    private readonly ArrayBufferWriter<byte> _why = new(4096);
    private readonly KeptWriter _kept = new();
    private byte[] _sealed = new byte[4096];

    public CallMarks(CallShard shard, ICallJournal journal)
    {
        _shard = shard;
        _journal = journal;
    }

    public bool IsWritable => _journal.IsWritable;

    /// <summary>Begins the second's beat.</summary>
    public void Start()
    {
        _journal.Gather();
        _shard.Wheel.Set(this, _shard.NowMs + AliveMs);
    }

    /// <summary>Before anything leaves: whoever hears that a call is answered or has ended hears it after the journal has.</summary>
    public void Flush() => _journal.Flush();

    public override void OnTimer()
    {
        _shard.Wheel.Set(this, _shard.NowMs + AliveMs);
        _journal.Alive(_shard.Now);
        _shard.Strangers.Tick();
        _shard.Illegal.Tick();
    }

    public void Answered(Call call)
    {
        _shard.Counters.Answered++;
        WriteAnswered(call);
    }

    /// <summary>The record of a forwarding begins with the call's own answer.</summary>
    public void Answered(Call call, Cdr forwarding)
    {
        WriteWhy(call);
        forwarding.Why = call.Record.Why;
        call.Record.Why = default;
        if (!_journal.Answered(forwarding))
        {
            NotWritten(call);
        }

        forwarding.Why = default;
    }

    /// <summary>The record of a forwarding, closed with the call's own: the same decisions and messages, other money.</summary>
    public void Ended(Call call, Cdr forwarding, CreditWatch credit)
    {
        CdrMaker.Charge(forwarding);
        credit.Settle(forwarding.Customer.Total);
        Pay(forwarding);
        SystemParameters parameters = call.Parameters;
        if (!CdrMaker.IsRecorded(forwarding, parameters.RecordZeroHoldTime, parameters.RecordServerHangUp))
        {
            if (!_journal.Forget(forwarding.Id))
            {
                NotWritten(call);
            }

            return;
        }

        WriteWhy(call);
        forwarding.Why = call.Record.Why;
        forwarding.Ladder = call.Ladder.Packed;
        if (!_journal.Ended(forwarding))
        {
            NotWritten(call);
        }
    }

    /// <summary>What it takes to go on with the call should this process die.</summary>
    public void Kept(Call call)
    {
        if (KeptCall.TryWrite(call, _shard.Parts.Machine, _kept) && !_journal.Kept(call.Record.Id, _shard.Parts.Seal.Seal(_kept.Written, ref _sealed)))
        {
            NotWritten(call);
        }
    }

    /// <summary>The call is this process's from now on.</summary>
    public void TakenBack(Call call)
    {
        _shard.Counters.TakenBack++;
        WriteAnswered(call);
        Kept(call);
    }

    public void Ended(Call call)
    {
        Cdr record = call.Record;
        CdrMaker.Charge(record);
        Settle(call, record);
        _shard.Counters.Ended(record.EndReason);
        string reason = EndReasons.Name(record.EndReason);
        _shard.Log.CallEnded(record.Id, call.Ingress?.Name ?? (call.Voice is null ? "a test call" : "a voice call"), record.CalledNumber, record.EndDirection, record.TalkMs, reason, record.EndReason);
        if (record.Answered)
        {
            _shard.Counters.AnsweredNow--;
        }

        SystemParameters parameters = call.Parameters;
        if (!CdrMaker.IsRecorded(record, parameters.RecordZeroHoldTime, parameters.RecordServerHangUp))
        {
            if (record.Answered && !_journal.Forget(record.Id))
            {
                NotWritten(call);
            }

            return;
        }

        WriteWhy(call);
        record.Ladder = call.Ladder.Packed;
        call.Media.Quality.Series.Pack(_kept);
        record.Quality = _kept.ToMemory();
        if (!_journal.Ended(record))
        {
            NotWritten(call);
        }
    }

    private void WriteAnswered(Call call)
    {
        _shard.Counters.AnsweredNow++;
        WriteWhy(call);
        bool isWritten = _journal.Answered(call.Record);
        call.Record.Why = default;
        if (!isWritten)
        {
            NotWritten(call);
        }
    }

    /// <summary>Into a buffer that the next call uses again.</summary>
    private void WriteWhy(Call call)
    {
        _why.ResetWrittenCount();
        call.Why.WriteTo(_why);
        call.Record.Why = _why.WrittenMemory;
    }

    private void NotWritten(Call call)
    {
        // One line since the start says that marks can be missing; how many, the counter says, and when the disk fails, the journal.
        if (_shard.Counters.JournalFailures++ == 0)
        {
            _shard.Log.MarkNotWritten(_shard.Index, call.Record.Id);
        }
    }

    private void Settle(Call call, Cdr record)
    {
        call.Credit.Settle(record.Customer.Total);
        Pay(record);
    }

    private void Pay(Cdr record)
    {
        decimal cost = record.Vendor.Total;
        if (cost != 0m && record.Vendor.Account.Length > 0)
        {
            _shard.Credit.Add(record.Vendor.Account, -cost);
        }
    }
}
