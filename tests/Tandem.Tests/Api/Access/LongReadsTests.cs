using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tandem.Api.Access;

namespace Tandem.Tests.Api.Access;

public sealed class LongReadsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Two_run_at_once_and_the_third_has_its_turn_when_one_ends()
    {
        using var reads = new LongReads(_time);
        IDisposable? first = await reads.EnterAsync("ann", CancellationToken.None);
        using IDisposable? second = await reads.EnterAsync("joe", CancellationToken.None);
        Task<IDisposable?> third = reads.EnterAsync("eve", CancellationToken.None);
        third.IsCompleted.Should().BeFalse();

        first!.Dispose();
        first.Dispose();
        (await third).Should().NotBeNull();
        Task<IDisposable?> fourth = reads.EnterAsync("ann", CancellationToken.None);
        fourth.IsCompleted.Should().BeFalse("a turn that is ended twice is one turn");
        _time.Advance(LongReads.LongestWait);
        (await fourth).Should().BeNull();
    }

    [Fact]
    public async Task One_caller_has_few_and_leaves_room_for_the_others()
    {
        using var reads = new LongReads(_time);
        Task<IDisposable?>[] his = [.. Enumerable.Range(0, LongReads.MostOfOne).Select(_ => reads.EnterAsync("ann", CancellationToken.None))];
        (await reads.EnterAsync("ann", CancellationToken.None)).Should().BeNull();
        Task<IDisposable?> other = reads.EnterAsync("joe", CancellationToken.None);
        other.IsCompleted.Should().BeFalse("he waits for his turn");
        foreach (Task<IDisposable?> one in his)
        {
            (await one)?.Dispose();
        }

        (await other).Should().NotBeNull();
        using IDisposable? again = await reads.EnterAsync("ann", CancellationToken.None);
        again.Should().NotBeNull("what is over is not counted any more");
    }

    [Fact]
    public async Task Who_goes_while_he_waits_takes_up_no_place()
    {
        using var reads = new LongReads(_time);
        using IDisposable? first = await reads.EnterAsync("ann", CancellationToken.None);
        using IDisposable? second = await reads.EnterAsync("ann", CancellationToken.None);
        for (int i = 0; i < LongReads.MostOfAll; i++)
        {
            using var gone = new CancellationTokenSource();
            Task<IDisposable?> waiting = reads.EnterAsync("joe", gone.Token);
            await gone.CancelAsync();
            await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        }

        first!.Dispose();
        (await reads.EnterAsync("joe", CancellationToken.None)).Should().NotBeNull();
    }

    [Theory]
    [InlineData("GET", "/api/v1/cdrs/totals")]
    [InlineData("GET", "/api/v1/audit?action=plan")]
    [InlineData("POST", "/api/v1/verify")]
    public async Task Who_asks_for_too_much_at_once_is_told_when_to_come_again(string method, string path)
    {
        using var reads = new LongReads(_time);
        await using ApiHost host = await ApiHost.StartAsync(null, services => services.AddSingleton(reads));
        Task<IDisposable?>[] his = [.. Enumerable.Range(0, LongReads.MostOfOne).Select(_ => reads.EnterAsync("admin", CancellationToken.None))];
        ApiAnswer refused = await host.SendAsync(method, path, null);
        refused.Status.Should().Be(HttpStatusCode.TooManyRequests);
        refused.RetryAfter.Should().BePositive();
        foreach (Task<IDisposable?> one in his)
        {
            (await one)?.Dispose();
        }

        (await host.SendAsync(method, path, null)).Status.Should().Be(HttpStatusCode.OK);
    }
}
