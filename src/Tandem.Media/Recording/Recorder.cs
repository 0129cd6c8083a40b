using Microsoft.Extensions.Logging;
using Tandem.Media.Relay;

namespace Tandem.Media.Recording;

/// <summary>How recording goes in a media process.</summary>
/// <param name="Active">Calls that are recorded now.</param>
/// <param name="Written">Files that were begun since the start.</param>
/// <param name="Failed">Calls that were to be recorded and were not, or not to their end.</param>
/// <param name="Dropped">Packets that found the queue to the disk full.</param>
/// <param name="IsStopped">The disk is full, or refuses: nothing is recorded until there is room again.</param>
public sealed record RecorderState(int Active, long Written, long Failed, long Dropped, bool IsStopped);

/// <summary>
/// The thread that writes recordings. The loops give it packets through a bounded queue each; it decodes them, places them and writes them, and only it waits for the disk. When the disk is full,
/// recording stops, with an alarm, until there is room again; calls never notice.
/// </summary>
internal sealed class Recorder : IDisposable
{
    /// <summary>With less than this free on the disk no recording begins or goes on.</summary>
    public const long LeastFree = 64L << 20;

    private const int TurnMs = 20;
    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly string _directory;
    private readonly RecordingQueue[] _queues;
    private readonly MediaClock _clock;
    private readonly Func<string, long> _free;
    private readonly ILogger<Recorder> _log;
    private readonly short[] _scratch = new short[RecordedSide.MostSamples];
    private readonly Lock _gate = new();
    private readonly List<Recording> _active = [];
    private readonly List<Recording> _over = [];
    private readonly ManualResetEventSlim _wake = new();
    private Thread? _thread;
    private long _written;
    private long _failed;
    private long _lookedAtNs;
    private long _flushedAtNs;
    private long _unixNsAtZero;
    private volatile bool _isStopped;
    private volatile bool _stopping;

    /// <summary>Makes the directory; throws when that is refused.</summary>
    /// <param name="directory">Where the recordings go; made, with mode 0700, when it is not there.</param>
    /// <param name="loops">Each has a queue of its own.</param>
    /// <param name="clock">The loops' clock.</param>
    /// <param name="free">Bytes that are free where a directory is.</param>
    /// <param name="log">The alarm goes there.</param>
    public Recorder(string directory, int loops, MediaClock clock, Func<string, long> free, ILogger<Recorder> log)
    {
        _directory = directory;
        _queues = [.. Enumerable.Range(0, loops).Select(static _ => new RecordingQueue())];
        _clock = clock;
        _free = free;
        _log = log;
        _lookedAtNs = -(long)LookEvery.TotalNanoseconds;
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public RecorderState State
    {
        get
        {
            lock (_gate)
            {
                return new(_active.Count(static recording => !recording.HasFailed), Volatile.Read(ref _written), Volatile.Read(ref _failed), _queues.Sum(static queue => queue.Dropped), _isStopped);
            }
        }
    }

    /// <summary>The queue of a loop, for that loop alone.</summary>
    public RecordingQueue Queue(int loop) => _queues[loop];

    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "recorder" };
        _thread.Start();
    }

    /// <summary>From a loop's thread, before its first packet.</summary>
    public void Begin(Recording recording)
    {
        lock (_gate)
        {
            _active.Add(recording);
        }

        _wake.Set();
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _thread?.Join();
        Turn();
        lock (_gate)
        {
            _active.ForEach(static recording => recording.HasEnded = true);
        }

        Turn();
        _wake.Dispose();
    }

    /// <summary>Everything that waits is written. Tests run it by hand.</summary>
    internal void Turn()
    {
        long now = _clock.NowNs;
        LookAtDisk(now);
        lock (_gate)
        {
            _over.AddRange(_active.Where(static recording => recording.HasEnded)); // what they have said is in the queues by now
        }

        foreach (RecordingQueue queue in _queues)
        {
            while (queue.TryPeek(out RecordedPiece piece, out ReadOnlySpan<byte> data))
            {
                try
                {
                    Write(piece, data);
                }
                finally
                {
                    queue.Release(); // one that can't be written is not tried again
                }
            }
        }

        if (now - _flushedAtNs >= FlushEvery.TotalNanoseconds)
        {
            _flushedAtNs = now;
            ForEachOpen(static files => files.Flush());
        }

        foreach (Recording recording in _over)
        {
            Close(recording);
        }

        _over.Clear();
    }

    private void Run()
    {
        while (!_stopping)
        {
            try
            {
                _wake.Wait(Patience());
                _wake.Reset();
                Turn();
            }
            catch (Exception fault)
            {
                _log.RecorderFault(fault); // a bug: the other recordings go on
            }
        }
    }

    private int Patience()
    {
        lock (_gate)
        {
            return _active.Count > 0 ? TurnMs : _isStopped ? (int)LookEvery.TotalMilliseconds : Timeout.Infinite;
        }
    }

    private void Write(RecordedPiece piece, ReadOnlySpan<byte> data)
    {
        Recording recording = piece.Of;
        if (recording.HasFailed)
        {
            return;
        }

        try
        {
            if (recording.Files is null)
            {
                if (_isStopped)
                {
                    Fail(recording);
                    return;
                }

                recording.Files = RecordingFiles.Open(_directory, recording);
                recording.IsWritten = true;
                Volatile.Write(ref _written, _written + 1);
            }

            recording.Files.Add(piece, data, _unixNsAtZero, _scratch);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Refused(recording, refused);
        }
    }

    private void ForEachOpen(Action<RecordingFiles> what)
    {
        Recording[] active;
        lock (_gate)
        {
            active = [.. _active];
        }

        foreach (Recording recording in active)
        {
            try
            {
                if (recording is { Files: { } files, HasFailed: false })
                {
                    what(files);
                }
            }
            catch (IOException refused)
            {
                Refused(recording, refused);
            }
        }
    }

    /// <summary>What is left of the room on the disk, once a second.</summary>
    private void LookAtDisk(long now)
    {
        if (now - _lookedAtNs < LookEvery.TotalNanoseconds)
        {
            return;
        }

        _lookedAtNs = now;
        _unixNsAtZero = (_clock.Time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000) - now;
        long free;
        try
        {
            free = _free(_directory);
        }
        catch (IOException)
        {
            return; // what opens a file will tell
        }

        if (free < LeastFree && !_isStopped)
        {
            _isStopped = true;
            _log.RecordingStopped(_directory, $"{free >> 20} MB are free, {LeastFree >> 20} are needed");
            FailAll();
        }
        else if (free >= LeastFree && _isStopped)
        {
            _isStopped = false;
            _log.RecordingGoesOn(_directory);
        }
    }

    private void FailAll()
    {
        Recording[] active;
        lock (_gate)
        {
            active = [.. _active];
        }

        foreach (Recording recording in active)
        {
            Fail(recording);
        }
    }

    private void Refused(Recording recording, Exception refused)
    {
        if (!_isStopped)
        {
            _isStopped = true; // until the disk has been looked at again
            _log.RecordingStopped(_directory, refused.Message);
        }

        Fail(recording);
    }

    private void Fail(Recording recording)
    {
        if (!recording.HasFailed)
        {
            recording.HasFailed = true;
            Volatile.Write(ref _failed, _failed + 1);
            Release(recording);
        }
    }

    private void Close(Recording recording)
    {
        Release(recording);
        lock (_gate)
        {
            _active.Remove(recording);
        }
    }

    private void Release(Recording recording)
    {
        try
        {
            recording.Files?.Dispose();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (!recording.HasFailed)
            {
                recording.HasFailed = true;
                Volatile.Write(ref _failed, _failed + 1);
                _log.RecordingStopped(_directory, refused.Message);
            }
        }

        recording.Files = null;
    }
}
