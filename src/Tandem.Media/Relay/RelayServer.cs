using Microsoft.Extensions.Logging;
using Tandem.Media.Recording;
using Tandem.Media.Sounds;

namespace Tandem.Media.Relay;

/// <summary>The media process's inside: its loops, started and stopped together.</summary>
public sealed class RelayServer : IDisposable
{
    private readonly RelayLoop[] _loops;
    private readonly MediaClock _clock;
    private readonly PortRange[] _ranges;

    /// <summary>Binds the control sockets; throws when that is refused. <paramref name="random"/> names this run.</summary>
    public RelayServer(RelayOptions options, TimeProvider time, Random random, ILoggerFactory logs)
    {
        _clock = new(time);
        ulong instance = (ulong)random.NextInt64(1, long.MaxValue);
        Recorder = options.Recordings.Length == 0
            ? null
            : new(options.Recordings, options.Loops, _clock, static directory => new DriveInfo(directory).AvailableFreeSpace, logs.CreateLogger<Recorder>());
        SoundLibrary sounds = options.Sounds.Length == 0 ? SoundLibrary.BuiltIn : SoundLibrary.Read(options.Sounds, logs.CreateLogger<SoundLibrary>());
        PortRange[][] parts = [.. Enumerable.Range(0, options.Loops).Select(index => options.Ranges.Select(range => range.Part(index, options.Loops)).ToArray())];
        _ranges = [.. parts.SelectMany(static part => part)];
        _loops = [.. parts.Select((part, index) => new RelayLoop(index, instance, part, _ranges, options, _clock, Recorder, sounds, logs.CreateLogger<RelayLoop>()))];
    }

    /// <summary>Open sessions; a rough figure while orders come.</summary>
    public int Sessions => _loops.Sum(static loop => loop.Sessions);

    /// <summary>Datagrams and orders handled since the start.</summary>
    public long Handled => _loops.Sum(static loop => loop.Packets);

    public long Faults => _loops.Sum(static loop => loop.Faults);

    /// <summary>For how long signalling has said nothing at all.</summary>
    public TimeSpan Unheard => TimeSpan.FromMicroseconds((_clock.NowNs - _loops.Max(static loop => loop.HeardAtNs)) / 1000.0);

    internal IReadOnlyList<RelayLoop> Loops => _loops;

    /// <summary>Null when nothing is to be recorded.</summary>
    internal Recorder? Recorder { get; }

    public void Start()
    {
        Recorder?.Start();
        foreach (RelayLoop loop in _loops)
        {
            loop.Start();
        }
    }

    public void Dispose()
    {
        foreach (RelayLoop loop in _loops)
        {
            loop.Dispose();
        }

        Recorder?.Dispose();
        foreach (PortRange range in _ranges)
        {
            range.Dispose();
        }
    }
}
