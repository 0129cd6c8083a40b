using System.Net;

namespace Tandem.Tests.Api.Health;

public sealed class HealthApiTests
{
    [Fact]
    public async Task Ready_says_whether_calls_are_taken()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        (await host.GetAsync("/readyz")).Status.Should().Be(HttpStatusCode.OK);
        host.Live.IsReady = false;
        (await host.GetAsync("/readyz")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await host.GetAsync("/healthz")).Status.Should().Be(HttpStatusCode.OK);
    }
}
