using System.Text;
using Tandem.Calls.Control;
using Tandem.Media.Nodes;
using Tandem.Media.Recording;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sounds;
using Tandem.Media.Turn;
using Tandem.Server.Media;
using Tandem.Routing.Plan;
using Tandem.Server.Options;
using Tandem.Server.Turn;
using Tandem.Wire.Flows;

namespace Tandem.Server.Wiring;

/// <summary>The nodes that relay media: the switch's own process, watched from here, and the rtpengines.</summary>
internal sealed class MediaWiring : IAsyncDisposable
{
    // A path of a socket has 107 octets at most, and both ends add to it.
    private const int LongestSocketPath = 80;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);
    private const string SocketName = "media";
    private const string BookName = "turn-users";
    private static readonly TimeSpan ProbeTime = TimeSpan.FromMilliseconds(500);
    private readonly TurnBookKeeper? _book;
    private readonly IReadOnlyList<NetAddress> _stun = [];
    private readonly string _socket = "";
    private readonly List<RtpengineNode> _engines;
    private readonly RelayNode? _own;
    private readonly MediaProcess? _process;

    public MediaWiring(UpOptions options, string dataDirectory, PlanHolder plan, TimeProvider time, ILoggerFactory logs)
    {
        string sounds = Path.Combine(dataDirectory, "sounds");
        SoundLibrary played = options.MediaNodes.Count > 0 ? SoundLibrary.Read(sounds, logs.CreateLogger("Tandem.Media")) : SoundLibrary.BuiltIn;
        _engines = [.. options.MediaNodes.Select(node => new RtpengineNode(node.Name, node.Address, time, played))];
        List<WeightedNode> nodes = [.. _engines.Zip(options.MediaNodes, static (node, option) => new WeightedNode(node, option.Weight))];
        if (options.Media.Count > 0 || options.Stun.Count > 0)
        {
            string socket = _socket = SocketPath(dataDirectory);
            _stun = [.. options.Stun.Select(static point => NetAddress.From(point))];
            string book = Path.Combine(dataDirectory, BookName);
            var process = new MediaProcessOptions
            {
                SocketPath = socket,
                Ranges = [.. options.Media.Select(static range => range.ToString())],
                More = ["--recordings", StoreWiring.RecordingsOf(dataDirectory), "--sounds", sounds, .. TurnCommandLine.Write(options, book), .. options.Log.Words],
            };
            _process = new(process, time, logs.CreateLogger("Tandem.Media"));
            var shown = new RelayNodeOptions
            {
                Bound = [.. options.Media.Select(static range => NetAddress.From(range.Address, 0))],
                Advertise = options.Advertise is { } address ? NetAddress.From(address, 0) : default,
            };
            var random = new UnguessableRandom();
            var client = new RelayClientOptions { SocketPath = socket, Epoch = (ulong)random.NextInt64(1, long.MaxValue) };
            _own = new(shown, client, time, random, logs.CreateLogger<RelayClient>());
            if (options.Media.Count > 0)
            {
                nodes.Add(new(_own, MediaNodeOption.UsualWeight));
            }

            _book = options.Stun.Count > 0 ? new(book, options.Node, plan, time, logs.CreateLogger("Tandem.Media")) : null;
        }

        Nodes = new(nodes, PlacesOf(options));
    }

    /// <summary>This machine's addresses, as they are at the start, and its media's ports.</summary>
    private static MediaPlaces PlacesOf(UpOptions options)
    {
        HashSet<UInt128> own = OwnAddresses.Read(options.Advertise);
        List<OwnPorts> ports = [.. options.Media.Select(static range => new OwnPorts(NetAddress.From(range.Address, 0), range.Low, range.High))];
        if (options.Advertise is { } shown)
        {
            NetAddress address = NetAddress.From(shown, 0);
            ports.AddRange(options.Media.Select(range => new OwnPorts(address, range.Low, range.High)));
        }

        bool isLent = options.Stun.Count > 0 && options.TurnAllow.Contains(TurnAllowance.Media);
        return new(own, ports) { Lent = isLent ? options.TurnPorts : null };
    }

    public MediaNodes Nodes { get; }

    /// <summary>How recording goes; null without a media process of our own.</summary>
    public RecorderState? Recording => _own?.Recording;

    /// <summary>Starts, or takes over, the media process; its calls are told to <paramref name="calls"/> when it dies.</summary>
    public async Task StartAsync(SwitchNode calls, TimeProvider time)
    {
        _engines.ForEach(engine => engine.Played = calls.Played);
        _engines.ForEach(static engine => engine.Start());
        if (_process is null || _own is not { } own)
        {
            return;
        }

        if (_stun.Count > 0 && RelayProbe.Ask(_socket, ProbeTime) is null && !TurnBinding.IsFree(_stun, out string problem))
        {
            throw new StartFailedException([$"--stun: {problem}"]);
        }

        try
        {
            _book?.Start();
            await _process.StartAsync();
        }
        catch (IOException failure)
        {
            throw new StartFailedException([failure.Message + "; --media off runs the switch without it"]);
        }

        own.SessionsLost = () => calls.MediaLost(own);
        own.KeyHeard = calls.KeyHeard;
        own.FirstMedia = calls.FirstMedia;
        own.Played = calls.Played;
        own.Watch.Sampled = calls.MediaSampled;
        own.Start();
        try
        {
            await own.Alive.WaitAsync(LongestSilence, time);
        }
        catch (TimeoutException)
        {
            throw new StartFailedException(["The media process does not answer; --media off runs the switch without it"]);
        }
    }

    /// <summary>What our media process said last about itself; nothing without one.</summary>
    public void AddCounters(Dictionary<string, long> values, Dictionary<string, IReadOnlyDictionary<string, long>> byReason)
    {
        if (_own is null || _process is null)
        {
            return;
        }

        RelayTotals totals = _own.Watch.Totals;
        values["media_sessions"] = totals.Sessions;
        values["media_ports"] = totals.AllPairs * 2L;
        values["media_ports_free"] = totals.FreePairs * 2L;
        values["media_packets_received"] = totals.Packets;
        values["media_octets_received"] = totals.Octets;
        values["media_packets_sent"] = totals.SentPackets;
        values["media_octets_sent"] = totals.SentOctets;
        values["media_process_restarts"] = _process.Restarts;
        byReason["media_packets_dropped"] = new Dictionary<string, long>
        {
            ["Foreign"] = totals.Foreign,
            ["Malformed"] = totals.Malformed,
            ["NotSent"] = totals.NotSent,
            ["Stun"] = totals.StunIgnored,
        };
        if (_own.TurnState is { } turn)
        {
            TurnCounters.Add(turn, values, byReason);
        }
    }

    /// <summary>Ends the sessions of our media process that none of the switch's calls has; answers how many.</summary>
    public async Task<int> EndOthersAsync(IReadOnlySet<UInt128> ours) => _own is not null && _process is { IsTakenOver: true } ? await _own.EndOthersAsync(ours) : 0;

    public async ValueTask DisposeAsync()
    {
        _engines.ForEach(static engine => engine.Dispose());
        _own?.Dispose();
        if (_book is not null)
        {
            await _book.DisposeAsync();
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private static string SocketPath(string dataDirectory)
    {
        string path = Path.Combine(dataDirectory, SocketName);
        if (Encoding.UTF8.GetByteCount(path) > LongestSocketPath)
        {
            throw new StartFailedException(
                [$"--data {dataDirectory}: the path is too long for the media process's socket ({LongestSocketPath} bytes); take a shorter one, or --media off"]);
        }

        foreach (string left in Directory.EnumerateFiles(dataDirectory, SocketName + ".c*"))
        {
            File.Delete(left); // of a run that was killed
        }

        return path;
    }
}
