using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Console;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>The main job as README has it: <c>up --demo</c> on an empty folder.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class DemoTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task The_demo_places_calls_that_become_charged_records_and_ends_when_it_is_told_to()
    {
        await using SwitchProcess demo = await SwitchProcess.StartDemoAsync(_data.FullName);
        await Eventually.GetAsync(
            async () => SwitchProcess.Items(await demo.GetAsync("calls")).FirstOrDefault(), Patience, static () => "no call has come");
        IReadOnlyList<JsonNode> charged = await Eventually.GetAsync<IReadOnlyList<JsonNode>>(
            async () =>
            {
                JsonNode[] found = [.. (await demo.AllAsync("cdrs")).Where(static record => Money(record["fee"]) > 0m && Money(record["vendor"]!["fee"]) > 0m)];
                return found.Length >= 3 ? found : null;
            },
            Patience, static () => "there are no three charged records");
        charged.Should().OnlyContain(static record => record["answeredAt"] != null && Money(record["margin"]) > 0m);
        await Eventually.GetAsync(
            async () => SwitchProcess.Items(await demo.GetAsync("illegal-calls")).FirstOrDefault(), Patience, static () => "no stranger has tried");

        // Sound goes through the switch: its quality has a course, and a recording plays.
        JsonNode heard = await Eventually.GetAsync(
            async () => (await demo.AllAsync("cdrs?answered=true&ingressTrunk=northwind-pbx")).FirstOrDefault(static record => (long)record["talkMs"]! > 12_000),
            LongPatience, static () => "no call was long enough");
        ((string?)heard["mediaMode"]).Should().Be("on");
        ((string?)heard["callerMedia"]!["codec"]).Should().BeOneOf("PCMA", "PCMU");
        ((long)heard["callerMedia"]!["in"]!["packets"]!).Should().BeGreaterThan(100);
        (await demo.GetAsync($"cdrs/{heard["id"]}/quality"))["points"]!.AsArray().Should().HaveCountGreaterThan(1);
        string recorded = await DemoRecording.FirstAsync(demo);
        Encoding.ASCII.GetString(await demo.BytesAsync($"recordings/{recorded}")).Should().StartWith("RIFF");

        // The phone's router is found out, with what to do about it.
        JsonNode finding = (await demo.GetAsync("nat-findings/2001"))["findings"]![0]!;
        ((string?)finding["finding"]).Should().StartWith("SIP ALG rewrites Contact from 192.168.1.20:5060 to 127.0.0.41:");
        finding["evidence"]!.AsArray().Should().NotBeEmpty();
        finding["cures"]!.AsArray().Should().NotBeEmpty();

        (await demo.CommandAsync("verify")).Should().Be("no difference");
        await demo.StopAsync();
    }

    private static decimal Money(JsonNode? amount) => decimal.Parse(amount!.ToString(), CultureInfo.InvariantCulture);
}
