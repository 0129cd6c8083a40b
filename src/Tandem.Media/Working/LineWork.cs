using Tandem.Media.Codecs;
using Tandem.Media.Recording;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Working;

/// <summary>What is done with one line's sound: its two ways, its recording, and the keys that signalling has to hear of. Pooled by its loop.</summary>
internal sealed class LineWork
{
    private const int MostUntold = 16;
    private readonly LineWorks _works;
    private readonly WorkingPath _fromA;
    private readonly WorkingPath _fromB;
    private readonly RelayKeyHeard[] _untold = new RelayKeyHeard[MostUntold];
    private RelayLine? _line;
    private int _untoldCount;
    private ulong _keys;
    private byte _endedToA;
    private byte _endedToB;

    public LineWork(LineWorks works)
    {
        _works = works;
        _fromA = new(RelaySide.A, this);
        _fromB = new(RelaySide.B, this);
    }

    /// <summary>The newest order for it; an older one is not done.</summary>
    public ulong LastOrder { get; set; }

    /// <summary>The newest key that signalling has pressed.</summary>
    public ulong LastPress { get; set; }

    /// <summary>The newest order about what is played.</summary>
    public ulong LastPlay { get; set; }

    public Recording.Recording? Recording { get; private set; }

    /// <summary>Something of the line has been written to a file.</summary>
    public bool IsRecorded => Recording is { IsWritten: true };

    /// <summary>It is among those that <see cref="LineWorks.Run"/> looks after.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Keys that signalling has not acknowledged.</summary>
    public ReadOnlySpan<RelayKeyHeard> Untold => _untold.AsSpan(0, _untoldCount);

    /// <summary>From now on so; <paramref name="recording"/> null records nothing.</summary>
    public void Set(RelayLine line, WorkBody order, Recording.Recording? recording, RecordingQueue? queue, long nowNs)
    {
        _line = line;
        if (Recording is not null && recording is null)
        {
            Recording.HasEnded = true;
        }

        Recording = recording ?? Recording;
        _fromA.Set(order.FromA, recording, queue, order.Flags, nowNs);
        _fromB.Set(order.FromB, recording, queue, order.Flags, nowNs);
        line.A.Path = _fromA;
        line.B.Path = _fromB;
    }

    /// <summary>Plays a key to a side.</summary>
    public void Play(RelaySide to, char key, int milliseconds) => To(to).Voice.Play(key, milliseconds);

    /// <summary>A side hears a sound instead of the other side. The end of the one before is no news any more.</summary>
    public void Play(RelayLine line, PlayBody order, ReadOnlySpan<short[]> pieces)
    {
        _line = line;
        Ended(order.Side) = 0;
        WorkingPath path = To(order.Side);
        path.BeginChanges();
        line.Port(order.Side == RelaySide.B ? RelaySide.A : RelaySide.B).Path = path;
        path.Voice.Begin(pieces, order.Loops != 0, order.Format, order.Mark);
    }

    /// <summary>The side hears the other side again.</summary>
    public void Stop(RelaySide to) => To(to).Voice.StopSound();

    /// <summary>A key was heard that signalling is to know of.</summary>
    public void Tell(RelaySide side, char key)
    {
        if (_line is not { } line)
        {
            return;
        }

        if (_untoldCount == MostUntold)
        {
            _untold.AsSpan(1).CopyTo(_untold); // nobody has listened for long
            _untoldCount--;
        }

        _untold[_untoldCount++] = new(line.Session.Key, line.Index, side, key, ++_keys);
        line.A.NoteWork();
    }

    /// <summary>The mark of a sound that has ended, while signalling has not acknowledged that; 0 for none.</summary>
    public byte EndedTo(RelaySide to) => Ended(to);

    /// <summary>A sound was played to its end.</summary>
    public void TellEnd(RelaySide to, byte mark)
    {
        if (mark != 0)
        {
            Ended(to) = mark;
            _line?.A.NoteWork();
        }
    }

    /// <summary>Signalling has heard of that end.</summary>
    public void OnEndAcknowledged(RelaySide to, byte mark)
    {
        if (Ended(to) == mark)
        {
            Ended(to) = 0;
        }
    }

    /// <summary>Signalling has heard of the keys up to this one.</summary>
    public void OnAcknowledged(ulong number)
    {
        int heard = 0;
        while (heard < _untoldCount && _untold[heard].Number <= number)
        {
            heard++;
        }

        _untold.AsSpan(heard, _untoldCount - heard).CopyTo(_untold);
        _untoldCount -= heard;
    }

    public void OnBusy() => _works.OnBusy(this);

    /// <summary>Sends what is due. False: nothing is, until <see cref="OnBusy"/>.</summary>
    public bool Tick(long nowNs)
    {
        if (_line is not { } line)
        {
            return false;
        }

        if (_fromA.Voice.IsBusy)
        {
            _fromA.Voice.Tick(line.B, nowNs);
        }

        if (_fromB.Voice.IsBusy)
        {
            _fromB.Voice.Tick(line.A, nowNs);
        }

        return _fromA.Voice.IsBusy || _fromB.Voice.IsBusy;
    }

    /// <summary>The call is over; the next one may have this.</summary>
    public void End()
    {
        if (Recording is not null)
        {
            Recording.HasEnded = true;
        }

        Recording = null;
        _line = null;
        (LastOrder, LastPress, LastPlay, _keys, _untoldCount) = (0, 0, 0, 0, 0);
        _endedToA = _endedToB = 0;
        _fromA.Clear();
        _fromB.Clear();
        _works.OnEnded(this);
    }

    private ref byte Ended(RelaySide to) => ref to == RelaySide.B ? ref _endedToB : ref _endedToA;

    private WorkingPath To(RelaySide to) => to == RelaySide.B ? _fromA : _fromB;
}
