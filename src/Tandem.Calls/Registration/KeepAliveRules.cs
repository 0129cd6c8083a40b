using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Calls.Registration;

/// <summary>Who gets keep-alives, and how often: the parameters SS_SIP_NAT_KEEP_ALIVE_*. Seconds and percent.</summary>
internal sealed record KeepAliveRules
{
    /// <summary>What they are before there is a plan.</summary>
    public static KeepAliveRules Default { get; } = Of(SystemParameters.Default);

    /// <summary>Seconds between two keep-alives of one phone, unless it has shown that its binding needs others.</summary>
    public required int Period { get; init; }

    /// <summary>There is a text to send.</summary>
    public required bool HasMessage { get; init; }

    /// <summary>An OPTIONS is sent in its place.</summary>
    public required bool Asks { get; init; }

    /// <summary>Also phones of which nothing says that they are behind a NAT.</summary>
    public required bool All { get; init; }

    /// <summary>The period of each phone follows what its binding outlives.</summary>
    public required bool Adapts { get; init; }

    /// <summary>Longer silences are tried on purpose.</summary>
    public required bool Measures { get; init; }

    /// <summary>The longest silence that is tried, and the longest period that is adapted to.</summary>
    public required int Longest { get; init; }

    /// <summary>By so many percent a period is shorter than the silence that was outlived.</summary>
    public required int Margin { get; init; }

    /// <summary>What holds for phones that have a period of their own (<c>natKeepAlivePeriod</c>), by number.</summary>
    public IReadOnlyDictionary<string, KeepAliveRules> Own { get; init; } = new Dictionary<string, KeepAliveRules>();

    /// <summary>Each phone has a time of its own; else all are sent to in each round.</summary>
    public bool IsEachByItself => Adapts || Measures || HasOwnPeriods;

    /// <summary>Some phones have periods of their own.</summary>
    public bool HasOwnPeriods { get; init; }

    /// <summary>Nothing is ever sent.</summary>
    public bool IsOff => !HasMessage && !Asks && !Measures;

    /// <summary>What holds for one phone.</summary>
    public KeepAliveRules For(string phone) => Own.Count > 0 && Own.TryGetValue(phone, out KeepAliveRules? own) ? own : this;

    /// <summary>Those of a plan, with the phones' own periods.</summary>
    public static KeepAliveRules Of(SwitchPlan plan)
    {
        KeepAliveRules all = Of(plan.Parameters);
        var byPeriod = new Dictionary<int, KeepAliveRules>();
        var own = new Dictionary<string, KeepAliveRules>(StringComparer.Ordinal);
        foreach (Phone phone in plan.Document.Phones)
        {
            if (phone.NatKeepAlivePeriod > 0)
            {
                own[phone.Number] = byPeriod.TryGetValue(phone.NatKeepAlivePeriod, out KeepAliveRules? same)
                    ? same
                    : byPeriod[phone.NatKeepAlivePeriod] = all with { Period = phone.NatKeepAlivePeriod, HasOwnPeriods = true };
            }
        }

        return own.Count == 0 ? all : all with { Own = own, HasOwnPeriods = true };
    }

    public static KeepAliveRules Of(SystemParameters parameters) => new()
    {
        Period = parameters.NatKeepAlivePeriod,
        HasMessage = parameters.NatKeepAliveMessage.Length > 0,
        Asks = parameters.NatKeepAliveOptions,
        All = parameters.NatKeepAliveAll,
        Adapts = parameters.NatKeepAliveAdapt,
        Measures = parameters.NatKeepAliveMeasure,
        Longest = parameters.NatKeepAliveMeasureMax,
        Margin = parameters.NatKeepAliveAdaptMargin,
    };
}
