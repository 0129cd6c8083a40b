using Tandem.Routing.Access;

namespace Tandem.Routing.Plan;

/// <summary>What a rule of the firewall does when it is broken.</summary>
public enum RuleMode
{
    Off,

    /// <summary>The source is banned.</summary>
    On,

    /// <summary>It is written down who would be banned.</summary>
    DryRun,
}

/// <summary>So many offences within so many seconds ban their source.</summary>
public readonly record struct FirewallRule(RuleMode Mode, int Count, int Seconds);

/// <summary>The parameters SERVER_FIREWALL_… (names of ours): which sources are banned without a person, and for how long.</summary>
public sealed record FirewallRules
{
    /// <summary>The rules, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<BanReason> Reasons = [BanReason.Scanner, BanReason.IllegalCall, BanReason.WrongPassword, BanReason.Sweep, BanReason.Malformed, BanReason.BadConnection];

    public FirewallRule Scanner { get; init; } = new(RuleMode.On, 1, 60);
    public FirewallRule IllegalCall { get; init; } = new(RuleMode.On, 20, 60);
    public FirewallRule WrongPassword { get; init; } = new(RuleMode.On, 20, 60);
    public FirewallRule Sweep { get; init; } = new(RuleMode.On, 60, 10);
    public FirewallRule Malformed { get; init; } = new(RuleMode.On, 30, 60);
    public FirewallRule BadConnection { get; init; } = new(RuleMode.On, 60, 60);

    /// <summary>Seconds of a source's first ban, its second one, and so on; the last one for all after it.</summary>
    public IReadOnlyList<int> Lengths { get; init; } = [600, 3600, 21_600, 86_400, 604_800];

    /// <summary>Seconds after the end of its last ban at which a source is a newcomer again.</summary>
    public int ForgetSeconds { get; init; } = 604_800;

    /// <summary>Messages a second of one source outside the plan, before a byte is parsed, with as many at once; 0 = no limit.</summary>
    public int SourceRate { get; init; } = 200;

    /// <summary>Messages a second of all such sources of one IPv4 /24 or IPv6 /48 together; 0 = no limit.</summary>
    public int NetworkRate { get; init; } = 10_000;

    /// <summary>New TCP and TLS connections a second of one such source, with as many at once; 0 = no limit.</summary>
    public int ConnectionRate { get; init; } = 20;

    /// <summary>Addresses of this machine may be banned too.</summary>
    public bool BansLoopback { get; init; }

    /// <summary>The rule that bans for a reason; off for the reason that is no rule.</summary>
    public FirewallRule Of(BanReason reason) => reason switch
    {
        BanReason.Scanner => Scanner,
        BanReason.IllegalCall => IllegalCall,
        BanReason.WrongPassword => WrongPassword,
        BanReason.Sweep => Sweep,
        BanReason.Malformed => Malformed,
        BanReason.BadConnection => BadConnection,
        _ => default,
    };

    /// <summary>These rules with another one for a reason.</summary>
    public FirewallRules With(BanReason reason, FirewallRule rule) => reason switch
    {
        BanReason.Scanner => this with { Scanner = rule },
        BanReason.IllegalCall => this with { IllegalCall = rule },
        BanReason.WrongPassword => this with { WrongPassword = rule },
        BanReason.Sweep => this with { Sweep = rule },
        BanReason.Malformed => this with { Malformed = rule },
        BanReason.BadConnection => this with { BadConnection = rule },
        _ => this,
    };

    /// <summary>How long the how many-th ban of a source lasts; 1 is the first.</summary>
    public TimeSpan LengthOf(int times) => TimeSpan.FromSeconds(Lengths[Math.Clamp(times, 1, Lengths.Count) - 1]);

    /// <summary>The parameter that says what a rule does; with _COUNT and _TIME, how many offences in which seconds.</summary>
    public static string NameOf(BanReason reason) => reason switch
    {
        BanReason.Scanner => "SERVER_FIREWALL_SCANNER",
        BanReason.IllegalCall => "SERVER_FIREWALL_ILLEGAL_CALL",
        BanReason.WrongPassword => "SERVER_FIREWALL_WRONG_PASSWORD",
        BanReason.Sweep => "SERVER_FIREWALL_SWEEP",
        BanReason.Malformed => "SERVER_FIREWALL_MALFORMED",
        BanReason.BadConnection => "SERVER_FIREWALL_BAD_CONNECTION",
        _ => "",
    };
}
