using System.Net;
using System.Text.Json.Nodes;

namespace Tandem.Tests.Api.TestCalls;

public sealed class TestCallsApiTests
{
    [Fact]
    public async Task A_test_call_is_placed_as_it_was_ordered()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("POST", "/api/v1/test-calls", """{"from":"1001","to":"442079460000","via":"carrier-a","seconds":2}""");
        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Json["cdrId"]!.GetValue<string>().Should().Be("17");
        host.Live.Placed.Should().Be(new Tandem.Calls.Live.TestCallRequest("1001", "442079460000", "carrier-a", 2));
    }

    [Fact]
    public async Task In_somebodys_name_it_needs_no_trunk_to_go_out_on()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("POST", "/api/v1/test-calls", """{"from":"1001","to":"442079460000","ingressTrunk":"acme-pbx"}""");
        answer.Status.Should().Be(HttpStatusCode.OK);
        host.Live.Placed.Should().Be(new Tandem.Calls.Live.TestCallRequest("1001", "442079460000", "", 3) { IngressTrunk = "acme-pbx" });

        answer = await host.SendAsync("POST", "/api/v1/test-calls", """{"from":"1","to":"44","ingressTrunk":"acme-pbx","phone":"1001"}""");
        answer.ErrorPaths.Should().Equal("phone");
        answer = await host.SendAsync("POST", "/api/v1/test-calls", """{"from":"1","to":"44","ingressTrunk":"nobody"}""");
        answer.ErrorPaths.Should().Equal("ingressTrunk");
        answer = await host.SendAsync("POST", "/api/v1/test-calls", """{"from":"1","to":"44","via":"carrier-a","phone":"nobody"}""");
        answer.ErrorPaths.Should().Equal("phone");
    }

    [Fact]
    public async Task Those_that_run_are_listed_and_can_be_ended_and_other_calls_not()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        host.Live.Calls.Add(FakeSwitch.Call("1") with { PlacedBy = "test" });
        host.Live.Calls.Add(FakeSwitch.Call("2"));

        (await host.GetAsync("/api/v1/test-calls")).Json["items"]!.AsArray().Select(static call => (string?)call!["id"]).Should().Equal("1");
        (await host.SendAsync("DELETE", "/api/v1/test-calls/2", null)).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.SendAsync("DELETE", "/api/v1/test-calls/1", null)).Status.Should().Be(HttpStatusCode.NoContent);
        host.Live.Calls.Select(static call => call.Id).Should().Equal("2");
        JsonNode line = (await host.GetAsync("/api/v1/audit?action=hang-up")).Json["items"]![0]!;
        ((string?)line["subject"], (string?)line["detail"]).Should().Be(("call 1", "a test call ended by hand"));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("44-20")]
    [InlineData("012345678901234567890123456789012")]
    public async Task What_can_not_be_dialled_is_no_number(string number)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("POST", "/api/v1/test-calls", $$"""{"from":"1001","to":"{{number}}","via":"carrier-a"}""");
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal("to");
        host.Live.Placed.Should().BeNull();
    }

    [Fact]
    public async Task Every_problem_of_an_order_is_named_and_no_call_goes_out()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.SendAsync("POST", "/api/v1/test-calls", """{"from":"a>b","via":"nobody","seconds":-1}""");
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().BeEquivalentTo("from", "to", "via", "seconds");
        host.Live.Placed.Should().BeNull();
    }
}
