using Tandem.Routing.Plan;
using Tandem.Store.People;
using Tandem.Store.Plan;

namespace Tandem.Api.PlanObjects;

/// <summary>A kind of object in the plan: its path in the API, its list in the plan file, the field that names one, the page whose rights it needs, its fields.</summary>
internal sealed record PlanKind(string Path, string Key, string NameKey, string Noun, string Page, IReadOnlyList<PlanKey> Keys, string Shown = "")
{
    private const string Live =
        "'live' is what it carries now, and is not part of the plan: calls in progress, callsLastSecond, and since the start "
        + "callsTotal, refusedForLines and refusedForRate; outUntil while a carrier's Retry-After lasts; answerSeizureRatio in percent "
        + "of the attempts in the window (null without any), with attempts and answers; acdSeconds, the average talk of the answered calls that ended in it (null without any).";

    public static readonly PlanKind Accounts = new(
        "accounts", "accounts", "name", "account", Pages.Accounts, PlanKeys.Accounts, "'balance' is the balance now, 'available' what calls may still use of it, 'currency' the currency of both, empty while no rate table prices its calls.");

    public static readonly PlanKind RateTables = new(
        "rate-tables", "rateTables", "name", "rate table", Pages.Rates, PlanKeys.RateTables, "'rateCount' is the number of its rates.");

    public static readonly PlanKind Phones = new("phones", "phones", "number", "phone", Pages.Phones, PlanKeys.Phones, Live);

    public static readonly IReadOnlyList<PlanKind> All =
    [
        Accounts,
        RateTables,
        new("ingress-trunks", "ingressTrunks", "name", "ingress trunk", Pages.Trunks, PlanKeys.IngressTrunks, Live),
        new("egress-trunks", "egressTrunks", "name", "egress trunk", Pages.Trunks, PlanKeys.EgressTrunks, Live),
        Phones,
        new("turn-users", "turnUsers", "name", "TURN user", Pages.TurnUsers, PlanKeys.TurnUsers),
    ];

    /// <summary>Its type in the description of the API: IngressTrunk.</summary>
    public string Type => $"{char.ToUpperInvariant(Key[0])}{Key[1..^1]}";

    /// <summary>The field that says whose an object is; null when it is nobody's in particular.</summary>
    public string? OwnerKey => this == Accounts ? NameKey : this == Phones ? "account" : null;

    /// <summary>The document with the rows of all rate tables but one left out: what an edit of one object needs, without writing out every deck.</summary>
    public static PlanDocument WithoutRows(PlanDocument plan, string? but) =>
        plan with { RateTables = [.. plan.RateTables.Select(deck => deck.Name == but ? deck : deck with { Rows = [] })] };

    /// <summary>Puts those rows back.</summary>
    public static PlanDocument WithRowsOf(PlanDocument edited, PlanDocument full, string? but)
    {
        Dictionary<string, RateDeck> decks = full.RateTables.ToDictionary(deck => deck.Name);
        return edited with
        {
            RateTables = [.. edited.RateTables.Select(deck =>
                deck.Name != but && decks.TryGetValue(deck.Name, out RateDeck? whole) ? deck with { Rows = whole.Rows } : deck)],
        };
    }
}
