using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Cdrs;
using Tandem.Api.Json;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.Accounts;
using Tandem.Store.People;

namespace Tandem.Api.Accounts;

/// <summary>The ledger of all accounts that its caller sees: who paid what, when, and what else moved money.</summary>
internal static class LedgerApi
{
    private const string AllButCalls = "notOfCalls";
    private static readonly string[] Kinds = [.. Enum.GetValues<PaymentKind>().Select(EntryKinds.Of), EntryKinds.Call, EntryKinds.Cost];

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/ledger", ListAsync).TakesLong().NeedsViewOfOwn(Pages.Payments).WithTags("accounts").Produces<Page<LedgerEntryView>>().ProducesProblem(400).ProducesProblem(404)
            .WithSummary("What moved money, over all accounts, newest first")
            .WithDescription(
                $"Filters: from, to, account, kind ({string.Join(", ", Kinds)}, or {AllButCalls} for all but call and cost), currency, amount (the same amount, on or off), reference; a reference that ends in * is a beginning. "
                + "Entries come in the order in which they were booked. format is json (default) or csv, also by Accept; csv carries the cursor in the Tandem-Next header.");

    private static async Task<IResult> ListAsync(
        HttpContext context, Ledger ledger, string? from, string? to, string? account, string? kind, string? currency, string? amount, string? reference,
        int? limit, string? cursor, string? format, CancellationToken stop)
    {
        if (PageRules.Read(limit, cursor, Ledger.MostEntries) is not (int most, long before))
        {
            return PageRules.Bad(limit, cursor);
        }

        List<ProblemEntry> problems = [];
        var filter = new LedgerFilter
        {
            From = TimeConverter.Query("from", from, problems),
            To = TimeConverter.Query("to", to, problems),
            Accounts = Given(account) is { } one ? [one] : null,
            Currency = Given(currency),
            Reference = Given(reference),
            Amount = Money(amount, problems),
            WithoutCalls = kind == AllButCalls,
            Kind = kind == AllButCalls ? null : Given(kind),
        };
        if (filter.Kind is { } asked && !Kinds.Contains(asked))
        {
            problems.Add(new("kind", $"One of {string.Join(", ", Kinds)} and {AllButCalls}."));
        }

        if (filter.From > filter.To)
        {
            problems.Add(new("to", "It is before 'from'."));
        }

        bool isCsv = format is null ? context.Request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase) : format == "csv";
        if (format is not (null or "json" or "csv"))
        {
            problems.Add(new("format", "json or csv."));
        }

        if (problems.Count > 0)
        {
            return Answers.BadQuery(problems);
        }

        Caller caller = Caller.Of(context);
        if (Given(account) is { } name && !caller.Owns(name))
        {
            return Own.Foreign(context, "account", name);
        }

        IReadOnlyList<LedgerEntry> found = await ledger.FindAsync(filter with { Accounts = filter.Accounts ?? caller.Accounts }, most, before, stop);
        IEnumerable<LedgerEntryView> entries = found.Select(LedgerEntryView.Of);
        string? next = found.Count == most ? found[^1].Id.ToString() : null;
        if (!isCsv)
        {
            return TypedResults.Ok(new Page<LedgerEntryView>([.. entries], next));
        }

        context.Response.Headers[CdrsApi.NextHeader] = next;
        return TypedResults.Text(LedgerCsv.Of(entries, withHeader: before == 0), "text/csv");
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static decimal? Money(string? text, List<ProblemEntry> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (MoneyConverter.TryRead(text, out decimal amount) && Ledger.IsPayable(amount))
        {
            return amount;
        }

        problems.Add(new("amount", "A decimal with at most 8 decimals, such as 10.00."));
        return null;
    }
}
