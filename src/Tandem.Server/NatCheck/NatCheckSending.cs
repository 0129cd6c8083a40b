using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tandem.Server.NatCheck;

/// <summary>Sends a report to the self-test page of a switch.</summary>
internal static class NatCheckSending
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>What went wrong, in a line; empty when the report was taken.</summary>
    public static async Task<string> SendAsync(NatCheckReport report, Uri page, CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = Longest };
        try
        {
            using HttpResponseMessage answer = await client.PutAsJsonAsync(page, report, JsonSerializerOptions.Web, stop);
            return answer.IsSuccessStatusCode ? "" : await WhyAsync(answer, stop);
        }
        catch (HttpRequestException failure)
        {
            return $"{page.GetLeftPart(UriPartial.Authority)}: {failure.Message}";
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"{page.GetLeftPart(UriPartial.Authority)} does not answer";
        }
    }

    private static async Task<string> WhyAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        try
        {
            return (await answer.Content.ReadFromJsonAsync<JsonObject>(stop))?["detail"]?.ToString() ?? $"{(int)answer.StatusCode}";
        }
        catch (JsonException)
        {
            return $"{(int)answer.StatusCode}";
        }
    }
}
