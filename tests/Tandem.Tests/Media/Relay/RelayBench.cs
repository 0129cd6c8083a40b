using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Relay;

/// <summary>A media process's inside and its client, both turned by hand, with real sockets and a clock that stands still.</summary>
internal sealed class RelayBench : IDisposable
{
    // Below the ports that the system gives to peers; another run of these tests on this machine has another address and other ports.
    private const int Low = 20_000;
    private const int Blocks = 110;
    private const int Rounds = 50;
    private static int s_nextRange;
    private readonly List<PortRange> _ranges = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("tandem-relay-").FullName;
    private readonly List<RelayClient> _clients = [];
    private bool _isStopped;

    /// <summary>Each bench has ports of its own, as those of the one before may still rest.</summary>
    public RelayBench(
        int pairs = 40, string[]? addresses = null, int loops = 1, bool mayConnect = true, bool records = false, FakeTimeProvider? time = null)
    {
        Time = time ?? new(new DateTimeOffset(2026, 11, 26, 4, 0, 0, TimeSpan.Zero));
        First = Low + (((Environment.ProcessId * 7) + Interlocked.Increment(ref s_nextRange)) % Blocks * 100);
        foreach (string address in addresses ?? [Own])
        {
            _ranges.Add(new(IPAddress.Parse(address), First, First + (pairs * 2) - 1, TimeSpan.FromSeconds(5), new Random(7)));
        }

        Options = new() { SocketPath = Path.Combine(_folder, "media"), Ranges = _ranges, Loops = loops, MayConnect = mayConnect, Recordings = records ? Recordings : "" };
        Server = new(Options, Time, new Random(1), NullLoggerFactory.Instance);
        Client = NewClient(Answers, 1);
        Turn();
    }

    /// <summary>An address of this run alone.</summary>
    public static string Own { get; } = string.Create(CultureInfo.InvariantCulture, $"127.{64 + (Environment.ProcessId % 128)}.{Environment.ProcessId / 128 % 250}.1");

    public int First { get; }

    /// <summary>Where recordings go, when there are any.</summary>
    public string Recordings => Path.Combine(_folder, "recordings");

    public FakeTimeProvider Time { get; }

    public RelayOptions Options { get; }

    public RelayServer Server { get; private set; }

    public RecordedAnswers Answers { get; } = new();

    public RelayClient Client { get; }

    public static RelayKey Key(int number) => new((UInt128)number << 64 | 7);

    public static NetAddress At(Socket peer) => NetAddress.From((IPEndPoint)peer.LocalEndPoint!);

    public RelayClient NewClient(IRelayAnswers answers, ulong epoch)
    {
        var client = new RelayClient(new() { SocketPath = Options.SocketPath, Epoch = epoch }, answers, Time, NullLogger<RelayClient>.Instance);
        _clients.Add(client);
        return client;
    }

    /// <summary>A socket of a peer; port 0 takes a free one.</summary>
    public static Socket Peer(string address, int port = 0)
    {
        IPAddress ip = IPAddress.Parse(address);
        var socket = new Socket(ip.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 }; // tests read late
        socket.Bind(new IPEndPoint(ip, port));
        return socket;
    }

    public static RelayPeer Side(RelaySide side, Socket? peer, RelayPeerFlags flags = RelayPeerFlags.None, int line = 0, RelayLineKind kind = RelayLineKind.Rtp) => new()
    {
        Line = line,
        Side = side,
        Kind = kind,
        Rtp = peer is null ? default : At(peer),
        Flags = flags,
        EventType = 101,
        SignallingSource = peer is null ? default : At(peer),
    };

    /// <summary>Everything that waits anywhere is done.</summary>
    public void Turn()
    {
        for (int round = 0; round < Rounds; round++)
        {
            Turn1();
        }
    }

    /// <summary>Time goes on in steps of the sweep.</summary>
    public void Pass(double seconds)
    {
        for (int step = 0; step < (int)(seconds * 10); step++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            Turn1();
        }

        Turn();
    }

    /// <summary>Opens a session of one line between the two and says which ports it has.</summary>
    public RelayPorts Open(RelayKey key, RelayPeer a, RelayPeer b, TimeSpan silence = default) => Open(key, silence, a, b)[0];

    public RelayPorts[] Open(RelayKey key, TimeSpan silence, params RelayPeer[] peers)
    {
        Client.Open(new() { Key = key, Peers = peers, Silence = silence, TellsFirstMedia = true });
        Turn();
        Answers.Status.Should().Be(RelayStatus.Ok);
        return Answers.Ports;
    }

    public RelaySideStatistics[] Statistics(RelayKey key)
    {
        Client.Query(key);
        Turn();
        return Answers.Sides;
    }

    public void Send(Socket from, byte[] packet, in NetAddress to)
    {
        from.SendTo(packet, to.ToEndPoint());
        Turn();
    }

    /// <summary>What the peer has got, oldest first.</summary>
    public static List<byte[]> Got(Socket peer)
    {
        var got = new List<byte[]>();
        byte[] buffer = new byte[65_536];
        while (peer.Available > 0 || peer.Poll(0, SelectMode.SelectRead))
        {
            got.Add(buffer[..peer.Receive(buffer)]);
        }

        return got;
    }

    public static string Numbers(Socket peer) =>
        string.Join(' ', Got(peer).Select(static packet => ((packet[2] << 8) | packet[3]).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The media process dies.</summary>
    public void Stop()
    {
        _isStopped = true;
        foreach (RelayLoop loop in Server.Loops)
        {
            loop.Dispose();
        }
    }

    /// <summary>Another media process takes the place of one that died.</summary>
    public void Replace()
    {
        _isStopped = false;
        Server = new(Options, Time, new Random(2), NullLoggerFactory.Instance);
    }

    /// <summary>All clients die.</summary>
    public void KillSignalling()
    {
        foreach (RelayClient client in _clients)
        {
            client.Dispose();
        }

        _clients.Clear();
    }

    public void Dispose()
    {
        KillSignalling();

        Server.Loops.Sum(static loop => loop.Faults).Should().Be(0);
        if (!_isStopped)
        {
            Server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public void Turn1()
    {
        foreach (RelayLoop loop in _isStopped ? [] : Server.Loops)
        {
            loop.Turn(0);
        }

        foreach (RelayClient client in _clients)
        {
            client.Turn(0);
        }
    }
}

/// <summary>The newest of each kind of answer, and all events.</summary>
internal sealed class RecordedAnswers : IRelayAnswers
{
    public RelayStatus Status { get; private set; }

    public ulong Request { get; private set; }

    public int Count { get; private set; }

    public RelayPorts[] Ports { get; private set; } = [];

    public RelaySideStatistics[] Sides { get; private set; } = [];

    public List<RelayListed> Listed { get; } = [];

    public int Pages { get; private set; }

    public bool IsListWhole { get; private set; }

    public List<RelayEvent> Events { get; } = [];

    public List<RelayKeyHeard> Keys { get; } = [];

    public List<string> Lives { get; } = [];

    public void OnPorts(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelayPorts> lines)
    {
        Note(request, status);
        Ports = lines.ToArray();
    }

    public void OnClosed(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides)
    {
        Note(request, status);
        Sides = sides.ToArray();
    }

    public void OnStatistics(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides)
    {
        Note(request, status);
        Sides = sides.ToArray();
    }

    public void OnListed(ulong request, RelayStatus status, ReadOnlySpan<RelayListed> sessions, bool isLast)
    {
        Note(request, status);
        Pages++;
        Listed.AddRange(sessions.ToArray());
        IsListWhole = isLast;
    }

    public List<RelaySample> Sampled { get; } = [];

    public RelayTotals Totals { get; set; }

    public bool AreSamplesWhole { get; private set; }

    public void OnSampled(ulong request, RelayStatus status, ReadOnlySpan<RelaySample> sessions, RelayTotals totals, bool isLast)
    {
        Status = status;
        Sampled.AddRange(sessions.ToArray());
        RelayTotals sum = Totals;
        sum.Add(totals);
        Totals = sum;
        AreSamplesWhole = isLast;
    }

    public void OnEvent(in RelayEvent seen) => Events.Add(seen);

    public void OnKey(in RelayKeyHeard heard) => Keys.Add(heard);

    /// <summary>How long the last sound that was asked for is.</summary>
    public int Milliseconds { get; private set; }

    public List<RelayPlayed> Played { get; } = [];

    public void OnPlays(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelayPorts> lines, int milliseconds)
    {
        OnPorts(key, request, status, lines);
        Milliseconds = milliseconds;
    }

    public void OnPlayed(in RelayPlayed played) => Played.Add(played);

    public void OnAlive(in RelayHello hello, bool isAnotherRun) => Lives.Add(isAnotherRun ? "another" : "alive");

    public void OnLost() => Lives.Add("lost");

    private void Note(ulong request, RelayStatus status)
    {
        Request = request;
        Status = status;
        Count++;
    }
}
