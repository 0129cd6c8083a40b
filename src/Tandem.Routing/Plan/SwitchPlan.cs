using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Numbers;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>An address (IPv4-mapped where it is IPv4) or network that customers or carriers of the plan have.</summary>
public readonly record struct KnownSource(UInt128 Ip, int PrefixLength);

/// <summary>The compiled, immutable plan that calls are decided by.</summary>
public sealed class SwitchPlan
{
    public static readonly SwitchPlan Empty = new();

    public long Revision { get; init; }
    public PlanDocument Document { get; init; } = new();
    public SystemParameters Parameters { get; init; } = SystemParameters.Default;
    public IReadOnlyList<CompiledIngress> Ingress { get; init; } = [];
    public IReadOnlyList<CompiledEgress> Egress { get; init; } = [];

    /// <summary>
    /// Every address that is not a stranger's: of ingress trunks, and of egress trunks that are given by address.
    /// </summary>
    public IReadOnlyList<KnownSource> KnownSources { get; init; } = [];

    /// <summary>There are phones that may register.</summary>
    public bool HasPhones => Document.Phones.Count > 0;

    /// <summary>Some callers are known by digest only, so a stranger's From is worth a look.</summary>
    public bool HasCallersByDigest { get; init; }
    internal SourceIndex Sources { get; init; } = new([]);
    internal IReadOnlyDictionary<string, CompiledIngress> ByUsername { get; init; } = new Dictionary<string, CompiledIngress>();
    internal PrefixIndex<CompiledEgress[]> EgressByPrefix { get; init; } = new([]);
    internal IReadOnlyDictionary<string, CompiledEgress> EgressByName { get; init; } = new Dictionary<string, CompiledEgress>();
    internal PhoneIndex Phones { get; init; } = PhoneIndex.Empty;
    internal IReadOnlyDictionary<string, RateTable> RateTables { get; init; } = new Dictionary<string, RateTable>();
    internal FreeNumbers FreeNumbers { get; init; } = new([]);
    internal PrefixList RoutePrefixes { get; init; } = PrefixList.All;

    /// <summary>
    /// Compiles a document that <see cref="PlanRules"/> found no problem in. Rate tables that did not change are taken from
    /// the plan before.
    /// </summary>
    public static SwitchPlan Compile(PlanDocument document, long revision, SwitchPlan? before = null) =>
        PlanCompiler.Compile(document, revision, before);

    /// <summary>The egress trunk of that name, or null.</summary>
    public CompiledEgress? FindEgress(string name) => EgressByName.GetValueOrDefault(name);

    /// <summary>The phone with that number or DID, or null.</summary>
    public CompiledEgress? FindPhone(string number) => Phones.Find(number);

    /// <summary>Whether nobody pays for a called number (SERVER_BILLING_FREE_E164S).</summary>
    public bool IsFree(string calledNumber) => FreeNumbers.Contains(RatedPart(calledNumber));

    /// <summary>
    /// The part of a called number that rating looks at: without a technical prefix, and without so many leading digits.
    /// </summary>
    public ReadOnlySpan<char> RatedPart(string calledNumber)
    {
        if (Parameters.RoutePrefixDigits == SystemParameters.WholeNumber)
        {
            return calledNumber;
        }

        ReadOnlySpan<char> number = RoutePrefixes.Strip(calledNumber);
        return number[Math.Min(Parameters.RoutePrefixDigits, number.Length)..];
    }

    /// <summary>
    /// The number that a carrier's cost is found by: the called number as it is rated for the customer, or the number that is sent out, as it is, where the
    /// carrier's account is settled on that (VOS3000 <c>clearingAccountUseCalloutE164</c>).
    /// </summary>
    public ReadOnlySpan<char> CostPart(EgressTrunk trunk, string calledNumber, string sentNumber) =>
        trunk.ClearingAccountUseCalloutE164 ? sentNumber : RatedPart(calledNumber);
}
