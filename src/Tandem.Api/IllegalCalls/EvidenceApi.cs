using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.Evidence;
using Tandem.Store.People;
using Tandem.Store.Reports;

namespace Tandem.Api.IllegalCalls;

/// <summary>The public key that evidence is signed with: PEM, and the SHA-256 of its DER form in hexadecimal.</summary>
public sealed record EvidenceKeyView(string Algorithm, string Pem, string Fingerprint);

/// <summary>Evidence of illegal calls that stands by itself: signed, and hung into the audit trail.</summary>
internal static class EvidenceApi
{
    private const string ZipType = "application/zip";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder evidence = api.MapGroup("/illegal-calls/evidence").WithTags("illegal-calls").NeedsView(Pages.IllegalCalls);
        evidence.MapGet("", EvidenceAsync).TakesLong().Produces<byte[]>(200, ZipType).ProducesProblem(400).ProducesProblem(503).WithSummary("Evidence of the illegal calls of a period, signed")
            .WithDescription(
                $"A zip with the records, the SIP messages that are kept, the bans and the audit trail of the period, and a manifest with the SHA-256 of each file, signed with the key of this switch and named by the audit trail. "
                + $"from inclusive, to exclusive, {IllegalPeriod.MostDays} days at most; without them the last {AttackPatternsApi.UsualDays} days. source: of one address. {EvidenceFiles.MostRecords} records at most. Sources of the "
                + "white list are left out, unless source names one. Whoever may see the audit trail too may have it. './tandem evidence FILE' looks at one.");
        evidence.MapGet("/key", KeyAsync).Produces<EvidenceKeyView>().ProducesProblem(503).WithSummary("The public key that evidence is signed with").WithDescription("It is made at the first use.");
    }

    private static async Task<IResult> EvidenceAsync(
        HttpContext context, EvidenceFiles files, IllegalAttemptQuery query, PlanHolder plan, TimeProvider time, string? from, string? to, string? source, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (!caller.May(Pages.Audit, PageAccess.View))
        {
            return Answers.Problem(StatusCodes.Status403Forbidden, $"Not allowed: the audit trail is in it, and the role '{caller.Rights.Name}' may not see the page '{Pages.Audit}'. Ask an administrator for the right.");
        }

        List<ProblemEntry> problems = [];
        DateTimeOffset now = time.GetUtcNow();
        IllegalPeriod period = IllegalPeriod.Read(from, to, source, AttackPatternsApi.UsualDays, now, problems);
        if (problems.Count == 0 && query.Count(period.From, period.To, period.Source, EvidenceFiles.MostRecords, stop) > EvidenceFiles.MostRecords)
        {
            problems.Add(new("from", string.Create(CultureInfo.InvariantCulture, $"There are more than {EvidenceFiles.MostRecords:N0} records in the period. Choose a shorter one, or one source.")));
        }

        if (problems.Count > 0)
        {
            return Answers.BadQuery(problems);
        }

        SystemParameters parameters = plan.Current.Parameters;
        try
        {
            return await files.MakeAsync(period, period.Source is null ? parameters.IsWhiteListed : static _ => false, caller.Who, stop) is { } package
                ? TypedResults.File(package, ZipType, string.Create(CultureInfo.InvariantCulture, $"evidence_{period.From.UtcDateTime:yyyy-MM-dd}_{period.To.UtcDateTime:yyyy-MM-dd}.zip"))
                : Answers.ComeAgain(context, "Other evidence is being made or fetched.");
        }
        catch (EvidenceKeyException failure)
        {
            return Answers.Problem(StatusCodes.Status503ServiceUnavailable, failure.Message);
        }
    }

    private static async Task<IResult> KeyAsync(EvidenceKey key, CancellationToken stop)
    {
        try
        {
            (string pem, string fingerprint) = await key.PublicAsync(stop);
            return TypedResults.Ok(new EvidenceKeyView("ECDSA P-256, SHA-256", pem, fingerprint));
        }
        catch (EvidenceKeyException failure)
        {
            return Answers.Problem(StatusCodes.Status503ServiceUnavailable, failure.Message);
        }
    }
}
