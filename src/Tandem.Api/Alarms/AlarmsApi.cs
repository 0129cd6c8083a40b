using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Json;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Routing.Alarms;
using Tandem.Store.Alarms;
using Tandem.Store.People;

namespace Tandem.Api.Alarms;

/// <summary>Alarms that are there and those that were; taking note of one, ending one, and raising one from outside (VOS3000: GetAlarmCurrent, CreateAlarm).</summary>
internal static class AlarmsApi
{
    private const string Noun = "open alarm";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder alarms = api.MapGroup("/alarms").WithTags("alarms");
        alarms.MapGet("", Current).NeedsView(Pages.Alarms).ProducesProblem(400).WithSummary("The alarms that are there, gravest first");
        alarms.MapGet("/history", History).NeedsView(Pages.Alarms).ProducesProblem(400).WithSummary("Alarms that have gone, newest first")
            .WithDescription("from and to are of their beginning; type, object and level (at least) choose.");
        alarms.MapGet("/types", Types).NeedsView(Pages.Alarms).WithSummary("The types of alarms, with VOS3000's codes");
        alarms.MapGet("/{id:long}", Get).NeedsView(Pages.Alarms).ProducesProblem(404).WithSummary("One alarm, whether it is there or was");
        alarms.MapPost("", RaiseAsync).NeedsEdit(Pages.Alarms).Produces<RaisedAlarmView>().ProducesProblem(400).ProducesProblem(409).WithSummary("Raise an alarm from outside")
            .WithDescription("One for each object: raised again it is the same one, with the new level, detail and value. It stays until it is cleared. Who is told is what the settings of type 30000 say.");
        alarms.MapPost("/{id:long}/acknowledge", AcknowledgeAsync).NeedsEdit(Pages.Alarms).ProducesProblem(400).ProducesProblem(404).WithSummary("Take note of an alarm")
            .WithDescription("It stays until its cause is gone. Again: the new memo replaces the old one.");
        alarms.MapPost("/{id:long}/clear", ClearAsync).NeedsEdit(Pages.Alarms).ProducesProblem(404).WithSummary("End an alarm")
            .WithDescription("It does not come back before its value has been inside the bounds.");
    }

    /// <summary>What must be clean and short: it goes into mails and logs.</summary>
    internal static bool IsText(string text, int longest) => text.Length <= longest && !text.Any(static letter => char.IsControl(letter) && letter != '\n');

    private static Results<Ok<Page<RaisedAlarmView>>, ProblemHttpResult> Current(AlarmBook book, int? limit, string? cursor) => PageRules.Read(limit, cursor) is (int most, long from)
        ? TypedResults.Ok(PageRules.Cut<RaisedAlarmView>([.. book.Open().Select(RaisedAlarmView.Of)], most, from))
        : PageRules.Bad(limit, cursor);

    private static Results<Ok<Page<RaisedAlarmView>>, ProblemHttpResult> History(
        AlarmStore store, string? from, string? to, int? type, string? @object, int? level, int? limit, string? cursor, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        var filter = new AlarmFilter(
            string.IsNullOrEmpty(from) ? null : TimeConverter.Query("from", from, problems), string.IsNullOrEmpty(to) ? null : TimeConverter.Query("to", to, problems), type,
            string.IsNullOrEmpty(@object) ? null : @object, level);
        if (problems.Count > 0)
        {
            return Answers.BadQuery(problems);
        }

        if (PageRules.Read(limit, cursor) is not (int most, long before))
        {
            return PageRules.Bad(limit, cursor);
        }

        // One more than asked for tells whether there is a page after it.
        IReadOnlyList<Alarm> found = store.History(filter, before, most + 1, stop);
        string? next = found.Count > most ? $"{found[most - 1].Id}" : null;
        return TypedResults.Ok(new Page<RaisedAlarmView>([.. found.Take(most).Select(RaisedAlarmView.Of)], next));
    }

    private static Ok<Page<AlarmTypeView>> Types() => TypedResults.Ok(new Page<AlarmTypeView>([.. AlarmType.All.Select(AlarmTypeView.Of)], null));

    private static Results<Ok<RaisedAlarmView>, ProblemHttpResult> Get(long id, AlarmBook book) =>
        book.Find(id) is { } alarm ? TypedResults.Ok(RaisedAlarmView.Of(alarm)) : Answers.NotFound("alarm", $"{id}");

    private static async Task<Results<Ok<RaisedAlarmView>, Created<RaisedAlarmView>, ProblemHttpResult>> RaiseAsync(AlarmOrder body, HttpContext context, AlarmBook book, TimeProvider time, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        string about = body.Object ?? "";
        if (about.Length == 0 || about.Contains('\n', StringComparison.Ordinal) || !IsText(about, Alarm.LongestObject))
        {
            problems.Add(new("object", $"What it is about, in 1 to {Alarm.LongestObject} characters."));
        }

        if (!Enum.IsDefined((AlarmLevel)body.Level))
        {
            problems.Add(new("level", "0 general, 1 minor, 2 major or 3 critical."));
        }

        if (!IsText(body.Detail ?? "", Alarm.LongestText))
        {
            problems.Add(new("detail", $"Up to {Alarm.LongestText} characters."));
        }

        if (body.Value is { } value && !IsValue(value))
        {
            problems.Add(new("value", "Up to 1000000000, with at most 8 decimals."));
        }

        if (problems.Count > 0)
        {
            return Answers.Invalid(problems);
        }

        var order = new Alarm(0, AlarmType.Outside, about, (AlarmLevel)body.Level, body.Value ?? 0, time.GetUtcNow()) { Detail = body.Detail ?? "" };
        if (await book.RaiseOutsideAsync(order, Caller.Of(context).Who, stop) is not (Alarm alarm, bool isNew))
        {
            return Answers.Problem(StatusCodes.Status409Conflict, $"There are {AlarmBook.MostOutside} alarms from outside: clear some first.");
        }

        return isNew ? TypedResults.Created($"/api/v1/alarms/{alarm.Id}", RaisedAlarmView.Of(alarm)) : TypedResults.Ok(RaisedAlarmView.Of(alarm));
    }

    private static async Task<Results<Ok<RaisedAlarmView>, ProblemHttpResult>> AcknowledgeAsync(long id, AlarmMemo? body, HttpContext context, AlarmBook book, CancellationToken stop)
    {
        string memo = body?.Memo ?? "";
        return !IsText(memo, Alarm.LongestText) ? Answers.BadValue("memo", $"Up to {Alarm.LongestText} characters.")
            : await book.AcknowledgeAsync(id, memo, Caller.Of(context).Who, stop) is { } alarm ? TypedResults.Ok(RaisedAlarmView.Of(alarm))
            : Answers.NotFound(Noun, $"{id}");
    }

    private static async Task<Results<Ok<RaisedAlarmView>, ProblemHttpResult>> ClearAsync(long id, HttpContext context, AlarmBook book, CancellationToken stop) =>
        await book.ClearAsync(id, Caller.Of(context).Who, stop) is { } alarm ? TypedResults.Ok(RaisedAlarmView.Of(alarm)) : Answers.NotFound(Noun, $"{id}");

    private static bool IsValue(decimal value) => Math.Abs(value) <= 1_000_000_000m && decimal.Round(value, 8) == value;
}
