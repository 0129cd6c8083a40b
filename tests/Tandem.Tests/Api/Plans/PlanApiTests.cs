using System.Net;
using System.Text.Json.Nodes;

namespace Tandem.Tests.Api.Plans;

public sealed class PlanApiTests
{
    [Fact]
    public async Task The_first_call_plan_applies_unchanged_and_reads_back_without_its_secrets()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer put = await host.SendAsync("PUT", "/api/v1/plan", ApiHost.FirstCall, "application/yaml");
        put.Status.Should().Be(HttpStatusCode.OK);
        long revision = put.Json["revision"]!.GetValue<long>();
        revision.Should().BePositive();
        put.Json["changes"]!.AsArray().Should().NotBeEmpty();

        ApiAnswer json = await host.GetAsync("/api/v1/plan", "application/json");
        json.ETag.Should().Be($"\"{revision}\"");
        json.Json["egressTrunks"]!.AsArray().Should().HaveCount(2);
        json.Body.Should().NotContain("not-a-default");
        ApiAnswer yaml = await host.GetAsync("/api/v1/plan", "application/yaml");
        yaml.MediaType.Should().Be("application/yaml");
        yaml.Body.Should().Contain("carrier-a").And.NotContain("not-a-default");
    }

    [Fact]
    public async Task What_is_read_can_be_written_back_and_changes_nothing()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string json = (await host.GetAsync("/api/v1/plan", "application/json")).Body;
        ApiAnswer again = await host.SendAsync("PUT", "/api/v1/plan", json);
        again.Status.Should().Be(HttpStatusCode.OK);
        again.Json["changes"]!.AsArray().Should().BeEmpty();
        host.Holder.Current.Document.Phones[0].Password.Should().NotBeEmpty("a secret that is left out keeps its value");
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        long before = host.Holder.Current.Revision;
        ApiAnswer dry = await host.SendAsync("PUT", "/api/v1/plan?dryRun=true", ApiHost.FirstCall.Replace("cps: 100", "cps: 7"), "application/yaml");
        dry.Status.Should().Be(HttpStatusCode.OK);
        dry.Json["changes"]!.AsArray().Should().NotBeEmpty();
        host.Holder.Current.Revision.Should().Be(before);
        host.Holder.Current.Document.IngressTrunks[0].Cps.Should().Be(100);
    }

    [Fact]
    public async Task Every_problem_is_named_with_its_line_and_nothing_changes()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        long before = host.Holder.Current.Revision;
        string bad = ApiHost.FirstCall.Replace("account: acme\n    addresses", "account: nobody\n    addresses").Replace("priority: 2", "priority: many");
        ApiAnswer answer = await host.SendAsync("PUT", "/api/v1/plan", bad, "application/yaml");
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.MediaType.Should().Be("application/problem+json");
        JsonArray errors = answer.Json["errors"]!.AsArray();
        errors.Should().HaveCountGreaterThanOrEqualTo(2);
        errors.Should().OnlyContain(error => error!["line"]!.GetValue<int>() > 0);
        host.Holder.Current.Revision.Should().Be(before);
    }

    [Theory]
    [InlineData("{", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("{\"accounts\":[{\"name\":\"\\ud800\"}]}", "application/json")]
    [InlineData("{\"accounts\":[],\"accounts\":[]}", "application/json")]
    [InlineData("a: [", "application/yaml")]
    [InlineData("", "application/yaml")]
    [InlineData("# all of it is a comment\n", "application/yaml")]
    [InlineData("---\n", "application/yaml")]
    [InlineData("~", "application/yaml")]
    [InlineData("null", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("\u0000", "application/json")]
    [InlineData("accounts: 7", "application/yaml")]
    public async Task What_is_no_plan_is_the_senders_problem(string body, string contentType)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        long before = host.Holder.Current.Revision;
        ApiAnswer answer = await host.SendAsync("PUT", "/api/v1/plan", body, contentType);
        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Body);
        answer.MediaType.Should().Be("application/problem+json");
        host.Holder.Current.Revision.Should().Be(before);
    }

    [Theory]
    [InlineData("application/yaml")]
    [InlineData("application/json")]
    public async Task A_plan_with_nothing_in_it_is_written_so_that_it_reads_back(string format)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer empty = await host.GetAsync("/api/v1/plan", format);
        (await host.SendAsync("PUT", "/api/v1/plan", empty.Body, format)).Status.Should().Be(HttpStatusCode.OK, empty.Body);
    }

    [Fact]
    public async Task A_stale_If_Match_gets_412()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string stale = (await host.GetAsync("/api/v1/plan")).ETag!;
        ApiAnswer first = await host.SendAsync("PUT", "/api/v1/plan", ApiHost.FirstCall.Replace("cps: 100", "cps: 99"), "application/yaml", stale);
        first.Status.Should().Be(HttpStatusCode.OK);
        ApiAnswer second = await host.SendAsync("PUT", "/api/v1/plan", ApiHost.FirstCall, "application/yaml", stale);
        second.Status.Should().Be(HttpStatusCode.PreconditionFailed);
        host.Holder.Current.Document.IngressTrunks[0].Cps.Should().Be(99);
    }

    [Fact]
    public async Task If_Match_of_a_star_takes_whatever_is_there_at_any_moment()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer[] answers = await Task.WhenAll(Enumerable.Range(1, 16).Select(cps => Task.Run(() =>
            host.SendAsync("PUT", "/api/v1/plan", ApiHost.FirstCall.Replace("cps: 100", $"cps: {cps}"), "application/yaml", "*"))));
        answers.Should().OnlyContain(static answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_switchs_environment_does_not_leak_through_a_plan()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("PUT", "/api/v1/plan", "accounts:\n  - { name: \"${PATH}\", kind: customer }\n", "application/yaml");
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Body.Should().NotContain("/usr/bin");
    }
}
