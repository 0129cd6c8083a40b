using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Json;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.Accounts;
using Tandem.Store.People;

namespace Tandem.Api.Accounts;

/// <summary>A payment as it is asked for: <c>recharge</c> (default) puts money on the account, <c>deduct</c> takes it off.</summary>
public sealed record PaymentRequest(string? Amount, string? Kind, string? Reference);

/// <summary>Money that comes and goes by hand, and the ledger of an account.</summary>
internal static class PaymentsApi
{
    private const int LongestText = 200;
    private const string KeyHeader = "Idempotency-Key";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder accounts = api.MapGroup("/accounts/{name}").WithTags("accounts");
        accounts.MapPost("/payments", PayAsync).NeedsEdit(Pages.Payments).ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).WithSummary("Pay onto or off an account")
            .WithDescription("amount is a positive decimal string. The same Idempotency-Key answers with the first entry again and changes nothing.");
        accounts.MapGet("/ledger", ListAsync).NeedsViewOfOwn(Pages.Payments).ProducesProblem(404).WithSummary("All that moved an account's balance, newest first");
        LedgerApi.Map(api);
    }

    private static async Task<Results<Created<LedgerEntryView>, ProblemHttpResult>> PayAsync(
        string name, PaymentRequest body, HttpContext context, Ledger ledger, [FromHeader(Name = KeyHeader)] string? idempotencyKey, CancellationToken stop)
    {
        List<ProblemEntry> problems = [];
        if (!MoneyConverter.TryRead(body.Amount, out decimal amount) || amount <= 0m || !Ledger.IsPayable(amount))
        {
            problems.Add(new("amount", "A decimal string above 0 with at most 8 decimals, such as \"10.00\"."));
        }

        PaymentKind? kind = body.Kind switch
        {
            null or "recharge" => PaymentKind.Recharge,
            "deduct" => PaymentKind.Deduct,
            _ => null,
        };
        if (kind is null)
        {
            problems.Add(new("kind", "recharge or deduct."));
        }

        CheckLength("reference", body.Reference, problems);
        CheckLength(KeyHeader, idempotencyKey, problems);

        if (context.Request.Headers.ContainsKey(KeyHeader) && string.IsNullOrWhiteSpace(idempotencyKey))
        {
            problems.Add(new(KeyHeader, "Empty: every payment would share it. Send a key of its own for each payment, or none."));
        }

        if (problems.Count > 0 || kind is not PaymentKind asked)
        {
            return Answers.Invalid(problems);
        }

        LedgerEntry? entry = await ledger.PayAsync(name, amount, asked, body.Reference ?? "", idempotencyKey, Caller.Of(context).Who, stop);
        if (entry is null)
        {
            return Answers.NotFound("account", name);
        }

        decimal signed = asked == PaymentKind.Deduct ? -amount : amount;
        return entry.Amount == signed
            ? TypedResults.Created($"/api/v1/accounts/{Uri.EscapeDataString(name)}/ledger", LedgerEntryView.Of(entry))
            : Answers.Problem(StatusCodes.Status422UnprocessableEntity, "This Idempotency-Key was used for another payment; nothing was changed.");
    }

    private static async Task<Results<Ok<Page<LedgerEntryView>>, ProblemHttpResult>> ListAsync(
        string name, HttpContext context, Ledger ledger, int? limit, string? cursor, CancellationToken stop)
    {
        if (!Caller.Of(context).Owns(name))
        {
            return Own.Foreign(context, "account", name);
        }

        if (PageRules.Read(limit, cursor) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        IReadOnlyList<LedgerEntry> entries = await ledger.FindAsync(new() { Accounts = [name] }, most, from, stop);
        return TypedResults.Ok(new Page<LedgerEntryView>([.. entries.Select(LedgerEntryView.Of)], entries.Count == most ? entries[^1].Id.ToString() : null));
    }

    private static void CheckLength(string path, string? text, List<ProblemEntry> problems)
    {
        if (text?.Length > LongestText)
        {
            problems.Add(new(path, $"At most {LongestText} characters."));
        }
    }
}
