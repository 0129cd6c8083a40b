using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Scenarios.Processes;
using Tandem.TestKit;

namespace Tandem.Scenarios.Calls;

/// <summary>What a capture server gets of a call (<c>--hep</c>).</summary>
[Collection(OneAfterAnother.Name)]
public sealed class CaptureServerTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-hep-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Every_message_of_both_legs_goes_to_the_capture_server()
    {
        const string Number = "00442079460031";
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)server.Client.LocalEndPoint!).Port;
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--hep", $"127.0.0.1:{port},7,a-key");
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", "127.0.0.3");
        await using var caller = Sipp.Caller("caller-hangs-up", "127.0.0.2", running.SipPort, Number, talk: TimeSpan.FromMilliseconds(300));
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();
        string callId = (string)(await running.RecordAsync(Number))["callId"]!;

        List<byte[]> packets = [];
        while (server.Available > 0)
        {
            packets.Add((await server.ReceiveAsync()).Buffer);
        }

        List<Dictionary<int, byte[]>> read = [.. packets.Select(static packet => HepReader.Chunks(packet))];
        read.Select(static chunks => Encoding.ASCII.GetString(chunks[15]).Split("\r\n")[0].Split(' ')[0]).Should().Contain(["INVITE", "SIP/2.0", "ACK", "BYE"]);
        read.Where(static chunks => Encoding.ASCII.GetString(chunks[15]).StartsWith("INVITE ", StringComparison.Ordinal)).Should().HaveCount(2);
        read.Should().OnlyContain(static chunks => Encoding.ASCII.GetString(chunks[14]) == "a-key");
        Dictionary<int, byte[]> toCarrier = read.First(static chunks => new IPAddress(chunks[4]).ToString() == "127.0.0.3");
        Encoding.ASCII.GetString(toCarrier[17]).Should().Be(callId, "the legs of one call are found together");
    }

    [Fact]
    public async Task Sngrep_shows_the_call_as_it_was_on_the_wire()
    {
        const string Number = "00442079460032";
        string file = Path.Combine(_data.FullName, "seen.pcap");
        int port = FreePort();
        await using (var sngrep = new Child("sngrep", ["-N", "-q", "-L", $"udp:127.0.0.1:{port}", "-O", file], _data.FullName, new Dictionary<string, string> { ["HOME"] = _data.FullName }))
        {
            await Eventually.GetAsync(
                async () => (await File.ReadAllTextAsync("/proc/net/udp")).Contains($"0100007F:{port:X4} ", StringComparison.Ordinal) ? "listens" : null,
                TimeSpan.FromSeconds(20), () => $"sngrep listens. It says: {string.Join('\n', sngrep.Errors)}");
            await using SwitchProcess running = await SwitchProcess.StartAsync(_data.CreateSubdirectory("switch").FullName, "--hep", $"127.0.0.1:{port}");
            await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", "127.0.0.3");
            await using var caller = Sipp.Caller("caller-hangs-up", "127.0.0.2", running.SipPort, Number, talk: TimeSpan.FromMilliseconds(300));
            await caller.SucceedsAsync();
            await carrier.SucceedsAsync();
            await running.RecordAsync(Number);
            await sngrep.TerminateAsync(TimeSpan.FromSeconds(20));
        }

        IReadOnlyList<string[]> seen = await Tshark.ReadAsync(await File.ReadAllBytesAsync(file), "sip", "ip.dst", "sip.Method", "sip.Status-Code");
        seen.Select(static message => (message[0], message[1])).Should().Contain([("127.0.0.3", "INVITE"), ("127.0.0.3", "ACK"), ("127.0.0.3", "BYE")]);
        seen.Should().HaveCountGreaterThanOrEqualTo(13);
    }

    private static int FreePort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }
}
