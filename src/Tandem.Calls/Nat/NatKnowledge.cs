using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tandem.Calls.Nat;

/// <summary>
/// What is known of agents and of routers: <c>nat-knowledge.json</c>, which is part of the program. A new phone or router is a few lines there, and no code.
/// </summary>
public sealed class NatKnowledge
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private const int Places = 256;
    private readonly IReadOnlyList<AgentFamily> _agents;
    private readonly IReadOnlyList<RouterFamily> _routers;
    private readonly KnownAgent?[] _lately = new KnownAgent?[Places];

    private NatKnowledge(IReadOnlyList<AgentFamily> agents, IReadOnlyList<RouterFamily> routers) => (_agents, _routers) = (agents, routers);

    /// <summary>What the program came with.</summary>
    public static NatKnowledge Own { get; } = ReadOwn();

    public IEnumerable<string> Routers => _routers.Select(static router => router.Name);

    public IEnumerable<NatFamily> Agents => _agents.Select(static agent => agent.Family);

    /// <summary>The family of a User-Agent: the first one whose word the text holds; <see cref="NatFamily.Unknown"/> when there is none.</summary>
    public NatFamily FamilyOf(string userAgent)
    {
        if (userAgent.Length == 0)
        {
            return NatFamily.Unknown;
        }

        // Texts are shared by those who say the same (TextCache), so most are found by being the same object.
        ref KnownAgent? place = ref _lately[(uint)RuntimeHelpers.GetHashCode(userAgent) % Places];
        if (Volatile.Read(ref place) is { } known && ReferenceEquals(known.UserAgent, userAgent))
        {
            return known.Family;
        }

        NatFamily family = Find(userAgent);
        Volatile.Write(ref place, new(userAgent, family));
        return family;
    }

    private NatFamily Find(string userAgent)
    {
        foreach (AgentFamily agent in _agents)
        {
            foreach (string word in agent.Words)
            {
                if (userAgent.Contains(word, StringComparison.OrdinalIgnoreCase))
                {
                    return agent.Family;
                }
            }
        }

        return NatFamily.Unknown;
    }

    /// <summary>What to do about a finding, for each family of routers; none when nothing is wrong.</summary>
    public IReadOnlyList<NatCure> CuresOf(NatFinding finding, NatCureValues values)
    {
        string key = finding.Kind switch
        {
            NatFindingKind.SipAlgRewrites => "alg",
            NatFindingKind.BindingTooShort => "binding",
            NatFindingKind.MediaBlocked => "media",
            NatFindingKind.Duplicates => "duplicates",
            _ => "",
        };
        return key.Length == 0 ? [] : [.. _routers.Select(router => Filled(router, key, values))];
    }

    private static NatCure Filled(RouterFamily router, string key, NatCureValues values)
    {
        RouterCure cure = router.Cures.TryGetValue(key, out RouterCure? own) ? own : router.Cures["alg"];
        return new(router.Name, Fill(cure.Where, values), [.. cure.Steps.Select(step => Fill(step, values))]);
    }

    private static string Fill(string text, NatCureValues values) => text
        .Replace("{endpoint}", values.Endpoint, StringComparison.Ordinal)
        .Replace("{inside}", values.Inside, StringComparison.Ordinal)
        .Replace("{outside}", values.Outside, StringComparison.Ordinal)
        .Replace("{switch}", values.Switch, StringComparison.Ordinal)
        .Replace("{sipPort}", values.SipPort, StringComparison.Ordinal)
        .Replace("{rtpPorts}", values.RtpPorts, StringComparison.Ordinal)
        .Replace("{keepAlive}", values.KeepAlive.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static NatKnowledge ReadOwn()
    {
        using Stream file = typeof(NatKnowledge).Assembly.GetManifestResourceStream("nat-knowledge.json")
            ?? throw new InvalidOperationException("nat-knowledge.json is not in the assembly.");
        KnowledgeFile known = JsonSerializer.Deserialize<KnowledgeFile>(file, Form) ?? throw new InvalidOperationException("nat-knowledge.json is empty.");
        return new([.. known.Agents.Select(static agent => new AgentFamily(agent.Words, new(agent.Name, Parts(agent.Learns), Parts(agent.Stun), agent.AlwaysRPort)))], known.Routers);
    }

    private static NatParts Parts(IReadOnlyList<string> words) =>
        words.Aggregate(NatParts.None, static (parts, word) => parts | Enum.Parse<NatParts>(word, ignoreCase: true));

    private sealed record KnownAgent(string UserAgent, NatFamily Family);

    private sealed record AgentFamily(IReadOnlyList<string> Words, NatFamily Family);

    private sealed record KnowledgeFile(IReadOnlyList<AgentEntry> Agents, IReadOnlyList<RouterFamily> Routers);

    private sealed record AgentEntry(string Name, IReadOnlyList<string> Words, IReadOnlyList<string> Learns, IReadOnlyList<string> Stun, bool AlwaysRPort = false);

    private sealed record RouterFamily(string Name, IReadOnlyDictionary<string, RouterCure> Cures);

    private sealed record RouterCure(string Where, IReadOnlyList<string> Steps);
}
