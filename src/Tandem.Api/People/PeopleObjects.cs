using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tandem.Api.Paging;
using Tandem.Api.PlanObjects;
using Tandem.Api.Problems;
using Tandem.Store.People;

namespace Tandem.Api.People;

/// <summary>What users, roles and API keys have in common as objects of the API: their list, their ETag, how one is added, changed and deleted, and what is answered.</summary>
/// <param name="noun">What one is called.</param>
/// <param name="path">Where they are.</param>
/// <param name="nameOf">An object's name.</param>
/// <param name="view">An object as it is shown.</param>
/// <param name="parts">What an edit would change: the ETag is made of it.</param>
internal sealed class PeopleObjects<T, TView>(string noun, string path, Func<T, string> nameOf, Func<T, TView> view, Func<T, IEnumerable<string>> parts)
    where T : class
{
    public Results<Ok<Page<TView>>, ProblemHttpResult> List(IEnumerable<T> all, int? limit, string? cursor, Func<T, TView>? shown = null) => PageRules.Read(limit, cursor) is (int most, long from)
        ? TypedResults.Ok(PageRules.Cut<TView>([.. all.Select(shown ?? view)], most, from))
        : PageRules.Bad(limit, cursor);

    public Results<Ok<TView>, ProblemHttpResult> Get(T? found, string name, HttpContext context, Func<T, TView>? shown = null) =>
        found is null ? Answers.NotFound(noun, name) : Shown(found, context, shown);

    /// <summary>A name in the body must be that of the path.</summary>
    public void CheckName(string? given, string name, List<ProblemEntry> problems)
    {
        if (given is not null && !given.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(new("name", $"The path says '{name}': {Answers.WithArticle(noun)} keeps its name."));
        }
    }

    /// <summary>For the store: adds what is not there yet.</summary>
    public static Func<T?, (PeopleFault Fault, T? After)> Adding(T made) => before => before is null ? (PeopleFault.None, made) : (PeopleFault.Exists, before);

    /// <summary>For the store: changes what is there, and is still what If-Match names.</summary>
    public Func<T?, (PeopleFault Fault, T? After)> Changing(HttpContext context, Func<T, T> change) =>
        before => FaultOf(before, context) is var fault && fault == PeopleFault.None && before is not null ? (fault, change(before)) : (fault, before);

    /// <summary>For the store: takes out what is there, and is still what If-Match names.</summary>
    public Func<T?, (PeopleFault Fault, T? After)> Deleting(HttpContext context) => before => (FaultOf(before, context), null);

    public Results<Created<TView>, ProblemHttpResult> Added((PeopleFault Fault, T? Made) change, string name, HttpContext context, Func<T, TView>? shown = null)
    {
        if (change is not (PeopleFault.None, { } made))
        {
            return Refused(change.Fault, name);
        }

        context.Response.Headers.ETag = Tag(made);
        return TypedResults.Created($"/api/v1/{path}/{Uri.EscapeDataString(nameOf(made))}", (shown ?? view)(made));
    }

    public Results<Ok<TView>, ProblemHttpResult> Changed((PeopleFault Fault, T? After) change, string name, HttpContext context) =>
        change is (PeopleFault.None, { } after) ? Shown(after, context) : Refused(change.Fault, name);

    public Results<NoContent, ProblemHttpResult> Deleted((PeopleFault Fault, T? After) change, string name) =>
        change.Fault == PeopleFault.None ? TypedResults.NoContent() : Refused(change.Fault, name);

    private Ok<TView> Shown(T one, HttpContext context, Func<T, TView>? shown = null)
    {
        context.Response.Headers.ETag = Tag(one);
        return TypedResults.Ok((shown ?? view)(one));
    }

    private PeopleFault FaultOf(T? before, HttpContext context)
    {
        string match = context.Request.Headers.IfMatch.ToString();
        return before is null ? PeopleFault.NotFound : match.Length > 0 && match != "*" && match != Tag(before) ? PeopleFault.Stale : PeopleFault.None;
    }

    private string Tag(T one) => PlanEdit.Tag(new JsonObject { ["is"] = string.Join('\n', parts(one)) });

    private ProblemHttpResult Refused(PeopleFault fault, string name) => fault switch
    {
        PeopleFault.NotFound => Answers.NotFound(noun, name),
        PeopleFault.Exists => Answers.Exists(noun, name),
        PeopleFault.Stale => Answers.Stale(),
        PeopleFault.NoSuchRole => Answers.BadValue("role", "There is no such role."),
        PeopleFault.LastAdministrator => Answers.Problem(StatusCodes.Status409Conflict, "Nobody would be left who may change users; give somebody else that right first."),
        PeopleFault.InUse => Answers.Problem(StatusCodes.Status409Conflict, $"Users or API keys have the {noun} '{name}'; nothing was changed."),
        PeopleFault.BuiltIn => Answers.Problem(StatusCodes.Status409Conflict, $"The {noun} '{name}' is built in and stays as it is; make one of another name."),
        _ => Answers.Problem(StatusCodes.Status403Forbidden, "Not allowed: that is more than you may do yourself."),
    };
}
