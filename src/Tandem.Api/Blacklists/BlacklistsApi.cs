using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Blacklists;
using Tandem.Store.Blacklists;
using Tandem.Store.People;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Blacklists;

/// <summary>The black and white lists of numbers: listed, added by hand, lifted.</summary>
internal static class BlacklistsApi
{
    private const string Path = "/blacklists/numbers";
    private const int LongestComment = 200;
    private const int LongestNumber = 32;
    private const int MostSeconds = 31_536_000;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder numbers = api.MapGroup(Path).WithTags("blacklists");
        numbers.MapGet("", List).NeedsView(Pages.Blacklists).ProducesProblem(400).WithSummary("Numbers on the black and white lists, newest first")
            .WithDescription("Filters: list (black, white), side (caller, callee), reason (manual, maliciousCall, concurrent, noAnswer), number (the whole number).");
        numbers.MapPost("", AddAsync).NeedsEdit(Pages.Blacklists).ProducesProblem(400).ProducesProblem(409).WithSummary("Put a number on a list")
            .WithDescription("The number as records have it, after the trunk's rewriting. A prefix and * means all numbers that begin so; where several lines fit, the longest counts, and the white list wins. Black: its calls are refused. White: no black list refuses it and no detector counts it. seconds is for ever without a word. A line that is there is replaced.");
        numbers.MapDelete("", LiftAsync).NeedsEdit(Pages.Blacklists).ProducesProblem(404).WithSummary("Take a number off a list")
            .WithDescription("?list=&side=&number= as the list has it; standalone=true for a standalone line.");
    }

    private static Results<Ok<Page<NumberLineView>>, ProblemHttpResult> List(ILiveNumbers book, string? list, string? side, string? reason, string? number, int? limit, string? cursor)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        if (!string.IsNullOrEmpty(list) && NumberWords.List(list) is null)
        {
            return Answers.BadQuery("list", "black or white.");
        }

        if (!string.IsNullOrEmpty(side) && NumberWords.Side(side) is null)
        {
            return Answers.BadQuery("side", "caller or callee.");
        }

        if (!string.IsNullOrEmpty(reason) && NumberWords.Reason(reason) is null)
        {
            return Answers.BadQuery("reason", $"One of {string.Join(", ", Enum.GetValues<NumberReason>().Select(NumberWords.Of))}.");
        }

        bool? isBlack = NumberWords.List(list);
        NumberSide? wantedSide = NumberWords.Side(side);
        NumberReason? wantedReason = NumberWords.Reason(reason);
        return TypedResults.Ok(PageRules.Cut<NumberLineView>(
            [.. book.All()
                .Where(line => (isBlack is null || line.Key.IsBlack == isBlack) && (wantedSide is null || line.Key.Side == wantedSide) && (wantedReason is null || line.Reason == wantedReason)
                    && (string.IsNullOrEmpty(number) || line.Key.Number == number))
                .Select(NumberLineView.Of)],
            most,
            from));
    }

    private static async Task<Results<Created<NumberLineView>, ProblemHttpResult>> AddAsync(NumberLineOrder body, HttpContext context, ILiveNumbers book, NumberLineStore store, TimeProvider time, Deeds deeds)
    {
        List<ProblemEntry> problems = [];
        bool isBlack = NumberWords.List(body.List ?? "black") ?? Missing(problems, "list", "black or white.");
        NumberSide? side = NumberWords.Side(body.Side ?? "caller");
        if (side is null)
        {
            problems.Add(new("side", "caller or callee."));
        }

        string number = body.Number?.Trim() ?? "";
        if (number.Length is 0 or > LongestNumber || number == "*" || !number.All(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '*' or '#' or '.' or '_' or '-'))
        {
            problems.Add(new("number", $"A number as records have it, 1 to {LongestNumber} digits, letters, + * # . _ or -, or a prefix and * for all numbers that begin so."));
        }

        if (body.Seconds is < 1 or > MostSeconds)
        {
            problems.Add(new("seconds", $"1 to {MostSeconds} (a year), or left out: for ever."));
        }

        if (body.Comment?.Length > LongestComment)
        {
            problems.Add(new("comment", $"Up to {LongestComment} characters."));
        }

        if (problems.Count > 0 || side is not { } known)
        {
            return Answers.Invalid(problems);
        }

        Caller caller = Caller.Of(context);
        DateTimeOffset now = time.GetUtcNow();
        var line = new NumberLine(
            new(isBlack, known, number, IsStandalone: false), NumberReason.Manual, now, body.Seconds is { } seconds ? now.AddSeconds(seconds) : null, 0, caller.Who.Name, body.Comment ?? "");
        if (!book.Put(line))
        {
            return Answers.Problem(StatusCodes.Status409Conflict, $"{book.MostByHand} numbers are on the lists by hand already; take some off first. Nothing was changed.");
        }

        await StoreAsync(store, line.Key, line);
        await deeds.NoteAsync(
            caller.Who, "number-list", number,
            $"{NumberWords.Of(known)} on the {NumberWords.List(isBlack)} list {(line.Until is { } until ? $"until {Json.TimeConverter.Text(until)}" : "for ever")}{(line.Comment.Length > 0 ? $": {line.Comment}" : "")}");
        return TypedResults.Created($"/api/v1{Path}?list={NumberWords.List(isBlack)}&side={NumberWords.Of(known)}&number={Uri.EscapeDataString(number)}", NumberLineView.Of(line));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LiftAsync(
        string number, HttpContext context, ILiveNumbers book, NumberLineStore store, Deeds deeds, string? list = "black", string? side = "caller", bool standalone = false)
    {
        if (NumberWords.List(list) is not { } isBlack || NumberWords.Side(side) is not { } known || book.Lift(new(isBlack, known, number, standalone)) is not { } line)
        {
            return Answers.NotFound($"{side} of the {list} list", number);
        }

        if (!standalone)
        {
            await StoreAsync(store, line.Key, null);
        }

        await deeds.NoteAsync(Caller.Of(context).Who, "number-list", number, $"{NumberWords.Of(known)} off the {NumberWords.List(isBlack)} list");
        return TypedResults.NoContent();
    }

    private static bool Missing(List<ProblemEntry> problems, string path, string what)
    {
        problems.Add(new(path, what));
        return false;
    }

    /// <summary>At once, so that it holds whatever happens now; what the database does not take, the switch stores when it can.</summary>
    private static async Task StoreAsync(NumberLineStore store, NumberKey key, NumberLine? line)
    {
        try
        {
            await store.SaveAsync([(key, line)], CancellationToken.None);
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out _))
        {
            // Said by the keeper of the lists, which tries again each second.
        }
    }
}
