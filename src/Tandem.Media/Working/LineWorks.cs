using System.Runtime.CompilerServices;
using System.Text;
using Tandem.Media.Codecs;
using Tandem.Media.Recording;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sounds;

namespace Tandem.Media.Working;

/// <summary>The lines of one loop whose sound is worked on: what signalling orders about them, and what is due without a packet that comes.</summary>
internal sealed class LineWorks(RelayTable table, Recorder? recorder, SoundLibrary sounds, int loop)
{
    private const long TickNs = 20_000_000;
    private const int LongestKeyMs = 8000;
    private readonly RecordingQueue? _queue = recorder?.Queue(loop);
    private readonly Stack<LineWork> _free = new();
    private readonly List<LineWork> _busy = [];
    private readonly short[][] _found = new short[SoundPlayer.MostPieces][];

    /// <summary>How recording goes in this process; null when it has no directory for it.</summary>
    public RecorderState? Recording => recorder?.State;

    /// <summary>When <see cref="Run"/> is wanted next.</summary>
    public long DueNs { get; private set; } = long.MaxValue;

    public RelayStatus Order(RelayHeader header, ReadOnlySpan<byte> message, long nowNs)
    {
        int at = RelayFrame.HeaderSize + Unsafe.SizeOf<WorkBody>();
        if (!RelayFrame.TryRead(message, RelayFrame.HeaderSize, out WorkBody body) || message.Length - at < body.NameLength)
        {
            return RelayStatus.Malformed;
        }

        ReadOnlySpan<byte> name = message.Slice(at, body.NameLength);
        bool records = body.Flags.HasFlag(RelayWorkFlags.Record);
        if (records && !RecordingNames.IsGood(name))
        {
            return RelayStatus.Malformed;
        }

        if (table.Find(new(header.Key)) is not RelaySession session || session.Find(body.Line) is not RelayLine line)
        {
            return RelayStatus.UnknownSession;
        }

        session.SpokenOfAtNs = nowNs;
        LineWork work = line.Work ??= _free.TryPop(out LineWork? free) ? free : new(this);
        if (header.Request <= work.LastOrder && header.Epoch == session.Epoch)
        {
            return header.Request == work.LastOrder ? RelayStatus.Ok : RelayStatus.Superseded;
        }

        work.LastOrder = header.Request;
        work.Set(line, body, records ? RecordingOf(work, body, name, nowNs) : null, _queue, nowNs);
        return RelayStatus.Ok;
    }

    /// <summary>Signalling lets a side hear a sound, which lasts so long.</summary>
    public RelayStatus Play(RelayHeader header, ReadOnlySpan<byte> message, long nowNs, out int milliseconds)
    {
        milliseconds = 0;
        int at = RelayFrame.HeaderSize + Unsafe.SizeOf<PlayBody>();
        if (!RelayFrame.TryRead(message, RelayFrame.HeaderSize, out PlayBody body) || message.Length - at < body.NameLength || body.Side > RelaySide.B)
        {
            return RelayStatus.Malformed;
        }

        if (table.Find(new(header.Key)) is not RelaySession session || session.Find(body.Line) is not RelayLine line)
        {
            return RelayStatus.UnknownSession;
        }

        session.SpokenOfAtNs = nowNs;
        ReadOnlySpan<short[]> found = [];
        if (body.Stops == 0)
        {
            Span<char> name = stackalloc char[byte.MaxValue];
            int length = Encoding.UTF8.GetChars(message.Slice(at, body.NameLength), name);
            int count = VoiceCodecs.IsVoice(body.Format.Codec) ? sounds.Find(name[..length], _found) : 0;
            if (count == 0)
            {
                return RelayStatus.UnknownSound;
            }

            found = _found.AsSpan(0, count);
            milliseconds = SoundPlayer.MillisecondsOf(found);
        }

        LineWork work = line.Work ??= _free.TryPop(out LineWork? free) ? free : new(this);
        if (header.Request <= work.LastPlay && header.Epoch == session.Epoch)
        {
            return RelayStatus.Ok;
        }

        work.LastPlay = header.Request;
        if (body.Stops != 0)
        {
            work.Stop(body.Side);
        }
        else
        {
            work.Play(line, body, found);
        }

        return RelayStatus.Ok;
    }

    /// <summary>Signalling presses a key towards a side.</summary>
    public RelayStatus Press(RelayHeader header, ReadOnlySpan<byte> message, long nowNs)
    {
        if (!RelayFrame.TryRead(message, RelayFrame.HeaderSize, out KeyBody body) || body.Side > RelaySide.B)
        {
            return RelayStatus.Malformed;
        }

        if (table.Find(new(header.Key)) is not RelaySession session || session.Find(body.Line) is not { Work: { } work })
        {
            return RelayStatus.UnknownSession;
        }

        session.SpokenOfAtNs = nowNs;
        if (header.Request > work.LastPress || header.Epoch != session.Epoch)
        {
            work.LastPress = header.Request;
            work.Play(body.Side, (char)body.Key, Math.Min((int)body.Milliseconds, LongestKeyMs));
        }

        return RelayStatus.Ok;
    }

    /// <summary>Something is to be sent to one of its sides without a packet that comes.</summary>
    public void OnBusy(LineWork work)
    {
        if (!work.IsBusy)
        {
            work.IsBusy = true;
            _busy.Add(work);
            DueNs = 0;
        }
    }

    public void OnEnded(LineWork work)
    {
        if (work.IsBusy)
        {
            work.IsBusy = false;
            _busy.Remove(work);
        }

        _free.Push(work);
    }

    /// <summary>Sends what is due.</summary>
    public void Run(long nowNs)
    {
        if (nowNs < DueNs)
        {
            return;
        }

        for (int i = _busy.Count - 1; i >= 0; i--)
        {
            LineWork work = _busy[i];
            if (!work.Tick(nowNs))
            {
                work.IsBusy = false;
                _busy.RemoveAt(i);
            }
        }

        DueNs = _busy.Count == 0 ? long.MaxValue : nowNs + TickNs;
    }

    private Recording.Recording? RecordingOf(LineWork work, WorkBody body, ReadOnlySpan<byte> name, long nowNs)
    {
        if (work.Recording is { HasEnded: false } || recorder is null)
        {
            return work.Recording;
        }

        bool isWide = IsWide(body.FromA) || IsWide(body.FromB);
        var recording = new Recording.Recording(Encoding.ASCII.GetString(name), isWide ? 16_000 : 8000, body.Flags.HasFlag(RelayWorkFlags.Capture), nowNs);
        recorder.Begin(recording);
        return recording;
    }

    private static bool IsWide(RelayWay way) => VoiceCodecs.RateOf(way.From.FirstVoice.Codec) > 8000;
}
