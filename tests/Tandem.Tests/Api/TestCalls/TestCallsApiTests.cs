using System.Net;

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
