using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>Whole calls that do not go from UDP to UDP over IPv4, through a server of their own that listens everywhere.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class TransportTests : IDisposable
{
    private const string Customer = "127.0.0.2";
    private const string CarrierA = "127.0.0.3";
    private const string CarrierB = "127.0.0.4";
    private const string Loopback6 = "::1";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_goes_over_IPv6(bool tcp)
    {
        Assert.SkipUnless(HasIPv6(), "this machine has no IPv6 loopback");
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--sip", "udp:[::1]:0", "--sip", "tcp:[::1]:0");
        await running.ChangeAsync("ingress-trunks/acme-pbx", "addresses", new JsonArray(Loopback6));
        await running.ChangeAsync("egress-trunks/carrier-a", "addresses", new JsonArray($"[{Loopback6}]:{Sipp.CarrierPort}" + (tcp ? ";transport=tcp" : "")));

        await CallsAsync(running, running.PortOf(tcp ? "tcp:[::1]" : "udp:[::1]"), Loopback6, Loopback6, tcp, tcp);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task A_call_goes_over_TCP_on_one_side_or_both(bool callerTcp, bool carrierTcp)
    {
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--sip", "tcp:127.0.0.1:0");
        await running.ChangeAsync("egress-trunks/carrier-a", "addresses", new JsonArray($"{CarrierA}:{Sipp.CarrierPort}" + (carrierTcp ? ";transport=tcp" : "")));

        await CallsAsync(running, callerTcp ? running.PortOf("tcp:127.0.0.1") : running.SipPort, Customer, CarrierA, callerTcp, carrierTcp);
    }

    [Fact]
    public async Task A_call_that_came_over_TCP_moves_from_a_carrier_on_UDP_to_one_on_TCP()
    {
        const string Number = "00442079460021";
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--sip", "tcp:127.0.0.1:0");
        await running.ChangeAsync("egress-trunks/carrier-b", "addresses", new JsonArray($"{CarrierB}:{Sipp.CarrierPort};transport=tcp"));
        await using Sipp refusing = await Sipp.CarrierAsync("carrier-refuses", CarrierA, status: 503);
        await using Sipp answering = await Sipp.CarrierAsync("carrier-answers", CarrierB, tcp: true);
        await using var caller = Sipp.Caller("caller-hangs-up", Customer, running.PortOf("tcp:127.0.0.1"), Number, talk: TimeSpan.FromSeconds(1), tcp: true);
        await caller.SucceedsAsync();
        await refusing.SucceedsAsync();
        await answering.SucceedsAsync();

        JsonNode record = await running.RecordAsync(Number);
        record["tried"]!.AsArray().Select(static tried => ((string?)tried!["name"], (int)tried["answer"]!)).Should().Equal(("carrier-a", 503), ("carrier-b", 200));
    }

    internal static bool HasIPv6()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return false;
        }

        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task CallsAsync(SwitchProcess running, int port, string from, string to, bool callerTcp, bool carrierTcp)
    {
        const string Number = "00442079460020";
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", to, tcp: carrierTcp);
        await using var caller = Sipp.Caller("caller-hangs-up", from, port, Number, talk: TimeSpan.FromMilliseconds(1500), tcp: callerTcp);
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();

        JsonNode record = await running.RecordAsync(Number);
        ((string?)record["sourceIp"]).Should().Be(from);
        ((string?)record["egressTrunk"]).Should().Be("carrier-a");
        ((int)record["endDirection"]!, (int)record["endReason"]!).Should().Be((0, 16));
        decimal.Parse(record["fee"]!.ToString(), CultureInfo.InvariantCulture).Should().Be(0.012m);
        await running.VerifiesAsync();
    }
}
