using System.Net;
using Microsoft.Extensions.Time.Testing;

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

    [Fact]
    public async Task A_line_on_which_nothing_happens_has_a_comment_each_fifteen_seconds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using ApiHost host = await ApiHost.StartWithPlanAsync(time);
        using HttpResponseMessage answer = await host.Client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await EventAsync(lines)).Should().Equal("event: hello", "data: {}");
        for (int beat = 0; beat < 2; beat++)
        {
            Task<List<string>> next = EventAsync(lines);
            time.Advance(TimeSpan.FromSeconds(14));
            next.IsCompleted.Should().BeFalse("nothing has happened");
            time.Advance(TimeSpan.FromSeconds(1));
            (await next).Should().Equal(":");
        }
    }

    [Fact]
    public async Task Who_may_not_listen_any_more_is_not_listened_with_even_when_nothing_happens()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using ApiHost host = await ApiHost.StartWithPlanAsync(time);
        string key = (await host.SendAsync("POST", "/api/v1/api-keys", """{"name":"wall","role":"operator"}""")).Json["key"]!.ToString();
        using HttpClient client = host.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using HttpResponseMessage answer = await client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await EventAsync(lines);
        (await host.SendAsync("DELETE", "/api/v1/api-keys/wall", null)).Status.Should().Be(HttpStatusCode.NoContent);
        Task<string> rest = lines.ReadToEndAsync();
        time.Advance(TimeSpan.FromSeconds(15));
        (await rest).Should().BeEmpty();
    }

    /// <summary>The lines up to the next empty one.</summary>
    private static async Task<List<string>> EventAsync(StreamReader from)
    {
        List<string> lines = [];
        while (await from.ReadLineAsync() is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
