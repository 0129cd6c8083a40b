using Microsoft.AspNetCore.Http.HttpResults;
using Tandem.Api.Problems;

namespace Tandem.Api.Paging;

/// <summary>A list's answer: <paramref name="Next"/> is the cursor of the following page, null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>How much of a list is asked for.</summary>
internal static class PageRules
{
    public const int DefaultLimit = 100;

    /// <summary>Null when limit or cursor can't be used.</summary>
    public static (int Limit, long Cursor)? Read(int? limit, string? cursor, int most = 1000)
    {
        long from = 0;
        bool usable = limit is null or > 0 && (string.IsNullOrEmpty(cursor) || (long.TryParse(cursor, out from) && from >= 0));
        return usable ? (Math.Min(limit ?? DefaultLimit, most), from) : null;
    }

    /// <summary>A page of a list that is in memory; the cursor is the place in it.</summary>
    public static Page<T> Cut<T>(IReadOnlyList<T> all, int limit, long cursor)
    {
        int from = (int)Math.Min(cursor, all.Count);
        return new([.. all.Skip(from).Take(limit)], all.Count - from > limit ? $"{from + limit}" : null);
    }

    /// <summary>What is wrong with them, an entry for each.</summary>
    public static ProblemHttpResult Bad(int? limit, string? cursor)
    {
        List<ProblemEntry> problems = [];
        if (limit is <= 0)
        {
            problems.Add(new("limit", "A number from 1."));
        }

        if (problems.Count == 0 || Read(null, cursor) is null)
        {
            problems.Add(new("cursor", "The 'next' of the page before."));
        }

        return Answers.BadQuery(problems);
    }
}
