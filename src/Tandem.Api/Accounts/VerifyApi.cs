using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Cdrs;
using Tandem.Api.Problems;
using Tandem.Store.Accounts;
using Tandem.Store.Cdrs;
using Tandem.Store.People;

namespace Tandem.Api.Accounts;

/// <summary>A stored figure that is not what its sources give.</summary>
public sealed record DifferenceView(string Subject, string What, string Stored, string Derived);

/// <summary>What verifying found; nothing, when all is well.</summary>
public sealed record VerifyView(IReadOnlyList<DifferenceView> Differences);

/// <summary>Derives every balance from the ledger and every charge from its record again.</summary>
internal static class VerifyApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/verify", VerifyAsync).TakesLong().NeedsView(Pages.Payments).WithTags("accounts").ProducesProblem(503).WithSummary("Verify balances and charges")
            .WithDescription("Waits until all ended calls are stored, then derives balances from the ledger and charges from the records, and answers every difference.");

    private static async Task<Results<Ok<VerifyView>, ProblemHttpResult>> VerifyAsync(
        HttpContext context, Ledger ledger, CdrWriter writer, TimeProvider time, CancellationToken stop)
    {
        if (!await StoredRecords.WaitAsync(writer, time, stop))
        {
            return Answers.ComeAgain(context, $"{writer.Waiting} records wait for the database, which takes none now; nothing was verified.");
        }

        IReadOnlyList<Difference> found = await ledger.VerifyAsync(stop);
        return TypedResults.Ok(new VerifyView([.. found.Select(one => new DifferenceView(one.Subject, one.What, one.Stored, one.Derived))]));
    }
}
