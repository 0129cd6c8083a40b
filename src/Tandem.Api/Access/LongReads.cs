using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Api.Problems;

namespace Tandem.Api.Access;

/// <summary>
/// Turns of the reads that may go over millions of rows: each is a processor's work of a second or more, and calls need those too. Two run at once, others wait, some seconds at most; one caller has few
/// of them in all, so that a page that is read again and again leaves room for the others.
/// </summary>
internal sealed class LongReads(TimeProvider time) : IDisposable
{
    public const int AtOnce = 2;

    /// <summary>Of one caller, those that wait too.</summary>
    public const int MostOfOne = 4;

    /// <summary>Of all, those that wait too.</summary>
    public const int MostOfAll = 32;

    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(AtOnce);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _of = [];
    private int _all;

    /// <summary>A turn, which ends when it is disposed of; null when too many run or wait already, or none came in time.</summary>
    public async Task<IDisposable?> EnterAsync(string who, CancellationToken stop)
    {
        lock (_gate)
        {
            int his = _of.GetValueOrDefault(who);
            if (his >= MostOfOne || _all >= MostOfAll)
            {
                return null;
            }

            _of[who] = his + 1;
            _all++;
        }

        bool isIn = false;
        try
        {
            using var late = new CancellationTokenSource(LongestWait, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
            await _turn.WaitAsync(either.Token);
            isIn = true;
            return new Turn(this, who);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!isIn)
            {
                Leave(who);
            }
        }
    }

    public void Dispose() => _turn.Dispose();

    private void Leave(string who)
    {
        lock (_gate)
        {
            _all--;
            if (--_of[who] == 0)
            {
                _of.Remove(who);
            }
        }
    }

    private sealed class Turn(LongReads reads, string who) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                reads.Leave(who);
                reads._turn.Release();
            }
        }
    }
}

/// <summary>How routes say that they may take long.</summary>
internal static class LongReadsExtensions
{
    /// <summary>It is read in its turn; who gets none is told so (429) and when to come again.</summary>
    public static RouteHandlerBuilder TakesLong(this RouteHandlerBuilder route) => route.ProducesProblem(StatusCodes.Status429TooManyRequests).AddEndpointFilter(static async (context, next) =>
    {
        HttpContext http = context.HttpContext;
        LongReads reads = http.RequestServices.GetRequiredService<LongReads>();
        using IDisposable? turn = await reads.EnterAsync(Caller.Of(http).Who.Name, http.RequestAborted);
        return turn is null ? Answers.TooMany(http, "Too many such searches run at this moment. Wait for those that you began, or narrow them down by a time or an account.") : await next(context);
    });
}
