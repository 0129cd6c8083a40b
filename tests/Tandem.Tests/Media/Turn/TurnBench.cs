using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Media.Turn;
using Tandem.Tests.Media.Relay;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Turn;

/// <summary>A STUN and TURN server turned by hand, with real sockets and a clock that stands still.</summary>
internal sealed class TurnBench : IDisposable
{
    public const string Realm = "here";
    public const string Secret = "a-secret-that-is-shared";

    // Each bench has ports of its own, below those that the system gives to peers.
    private const int Low = 20_000;
    private static int s_next;
    private readonly string _folder = Directory.CreateTempSubdirectory("tandem-turn-").FullName;

    public TurnBench(TurnRules? rules = null, int points = 1, TurnNetwork[]? allowed = null, bool hasBook = true, string[]? at = null)
    {
        NetAddress[] all = [.. (at ?? (points == 1 ? [RelayBench.Own] : [RelayBench.Own, Other])).Select(static text => new NetAddress(Address(text).Ip, Port()))];
        Point = all[0];
        Points = all;
        string book = Path.Combine(_folder, "users");
        Rules = (rules ?? new()) with { Realm = Realm, Secrets = [Secret] };
        if (hasBook)
        {
            TurnBook.Write(book, Rules, [new("alice", "wonder"), new("bob", "builder", 1)]);
        }

        var options = new TurnOptions
        {
            Points = all,
            LowPort = 33_000,
            HighPort = 39_999,
            Book = book,
            Own = new HashSet<UInt128> { Point.Ip },
            Allowed = allowed ?? [Network("127.0.0.0/8")],
        };
        Server = new(options, Time, NullLogger<TurnServer>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 26, 4, 0, 0, TimeSpan.Zero));

    public TurnServer Server { get; }

    public TurnRules Rules { get; }

    public NetAddress Point { get; }

    public IReadOnlyList<NetAddress> Points { get; }

    public string Book => Path.Combine(_folder, "users");

    private static string Other => RelayBench.Own[..RelayBench.Own.LastIndexOf('.')] + ".2";

    public static NetAddress Address(string text, int port = 0) => NetAddress.From(IPAddress.Parse(text), port);

    public static TurnNetwork Network(string text) => TurnNetwork.TryParse(text, out TurnNetwork? network) ? network.Value : default;

    public long Count(TurnCount count) => Server.CountOf(count);

    /// <summary>Everything that waits is done.</summary>
    public void Turn()
    {
        for (int round = 0; round < 40; round++)
        {
            Server.Loop.Turn(0);
        }
    }

    public void Pass(double seconds)
    {
        Time.Advance(TimeSpan.FromSeconds(seconds));
        Turn();
    }

    public TurnPhone Phone(string user = "alice", string password = "wonder", string at = "127.0.0.2") => new(this, user, password, at);

    public void Send(Socket from, byte[] packet, in NetAddress to)
    {
        from.SendTo(packet, to.ToEndPoint());
        Turn();
    }

    public void Dispose()
    {
        Server.Loop.Faults.Should().Be(0);
        Server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static ushort Port() => (ushort)(Low + (((Environment.ProcessId * 11) + Interlocked.Increment(ref s_next)) % 10_000));
}
