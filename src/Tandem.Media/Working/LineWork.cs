using Tandem.Media.Recording;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Working;

/// <summary>What is done with one line's sound: its two ways and its recording. Pooled by its loop.</summary>
internal sealed class LineWork(Stack<LineWork> pool)
{
    private readonly WorkingPath _fromA = new(RelaySide.A);
    private readonly WorkingPath _fromB = new(RelaySide.B);

    /// <summary>The newest order for it; an older one is not done.</summary>
    public ulong LastOrder { get; set; }

    public Recording.Recording? Recording { get; private set; }

    /// <summary>Something of the line has been written to a file.</summary>
    public bool IsRecorded => Recording is { IsWritten: true };

    /// <summary>From now on so; <paramref name="recording"/> null records nothing.</summary>
    public void Set(RelayLine line, WorkBody order, Recording.Recording? recording, RecordingQueue? queue, long nowNs)
    {
        if (Recording is not null && recording is null)
        {
            Recording.HasEnded = true;
        }

        Recording = recording ?? Recording;
        bool warns = order.Flags.HasFlag(RelayWorkFlags.Warn);
        _fromA.Set(order.FromA, recording, queue, warns, nowNs);
        _fromB.Set(order.FromB, recording, queue, warns, nowNs);
        line.A.Path = recording is null ? PacketPath.Plain : _fromA;
        line.B.Path = recording is null ? PacketPath.Plain : _fromB;
    }

    /// <summary>The call is over; the next one may have this.</summary>
    public void End()
    {
        if (Recording is not null)
        {
            Recording.HasEnded = true;
        }

        Recording = null;
        LastOrder = 0;
        pool.Push(this);
        _fromA.Set(default, null, null, warns: false, 0);
        _fromB.Set(default, null, null, warns: false, 0);
    }
}
