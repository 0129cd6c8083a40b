using System.Net;
using System.Text.Json.Nodes;

namespace Tandem.Tests.Api.Simulations;

public sealed class SimulationsApiTests
{
    private const string Path = "/api/v1/simulations";

    [Fact]
    public async Task A_call_is_decided_priced_and_explained_without_being_placed()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        JsonNode answer = (await host.SendAsync(
            "POST", Path, """{"sourceIp":"127.0.0.2","callingNumber":"1001","calledNumber":"00442079460000","seconds":61}""")).Json;
        answer["refusal"].Should().BeNull();
        answer["ingressTrunk"]!.GetValue<string>().Should().Be("acme-pbx");
        answer["calledNumber"]!.GetValue<string>().Should().Be("442079460000");
        answer["fee"]!.GetValue<string>().Should().Be("0.024");
        answer["routes"]!.AsArray().Select(route => route!["egressTrunk"]!.GetValue<string>()).Should().Equal("carrier-a", "carrier-b");
        answer["routes"]![0]!["cost"]!.GetValue<string>().Should().Be("0.016");
        answer["routes"]![0]!["margin"]!.GetValue<string>().Should().Be("0.008");
        answer["routes"]![0]!["after"].Should().BeNull();
        answer["routes"]![1]!["after"]!["code"]!.GetValue<string>().Should().Be("AfterByPriority");
        answer["sentences"]!.AsArray().Select(static sentence => sentence!.ToString()).Should().Contain(answer["routes"]![1]!["after"]!["sentence"]!.ToString());
    }

    [Theory]
    [InlineData("""{"sourceIp":"203.0.113.9","calledNumber":"442079460000"}""", "IllegalCall")]
    [InlineData("""{"ingressTrunk":"acme-pbx","calledNumber":"999"}""", "RateNotFound")]
    public async Task A_refusal_has_its_name(string body, string refusal)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("POST", Path, body)).Json["refusal"]!.GetValue<string>().Should().Be(refusal);
    }

    [Fact]
    public async Task An_account_without_money_is_shown_as_refused()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        host.Credit.Set("acme", 0m, 0m);
        JsonNode answer = (await host.SendAsync("POST", Path, """{"ingressTrunk":"acme-pbx","calledNumber":"442079460000"}""")).Json;
        answer["refusal"]!.GetValue<string>().Should().Be("InsufficientBalance");
        answer["sipStatus"]!.GetValue<int>().Should().Be(402);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"calledNumber":"44"}""")]
    [InlineData("""{"calledNumber":"44","ingressTrunk":"nobody"}""")]
    [InlineData("""{"calledNumber":"44","sourceIp":"nowhere"}""")]
    [InlineData("""{"calledNumber":"44","sourceIp":"127.0.0.2","seconds":-1}""")]
    [InlineData("""{"calledNumber":"44","sourceIp":"127.0.0.2","at":"someday"}""")]
    [InlineData("""{"calledNumber":"44","sourceIp":"127.0.0.2","plan":{"accounts":[{"name":"x","kind":"y"}]}}""")]
    public async Task A_bad_question_is_answered_with_its_problems(string body)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("POST", Path, body)).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Another_plan_can_be_tried_and_the_one_in_force_stays()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        JsonNode plan = (await host.GetAsync("/api/v1/plan", "application/json")).Json;
        plan["rateTables"]!.AsArray().Single(table => table!["name"]!.ToString() == "retail")!["rates"]![0]!["price"] = "0.5";
        var body = new JsonObject { ["ingressTrunk"] = "acme-pbx", ["calledNumber"] = "442079460000", ["plan"] = plan };
        (await host.SendAsync("POST", Path, body.ToJsonString())).Json["fee"]!.GetValue<string>().Should().Be("0.5");
        body.Remove("plan");
        (await host.SendAsync("POST", Path, body.ToJsonString())).Json["fee"]!.GetValue<string>().Should().Be("0.012");
    }
}
