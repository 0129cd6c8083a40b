using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tandem.Server.DataFolders;

namespace Tandem.Server.Commands;

/// <summary>A command could not do its work: the lines to print.</summary>
internal sealed class CommandFailedException(IReadOnlyList<string> lines) : Exception(string.Join('\n', lines))
{
    public CommandFailedException(string line)
        : this([line])
    {
    }

    public IReadOnlyList<string> Lines => lines;
}

/// <summary>The switch that runs on a data directory, spoken to over its public API.</summary>
internal sealed class RunningSwitch : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _directory;

    private RunningSwitch(HttpClient http, string directory)
    {
        _http = http;
        _directory = directory;
    }

    public static RunningSwitch Find(string directory)
    {
        string address = Read(directory, DataFolder.AddressFile, "no switch runs on it");
        string key = Read(directory, DataFolder.KeyFile, "it has no admin.key");
        // Test calls last as long as they were asked to; nothing else takes long.
        var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromHours(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new(http, directory);
    }

    public async Task<JsonNode> JsonAsync(HttpMethod method, string path, HttpContent? content, CancellationToken stop)
    {
        using HttpResponseMessage answer = await SendAsync(method, path, content, "application/json", stop);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop)) ?? throw new CommandFailedException($"{path}: the switch answered with nothing");
    }

    public async Task<string> TextAsync(string path, CancellationToken stop)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, path, null, "text/plain", stop);
        return await answer.Content.ReadAsStringAsync(stop);
    }

    /// <summary>A page of text and the cursor of the next one.</summary>
    public async Task<(string Text, string? Next)> PageAsync(string path, CancellationToken stop)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, path, null, "*/*", stop);
        string? next = answer.Headers.TryGetValues("Tandem-Next", out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        return (await answer.Content.ReadAsStringAsync(stop), string.IsNullOrEmpty(next) ? null : next);
    }

    /// <summary>What a GET answers, into a new file that only the owner reads; no half of it stays.</summary>
    public async Task DownloadAsync(string path, string file, CancellationToken stop)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, path, null, "*/*", stop, HttpCompletionOption.ResponseHeadersRead);
        try
        {
            await using FileStream stream = new(file, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            await answer.Content.CopyToAsync(stream, stop);
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    public async Task DeleteAsync(string path, CancellationToken stop) => (await SendAsync(HttpMethod.Delete, path, null, "*/*", stop)).Dispose();

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string accept, CancellationToken stop, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, until, stop);
        }
        catch (HttpRequestException failure)
        {
            throw new CommandFailedException($"the switch of {_directory} does not answer at {_http.BaseAddress}: {failure.Message}");
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw new CommandFailedException(Problems(await answer.Content.ReadAsStringAsync(stop), answer));
        }
    }

    /// <summary>A problem details body as lines.</summary>
    private static List<string> Problems(string body, HttpResponseMessage answer)
    {
        List<string> lines = [];
        try
        {
            JsonNode? problem = JsonNode.Parse(body);
            lines.Add(problem?["detail"]?.ToString() ?? problem?["title"]?.ToString() ?? $"the switch answered {(int)answer.StatusCode}");
            foreach (JsonNode? entry in problem?["errors"] as JsonArray ?? [])
            {
                lines.Add($"  {entry?["path"]}: {entry?["detail"]}");
            }
        }
        catch (JsonException)
        {
            lines.Add($"the switch answered {(int)answer.StatusCode}");
        }

        return lines;
    }

    private static string Read(string directory, string file, string otherwise)
    {
        string path = Path.Combine(directory, file);
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string why = failure is FileNotFoundException or DirectoryNotFoundException ? otherwise : failure.Message;
            throw new CommandFailedException($"data directory {directory}: {why} (start one with: ./tandem up --data {directory})");
        }
    }
}
