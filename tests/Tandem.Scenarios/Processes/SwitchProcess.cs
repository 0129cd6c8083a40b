using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tandem.Scenarios.Processes;

/// <summary>The real server, <c>up</c> on a data folder with the plan of examples/first-call.yaml, or with the demo's.</summary>
internal sealed partial class SwitchProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RecordTime = TimeSpan.FromSeconds(15);

    private readonly string _data;
    private readonly Child _child;
    private readonly HttpClient _http;

    private SwitchProcess(string data, Child child, string ready, int sipPort, HttpClient http) => (_data, _child, Ready, SipPort, _http) = (data, child, ready, sipPort, http);

    /// <summary>The line that says where it listens.</summary>
    public string Ready { get; }

    public int SipPort { get; }

    /// <summary>Its number among the machine's processes.</summary>
    public int ProcessId => _child.Id;

    /// <summary>The program that is tested.</summary>
    public static string Server => Path.Combine(AppContext.BaseDirectory, "Tandem.Server.dll");

    public static Task<SwitchProcess> StartAsync(string data, params string[] options) => StartAsync(data, sipPort: 0, options);

    /// <summary>On the port that a switch before had.</summary>
    public static Task<SwitchProcess> StartAsync(string data, int sipPort, string[] options) =>
        UpAsync(data, sipPort, ["--plan", Path.Combine(AppContext.BaseDirectory, "first-call.yaml"), .. options]);

    /// <summary>With no more than so many descriptors.</summary>
    public static Task<SwitchProcess> StartWithDescriptorsAsync(string data, int most, params string[] options) =>
        UpAsync(data, 0, ["--plan", Path.Combine(AppContext.BaseDirectory, "first-call.yaml"), .. options], most);

    /// <summary>With the plan that its data folder has, if any.</summary>
    public static Task<SwitchProcess> StartWithoutPlanAsync(string data, params string[] options) => UpAsync(data, 0, options);

    /// <summary><c>up --demo</c>.</summary>
    public static Task<SwitchProcess> StartDemoAsync(string data) => UpAsync(data, 0, ["--demo"]);

    /// <summary>Where its HTTP is.</summary>
    public Uri Http => _http.BaseAddress!;

    /// <summary>Back when so many calls have been charged for.</summary>
    public Task ChargedAsync(int count) =>
        Eventually.GetAsync(
            async () => (await AllAsync("cdrs?answered=true")).Count(static record => (string?)record["fee"] != "0") >= count ? "enough" : null,
            TimeSpan.FromSeconds(60), () => $"{count} charged calls.\n{Said()}");

    public async Task<JsonNode> GetAsync(string path) => (await _http.GetFromJsonAsync<JsonNode>("api/v1/" + path))!;

    /// <summary>What a GET answers, whole or a part of it.</summary>
    public async Task<byte[]> BytesAsync(string path, long? from = null, long? to = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/" + path);
        request.Headers.Range = from is null ? null : new RangeHeaderValue(from, to);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        ((int)answer.StatusCode).Should().Be(from is null ? 200 : 206, "{0} is there", path);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The status that a DELETE answers.</summary>
    public async Task<int> DeleteAsync(string path)
    {
        using HttpResponseMessage answer = await _http.DeleteAsync("api/v1/" + path);
        return (int)answer.StatusCode;
    }

    /// <summary>The status that a POST without a body answers.</summary>
    public async Task<int> PostAsync(string path)
    {
        using HttpResponseMessage answer = await _http.PostAsync("api/v1/" + path, null);
        return (int)answer.StatusCode;
    }

    /// <summary>The status that a POST answers.</summary>
    public async Task<int> StatusOfPostAsync(string path, JsonNode body)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync("api/v1/" + path, body);
        return (int)answer.StatusCode;
    }

    public async Task SetParameterAsync(string name, string value)
    {
        using HttpResponseMessage answer = await _http.PutAsJsonAsync("api/v1/parameters/" + name, new { value });
        string said = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue("{0} can be {1}: {2}", name, value, said);
    }

    /// <summary>One field of one object of the plan.</summary>
    public async Task ChangeAsync(string place, string field, JsonNode value)
    {
        JsonNode item = await GetAsync(place);
        item[field] = value;
        using HttpResponseMessage answer = await _http.PutAsJsonAsync("api/v1/" + place, item);
        string said = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue("{0} of {1} can be {2}: {3}", field, place, value, said);
    }

    /// <summary>One more object of the plan.</summary>
    public Task AddAsync(string place, JsonNode value) => MakeAsync(place, value);

    /// <summary>The same, and what was made, as the switch tells it.</summary>
    public async Task<JsonNode> MakeAsync(string place, JsonNode value)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync("api/v1/" + place, value);
        string said = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue("{0} can be added to {1}: {2}", value, place, said);
        return JsonNode.Parse(said)!;
    }

    /// <summary>One object more, or another in its place.</summary>
    public async Task PutAsync(string place, JsonObject item)
    {
        using HttpResponseMessage answer = await _http.PutAsJsonAsync("api/v1/" + place, item);
        string said = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue("{0} can be there: {1}", place, said);
    }

    /// <summary>
    /// As many calls as come: the example's limits of the customer and of its first carrier are lifted. A switch that is still cold catches
    /// up in a burst, in which a hundred lines are soon taken and the next calls rightly go to the second carrier.
    /// </summary>
    public async Task LiftLimitsAsync()
    {
        await ChangeAsync("ingress-trunks/acme-pbx", "cps", 0);
        await ChangeAsync("ingress-trunks/acme-pbx", "capacity", 0);
        await ChangeAsync("egress-trunks/carrier-a", "capacity", 0);
    }

    /// <summary>The customer pays so much, or is taken so much off its account.</summary>
    public async Task RechargeAsync(decimal amount)
    {
        string kind = amount < 0 ? "deduct" : "recharge";
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(
            "api/v1/accounts/acme/payments", new { amount = Math.Abs(amount).ToString(CultureInfo.InvariantCulture), kind, reference = "a scenario" });
        string said = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue("the customer can pay: {0}", said);
    }

    /// <summary>What a metric without labels says now.</summary>
    public async Task<long> MetricAsync(string name)
    {
        string text = await _http.GetStringAsync("metrics");
        string line = text.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonNode>> AllAsync(string path)
    {
        List<JsonNode> all = [];
        string? cursor = null;
        do
        {
            JsonNode page = await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=1000" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            all.AddRange(Items(page));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>The records of all calls to a number as it was dialled, once there are at least <paramref name="count"/>.</summary>
    public async Task<IReadOnlyList<JsonNode>> RecordsAsync(string dialled, int count)
    {
        List<JsonNode> found = [];
        return await Eventually.GetAsync<IReadOnlyList<JsonNode>>(
            async () =>
            {
                found = [.. (await AllAsync("cdrs")).Where(record => (string?)record["calledNumberIn"] == dialled)];
                return found.Count >= count ? found : null;
            },
            RecordTime, () => $"{count} records of {dialled}; there are {found.Count}. The switch said:\n{Said()}");
    }

    public async Task<JsonNode> RecordAsync(string dialled) => (await RecordsAsync(dialled, 1)).Should().ContainSingle().Subject;

    public Task AnsweredCallsAsync(int count) =>
        Eventually.GetAsync(
            async () => Items(await GetAsync("calls?limit=1000")).Count(static call => call["answeredAt"] is not null) == count ? "all" : null,
            RecordTime, () => $"{count} answered calls. The switch said:\n{Said()}");

    /// <summary>Back when every call has talked so long.</summary>
    public Task TalkedAsync(TimeSpan atLeast) =>
        Eventually.GetAsync(
            async () => Items(await GetAsync("calls?limit=1000")).All(call => (long)call["talkMs"]! >= atLeast.TotalMilliseconds) ? "all" : null,
            RecordTime, () => $"calls that have talked {atLeast}. The switch said:\n{Said()}");

    /// <summary>Back when so many records have been stored.</summary>
    public Task RecordsWrittenAsync(int count) =>
        Eventually.GetAsync(
            async () => await MetricAsync("tandem_cdrs_written_total") >= count ? "enough" : null, TimeSpan.FromSeconds(60), () => $"{count} records.\n{Said()}");

    /// <summary>The <c>verify</c> command against this switch finds no difference.</summary>
    public Task VerifiesAsync() => CommandAsync("verify");

    /// <summary>A command against this switch succeeds and says nothing on standard error; what it prints.</summary>
    public async Task<string> CommandAsync(params string[] words)
    {
        await using var command = new Child("dotnet", [Server, .. words, "--data", _data], _data);
        int code = await command.ExitAsync(TimeSpan.FromSeconds(30));
        string printed = string.Join('\n', command.Lines);
        code.Should().Be(0, "{0}", printed);
        command.Errors.Should().BeEmpty();
        return printed;
    }

    /// <summary>SIGTERM, and what comes with it: calls may end, everything is written down, the exit code is 0.</summary>
    public async Task StopAsync()
    {
        int code = await _child.TerminateAsync(TimeSpan.FromSeconds(30));
        code.Should().Be(0, "{0}", Said());
    }

    /// <summary>Where one of its listeners is found, such as <c>tcp:127.0.0.1</c>: its port.</summary>
    public int PortOf(string listener)
    {
        string place = Ready.Split(' ').Single(place => place.StartsWith(listener + ":", StringComparison.Ordinal));
        return int.Parse(place[(listener.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>What it has said, its log among it.</summary>
    public IReadOnlyList<string> Lines => [.. _child.Lines];

    /// <summary>The newest line of its log that has these words, once there is one.</summary>
    public Task<string> SaysAsync(string words, int times = 1) =>
        Eventually.GetAsync(
            () => Task.FromResult(_child.Lines.Where(line => line.Contains(words, StringComparison.Ordinal)).Skip(times - 1).LastOrDefault()),
            RecordTime, () => $"'{words}' was not said {times} times:\n{Said()}");

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _child.KillAsync();

    /// <summary>kill -9 to the signalling alone; its media process lives on.</summary>
    public Task KillSignallingAsync() => _child.KillAloneAsync();

    /// <summary>The number of the media process that it has started.</summary>
    public async Task<int> MediaProcessAsync()
    {
        string started = await SaysAsync("Media process");
        return int.Parse(started.Split("Media process ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _child.DisposeAsync();
    }

    public static IEnumerable<JsonNode> Items(JsonNode page) => page["items"]!.AsArray().Select(static item => item!);

    private static async Task<SwitchProcess> UpAsync(string data, int sipPort, string[] options, int descriptors = 0)
    {
        string[] limit = descriptors > 0 ? ["-c", FormattableString.Invariant($"ulimit -n {descriptors} && exec dotnet \"$@\""), "sh"] : [];
        var child = new Child(
            limit.Length > 0 ? "sh" : "dotnet", [.. limit, Server, "up", "--data", data, "--sip", FormattableString.Invariant($"udp:127.0.0.1:{sipPort}"), "--http", "127.0.0.1:0", .. options],
            data, new Dictionary<string, string> { ["PHONE_1001_PASSWORD"] = "a-password-of-a-scenario" });
        try
        {
            string ready = await Eventually.GetAsync(
                () => Task.FromResult(child.Lines.FirstOrDefault(static line => line.StartsWith("ready ", StringComparison.Ordinal)) ?? (child.HasExited ? "" : null)),
                StartTime, () => string.Join('\n', child.Lines));
            Match place = ReadyLine().Match(ready);
            place.Success.Should().BeTrue("the switch comes up: {0}", string.Join('\n', child.Lines));
            var http = new HttpClient { BaseAddress = new Uri(place.Groups["http"].Value + "/") };
            string key = (await File.ReadAllTextAsync(Path.Combine(data, "admin.key"))).Trim();
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            return new(data, child, ready, int.Parse(place.Groups["sip"].Value, CultureInfo.InvariantCulture), http);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    private string Said() => string.Join('\n', _child.Lines.TakeLast(40));

    [GeneratedRegex(@"^ready .*?udp:127\.0\.0\.1:(?<sip>\d+).*?(?<http>http://127\.0\.0\.1:\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReadyLine();
}
