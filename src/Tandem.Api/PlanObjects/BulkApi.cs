using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Plans;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.Plan;

namespace Tandem.Api.PlanObjects;

/// <summary>Many objects of one kind in one revision, all or none.</summary>
internal static class BulkApi
{
    private const int MostTries = 8;

    /// <summary>More rows come in more requests.</summary>
    private const int MostRows = 10_000;

    public static void Map(RouteGroupBuilder group, PlanKind kind) =>
        group.MapPatch("", (BulkEdit body, HttpContext context, PlanHolder holder, PlanStore store, CancellationToken stop, bool dryRun = false) =>
                PatchAsync(kind, body, context, holder, store, dryRun, stop))
            .NeedsEdit(kind.Page).WithMetadata(new RequestSizeLimitAttribute(PlanApi.LargestPlan))
            .Produces<BulkChanged>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412)
            .WithSummary($"Change, add and remove many {kind.Path}")
            .WithDescription($"As one revision: all rows or none, at most {MostRows}. Each value has fields of {kind.Type}. What is wrong is named by its row: rows[3].capacity. "
                + "With dryRun=true nothing is changed; the ETag that each row is answered with may then be the ifMatch of the row. "
                + "The header Tandem-Revision names the revision that was made.");

    private static async Task<IResult> PatchAsync(
        PlanKind kind, BulkEdit body, HttpContext context, PlanHolder holder, PlanStore store, bool isDryRun, CancellationToken stop)
    {
        if (body.Rows is not { Count: > 0 and <= MostRows } rows)
        {
            return Answers.BadValue("rows", $"From 1 to {MostRows} rows.");
        }

        for (int attempt = 0; attempt < MostTries; attempt++)
        {
            SwitchPlan before = holder.Current;
            var edit = new BulkRows(before.Document, kind, rows);
            if (edit.Status != 0)
            {
                return Answers.Problem(edit.Status, $"{Count(edit.Problems.Count)} can't be done; nothing was changed.", edit.Problems);
            }

            (PlanDocument? plan, IReadOnlyList<ProblemEntry> problems) = edit.Read();
            if (plan is null)
            {
                return Refused(rows, problems);
            }

            if (await store.SaveAsync(plan, Caller.Of(context).Who, before.Revision, isDryRun, stop, isDryRun ? "" : $"bulk edit of {rows.Count} {kind.Path}") is PlanSaved saved)
            {
                if (saved.Refused.Count > 0)
                {
                    return Refused(rows, edit.ByRow(Answers.Entries(saved.Refused, withPlace: false)));
                }

                if (!isDryRun)
                {
                    UndoApi.Tell(context, saved);
                }

                IReadOnlyList<PlanChangeView> changes = PlanApi.View(saved).Changes;
                return TypedResults.Ok(new BulkChanged(saved.Revision, changes, edit.Outcomes(changes)));
            }
        }

        return Answers.Busy();
    }

    /// <summary>Where only removals were asked for, what is left over refers to something removed.</summary>
    private static IResult Refused(IReadOnlyList<BulkRow> rows, IReadOnlyList<ProblemEntry> problems) =>
        rows.All(static row => row.Action == BulkAction.Remove)
            ? Answers.Problem(StatusCodes.Status409Conflict, "Some of them are still in use; nothing was changed.", problems)
            : Answers.Invalid(problems);

    private static string Count(int rows) => rows == 1 ? "A row" : $"{rows} rows";
}
