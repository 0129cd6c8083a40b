using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>A call that loses packets on its way, and whose sides are far and report by RTCP: its record says so in the same fields, whichever node relays it.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class LossyCallTests
{
    private const string Pcma = "8 PCMA/8000";
    private const string Node = "127.0.0.40";
    private const double Seconds = 6;

    // What comes in by our own process is counted there; rtpengine knows of it what the far side reports.
    private static readonly string[] s_fields = ["packets", "octets", "lost", "jitterMs", "rttMs", "mos", "lastPacketAt"];
    private static readonly string[] s_ownIn = ["reordered", "duplicates", "firstPacketAt", "codecChanges"];

    [Fact]
    public Task Through_our_own_process() => TalkAsync("local", "00442079460351", "--media", "127.0.0.1:32600-32660");

    [Fact]
    public async Task Through_rtpengine()
    {
        await using Rtpengine engine = await Rtpengine.StartAsync(Node);
        await TalkAsync("engine", "00442079460352", "--media-node", Rtpengine.Option("engine", Node), "--media", "off");
    }

    private static async Task TalkAsync(string node, string number, params string[] options)
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-lossy-");
        try
        {
            await using SwitchProcess tandem = await SwitchProcess.StartAsync(data.FullName, options);
            await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "On");
            using var caller = new VoicePhone("127.0.0.2", 5061, TimeSpan.FromMilliseconds(40)) { LosesOneOf = 10 };
            using var carrier = new VoicePhone("127.0.0.3", 5070, TimeSpan.FromMilliseconds(90));
            caller.Invites(tandem.SipPort, number, Pcma);
            await carrier.GetsAsync("INVITE");
            carrier.Answers(200, Pcma);
            await caller.GetsAsync("200");
            await carrier.GetsAsync("ACK");
            await Task.WhenAll(caller.SpeaksAsync(500, Seconds), carrier.SpeaksAsync(800, Seconds), caller.ReportsAsync(Seconds), carrier.ReportsAsync(Seconds, after: 0.25));
            caller.Byes();
            await carrier.GetsAsync("BYE");

            JsonNode record = await tandem.RecordAsync(number);
            ((string?)record["mediaNode"]).Should().Be(node);
            foreach (string leg in new[] { "callerMedia", "calleeMedia" })
            {
                Known(record, leg, "in").Should().BeEquivalentTo(node == "local" ? [.. s_fields, .. s_ownIn] : s_fields);
                Known(record, leg, "out").Should().BeEquivalentTo(node == "local" ? [.. s_fields, "firstPacketAt"] : s_fields);
                Figure(record, leg, "out", "jitterMs").Should().Be(PhoneReports.JitterMs, "that is what the phone says it hears");
            }

            // 300 packets, one of ten lost; the last report is half a second old.
            Figure(record, "callerMedia", "in", "packets").Should().BeInRange(260, 275);
            Figure(record, "callerMedia", "in", "lost").Should().BeInRange(26, 32);
            Figure(record, "calleeMedia", "out", "lost").Should().BeInRange(22, 32);
            Figure(record, "calleeMedia", "in", "lost").Should().BeLessThanOrEqualTo(6, "rtpengine adds what the reporter's own stream has lost since its report");
            Figure(record, "callerMedia", "in", "rttMs").Should().BeInRange(39, 75, "each leg has its own");
            Figure(record, "calleeMedia", "in", "rttMs").Should().BeInRange(89, 125);
            Figure(record, "callerMedia", "in", "mos").Should().BeLessThan(Figure(record, "calleeMedia", "in", "mos") - 0.3);
            Figure(record, "calleeMedia", "in", "mos").Should().BeInRange(3.5, 4.5);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static double Figure(JsonNode record, string leg, string direction, string field) => (double)record[leg]![direction]![field]!;

    private static IEnumerable<string> Known(JsonNode record, string leg, string direction) =>
        record[leg]![direction]!.AsObject().Where(static field => field.Value is not null).Select(static field => field.Key);
}
