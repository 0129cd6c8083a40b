using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tandem.Api;
using Tandem.Api.Access;
using Tandem.Api.Metrics;
using Tandem.Api.Overview;
using Tandem.Api.SelfTests;
using Tandem.Billing.Accounts;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Guard.Blacklists;
using Tandem.Calls.Live;
using Tandem.Calls.Nat;
using Tandem.Calls.Watching;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Store.Accounts;
using Tandem.Store.Alarms;
using Tandem.Store.Audit;
using Tandem.Store.Blacklists;
using Tandem.Store.Cdrs;
using Tandem.Store.Firewall;
using Tandem.Store.Journal;
using Tandem.Store.People;
using Tandem.Store.Plan;
using Tandem.Store.Recordings;
using Tandem.Store.Reports;
using Tandem.Store.Shares;
using Tandem.Store.Soaks;
using Tandem.Store.Sqlite;
using Tandem.TestKit;
using Tandem.Tests.Architecture;

namespace Tandem.Tests.Api;

/// <summary>The whole API over a real store in a directory of its own, with a switch whose calls the test makes up.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string Key = "test-key";
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tandem-api-");
    private readonly WebApplication _app;
    private readonly SqliteStore _store;
    private readonly JournalFolder _journals;
    private readonly CdrWriter _writer;

    private ApiHost(TimeProvider time, Action<IServiceCollection>? more)
    {
        Firewall = new(Holder, time);
        Recent = new(1 << 20, time);
        _store = SqliteStore.Open(_directory.FullName, time);
        Bans = new(_store, time);
        Offences = new(_store, time);
        Numbers = new(time);
        NumberLines = new(_store);
        _journals = JournalFolder.Open(_directory.FullName, 1, time);
        _journals.Recover();
        Plans = new(_store, Holder, Credit, time);
        Plans.LoadNewest();
        _writer = new(_store, _journals, time);
        _writer.Start();
        Alarms = new(_store, new AlarmStore(_store), time);
        Alarms.Load();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting().AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton(new AdminKey(Key)).AddSingleton(time).AddSingleton<ILiveSwitch>(Live).AddSingleton<ILiveTraffic>(Traffic).AddSingleton<ILiveNat>(Nat).AddSingleton<ILiveMessages>(Recent).AddSingleton<ILiveRegistrations>(Registrations).AddSingleton(_store).AddSingleton(_journals).AddSingleton(Holder).AddSingleton(Plans).AddSingleton(Credit)
            .AddSingleton(new Ledger(_store, Credit, time)).AddSingleton(new CdrQuery(_store)).AddSingleton(new CdrTotalsQuery(_store)).AddSingleton(_writer).AddSingleton(new IllegalCallQuery(_store))
            .AddSingleton(new PlanHistory(_store)).AddSingleton(new TrafficQuery(_store)).AddSingleton(new PeopleStore(_store, time)).AddSingleton(new SessionStore(_store, time)).AddSingleton(new AuditLog(_store, time))
            .AddSingleton(new IllegalReportQuery(_store)).AddSingleton(new IllegalAttemptQuery(_store)).AddSingleton(new ShareStore(_store, time)).AddSingleton(new NatCheckStore(_store, time))
            .AddSingleton(new RecordingFolder(Path.Combine(_directory.FullName, "recordings"), time))
            .AddSingleton(new SoakFolder(Path.Combine(_directory.FullName, "soaks")))
            .AddSingleton(new OpenIdStore(_store, time)).AddSingleton(new AlarmStore(_store)).AddSingleton(new AlarmSettings(_store, time)).AddSingleton(Alarms)
            .AddSingleton<ILiveFirewall>(Firewall).AddSingleton(Bans).AddSingleton(Offences).AddSingleton<IPlaces>(Places).AddSingleton(new FirewallLineStore(_store, time))
            .AddSingleton(new SipEntry(5160)).AddSingleton<ILiveNumbers>(Numbers).AddSingleton(NumberLines);
        more?.Invoke(builder.Services);
        builder.Services.AddTandemApi();
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = Remote;
            return next(context);
        });
        _app.UseTrustedProxies([]);
        _app.MapTandemApi();
    }

    /// <summary>What was logged.</summary>
    public LogLines Log { get; } = new();

    public FakeSwitch Live { get; } = new();

    public FakeTraffic Traffic { get; } = new();

    public NatBoard Nat { get; } = new();

    /// <summary>Messages of no call.</summary>
    public RecentMessages Recent { get; }

    public FakeRegistrations Registrations { get; } = new();

    public FakeFirewall Firewall { get; }

    public BanStore Bans { get; }

    public OffenceStore Offences { get; }

    /// <summary>Where addresses are.</summary>
    public FakePlaces Places { get; } = new();

    public NumberBook Numbers { get; }

    public NumberLineStore NumberLines { get; }

    public PlanHolder Holder { get; } = new(SwitchPlan.Empty);

    public CreditBook Credit { get; } = new();

    public PlanStore Plans { get; }

    /// <summary>The alarms that are there.</summary>
    public AlarmBook Alarms { get; }

    /// <summary>Where requests come from.</summary>
    public IPAddress? Remote { get; set; }

    public IEnumerable<RouteEndpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public SwitchMetrics Metrics => _app.Services.GetRequiredService<SwitchMetrics>();

    public ForeignAsks ForeignAsks => _app.Services.GetRequiredService<ForeignAsks>();

    public ProcessWatch Watch => _app.Services.GetRequiredService<ProcessWatch>();

    public ICallJournal Journal => _journals.ForShard(0);

    public string DataDirectory => _directory.FullName;

    public HttpClient Client { get; private set; } = new();

    public static string FirstCall => File.ReadAllText(RepositoryRoot.File("examples", "first-call.yaml"));

    /// <param name="time">Its clock; the machine's without.</param>
    /// <param name="more">Services that not every switch has.</param>
    public static async Task<ApiHost> StartAsync(TimeProvider? time = null, Action<IServiceCollection>? more = null)
    {
        var host = new ApiHost(time ?? TimeProvider.System, more);
        await host._app.StartAsync();
        host.Client = host._app.GetTestClient();
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return host;
    }

    /// <summary>A host with the plan of the first call.</summary>
    public static async Task<ApiHost> StartWithPlanAsync(TimeProvider? time = null)
    {
        ApiHost host = await StartAsync(time);
        (await host.SendAsync("PUT", "/api/v1/plan", FirstCall, "application/yaml")).Status.Should().Be(HttpStatusCode.OK);
        return host;
    }

    /// <summary>Somebody else's client, without a key.</summary>
    public HttpClient NewClient() => _app.GetTestClient();

    /// <summary>A client with a new API key of a role, and of accounts if there are any.</summary>
    public async Task<HttpClient> ClientOfAsync(string role, params string[] accounts)
    {
        string list = accounts.Length == 0 ? "null" : $"[{string.Join(',', accounts.Select(static name => $"\"{name}\""))}]";
        ApiAnswer made = await SendAsync("POST", "/api/v1/api-keys", $$"""{"name":"{{role}}-{{Guid.NewGuid():N}}","role":"{{role}}","accounts":{{list}}}""");
        made.Status.Should().Be(HttpStatusCode.Created, made.Body);
        HttpClient client = NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Json["key"]!.ToString());
        return client;
    }

    /// <summary>The lines of the audit trail, newest first.</summary>
    public async Task<JsonArray> AuditAsync(string query = "") => (await GetAsync($"/api/v1/audit?{query}")).Json["items"]!.AsArray();

    /// <summary>Stores a record as a shard would.</summary>
    public async Task StoreAsync(Cdr record)
    {
        _journals.ForShard(0).Ended(record).Should().BeTrue();
        await _writer.DrainAsync(CancellationToken.None);
    }

    public Task<ApiAnswer> GetAsync(string path, string? accept = null) => SendAsync("GET", path, null, "application/json", accept: accept);

    public async Task<ApiAnswer> SendAsync(
        string method, string path, string? body, string contentType = "application/json", string? ifMatch = null, string? accept = null, (string, string)? header = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (header is (string name, string value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage answer = await Client.SendAsync(request);
        return new(
            answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.MediaType ?? "", answer.Headers.ETag?.ToString(),
            answer.Headers.TryGetValues("Tandem-Next", out IEnumerable<string>? next) ? next.FirstOrDefault() : null)
        {
            RetryAfter = answer.Headers.RetryAfter?.Delta,
            Revision = answer.Headers.TryGetValues("Tandem-Revision", out IEnumerable<string>? made) ? made.FirstOrDefault() : null,
        };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _writer.Dispose();
        _journals.Dispose();
        _store.Dispose();
        _directory.Delete(recursive: true);
    }
}

/// <summary>An answer, read.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string Body, string MediaType, string? ETag, string? Next)
{
    public JsonNode Json => JsonNode.Parse(Body) ?? throw new InvalidOperationException("no JSON");

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The revision of the plan that a write made.</summary>
    public string? Revision { get; init; }

    /// <summary>The paths of a problem's entries.</summary>
    public IReadOnlyList<string> ErrorPaths => [.. (Json["errors"] as JsonArray ?? []).Select(static entry => entry?["path"]?.ToString() ?? "")];
}
