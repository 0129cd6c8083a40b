using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.Overview;

public sealed class OverviewApiTests
{
    [Fact]
    public async Task Calls_money_and_ratios_are_those_of_the_records()
    {
        var time = new FakeTimeProvider(SampleCdrs.Noon.AddMinutes(5));
        await using ApiHost host = await ApiHost.StartAsync(time);
        host.Live.Counts = new(new Dictionary<string, long> { ["calls_in_progress"] = 12, ["calls_talking"] = 7 }, new Dictionary<string, IReadOnlyDictionary<string, long>>());
        await host.StoreAsync(SampleCdrs.Answered(1, 60_000));
        Cdr euro = SampleCdrs.Answered(2, 30_000);
        euro.Vendor.Currency = "EUR";
        await host.StoreAsync(euro);
        await host.StoreAsync(Ended(3, 486, null));
        await host.StoreAsync(Ended(4, (int)EndReason.CallerCancel, SampleCdrs.Noon));
        await host.StoreAsync(Ended(5, (int)EndReason.NoAvailableRouter, null));
        Cdr flood = Ended(6, (int)EndReason.IllegalCall, null);
        flood.BillingMode = BillingMode.IllegalCall;
        flood.Attempts = 40;
        await host.StoreAsync(flood);
        Cdr yesterday = SampleCdrs.Answered(7);
        yesterday.EndedAt = SampleCdrs.Noon.AddHours(-13);
        await host.StoreAsync(yesterday);

        JsonNode seen = (await host.GetAsync("/api/v1/overview")).Json;
        seen["callsNow"]!.GetValue<int>().Should().Be(12);
        seen["talkingNow"]!.GetValue<int>().Should().Be(7);
        foreach (string period in new[] { "today", "lastHour" })
        {
            JsonNode sum = seen[period]!;
            sum["calls"]!.GetValue<int>().Should().Be(5, period);
            sum["answered"]!.GetValue<int>().Should().Be(2);
            sum["asr"]!.GetValue<double>().Should().Be(40.0);
            sum["ner"]!.GetValue<double>().Should().Be(80.0, "busy and given up while it rang are not the network's fault");
            sum["acdSeconds"]!.GetValue<double>().Should().Be(45.0);
            sum["talkSeconds"]!.GetValue<int>().Should().Be(90);
            sum["illegalAttempts"]!.GetValue<int>().Should().Be(40);
            JsonNode[] money = [.. sum["money"]!.AsArray().OfType<JsonNode>()];
            money.Select(static one => $"{one["currency"]} {one["revenue"]} {one["cost"]} {one["margin"]}").Should().Equal("EUR 0 0.009 -0.009", "USD 0.024 0.009 0.015");
        }

        JsonArray hour = seen["hour"]!.AsArray();
        hour.Should().HaveCount(60);
        hour.Sum(static point => point!["calls"]!.GetValue<int>()).Should().Be(5);
        hour[^1]!["from"]!.ToString().Should().Be("2026-03-01T12:05:00.000Z");
        JsonArray day = seen["day"]!.AsArray();
        day.Should().HaveCount(60);
        day.Sum(static point => point!["calls"]!.GetValue<int>()).Should().Be(6, "yesterday's evening is within the day");
    }

    [Fact]
    public async Task The_same_record_stored_again_counts_once()
    {
        var time = new FakeTimeProvider(SampleCdrs.Noon.AddMinutes(5));
        await using ApiHost host = await ApiHost.StartAsync(time);
        await host.StoreAsync(SampleCdrs.Answered(1));
        await host.StoreAsync(SampleCdrs.Answered(1));
        (await host.GetAsync("/api/v1/overview")).Json["today"]!["calls"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task All_that_is_watched_is_told_well_or_not()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Alarms(await host.GetAsync("/api/v1/overview")).Should().Contain("records ok").And.Contain("database ok").And.Contain("ready ok").And.Contain("media warning", "one of two nodes is down");
        await using ApiHost other = await ApiHost.StartAsync();
        other.Live.IsReady = false;
        Alarms(await other.GetAsync("/api/v1/overview")).Should().Contain("ready critical");
    }

    [Fact]
    public async Task A_clock_that_is_set_is_an_alarm()
    {
        var time = new SteppingTime();
        await using ApiHost host = await ApiHost.StartAsync(time);
        var watch = host.Watch;
        watch.Look();
        time.Pass(TimeSpan.FromSeconds(1));
        watch.Look();
        Clock(watch).State.Should().Be("ok");
        time.Pass(TimeSpan.FromSeconds(1));
        time.Step(TimeSpan.FromSeconds(-3));
        watch.Look();
        Clock(watch).Should().Match<Tandem.Api.Overview.AlarmView>(alarm => alarm.State == "warning" && alarm.Detail.Contains("-3.000 s"));
    }

    [Fact]
    public async Task Who_listens_to_the_overview_gets_it_each_second_and_others_do_not()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using Stream stream = await host.Client.GetStreamAsync("/api/v1/events?topics=overview,calls", stop.Token);
        using var reader = new StreamReader(stream);
        List<string> lines = [];
        while (lines.Count(static line => line == "event: overview") < 2)
        {
            lines.Add(await reader.ReadLineAsync(stop.Token) ?? throw new InvalidOperationException("the feed ended"));
        }

        string data = await reader.ReadLineAsync(stop.Token) ?? "";
        JsonNode seen = JsonNode.Parse(data["data: ".Length..])!;
        seen["minute"]!["calls"]!.GetValue<int>().Should().Be(0);
        seen["hour"].Should().BeNull("each second changes the last point only");
        (await host.GetAsync("/api/v1/events?topics=weather")).ErrorPaths.Should().Equal("topics");
    }

    [Fact]
    public async Task Who_is_turned_away_for_want_of_time_is_told_by_class_with_since_when()
    {
        var time = new FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using ApiHost host = await ApiHost.StartAsync(time);
        JsonNode quiet = (await host.GetAsync("/api/v1/overload")).Json;
        quiet["level"]!.ToString().Should().Be("none");
        quiet["since"].Should().BeNull();
        quiet["lastAt"].Should().BeNull();
        quiet["answer"]!.GetValue<int>().Should().Be(503);
        quiet["retryAfter"]!.ToJsonString().Should().Be("[3,10]");

        host.Live.Counts = Behind(all: 1, calls: 7);
        JsonNode now = (await host.GetAsync("/api/v1/overload")).Json;
        now["level"]!.ToString().Should().Be("all");
        now["since"]!.GetValue<DateTimeOffset>().Should().Be(time.GetUtcNow());
        now["shardsShedding"]!.GetValue<int>().Should().Be(2);
        now["waitedMs"]!.GetValue<int>().Should().Be(1500);
        now["turnedAway"]!.ToJsonString().Should().Be("""{"strangers":5,"calls":7,"registrations":2,"others":1,"atTheDoor":40,"atTheDoorAnswered":30}""");
        Alarms(await host.GetAsync("/api/v1/overview")).Should().Contain("load critical");

        DateTimeOffset began = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(9));
        host.Live.Counts = Behind(all: 0, calls: 8);
        now = (await host.GetAsync("/api/v1/overload")).Json;
        now["level"]!.ToString().Should().Be("strangers");
        now["since"]!.GetValue<DateTimeOffset>().Should().Be(began);
        now["lastAt"]!.GetValue<DateTimeOffset>().Should().Be(time.GetUtcNow());

        static SwitchCounters Behind(long all, long calls) => new(
            new Dictionary<string, long>
            {
                ["shards"] = 2,
                ["shards_shedding"] = 2,
                ["shards_shedding_all"] = all,
                ["message_wait_ms"] = 1500,
                ["strangers_shed"] = 5,
                ["overload_refused"] = 40,
                ["overload_answered"] = 30,
            },
            new Dictionary<string, IReadOnlyDictionary<string, long>> { ["shed"] = new Dictionary<string, long> { ["Call"] = calls, ["Registration"] = 2, ["Other"] = 1 } });
    }

    [Fact]
    public async Task A_session_that_ends_ends_its_events()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        HttpClient client = await host.ClientOfAsync("operator");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using Stream stream = await client.GetStreamAsync("/api/v1/events?topics=overview", stop.Token);
        string name = (await host.GetAsync("/api/v1/api-keys")).Json["items"]![0]!["name"]!.ToString();
        (await host.SendAsync("DELETE", $"/api/v1/api-keys/{name}", null)).Status.Should().Be(HttpStatusCode.NoContent);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(stop.Token) is not null)
        {
        }

        client.Dispose();
    }

    private static Tandem.Api.Overview.AlarmView Clock(Tandem.Api.Overview.ProcessWatch watch) =>
        watch.Alarms(new(new Dictionary<string, long>(), new Dictionary<string, IReadOnlyDictionary<string, long>>())).Single(static alarm => alarm.Name == "clock");

    private static IEnumerable<string> Alarms(ApiAnswer answer) => answer.Json["alarms"]!.AsArray().Select(static alarm => $"{alarm!["name"]} {alarm["state"]}");

    private static Cdr Ended(long id, int reason, DateTimeOffset? ringing)
    {
        Cdr record = SampleCdrs.Answered(id, 0);
        record.AnsweredAt = null;
        record.RingingAt = ringing;
        record.EndReason = reason;
        record.Customer.Clear();
        record.Vendor.Clear();
        record.Customer.Currency = "USD";
        return record;
    }

    /// <summary>A clock that can be set apart from the time that passes.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private DateTimeOffset _wall = SampleCdrs.Noon;
        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _wall;

        public override long GetTimestamp() => _passed.Ticks;

        public void Pass(TimeSpan span) => (_wall, _passed) = (_wall + span, _passed + span);

        public void Step(TimeSpan by) => _wall += by;
    }
}
