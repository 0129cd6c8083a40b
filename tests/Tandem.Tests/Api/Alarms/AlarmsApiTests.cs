using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tandem.Routing.Alarms;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.Alarms;

public sealed class AlarmsApiTests
{
    private const string Setting = """{"type":20007,"object":"acme","level":1,"lower":"5","period":60}""";

    [Fact]
    public async Task What_is_there_is_acknowledged_cleared_and_found_in_the_history()
    {
        await using ApiHost host = await ApiHost.StartAsync(new FakeTimeProvider(SampleCdrs.Noon));
        Alarm disk = host.Alarms.Raise(new(0, AlarmType.Disk, "", AlarmLevel.Critical, 98.5m, SampleCdrs.Noon) { Upper = 97, Detail = "1 GB is free" });
        JsonNode seen = (await host.GetAsync("/api/v1/alarms")).Json["items"]!.AsArray().Should().ContainSingle().Subject!;
        seen.ToJsonString().Should().Contain("\"typeName\":\"disk\"").And.Contain("\"value\":\"98.5\"").And.Contain("\"unit\":\"%\"").And.Contain("\"stoppedAt\":null");
        ApiAnswer taken = await host.SendAsync("POST", $"/api/v1/alarms/{disk.Id}/acknowledge", """{"memo":"a bigger disk is ordered"}""");
        (taken.Json["acknowledgedBy"]!.ToString(), taken.Json["memo"]!.ToString()).Should().Be(("admin", "a bigger disk is ordered"));
        (await host.GetAsync("/api/v1/alarms")).Json["items"]!.AsArray().Should().ContainSingle("to take note ends nothing");
        (await host.SendAsync("POST", $"/api/v1/alarms/{disk.Id}/clear", null)).Json["clearedBy"]!.ToString().Should().Be("admin");
        (await host.SendAsync("POST", $"/api/v1/alarms/{disk.Id}/clear", null)).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync("/api/v1/alarms")).Json["items"]!.AsArray().Should().BeEmpty();
        (await host.GetAsync("/api/v1/alarms/history?level=2&type=20005&from=2026-03-01T00:00:00Z")).Json["items"]!.AsArray().Should().ContainSingle();
        (await host.GetAsync("/api/v1/alarms/history?type=20003")).Json["items"]!.AsArray().Should().BeEmpty();
        (await host.GetAsync("/api/v1/alarms/history?from=yesterday")).ErrorPaths.Should().Equal("from");
        (await host.GetAsync($"/api/v1/alarms/{disk.Id}")).Json["memo"]!.ToString().Should().Be("a bigger disk is ordered");
        (await host.AuditAsync("action=alarm")).Select(static line => line!["detail"]!.ToString()).Should().Equal("cleared", "acknowledged: a bigger disk is ordered");
    }

    [Fact]
    public async Task The_history_comes_in_pages()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        for (int i = 0; i < 5; i++)
        {
            ApiAnswer made = await host.SendAsync("POST", "/api/v1/alarms", $$"""{"object":"o{{i}}","level":0}""");
            await host.SendAsync("POST", $"/api/v1/alarms/{made.Json["id"]}/clear", null);
        }

        List<string> seen = [];
        string cursor = "";
        do
        {
            JsonNode page = (await host.GetAsync($"/api/v1/alarms/history?limit=2&cursor={cursor}")).Json;
            seen.AddRange(page["items"]!.AsArray().Select(static alarm => alarm!["object"]!.ToString()));
            cursor = page["next"]?.ToString() ?? "";
        }
        while (cursor.Length > 0);
        seen.Should().Equal("o4", "o3", "o2", "o1", "o0");
    }

    [Fact]
    public async Task A_program_outside_raises_one_for_each_object()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer made = await host.SendAsync("POST", "/api/v1/alarms", """{"object":"UPS 1","level":2,"detail":"on battery","value":"40"}""");
        made.Status.Should().Be(HttpStatusCode.Created);
        ApiAnswer again = await host.SendAsync("POST", "/api/v1/alarms", """{"object":"UPS 1","level":3,"detail":"battery low","value":"10"}""");
        again.Status.Should().Be(HttpStatusCode.OK);
        again.Json["id"]!.ToString().Should().Be(made.Json["id"]!.ToString());
        (again.Json["type"]!.GetValue<int>(), again.Json["level"]!.GetValue<int>(), again.Json["detail"]!.ToString()).Should().Be((30000, 3, "battery low"));
        (await host.SendAsync("POST", "/api/v1/alarms", """{"object":"","level":7,"value":"0.123456789"}""")).ErrorPaths.Should().Equal("object", "level", "value");
        (await host.SendAsync("POST", "/api/v1/alarms", """{"object":"a\nb","level":1}""")).ErrorPaths.Should().Equal("object");
    }

    [Fact]
    public async Task A_setting_is_made_changed_and_deleted_and_one_that_makes_no_sense_is_refused()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer made = await host.SendAsync("POST", "/api/v1/alarms/settings", Setting);
        made.Status.Should().Be(HttpStatusCode.Created, made.Body);
        string path = $"/api/v1/alarms/settings/{made.Json["id"]}";
        (await host.GetAsync(path)).ETag.Should().Be(made.ETag);
        ApiAnswer changed = await host.SendAsync("PUT", path, """{"type":20007,"object":"acme","level":3,"lower":"1.5","period":60,"from":"08:30","to":"17:00","timeZone":"Europe/Berlin","mail":true,"mailTo":["noc@example.com"],"webhook":false}""", ifMatch: made.ETag);
        changed.Status.Should().Be(HttpStatusCode.OK, changed.Body);
        changed.Json.ToJsonString().Should().Contain("\"from\":\"08:30\",\"to\":\"17:00\",\"timeZone\":\"Europe/Berlin\",\"mail\":true,\"mailTo\":[\"noc@example.com\"],\"webhook\":false");
        (await host.SendAsync("PUT", path, Setting, ifMatch: made.ETag)).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await host.SendAsync("PUT", path, """{"type":20007,"object":"nobody","level":1,"period":1,"from":"25:00"}""")).ErrorPaths.Should().BeEquivalentTo("object", "upper", "period", "from");
        (await host.SendAsync("DELETE", path, null, ifMatch: made.ETag)).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await host.SendAsync("DELETE", path, null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.SendAsync("PUT", path, Setting)).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync("/api/v1/alarms/types")).Json["items"]!.AsArray().Should().HaveCount(AlarmType.All.Count);
        (await host.AuditAsync("action=alarm-setting")).Should().HaveCount(3);
    }

    [Fact]
    public async Task Secrets_of_the_delivery_are_never_told_and_go_nowhere_else()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer first = await host.GetAsync("/api/v1/alarms/delivery");
        (first.Json["smtpHost"]!.ToString(), first.Json["historyDays"]!.GetValue<int>()).Should().Be(("", 365));
        const string Edit = "\"smtpHost\":\"mail.example.com\",\"smtpPort\":587,\"smtpSecurity\":\"startTls\",\"smtpUser\":\"tandem\",\"mailFrom\":\"tandem@example.com\",\"webhookUrl\":\"https://example.com/hook\"";
        ApiAnswer set = await host.SendAsync("PUT", "/api/v1/alarms/delivery", $$"""{{{Edit}},"smtpPassword":"a password","webhookSecret":"0123456789abcdef"}""", ifMatch: first.ETag);
        set.Status.Should().Be(HttpStatusCode.OK, set.Body);
        set.Body.Should().NotContain("a password").And.NotContain("0123456789abcdef");
        Has(set).Should().Be((true, true));
        Has(await host.SendAsync("PUT", "/api/v1/alarms/delivery", $$"""{{{Edit}}}""")).Should().Be((true, true), "what is left out stays");
        Has(await host.SendAsync("PUT", "/api/v1/alarms/delivery", $$"""{{{Edit.Replace("mail.example.com", "mail.evil.example").Replace("/hook", "/other")}}}""")).Should().Be((false, false), "another server does not get them");
        (await host.SendAsync("PUT", "/api/v1/alarms/delivery", "{}", ifMatch: first.ETag)).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await host.SendAsync("PUT", "/api/v1/alarms/delivery", """{"smtpHost":"a b","smtpPort":0,"smtpSecurity":"none","smtpUser":"u","webhookUrl":"ftp://x","webhookSecret":"short","historyDays":-1}"""))
            .ErrorPaths.Should().Equal("smtpHost", "smtpPort", "smtpSecurity", "mailFrom", "webhookUrl", "webhookSecret", "historyDays");
        (await host.GetAsync("/api/v1/audit")).Body.Should().NotContain("a password").And.NotContain("0123456789abcdef");

        static (bool, bool) Has(ApiAnswer answer) => (answer.Json["hasSmtpPassword"]!.GetValue<bool>(), answer.Json["hasWebhookSecret"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_overview_counts_them_by_level_and_the_metrics_by_type_too()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Alarms.Raise(new(0, AlarmType.Disk, "", AlarmLevel.Critical, 98, SampleCdrs.Noon));
        host.Alarms.Raise(new(0, AlarmType.Balance, "a", AlarmLevel.Minor, 1, SampleCdrs.Noon));
        host.Alarms.Raise(new(0, AlarmType.Balance, "b", AlarmLevel.Minor, 1, SampleCdrs.Noon));
        (await host.GetAsync("/api/v1/overview")).Json["openAlarms"]!.ToJsonString().Should().Be("""{"general":0,"minor":2,"major":0,"critical":1}""");
        (await host.GetAsync("/metrics")).Body.Should().Contain("tandem_alarms{type=\"balance\",level=\"1\"} 2\n").And.Contain("tandem_alarms{type=\"disk\",level=\"3\"} 1\n");
    }

    [Fact]
    public async Task Who_listens_hears_of_them()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using Stream stream = await host.Client.GetStreamAsync("/api/v1/events?topics=alarms", stop.Token);
        using var reader = new StreamReader(stream);
        List<string> events = [];
        Task raising = RaiseAsync();
        while (events.Count < 2)
        {
            string said = await reader.ReadLineAsync(stop.Token) ?? throw new InvalidOperationException("the feed ended");
            if (said.StartsWith("event: alarm", StringComparison.Ordinal))
            {
                events.Add(said);
            }
        }

        await raising;
        events.Should().Equal("event: alarm.raised", "event: alarm.cleared");

        // What was before the feed's first look is not told: one comes and goes until somebody has heard it.
        async Task RaiseAsync()
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (events.Count == 0 && await timer.WaitForNextTickAsync(stop.Token))
            {
                host.Alarms.Raise(new(0, AlarmType.Balance, "acme", AlarmLevel.Minor, 1, SampleCdrs.Noon));
                host.Alarms.Clear(AlarmType.Balance, "acme");
            }
        }
    }
}
