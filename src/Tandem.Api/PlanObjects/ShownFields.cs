using System.Text.Json.Nodes;
using Tandem.Api.Accounts;
using Tandem.Api.Json;
using Tandem.Billing.Accounts;
using Tandem.Calls.Live;
using Tandem.Routing.Plan;

namespace Tandem.Api.PlanObjects;

/// <summary>
/// Fields that are shown with an object and are no part of the plan: an account's money, the size of a rate table, what a trunk or a
/// phone carries now. They may be written back with the object, and change nothing.
/// </summary>
internal sealed class ShownFields(PlanHolder plan, CreditBook credit, ILiveTraffic traffic)
{
    private const string RateCount = "rateCount";
    private const string Live = "live";

    /// <summary>Adds them to objects of one kind.</summary>
    public IReadOnlyList<JsonObject> Show(PlanKind kind, IReadOnlyList<JsonObject> objects)
    {
        Dictionary<string, LiveLine>? lines = LineKind(kind) is { } of
            ? traffic.Lines().Where(line => line.Kind == of).ToDictionary(static line => line.Name)
            : null;
        IReadOnlyDictionary<string, string> currencies = kind == PlanKind.Accounts ? AccountCurrencies.Of(plan.Current.Document) : new Dictionary<string, string>();
        foreach (JsonObject value in objects)
        {
            string name = value[kind.NameKey]?.ToString() ?? "";
            if (kind == PlanKind.Accounts)
            {
                AccountMoney.Show(value, credit, currencies.GetValueOrDefault(name, ""));
            }
            else if (kind == PlanKind.RateTables)
            {
                value[RateCount] = plan.Current.Document.RateTables.FirstOrDefault(deck => deck.Name == name)?.Rows.Count ?? 0;
            }
            else if (lines is not null)
            {
                value[Live] = Shown(lines.GetValueOrDefault(name) ?? LiveLine.Idle(LiveLineKind.Switch, name));
            }
        }

        return objects;
    }

    public JsonObject Show(PlanKind kind, JsonObject value) => Show(kind, [value])[0];

    /// <summary>What was sent, without them.</summary>
    public static JsonObject Written(PlanKind kind, JsonObject sent, JsonObject? current)
    {
        var value = (JsonObject)sent.DeepClone();
        if (kind == PlanKind.Accounts)
        {
            AccountMoney.Keep(value, current);
        }
        else if (kind == PlanKind.RateTables)
        {
            value.Remove(RateCount);
        }
        else if (LineKind(kind) is not null)
        {
            value.Remove(Live);
        }

        return value;
    }

    private static LiveLineKind? LineKind(PlanKind kind) => kind.Path switch
    {
        "ingress-trunks" => LiveLineKind.IngressTrunk,
        "egress-trunks" => LiveLineKind.EgressTrunk,
        "phones" => LiveLineKind.Phone,
        _ => null,
    };

    private static JsonObject Shown(LiveLine line) => new()
    {
        ["calls"] = line.Calls,
        ["callsLastSecond"] = line.CallsLastSecond,
        ["callsTotal"] = line.Entered,
        ["refusedForLines"] = line.RefusedForLines,
        ["refusedForRate"] = line.RefusedForRate,
        ["outUntil"] = line.OutUntil is { } until ? TimeConverter.Text(until) : null,
        ["silentAddresses"] = line.SilentAddresses,
        ["answerSeizureRatio"] = line.AnswerSeizureRatio,
        ["attempts"] = line.Attempts,
        ["answers"] = line.Answers,
        ["acdSeconds"] = line.AcdSeconds is { } average ? Math.Round(average, 1) : null,
    };
}
