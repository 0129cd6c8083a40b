using System.Globalization;
using Tandem.Routing.Access;
using static Tandem.Routing.Plan.ParameterDefinition;

namespace Tandem.Routing.Plan;

/// <summary>The parameters of the firewall, in order of name.</summary>
internal static class FirewallParameters
{
    private const int MostCount = 100_000;
    private const int LongestWindow = 3600;
    private const int LongestBan = 31_536_000;
    private const int MostLengths = 10;

    public static IEnumerable<ParameterDefinition> All =>
    [
        .. Rule(BanReason.BadConnection, "misused TCP and TLS connections of a stranger (slow, silent or broken ones, more than one source may have)"),
        new("SERVER_FIREWALL_BAN_LENGTHS", "list of seconds, 1–31536000, each no shorter than the one before, up to 10",
            "How long the first automatic ban of a source lasts, the second one, and so on; the last length holds for all after it.",
            static p => string.Join(',', p.Firewall.Lengths.Select(static length => length.ToString(CultureInfo.InvariantCulture))),
            static (p, text) => Lengths(text) is { } lengths ? p with { Firewall = p.Firewall with { Lengths = lengths } } : null),
        Switch("SERVER_FIREWALL_BAN_LOOPBACK", true,
            static p => p.Firewall.BansLoopback,
            static (p, v) => p with { Firewall = p.Firewall with { BansLoopback = v } },
            "Whether addresses of the machine itself (127.0.0.0/8, ::1) may be banned. For trials only."),
        Rate("SERVER_FIREWALL_CONNECTION_RATE", static r => r.ConnectionRate, static (r, v) => r with { ConnectionRate = v },
            "New TCP and TLS connections a second that one address outside the plan (of IPv6 one /64) may open, with as many at once; more are refused, in the kernel unanswered. 0 = no limit."),
        Whole("SERVER_FIREWALL_FORGET_TIME", 60, LongestBan,
            static p => p.Firewall.ForgetSeconds,
            static (p, v) => p with { Firewall = p.Firewall with { ForgetSeconds = v } },
            "Seconds after the end of its last ban at which a source is forgotten: its next ban is a first one again."),
        .. Rule(BanReason.IllegalCall, "calls of a stranger (illegal calls)"),
        .. Rule(BanReason.Malformed, "broken messages of a stranger"),
        Rate("SERVER_FIREWALL_NETWORK_RATE", static r => r.NetworkRate, static (r, v) => r with { NetworkRate = v },
            "Messages a second that all addresses outside the plan of one network (IPv4 /24, IPv6 /48) may send together, with as many at once; more are dropped unread. 0 = no limit."),
        .. Rule(BanReason.Scanner, "messages with the user agent of a known scanner"),
        Rate("SERVER_FIREWALL_SOURCE_RATE", static r => r.SourceRate, static (r, v) => r with { SourceRate = v },
            "Messages a second that one address outside the plan (of IPv6 one /64) may send, with as many at once; more are dropped unread, its calls among them counted as illegal calls. 0 = no limit."),
        .. Rule(BanReason.Sweep, "requests of a stranger that open no call (OPTIONS and the like)"),
        .. Rule(BanReason.WrongPassword, "wrong passwords, those while suspended too; never fewer than SS_AUTHENTICATION_MAX_RETRY"),
    ];

    private static ParameterDefinition Rate(string name, Func<FirewallRules, int> get, Func<FirewallRules, int, FirewallRules> set, string description) =>
        Whole(name, 0, MostCount, p => get(p.Firewall), (p, v) => p with { Firewall = set(p.Firewall, v) }, description);

    private static IEnumerable<ParameterDefinition> Rule(BanReason reason, string what)
    {
        string name = FirewallRules.NameOf(reason);
        yield return new(name, "Off, On, Dry Run", $"What the firewall does about {what}: nothing, ban their source, or write down in the log and on the page whom it would ban.",
            p => Of(p.Firewall.Of(reason).Mode),
            (p, text) => Mode(text) is { } mode ? p with { Firewall = p.Firewall.With(reason, p.Firewall.Of(reason) with { Mode = mode }) } : null);
        yield return Whole($"{name}_COUNT", 1, MostCount,
            p => p.Firewall.Of(reason).Count,
            (p, v) => p with { Firewall = p.Firewall.With(reason, p.Firewall.Of(reason) with { Count = v }) },
            $"How many {what}, within {name}_TIME seconds, ban their source.");
        yield return Whole($"{name}_TIME", 1, LongestWindow,
            p => p.Firewall.Of(reason).Seconds,
            (p, v) => p with { Firewall = p.Firewall.With(reason, p.Firewall.Of(reason) with { Seconds = v }) },
            $"Seconds in which {name}_COUNT offences ban their source.");
    }

    private static string Of(RuleMode mode) => mode == RuleMode.DryRun ? "Dry Run" : mode.ToString();

    private static RuleMode? Mode(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "off" or "0" => RuleMode.Off,
        "on" or "1" => RuleMode.On,
        "dryrun" or "2" => RuleMode.DryRun,
        _ => null,
    };

    private static int[]? Lengths(string text)
    {
        string[] parts = text.Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        int?[] read = Array.ConvertAll(parts, static part => ParameterText.Number(part, 1, LongestBan));
        if (read.Length is 0 or > MostLengths || read.Contains(null))
        {
            return null;
        }

        int[] lengths = Array.ConvertAll(read, static length => length.GetValueOrDefault());
        return lengths.Zip(lengths.Skip(1)).All(static pair => pair.First <= pair.Second) ? lengths : null;
    }
}
