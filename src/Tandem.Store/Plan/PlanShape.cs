using System.Reflection;
using System.Text.Json;
using Tandem.Routing.Phones;
using Tandem.Routing.Trunks;

namespace Tandem.Store.Plan;

/// <summary>One key of a plan object: the record's property under its camelCase name, with the other names it may be given by.</summary>
internal sealed record PlanField(string Key, IReadOnlyList<string> Aliases, PropertyInfo Property, PlanKeyForm Form, Type Type, bool IsSecret)
{
    /// <summary>The keys of a part; of the others null.</summary>
    public PlanShape? Shape { get; init; }

    /// <summary>What it is when the file doesn't say.</summary>
    public object? Default { get; init; }
}

/// <summary>
/// The keys of one kind of object, taken from its record, so that a property added in Routing is a key of the plan file at once.
/// VOS3000's own names are accepted beside ours.
/// </summary>
internal sealed class PlanShape
{
    // Parts of objects, before the objects that have them.
    private static readonly PlanShape Targets = new(typeof(ForwardTargets), "", [], []) { ShortKey = "e164" };

    private static readonly PlanShape Fences = new(typeof(Geofence), "", [], []) { ShortKey = "allow" };

    private static readonly PlanShape Periods = new(typeof(PeriodForwarding), "", [], []);

    public static readonly PlanShape Accounts = new(
        typeof(Account), "name", new() { ["openingBalance"] = "balance" }, new() { ["creditLimit"] = "limitMoney" });

    public static readonly PlanShape IngressTrunks = new(
        typeof(IngressTrunk),
        "name",
        [],
        new()
        {
            ["addresses"] = "address",
            ["authentication"] = "sipAuthenticationMethod",
            ["callingRewrite"] = "rewriteRulesOutCaller",
            ["calledRewrite"] = "rewriteRulesOutCallee",
            ["maxSecondRate"] = "maxSecondRates",
        });

    public static readonly PlanShape EgressTrunks = new(
        typeof(EgressTrunk),
        "name",
        [],
        new()
        {
            ["account"] = "clearingAccount",
            ["addresses"] = "address",
            ["prefixes"] = "prefix",
            ["callingRewrite"] = "rewriteRulesInCaller",
            ["calledRewrite"] = "rewriteRulesInCallee",
            ["maxSecondRate"] = "maxSecondRates",
        });

    public static readonly PlanShape Phones = new(
        typeof(Phone),
        "number",
        [],
        new()
        {
            ["number"] = "e164",
            ["address"] = "ip",
            ["calledRewrite"] = "rewriteRulesOutCallee",
            ["callingRewriteIn"] = "rewriteRulesInCaller",
            ["periodForwardings"] = "infoPhoneValueAddedPeriodForwardings",
        });

    public static readonly PlanShape TurnUsers = new(typeof(TurnUser), "name", [], []);

    private readonly Dictionary<string, PlanField> _byKey = [];

    /// <summary>Reads the keys off a record.</summary>
    /// <param name="type">The record.</param>
    /// <param name="nameKey">The key that names an object within its kind; empty for a part of an object.</param>
    /// <param name="keys">Where the file's key is another than the property's name.</param>
    /// <param name="aliases">Other names for a key.</param>
    private PlanShape(Type type, string nameKey, Dictionary<string, string> keys, Dictionary<string, string> aliases)
    {
        Type = type;
        NameKey = nameKey;
        object blank = Activator.CreateInstance(type) ?? throw new InvalidOperationException($"{type} has no constructor");
        var fields = new List<PlanField>();
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (!property.CanWrite)
            {
                continue;
            }

            string own = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            bool isRenamed = keys.TryGetValue(own, out string? key);
            List<string> others = isRenamed ? [own] : [];
            if (aliases.TryGetValue(own, out string? alias))
            {
                others.Add(alias);
            }

            if (own == "lock")
            {
                others.Add("lockType");
            }

            Type valueType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var field = new PlanField(key ?? own, others, property, FormOf(valueType), valueType, property.Name == "Password")
            {
                Default = property.GetValue(blank),
                Shape = PartOf(valueType),
            };
            fields.Add(field);
            _byKey.Add(field.Key, field);
            foreach (string other in others)
            {
                _byKey.Add(other, field);
            }
        }

        Fields = fields;
        NameField = nameKey.Length == 0 ? null : _byKey[nameKey];
    }

    public Type Type { get; }
    public string NameKey { get; }
    public IReadOnlyList<PlanField> Fields { get; }

    /// <summary>Null for a part, which has no name.</summary>
    public PlanField? NameField { get; }

    /// <summary>The key that a list or a single value stands for, where a mapping is expected; empty: none does.</summary>
    public string ShortKey { get; private init; } = "";
    public IEnumerable<string> Keys => Fields.Select(static known => known.Key);

    public PlanField? Find(string key) => _byKey.GetValueOrDefault(key);

    public string NameOf(object item) => (string?)NameField?.Property.GetValue(item) ?? "";

    private static PlanKeyForm FormOf(Type type) => type switch
    {
        _ when type == typeof(string) => PlanKeyForm.Text,
        _ when type == typeof(int) => PlanKeyForm.Whole,
        _ when type == typeof(decimal) => PlanKeyForm.Decimal,
        _ when type == typeof(bool) => PlanKeyForm.Truth,
        _ when type == typeof(DateTimeOffset) => PlanKeyForm.Time,
        _ when type.IsEnum => PlanKeyForm.Choice,
        _ when type == typeof(IReadOnlyList<string>) => PlanKeyForm.Texts,
        _ when type == typeof(IReadOnlyList<int>) => PlanKeyForm.Wholes,
        _ when PartOf(type) is not null => typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? PlanKeyForm.Parts : PlanKeyForm.Part,
        _ => throw new NotSupportedException($"the plan file has no form for {type}"),
    };

    /// <summary>The keys of a type that is a part of objects, or a list of such; null for any other.</summary>
    public static PlanShape? PartOf(Type type) =>
        type == typeof(ForwardTargets) ? Targets
        : type == typeof(PeriodForwarding) || type == typeof(IReadOnlyList<PeriodForwarding>) ? Periods
        : type == typeof(Geofence) ? Fences
        : null;
}
