using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;

namespace Tandem.Scenarios.Processes;

/// <summary>Logs for programs.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class JsonLogTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-json-log-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Each_line_is_an_object_with_the_message_and_its_values()
    {
        const string Number = "00442079460071";
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName, "--log-format", "json", "--media", "127.0.0.1:38800-38810");
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", "127.0.0.3");
        await using var caller = Sipp.Caller("caller-hangs-up", "127.0.0.2", tandem.SipPort, Number);
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();
        await tandem.StopAsync();

        JsonNode[] lines = [.. tandem.Lines.Where(static line => line.Length > 0 && !line.StartsWith("ready ", StringComparison.Ordinal)).Select(static line => JsonNode.Parse(line)!)];
        lines.Should().OnlyContain(static line => DateTimeOffset.Parse((string)line["@t"]!) > DateTimeOffset.UnixEpoch && ((string)line["@m"]!).Length > 0 && ((string)line["SourceContext"]!).Length > 0);
        JsonNode started = lines.Should().Contain(static line => (string?)line["EventId"]!["Name"] == "CallStarted").Subject;
        ((string?)started["Called"], (string?)started["SourceContext"]).Should().Be((Number[2..], "Tandem.Calls"), "the number as it was rewritten");
        lines.Should().Contain(static line => (string)line["SourceContext"]! == "Tandem.Media", "the media process logs alike");
    }
}
