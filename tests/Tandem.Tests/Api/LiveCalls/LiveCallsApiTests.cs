using System.Net;

namespace Tandem.Tests.Api.LiveCalls;

public sealed class LiveCallsApiTests
{
    [Fact]
    public async Task Calls_in_progress_are_listed_and_one_can_be_ended()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Live.Calls.Add(FakeSwitch.Call("a1"));
        host.Live.Calls.Add(FakeSwitch.Call("a2", "Answered"));
        ApiAnswer list = await host.GetAsync("/api/v1/calls");
        list.Json["items"]!.AsArray().Select(call => call!["id"]!.GetValue<string>()).Should().Equal("a1", "a2");
        (await host.SendAsync("DELETE", "/api/v1/calls/a1", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.SendAsync("DELETE", "/api/v1/calls/a1", null)).Status.Should().Be(HttpStatusCode.NotFound);
        host.Live.Calls.Should().ContainSingle();
    }
}
