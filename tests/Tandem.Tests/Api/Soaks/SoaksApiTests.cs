using System.Net;
using System.Text.Json.Nodes;
using Tandem.Store.Soaks;

namespace Tandem.Tests.Api.Soaks;

public sealed class SoaksApiTests
{
    private const string Soaks = "/api/v1/soaks";
    private static readonly DateTimeOffset Began = new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Reports_that_lie_in_the_data_directory_are_shown_newest_first()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        (await host.GetAsync(Soaks)).Json["items"]!.AsArray().Should().BeEmpty();
        var folder = new SoakFolder(Path.Combine(host.DataDirectory, "soaks"));
        folder.Keep(Report(Began, []));
        folder.Keep(Report(Began.AddDays(1), ["memory has grown from 200 to 300 MB"]));
        await File.WriteAllTextAsync(Path.Combine(host.DataDirectory, "soaks", "soak-20261122T000000Z.json"), "{\"began\":");

        JsonArray listed = (await host.GetAsync(Soaks)).Json["items"]!.AsArray();
        listed.Select(static one => (string?)one!["name"]).Should().Equal("soak-20261122T000000Z", "soak-20261121T220000Z", "soak-20261120T220000Z");
        listed.Select(static one => (bool)one!["isReadable"]!).Should().Equal(false, true, true);
        listed.Select(static one => (bool)one!["hasPassed"]!).Should().Equal(false, false, true);
        ((string?)listed[1]!["faults"]![0]).Should().Be("memory has grown from 200 to 300 MB");
        ((long)listed[2]!["calls"]!).Should().Be(2_400);
        ((long)listed[2]!["billed"]!).Should().Be(1_600);
    }

    [Fact]
    public async Task Of_thousands_of_rounds_some_hundreds_are_told_the_last_among_them()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        new SoakFolder(Path.Combine(host.DataDirectory, "soaks")).Keep(Report(Began, [], samples: 2_881));
        JsonNode report = (await host.GetAsync($"{Soaks}/soak-20261120T220000Z")).Json;
        report["kinds"]!.AsArray().Select(static kind => (string?)kind!["kind"]).Should().Equal("answered", "busy");
        JsonArray samples = report["samples"]!.AsArray();
        samples.Count.Should().BeInRange(400, 501);
        ((double)samples[^1]!["seconds"]!).Should().Be(28_800);
    }

    [Theory]
    [InlineData("soak-of-nobody")]
    [InlineData("..%2Ftandem")]
    [InlineData("tandem")]
    public async Task Nothing_else_of_the_data_directory_is_shown(string name)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        (await host.GetAsync($"{Soaks}/{name}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private static SoakReport Report(DateTimeOffset began, string[] faults, int samples = 8) => new(
        began, 8, [new("answered", 1_600, 0, 1_600, 1_600, 0), new("busy", 800, 0, 800, 0, 0)],
        [.. Enumerable.Range(0, samples).Select(static i => new SoakSample(i * 10, 210.26, 300, i * 80))], faults);
}
