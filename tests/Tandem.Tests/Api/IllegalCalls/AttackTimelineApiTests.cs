using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tandem.Routing.Access;
using Tandem.Routing.Alarms;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.IllegalCalls;

public sealed class AttackTimelineApiTests
{
    private const string Path = "/api/v1/illegal-calls/timeline";

    [Fact]
    public async Task A_day_is_told_by_hours_with_attempts_sources_and_bans_by_reason()
    {
        await using ApiHost host = await StartAsync();
        JsonNode day = (await host.GetAsync($"{Path}?from=2026-03-01&to=2026-03-02")).Json;
        day["part"]!.ToString().Should().Be("hour");
        day["items"]!.AsArray().Should().HaveCount(24);
        Told(day).Should().Equal("10:00 41 1", "12:00 9 2 scanner=2 sweep=1");
        day["patterns"]!.AsArray().Select(static one => one!["kind"]!.ToString()).Should().Equal("sequentialDialling");
        Told((await host.GetAsync($"{Path}?from=2026-03-01&to=2026-03-02&source=198.51.100.7")).Json).Should().Equal("12:00 1 1 sweep=1");
        await host.SendAsync("POST", "/api/v1/illegal-calls/white-list", """{"source":"203.0.113.9"}""");
        Told((await host.GetAsync($"{Path}?from=2026-03-01&to=2026-03-02")).Json)[^1].Should().StartWith("12:00 1 1", "bans stay: they were there");
    }

    [Theory]
    [InlineData("from=2026-03-01T11:30:30Z&to=2026-03-01T12:30:30Z", "minute", 61)]
    [InlineData("from=2026-02-25&to=2026-03-02", "hour", 120)]
    [InlineData("from=2026-01-01&to=2026-03-02", "day", 60)]
    [InlineData("from=2025-03-01&to=2026-03-02", "day", 366)]
    public async Task Parts_are_as_wide_as_the_period_needs_and_none_is_lost(string query, string part, int count)
    {
        await using ApiHost host = await StartAsync();
        JsonNode answer = (await host.GetAsync($"{Path}?{query}")).Json;
        answer["part"]!.ToString().Should().Be(part);
        answer["items"]!.AsArray().Should().HaveCount(count);
        long inIt = part == "minute" ? 9 : 50;
        answer["items"]!.AsArray().Sum(static item => item!["attempts"]!.GetValue<long>()).Should().Be(inIt);
    }

    [Fact]
    public async Task What_strangers_tried_besides_calls_is_told_by_rule_and_of_one_source()
    {
        await using ApiHost host = await StartAsync();
        UInt128 guesser = Tandem.Wire.Flows.NetAddress.From(System.Net.IPAddress.Parse("198.51.100.7"), 0).Ip;
        DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        for (int i = 0; i < 2; i++)
        {
            await host.Offences.AddAsync([new(noon.AddMinutes(i), BanReason.WrongPassword, Ban.PlaceOf(guesser), 40), new(noon.AddMinutes(1), BanReason.Sweep, null, 3)], CancellationToken.None);
        }

        JsonNode day = (await host.GetAsync($"{Path}?from=2026-03-01&to=2026-03-02")).Json;
        day["items"]!.AsArray().Select(static one => one!["offences"]!.ToJsonString()).Where(static one => one != "{}").Should().Equal("""{"sweep":6,"wrongPassword":80}""");
        JsonNode minutes = (await host.GetAsync($"{Path}?from=2026-03-01T12:00:00Z&to=2026-03-01T12:02:00Z&source=198.51.100.7")).Json;
        minutes["items"]!.AsArray().Select(static one => one!["offences"]!.ToJsonString()).Should().Equal("""{"wrongPassword":40}""", """{"wrongPassword":40}""");
    }

    [Fact]
    public async Task Alarms_that_were_there_are_in_it_those_too_that_began_before()
    {
        await using ApiHost host = await StartAsync();
        host.Alarms.Raise(new(0, AlarmType.IllegalCalls, "", AlarmLevel.Major, 50, SampleCdrs.Noon) { Upper = 20 });
        host.Alarms.Raise(new(0, AlarmType.Disk, "", AlarmLevel.Major, 99, SampleCdrs.Noon));
        await host.Alarms.SaveAsync(CancellationToken.None);
        (await host.GetAsync($"{Path}?from=2026-03-01T12:30:00Z&to=2026-03-02")).Json["alarms"]!.AsArray().Should().ContainSingle().Which!["type"]!.GetValue<int>().Should().Be(AlarmType.IllegalCalls);
        (await host.GetAsync($"{Path}?from=2026-02-20&to=2026-03-01")).Json["alarms"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Alarms_are_for_who_may_see_them()
    {
        await using ApiHost host = await StartAsync();
        host.Alarms.Raise(new(0, AlarmType.IllegalCalls, "", AlarmLevel.Major, 50, SampleCdrs.Noon));
        await host.Alarms.SaveAsync(CancellationToken.None);
        await host.SendAsync("POST", "/api/v1/roles", """{"name":"guard","pages":{"illegalCalls":"view"}}""");
        using HttpClient guard = await host.ClientOfAsync("guard");
        using HttpClient operators = await host.ClientOfAsync("operator");
        (await AlarmsAsync(guard)).Should().Be(0);
        (await AlarmsAsync(operators)).Should().Be(1);

        static async Task<int> AlarmsAsync(HttpClient client) =>
            JsonNode.Parse(await client.GetStringAsync($"{Path}?from=2026-03-01&to=2026-03-02"))!["alarms"]!.AsArray().Count;
    }

    [Fact]
    public async Task It_says_whether_patterns_were_looked_for_in_all_records()
    {
        await using ApiHost host = await StartAsync();
        (await host.GetAsync($"{Path}?from=2026-03-01&to=2026-03-02")).Json["isWhole"]!.GetValue<bool>().Should().BeTrue();
    }

    [Theory]
    [InlineData("2001:DB8:0::9", 1)]
    [InlineData("::ffff:198.51.100.7", 1)]
    [InlineData("2001:db8::a", 0)]
    public async Task A_source_is_found_however_it_is_written(string source, int attempts)
    {
        await using ApiHost host = await StartAsync();
        await host.StoreAsync(IllegalSamples.Attempt(1200, "2001:db8::9"));
        JsonNode day = (await host.GetAsync($"{Path}?from=2026-03-01&to=2026-03-02&source={source}")).Json;
        day["items"]!.AsArray().Sum(static item => item!["attempts"]!.GetValue<long>()).Should().Be(attempts);
        (await host.GetAsync($"/api/v1/illegal-calls/patterns?from=2026-03-01&to=2026-03-02&source={source}")).Json["records"]!.GetValue<int>().Should().Be(attempts);
    }

    [Fact]
    public async Task What_can_not_be_is_named()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer answer = await host.GetAsync($"{Path}?from=2020-01-01&to=2026-03-01");
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal("from");
    }

    private static string[] Told(JsonNode timeline) =>
    [
        .. timeline["items"]!.AsArray().Where(static item => item!["attempts"]!.GetValue<long>() > 0 || item["bans"]!.AsObject().Count > 0)
            .Select(static item => string.Join(' ', [item!["at"]!.ToString()[11..16], item["attempts"]!.ToString(), item["sources"]!.ToString(), .. item["bans"]!.AsObject().Select(static ban => $"{ban.Key}={ban.Value}")])),
    ];

    private static async Task<ApiHost> StartAsync()
    {
        ApiHost host = await ApiHost.StartWithPlanAsync(new FakeTimeProvider(SampleCdrs.Noon.AddHours(1)));
        for (int i = 0; i < 8; i++)
        {
            await host.StoreAsync(IllegalSamples.Attempt(1001 + i, "203.0.113.9", number: $"{1000 + i}"));
        }

        await host.StoreAsync(IllegalSamples.Attempt(1100, "198.51.100.7"));
        await host.StoreAsync(IllegalSamples.Attempt(1101, "203.0.113.9", hour: 10, attempts: 41));
        Ban scanner = BanOf(0xFFFF_CB00_7109, BanReason.Scanner, SampleCdrs.Noon);
        Ban again = scanner with { Times = 2, From = SampleCdrs.Noon.AddMinutes(20) };
        Ban sweep = BanOf(0xFFFF_C633_6407, BanReason.Sweep, SampleCdrs.Noon.AddMinutes(5));
        await host.Bans.SaveAsync([(scanner.Source, again), (sweep.Source, sweep)], [scanner, again, sweep], CancellationToken.None);
        return host;
    }

    private static Ban BanOf(UInt128 ip, BanReason reason, DateTimeOffset at) => new(Ban.PlaceOf(ip), reason, at, at.AddMinutes(10), 1, BanEvidence.None(at), "", "");
}
