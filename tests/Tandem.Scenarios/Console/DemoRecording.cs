using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Console;

/// <summary>A recording of the demo's phone.</summary>
internal static class DemoRecording
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Of a call that is over. The call's id.</summary>
    public static Task<string> FirstAsync(SwitchProcess demo) => Eventually.GetAsync(
        async () =>
        {
            HashSet<string> ended = [.. (await demo.AllAsync("cdrs?answered=true")).Select(Id)];
            return (await demo.AllAsync("recordings")).Select(Id).FirstOrDefault(ended.Contains);
        },
        Patience, static () => "no call of the phone's has been recorded");

    private static string Id(JsonNode one) => (string)one["id"]!;
}
