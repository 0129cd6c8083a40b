using Tandem.Billing.Cdrs;

namespace Tandem.Store.Journal;

/// <summary>An answered call whose end hasn't been read.</summary>
/// <param name="Answered">The record as it was at the answer, or when another process took the call back.</param>
/// <param name="Run">The process that wrote it.</param>
/// <param name="AtMs">When, by that process's monotonic clock.</param>
/// <param name="Segment">Where.</param>
internal sealed record OpenCallMark(byte[] Answered, long Run, long AtMs, Segment Segment)
{
    /// <summary>Nothing later proves this call: its end may have been in what is damaged.</summary>
    public long ProvenAtMostMs { get; set; } = long.MaxValue;

    /// <summary>What it takes to go on with it; empty when nobody has said.</summary>
    public byte[] State { get; set; } = [];

    /// <summary>The call as it ends should nobody go on with it: the process lived until <paramref name="lastMs"/>.</summary>
    public OpenCall Close(int shard, long lastMs)
    {
        var record = new Cdr();
        CdrCodec.Read(Answered, record, withLadder: false);
        long before = record.TalkMs;
        DateTimeOffset answeredAt = record.AnsweredAt ?? record.StartedAt;
        record.TalkMs = before + Math.Max(0, Math.Min(lastMs, ProvenAtMostMs) - AtMs);
        record.AnsweredAt = answeredAt;
        if (record.TalkMs < 0 || !ByteSource.IsTime(Math.Min(answeredAt.ToUnixTimeMilliseconds(), long.MaxValue - record.TalkMs) + record.TalkMs, out _))
        {
            throw new InvalidDataException("an open call in the journal ends at no time");
        }

        record.EndedAt = answeredAt.AddMilliseconds(record.TalkMs);
        record.EndReason = (int)EndReason.NodeCrash;
        record.EndDirection = EndDirection.Switch;
        return new(shard, record, State, AtMs - before);
    }
}
