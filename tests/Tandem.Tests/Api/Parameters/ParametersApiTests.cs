using System.Net;

namespace Tandem.Tests.Api.Parameters;

public sealed class ParametersApiTests
{
    private const string Name = "SERVER_BILLING_HOLD_TIME_PRECISION";

    [Fact]
    public async Task A_parameter_is_effective_at_once_and_kept()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer before = await host.GetAsync($"/api/v1/parameters/{Name}");
        before.Json["value"]!.GetValue<string>().Should().Be("50");
        ApiAnswer put = await host.SendAsync("PUT", $"/api/v1/parameters/{Name}", """{"value":"200"}""", ifMatch: before.ETag);
        put.Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Parameters.Billing.HoldTimePrecision.Should().Be(200);
        (await host.SendAsync("PUT", $"/api/v1/parameters/{Name}", """{"value":1}""", ifMatch: before.ETag)).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await host.SendAsync("PUT", $"/api/v1/parameters/{Name}", """{"value":1}""")).Status.Should().Be(HttpStatusCode.OK);
        host.Holder.Current.Parameters.Billing.HoldTimePrecision.Should().Be(1);
    }

    [Theory]
    [InlineData("""{"value":"0"}""")]
    [InlineData("""{"value":"many"}""")]
    [InlineData("""{"value":null}""")]
    [InlineData("""{"value":[1]}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    public async Task A_value_out_of_range_changes_nothing(string body)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        (await host.SendAsync("PUT", $"/api/v1/parameters/{Name}", body)).Status.Should().Be(HttpStatusCode.BadRequest);
        host.Holder.Current.Parameters.Billing.HoldTimePrecision.Should().Be(50);
    }

    [Fact]
    public async Task Every_parameter_says_what_it_is()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        System.Text.Json.Nodes.JsonArray all = (await host.GetAsync("/api/v1/parameters")).Json["items"]!.AsArray();
        all.Select(one => one!["name"]!.GetValue<string>()).Should().Contain(
        [
            Name, "SERVER_BILLING_RECORD_ILLEGAL_CALL", "SERVER_BILLING_RECORD_ZERO_HOLD_TIME", "SERVER_BILLING_RECORD_SERVER_HANG_UP", "SERVER_BILLING_FREE_TIME",
            "SERVER_BILLING_FEE_UNIT", "SERVER_BILLING_PREVENT_OVERDRAFT_ADVANCE_TIME", "SS_REPLY_UNAUTHORIZED", "SS_SIP_SESSION_TTL",
        ]);
        all.Should().OnlyContain(one => one!["description"]!.GetValue<string>().Length > 0 && one["range"]!.GetValue<string>().Length > 0);
        all.Single(one => one!["name"]!.GetValue<string>() == "SS_SIP_TIMEOUT_RINGING")!["overrides"]!.ToJsonString().Should().Be(
            """[{"kind":"egressTrunks","field":"timeoutRinging","way":"instead"},{"kind":"phones","field":"timeoutRinging","way":"smallest"}]""");
        all.Single(one => one!["name"]!.GetValue<string>() == Name)!["overrides"]!.AsArray().Should().BeEmpty();
        (await host.GetAsync("/api/v1/parameters/NO_SUCH_THING")).Status.Should().Be(HttpStatusCode.NotFound);
    }
}
