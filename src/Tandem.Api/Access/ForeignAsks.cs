using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tandem.Api.Audit;
using Tandem.Store.Audit;

namespace Tandem.Api.Access;

/// <summary>
/// Notes that somebody who is limited to some accounts has asked for what is another's: the first of an hour in log and audit trail, each with its line; how many followed stands in the first line of the
/// next hour. So who tries all numbers there are fills neither. In memory: a restart forgets the count.
/// </summary>
internal sealed class ForeignAsks(Deeds deeds, TimeProvider time, ILogger<Caller> logger)
{
    /// <summary>Lines of one caller in an hour.</summary>
    public const int MostOfOne = 20;

    public const string Action = "refused-foreign";

    private const int LongestName = 128;
    private const int MostKept = 1000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset Since, int Count)> _of = [];
    private Task _last = Task.CompletedTask;

    /// <summary>Over when the latest line is in the trail.</summary>
    public Task Settled
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <summary>The line is written once the answer is out, so that its time tells no more than its words.</summary>
    public void Note(HttpContext context, Author who, string what, string name)
    {
        if (Count(who.Name) is not string more)
        {
            return;
        }

        string shown = name.Length > LongestName ? name[..LongestName] : name;
        logger.Foreign(who.Name, who.Address, what, shown);
        var noted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _last = noted.Task;
        }

        context.Response.OnCompleted(async () =>
        {
            try
            {
                await deeds.NoteAsync(who, Action, $"{what} {shown}", "not of his accounts: answered as if it were not there" + more);
            }
            finally
            {
                noted.SetResult();
            }
        });
    }

    /// <summary>What is to be said besides; null when enough of the caller's have been noted in this hour.</summary>
    private string? Count(string who)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            _of.TryGetValue(who, out (DateTimeOffset Since, int Count) row);
            if (row.Count > 0 && now - row.Since < Hour)
            {
                _of[who] = (row.Since, row.Count + 1);
                return row.Count >= MostOfOne ? null : row.Count == MostOfOne - 1 ? "; what follows within an hour of the first is counted only" : "";
            }

            if (row.Count == 0 && _of.Count >= MostKept)
            {
                _of.Remove(_of.MinBy(static pair => pair.Value.Since).Key);
            }

            _of[who] = (now, 1);
            return row.Count > MostOfOne ? $"; {row.Count - MostOfOne} more had followed the last line" : "";
        }
    }
}
