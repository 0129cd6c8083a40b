using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.Alarms;
using Tandem.Store.People;

namespace Tandem.Api.Events;

/// <summary>Which events a listener asked for, and which of them are for him.</summary>
internal sealed class EventFilter
{
    /// <summary>Told to those only who ask: it comes every second.</summary>
    public const string Overview = "overview";

    /// <summary>What may be asked for, the kind of event that it is, and the page whose rights it needs.</summary>
    private static readonly (string Topic, string Kind, string Page)[] Topics =
    [
        ("calls", "call", Pages.Calls), ("balances", "balance", Pages.Accounts), ("nat", "nat", Pages.Nat), ("registrations", "registration", Pages.Phones),
        ("bans", "ban.added", Pages.Firewall), ("bans", "ban.lifted", Pages.Firewall),
        ("numbers", "number.added", Pages.Blacklists), ("numbers", "number.lifted", Pages.Blacklists),
        ("overview", Overview, Pages.Overview), ("alarms", "alarm.raised", Pages.Alarms), ("alarms", "alarm.acknowledged", Pages.Alarms), ("alarms", "alarm.cleared", Pages.Alarms),
    ];

    private readonly HashSet<string> _kinds;

    private EventFilter(HashSet<string> kinds) => _kinds = kinds;

    public bool HasOverview => _kinds.Contains(Overview);

    /// <summary>Topics by comma; all but the overview without any.</summary>
    public static EventFilter? Read(string? topics, List<ProblemEntry> problems)
    {
        if (string.IsNullOrEmpty(topics))
        {
            return new(Topics.Select(static topic => topic.Kind).Where(static kind => kind != Overview).ToHashSet(StringComparer.Ordinal));
        }

        HashSet<string> kinds = [];
        foreach (string asked in topics.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            kinds.UnionWith(Topics.Where(topic => topic.Topic == asked).Select(static topic => topic.Kind));
            if (!Topics.Any(topic => topic.Topic == asked))
            {
                problems.Add(new("topics", $"There is no topic '{asked}'; there are {string.Join(", ", Topics.Select(static topic => topic.Topic).Distinct())}."));
            }
        }

        return problems.Count > 0 ? null : new(kinds);
    }

    /// <summary>The kind of event that tells what has become of an alarm.</summary>
    public static string AlarmKind(AlarmNewsKind kind) => kind switch
    {
        AlarmNewsKind.Cleared => "alarm.cleared",
        AlarmNewsKind.Acknowledged => "alarm.acknowledged",
        _ => "alarm.raised",
    };

    /// <summary>The event as a caller may see it; null when it is not for him.</summary>
    public FeedEvent? For(Caller caller, PlanHolder plan, FeedEvent seen)
    {
        string? page = Topics.FirstOrDefault(topic => topic.Kind == seen.Kind).Page;
        if (page is null || !_kinds.Contains(seen.Kind) || !caller.May(page, PageAccess.View))
        {
            return null;
        }

        if (!caller.IsLimited)
        {
            return seen;
        }

        return seen.What switch
        {
            CallEventView call => caller.Owns(call.Call.Account) ? seen with { What = call with { Call = call.Call.Bounded() } } : null,
            BalanceEventView balance => caller.Owns(balance.Account) ? seen : null,
            NatEventView nat => Own.Endpoint(caller, plan, nat.Endpoint, nat.EndpointKind) ? seen : null,
            RegistrationEventView registration => Own.Phone(caller, plan, registration.Registration.Phone) ? seen : null,
            _ => null,
        };
    }
}
