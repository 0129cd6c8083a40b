using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Media.Nodes;
using Tandem.Media.Relay;
using Tandem.TestKit;
using Tandem.Tests.Media.Relay;
using Tandem.Tests.Media.Rtp;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Media;

/// <summary>
/// A switch with our own relay as it ships — node, client, control sockets, server, ports — and no threads: the test's pump turns them all. Customer and carrier have real sockets for their sound,
/// at the addresses that they signal from.
/// </summary>
internal sealed class RelayedSwitch : IDisposable
{
    private readonly RelayBench _bench;
    private readonly RelayNode _node;
    private ushort _number;

    public RelayedSwitch(Action<PlanBuilder>? plan = null, string customerSound = "127.0.0.2", string carrierSound = "127.0.0.3")
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        _bench = new(time: time);
        _node = new(
            new() { Bound = [NetAddress.From(System.Net.IPAddress.Parse(RelayBench.Own), 0)] },
            new() { SocketPath = _bench.Options.SocketPath, Epoch = 9 }, time, new Random(5), NullLogger<RelayClient>.Instance);
        _bench.KillSignalling(); // the node is the only one that speaks to it
        CustomerSound = RelayBench.Peer(customerSound);
        CarrierSound = RelayBench.Peer(carrierSound);
        TurnMedia();
        TurnMedia();
        Tandem = TestSwitch.Start(
            builder =>
            {
                builder.Set("SS_MEDIAPROXYMODE", "Must On").Route("44", "carrier-a");
                plan?.Invoke(builder);
            },
            nodes: [_node], time: time);
        Tandem.Beside = TurnMedia;
        _node.FirstMedia = Tandem.Node.FirstMedia;
        Customer.Sound = RelayBench.At(CustomerSound);
        Carrier.Sound = RelayBench.At(CarrierSound);
    }

    public TestSwitch Tandem { get; }

    public RelayNode Node => _node;

    public RelayBench Bench => _bench;

    public SipPeer Customer => Tandem.Peer("customer");

    public SipPeer Carrier => Tandem.Peer("carrier-a");

    public Socket CustomerSound { get; }

    public Socket CarrierSound { get; }

    /// <summary>Where the customer was told to send.</summary>
    public NetAddress ForCustomer { get; set; }

    public NetAddress ForCarrier { get; set; }

    /// <summary>An answered call; both know where to send.</summary>
    public RelayedSwitch Talk()
    {
        Customer.Invites("442079460000");
        ForCarrier = Told(Carrier.Gets("INVITE"));
        Carrier.Answers(200);
        ForCustomer = Told(Customer.Gets(200));
        Carrier.Gets("ACK");
        return this;
    }

    /// <summary>Some packets from each side; what the other got of them.</summary>
    public (int Customer, int Carrier) Sound(int packets = 10)
    {
        RelayBench.Got(CustomerSound);
        RelayBench.Got(CarrierSound);
        for (int i = 0; i < packets; i++)
        {
            _number++;
            CustomerSound.SendTo(Packets.Rtp(_number), ForCustomer.ToEndPoint());
            CarrierSound.SendTo(Packets.Rtp(_number, ssrc: 0x77), ForCarrier.ToEndPoint());
            Tandem.Passes(0.05);
        }

        return (RelayBench.Got(CustomerSound).Count, RelayBench.Got(CarrierSound).Count);
    }

    /// <summary>The address of the first line of a message's description.</summary>
    public static NetAddress Told(string message)
    {
        string body = SipPeer.BodyOf(message);
        string ip = body[(body.IndexOf("c=IN IP4 ", StringComparison.Ordinal) + 9)..].Split('\r')[0];
        string port = body[(body.IndexOf("m=audio ", StringComparison.Ordinal) + 8)..].Split(' ')[0];
        return TestWire.Address(string.Create(CultureInfo.InvariantCulture, $"{ip}:{port}"));
    }

    public void Dispose()
    {
        Tandem.Dispose();
        _node.Dispose();
        _bench.Dispose();
        CustomerSound.Dispose();
        CarrierSound.Dispose();
    }

    private bool TurnMedia()
    {
        bool waits = _node.Waiting > 0;
        _bench.Turn1();
        _node.Turn();
        return waits;
    }
}
