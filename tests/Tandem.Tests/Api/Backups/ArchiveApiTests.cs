using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Routing.Plan;
using Tandem.Store.Archive;
using Tandem.Store.Backups;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;
using Tandem.Tests.Api.Cdrs;
using Tandem.Tests.Store;

namespace Tandem.Tests.Api.Backups;

/// <summary>The archive of a switch that runs, as it is shown, and the way back to a time of it.</summary>
public sealed class ArchiveApiTests : IDisposable
{
    private const string Archive = "/api/v1/archive";
    private const string Prepare = Archive + "/restore";
    private const string Ready = "/api/v1/restore";
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private ArchiveKeeping? _keeping;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_switch_without_an_archive_says_so_and_how_to_get_one()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        JsonNode shown = (await host.GetAsync(Archive)).Json;
        shown["place"].Should().BeNull();
        shown["spans"]!.AsArray().Should().BeEmpty();
        ApiAnswer refused = await host.SendAsync("POST", Prepare, "{}");
        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.Json["detail"]!.ToString().Should().Contain("--archive DIR");
        (await host.SendAsync("DELETE", Prepare, null)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_span_is_shown_a_time_is_tried_prepared_and_called_off_and_each_is_audited()
    {
        await using ApiHost host = await StartAsync();
        DateTimeOffset first = Step();
        await host.StoreAsync(SampleCdrs.Answered());
        DateTimeOffset middle = Step();
        DateTimeOffset last = Step();
        JsonNode shown = (await host.GetAsync(Archive)).Json;
        shown["place"]!.ToString().Should().Be(_folder.File("archive"));
        shown["failure"].Should().BeNull();
        JsonNode span = shown["spans"]!.AsArray().Should().ContainSingle().Subject!;
        DateTimeOffset from = span["from"]!.GetValue<DateTimeOffset>();
        from.Should().BeOnOrBefore(first);
        span["to"]!.GetValue<DateTimeOffset>().Should().Be(last);
        span["lacks"].Should().BeNull();

        ApiAnswer tried = await host.SendAsync("POST", Prepare + "?dryRun=true", At(middle.AddSeconds(30)));
        tried.Status.Should().Be(HttpStatusCode.OK, tried.Body);
        tried.Json["at"]!.GetValue<DateTimeOffset>().Should().Be(middle, "that is the last step before it");
        tried.Json["state"]!.ToString().Should().Be("possible");
        (await host.GetAsync(Ready)).Json["backup"].Should().BeNull("it was tried");

        JsonNode ready = await PreparedAsync(host, At(middle));
        ready["archive"]!.GetValue<bool>().Should().BeTrue();
        ready["createdAt"]!.GetValue<DateTimeOffset>().Should().Be(middle);
        ready["by"]!.ToString().Should().Be("admin");
        ready["preparing"].Should().BeNull();
        PreparedRestore.Find(host.DataDirectory)!.CreatedAt.Should().Be(middle);
        (await host.SendAsync("DELETE", Ready, null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.GetAsync(Ready)).Json["backup"].Should().BeNull();
        (await host.AuditAsync("action=restore")).Select(static line => line!["detail"]!.ToString()).Should().BeEquivalentTo("cancelled", "prepared for the next start", "begun to be prepared");
    }

    [Fact]
    public async Task A_time_outside_is_refused_with_the_span()
    {
        await using ApiHost host = await StartAsync();
        DateTimeOffset last = Step();
        foreach (DateTimeOffset outside in new[] { last.AddDays(-1), last.AddSeconds(1) })
        {
            ApiAnswer refused = await host.SendAsync("POST", Prepare, At(outside));
            refused.Status.Should().Be(HttpStatusCode.BadRequest, refused.Body);
            refused.ErrorPaths.Should().Equal("at");
            refused.Body.Should().Contain(last.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }

        (await host.SendAsync("POST", Prepare, """{"at":"yesterday"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await host.GetAsync(Ready)).Json["preparing"].Should().BeNull();
    }

    [Fact]
    public async Task A_damaged_piece_is_named_what_was_ready_stays_and_the_failure_can_be_forgotten()
    {
        await using ApiHost host = await StartAsync();
        DateTimeOffset whole = Step();
        await PreparedAsync(host, At(whole));
        await host.StoreAsync(SampleCdrs.Answered());
        Step();
        string damaged = Pieces()[^1];
        Step();
        await File.WriteAllBytesAsync(damaged, (await File.ReadAllBytesAsync(damaged))[..^20]);
        (await host.SendAsync("POST", Prepare, "{}")).Status.Should().Be(HttpStatusCode.Accepted);
        JsonNode failed = await SettledAsync(host);
        failed["preparing"]!["state"]!.ToString().Should().Be("failed");
        failed["preparing"]!["failure"]!.ToString().Should().Contain($"{damaged} is damaged").And.Contain("leads no further than");
        failed["createdAt"]!.GetValue<DateTimeOffset>().Should().Be(whole, "what was ready is so still");
        (await host.SendAsync("DELETE", Prepare, null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.GetAsync(Ready)).Json["preparing"].Should().BeNull();

        File.Delete(damaged);
        JsonNode span = (await host.GetAsync(Archive)).Json["spans"]!.AsArray().Should().ContainSingle().Subject!;
        span["lacks"]!.ToString().Should().Be(Path.GetFileName(damaged)[..8]);
        span["to"]!.GetValue<DateTimeOffset>().Should().Be(whole);
    }

    [Fact]
    public async Task Who_may_not_edit_people_may_see_the_span_and_not_go_back()
    {
        await using ApiHost host = await StartAsync();
        Step();
        (await host.SendAsync("POST", "/api/v1/roles", """{"name":"keeper","pages":{"backups":"edit"}}""")).Status.Should().Be(HttpStatusCode.Created);
        using HttpClient keeper = await host.ClientOfAsync("keeper");
        (await keeper.GetAsync(Archive)).StatusCode.Should().Be(HttpStatusCode.OK);
        using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        (await keeper.PostAsync(Prepare, body)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void Between_two_generations_nothing_was_archived_and_a_time_there_leads_to_the_end_of_the_first()
    {
        string archive = _folder.File("made");
        DateTimeOffset began = _time.GetUtcNow();
        foreach (int hours in new[] { 0, 5 })
        {
            string folder = ArchiveFolder.NewGeneration(archive, began.AddHours(hours));
            File.WriteAllBytes(ArchiveFolder.PathOfBase(folder, 1), [1]);
            for (int number = 1; number <= 3; number++)
            {
                DateTimeOffset at = began.AddHours(hours).AddMinutes(number);
                ArchivePiece.Write(ArchiveFolder.PathOfPiece(folder, number, at), new PieceHeader(number, at, 0, 0, [], [], []), static _ => { });
            }
        }

        ArchiveReach.Spans(archive).Select(static span => (span.From, span.To, span.Steps, span.Lacks)).Should().Equal(
            (began.AddMinutes(1), began.AddMinutes(3), 3, null), (began.AddHours(5).AddMinutes(1), began.AddHours(5).AddMinutes(3), 3, null));
        ArchiveReach.Find(archive, began.AddHours(3)).At.Should().Be(began.AddMinutes(3));
        ArchiveReach.Find(archive, null).At.Should().Be(began.AddHours(5).AddMinutes(3));
    }

    private static string At(DateTimeOffset at) => new JsonObject { ["at"] = at.ToString("O") }.ToJsonString();

    private static async Task<JsonNode> PreparedAsync(ApiHost host, string body)
    {
        ApiAnswer begun = await host.SendAsync("POST", Prepare, body);
        begun.Status.Should().Be(HttpStatusCode.Accepted, begun.Body);
        return await SettledAsync(host);
    }

    /// <summary>What the next start restores, once nothing is being prepared.</summary>
    private static async Task<JsonNode> SettledAsync(ApiHost host)
    {
        for (int look = 0; ; look++)
        {
            JsonNode ready = (await host.GetAsync(Ready)).Json;
            if (ready["preparing"]?["state"]?.ToString() != "running")
            {
                return ready;
            }

            look.Should().BeLessThan(1000);
            await Task.Delay(20);
        }
    }

    private async Task<ApiHost> StartAsync()
    {
        ApiHost host = await ApiHost.StartAsync(_time, services => services.AddSingleton(provider => _keeping = new(
            provider.GetRequiredService<SqliteStore>(), provider.GetRequiredService<JournalFolder>(), _folder.File("archive"), static () => SystemParameters.Default, _time, NullLogger.Instance)));
        (await host.GetAsync(Archive)).Status.Should().Be(HttpStatusCode.OK, "that makes it");
        Step();
        _keeping!.WaitForBase();
        Step();
        return host;
    }

    /// <summary>After a minute there is a piece, though nothing was stored.</summary>
    private DateTimeOffset Step()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        _keeping!.Step();
        return _time.GetUtcNow();
    }

    private string[] Pieces() => [.. Directory.EnumerateFiles(_folder.File("archive"), "*.piece", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
