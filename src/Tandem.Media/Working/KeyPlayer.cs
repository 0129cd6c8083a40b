using Tandem.Media.Dtmf;

namespace Tandem.Media.Working;

/// <summary>Plays keys to one side, one after the other with a pause between, as telephone-events or as tones. What it makes are payloads; its path sends them. A value that lies in its path.</summary>
internal struct KeyPlayer
{
    public const int PacketMs = 20;

    /// <summary>Between two keys.</summary>
    public const int PauseMs = 60;

    private const long PauseNs = PauseMs * 1_000_000L;
    private KeyQueue _queue;
    private EventSender _event;
    private ToneGenerator _tone;
    private long _freeAtNs;

    /// <summary>A key is being played or waits.</summary>
    public readonly bool IsBusy => _event.IsBusy || _tone.IsBusy || !_queue.IsEmpty;

    public readonly bool PlaysEvent => _event.IsBusy;

    public readonly bool PlaysTone => _tone.IsBusy;

    /// <summary>When the next packet of the event is due.</summary>
    public long NextNs { get; private set; }

    /// <summary>The stream's timestamp at the event's beginning.</summary>
    public uint Timestamp { get; set; }

    public void Add(char key, int milliseconds) => _queue.Add(key, milliseconds);

    /// <summary>Begins the next key, when there is one and the pause is over, which <paramref name="hasPaused"/> says of the voice. True: one has begun.</summary>
    public bool TryBegin(long nowNs, bool hasPaused, bool asEvent, bool asTone, int eventUnitsPerMs, int toneRate)
    {
        if (_event.IsBusy || _tone.IsBusy)
        {
            _freeAtNs = nowNs + PauseNs;
            return false;
        }

        if (_queue.IsEmpty || nowNs < _freeAtNs || !hasPaused)
        {
            return false;
        }

        (char key, int milliseconds) = _queue.Take();
        if (asEvent && DtmfDigit.TryGetEvent(key, out byte code))
        {
            _event.Begin(code, milliseconds, eventUnitsPerMs * 1000, PacketMs);
        }

        if (asTone)
        {
            _tone.Begin(key, Math.Max(80, milliseconds), toneRate);
        }

        NextNs = nowNs;
        return true;
    }

    public bool TryNextEvent(Span<byte> payload, out bool isFirst)
    {
        NextNs += PacketMs * 1_000_000L;
        return _event.TryNext(payload, out isFirst);
    }

    /// <summary>The tone instead of the sound.</summary>
    public void NextTone(Span<short> samples) => _tone.Next(samples);
}
