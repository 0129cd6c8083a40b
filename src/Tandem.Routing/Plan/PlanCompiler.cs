using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Numbers;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>
/// Turns a checked document into the plan that calls are decided by: names become references, texts become rules, lists
/// become indexes.
/// </summary>
internal static class PlanCompiler
{
    public static SwitchPlan Compile(PlanDocument document, long revision, SwitchPlan? before)
    {
        SystemParameters parameters = SystemParameters.Read(document.Parameters, []);
        Dictionary<string, RateTable> tables = CompileTables(document, before);
        var accounts = document.Accounts.ToDictionary(static account => account.Name, StringComparer.Ordinal);
        CompiledIngress[] ingress =
        [
            .. document.IngressTrunks.Select(trunk => Compile(trunk, accounts, tables)),
            .. document.Phones.Select(phone => Compile(phone, accounts, tables)),
        ];
        CompiledEgress[] egress = [.. document.EgressTrunks.Select((trunk, index) => Compile(AsRegistered(trunk, parameters), index, accounts, tables))];
        return new SwitchPlan
        {
            Revision = revision,
            Document = document,
            Parameters = parameters,
            Ingress = ingress,
            Egress = egress,
            KnownSources = [.. KnownSources(ingress, egress).Concat(PhoneCompiler.Sources(document.Phones)).Distinct()],
            HasCallersByDigest = Array.Exists(ingress, static one => one.Sources.Count == 0),
            Sources = new SourceIndex(ingress),
            ByUsername = ingress.Where(static one => one.Password.Length > 0)
                .ToDictionary(static one => one.Username, StringComparer.Ordinal),
            Phones = new PhoneIndex(document.Phones, ingress[document.IngressTrunks.Count..]),
            EgressByPrefix = IndexByPrefix(egress),
            EgressByName = egress.ToDictionary(static one => one.Name, StringComparer.Ordinal),
            RateTables = tables,
            FreeNumbers = new FreeNumbers(parameters.FreeNumbers),
            RoutePrefixes = new PrefixList(parameters.RoutePrefixes),
        };
    }

    private static Dictionary<string, RateTable> CompileTables(PlanDocument document, SwitchPlan? before)
    {
        Dictionary<string, RateDeck> decksBefore =
            before?.Document.RateTables.ToDictionary(static deck => deck.Name, StringComparer.Ordinal) ?? [];
        var tables = new Dictionary<string, RateTable>(StringComparer.Ordinal);
        foreach (RateDeck deck in document.RateTables)
        {
            bool same = decksBefore.TryGetValue(deck.Name, out RateDeck? deckBefore) && RateDecks.Same(deck, deckBefore);
            tables[deck.Name] = same && before is not null
                ? before.RateTables[deck.Name]
                : RateTable.Build(deck.Name, deck.Currency, deck.Rows);
        }

        return tables;
    }

    private static CompiledIngress Compile(
        IngressTrunk trunk, Dictionary<string, Account> accounts, Dictionary<string, RateTable> tables)
    {
        Account account = accounts[trunk.Account];
        return new CompiledIngress
        {
            Name = trunk.Name,
            Account = account,
            Rates = TableOf(trunk.RateTable, account, tables),
            Trunk = trunk,
            CallingRewrite = Rules(trunk.CallingRewrite),
            CalledRewrite = Rules(trunk.CalledRewrite),
            Username = trunk.DigestUsername(),
            Password = trunk.Password,
            Capacity = trunk.Capacity,
            Cps = trunk.Cps,
            Sources = [.. trunk.Addresses.Select(Source)],
            CallerPrefixes = new PrefixList(trunk.CallerPrefixes),
            CalledPrefixes = new PrefixList(trunk.CalledPrefixes),
            EgressTrunks = trunk.EgressTrunks.Count == 0 ? null : trunk.EgressTrunks.ToHashSet(StringComparer.Ordinal),
            FailureCodes = Codes(trunk.CallFailedSipCode),
            FailureVoices = Voices(trunk.FailureVoices),
            Geofence = CompiledGeofence.Of(trunk.Geofence),
        };
    }

    private static CompiledIngress Compile(
        Phone phone, Dictionary<string, Account> accounts, Dictionary<string, RateTable> tables)
    {
        Account account = accounts[phone.Account];
        return new CompiledIngress
        {
            Name = phone.Number,
            Account = account,
            Rates = TableOf(phone.RateTable, account, tables),
            Phone = phone,
            CallingRewrite = Rules(phone.CallingRewrite),
            CalledRewrite = Rules(phone.CalledRewrite),
            Username = phone.Number,
            Password = phone.Password,
            Capacity = phone.LineCapacity,
            FailureVoices = Voices(phone.FailureVoices),
            Geofence = CompiledGeofence.Of(phone.Geofence),
        };
    }

    private static CompiledEgress Compile(
        EgressTrunk trunk, int index, Dictionary<string, Account> accounts, Dictionary<string, RateTable> tables)
    {
        Account? account = accounts.GetValueOrDefault(trunk.Account);
        return new CompiledEgress
        {
            Name = trunk.Name,
            Trunk = trunk,
            Account = account,
            Rates = account is null ? null : TableOf(trunk.RateTable, account, tables),
            CallingRewrite = Rules(trunk.CallingRewrite),
            CalledRewrite = Rules(trunk.CalledRewrite),
            Addresses = [.. trunk.Addresses.Select(Destination)],
            CallerPrefixes = new PrefixList(trunk.CallerPrefixes),
            Index = index,
        };
    }

    /// <summary>A trunk at whose carrier we register follows the parameters for registered user agents where it has no wish of its own.</summary>
    private static EgressTrunk AsRegistered(EgressTrunk trunk, SystemParameters parameters) =>
        trunk.RegisterOutward && trunk.SipPrivacy == PrivacyMode.PassThrough && parameters.UserAgentPrivacy != PrivacyMode.PassThrough
            ? trunk with { SipPrivacy = parameters.UserAgentPrivacy }
            : trunk;

    private static PrefixIndex<CompiledEgress[]> IndexByPrefix(CompiledEgress[] egress) => new(
        egress.SelectMany(static trunk => trunk.Trunk.Prefixes.Distinct(StringComparer.Ordinal).Select(prefix => (prefix, trunk)))
            .GroupBy(static entry => entry.prefix, StringComparer.Ordinal)
            .Select(static group => KeyValuePair.Create(group.Key, group.Select(static entry => entry.trunk).ToArray())));

    private static IEnumerable<KnownSource> KnownSources(CompiledIngress[] ingress, CompiledEgress[] egress)
    {
        foreach (SourceAddress source in ingress.SelectMany(static one => one.Sources))
        {
            yield return new KnownSource(source.Ip, source.PrefixLength);
        }

        foreach (EgressAddress address in egress.SelectMany(static one => one.Addresses))
        {
            if (address.Ip is { } ip)
            {
                yield return new KnownSource(ip, 128);
            }
        }
    }

    /// <summary>Its own table, or that of its account.</summary>
    private static RateTable? TableOf(string own, Account account, Dictionary<string, RateTable> tables) =>
        tables.GetValueOrDefault(own.Length > 0 ? own : account.RateTable);

    private static SourceAddress Source(string text) =>
        SourceAddress.TryParse(text, out SourceAddress address, out string problem) ? address : throw Unchecked(problem);

    private static EgressAddress Destination(string text) =>
        EgressAddress.TryParse(text, out EgressAddress address, out string problem) ? address : throw Unchecked(problem);

    private static FailureCodes Codes(string text) =>
        FailureCodes.TryParse(text, out FailureCodes codes, out string problem) ? codes : throw Unchecked(problem);

    private static FailureVoices Voices(string text) =>
        FailureVoices.TryParse(text, out FailureVoices voices, out string problem) ? voices : throw Unchecked(problem);

    private static DialRules Rules(string text) =>
        DialRules.TryParse(text, out DialRules rules, out string problem) ? rules : throw Unchecked(problem);

    private static InvalidOperationException Unchecked(string what) =>
        new($"The plan was not checked before it was compiled: {what}");
}
