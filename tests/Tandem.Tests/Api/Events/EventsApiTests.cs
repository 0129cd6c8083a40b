using System.Net;

namespace Tandem.Tests.Api.Events;

public sealed class EventsApiTests
{
    [Fact]
    public async Task One_caller_who_listens_again_and_again_leaves_room_for_the_others()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        using HttpClient customer = await host.ClientOfAsync("customer", "acme");
        List<HttpResponseMessage> open = [];
        HttpStatusCode last = HttpStatusCode.OK;
        while (last == HttpStatusCode.OK && open.Count < 1000)
        {
            open.Add(await customer.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead));
            last = open[^1].StatusCode;
        }

        last.Should().Be(HttpStatusCode.ServiceUnavailable);
        using HttpResponseMessage other = await host.Client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        other.StatusCode.Should().Be(HttpStatusCode.OK);
        open.ForEach(static one => one.Dispose());
    }
}
