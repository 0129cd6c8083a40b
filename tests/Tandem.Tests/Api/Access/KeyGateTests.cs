using System.Net;

namespace Tandem.Tests.Api.Access;

public sealed class KeyGateTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer test-key-and-more")]
    [InlineData("Basic test-key")]
    [InlineData("test-key")]
    public async Task Nothing_under_api_answers_without_the_key(string? authorization)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        foreach (string path in new[] { "/api/v1/cdrs", "/api/v1/plan", "/api/v1/there-is-no-such-thing", "/API/v1/calls", "/openapi/v1.json", "/OpenApi/v1.json" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            host.Client.DefaultRequestHeaders.Authorization = null;
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            using HttpResponseMessage answer = await host.Client.SendAsync(request);
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized, path);
            answer.Headers.WwwAuthenticate.ToString().Should().StartWith("Bearer");
            answer.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json");
        }
    }

    [Theory]
    [InlineData("//api/v1/calls")]
    [InlineData("/api//v1/calls")]
    [InlineData("/api/v1//calls")]
    [InlineData("/%61pi/v1/calls")]
    [InlineData("/api/v1/session/../calls")]
    [InlineData("/api/v1/session%2F..%2Fcalls")]
    [InlineData("/metrics/../api/v1/calls")]
    public async Task No_way_of_writing_a_path_leads_past_it(string path)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Live.Calls.Add(FakeSwitch.Call("a1"));
        host.Client.DefaultRequestHeaders.Authorization = null;
        ApiAnswer answer = await host.GetAsync(path);
        ((int)answer.Status).Should().BeInRange(400, 499);
        answer.Body.Should().NotContain("acme");
    }

    [Fact]
    public async Task The_key_opens_whatever_the_case_of_its_scheme()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        (await host.GetAsync("/api/v1/calls")).Status.Should().Be(HttpStatusCode.OK);
        host.Client.DefaultRequestHeaders.Authorization = new("bearer", ApiHost.Key);
        (await host.GetAsync("/api/v1/calls")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    public async Task Health_and_metrics_need_no_key(string path)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Client.DefaultRequestHeaders.Authorization = null;
        (await host.GetAsync(path)).Status.Should().Be(HttpStatusCode.OK);
    }
}
