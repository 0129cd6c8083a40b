using System.Runtime.CompilerServices;
using System.Text;
using Tandem.Billing.Rating;

namespace Tandem.Store.Plan;

/// <summary>The keys of each kind of plan object, read off the records that the plan is bound to: a property added there is described at once.</summary>
public static class PlanKeys
{
    public static IReadOnlyList<PlanKey> Accounts => Of(PlanShape.Accounts);
    public static IReadOnlyList<PlanKey> IngressTrunks => Of(PlanShape.IngressTrunks);
    public static IReadOnlyList<PlanKey> EgressTrunks => Of(PlanShape.EgressTrunks);
    public static IReadOnlyList<PlanKey> Phones => Of(PlanShape.Phones);
    public static IReadOnlyList<PlanKey> TurnUsers => Of(PlanShape.TurnUsers);

    /// <summary>Not bound by a record: its rows come from three places.</summary>
    public static IReadOnlyList<PlanKey> RateTables { get; } =
    [
        Plain("name", PlanKeyForm.Text, "Its name, by which accounts, trunks and phones refer to it.", isRequired: true),
        Plain("currency", PlanKeyForm.Text, "ISO 4217 code of its prices.", fallback: "\"USD\""),
        Plain("rates", PlanKeyForm.Parts, "One for each prefix, and for each moment from which another holds.") with { Part = Rates() },
        Plain("csv", PlanKeyForm.Text, "Instead of rates: the lines of a CSV, prefix,area,price,per,connect,effective and on wish tax,class,locked. Read back as rates."),
    ];

    private static PlanKey[] Rates() =>
    [
        Plain("prefix", PlanKeyForm.Text, "The beginning of the numbers that it is for; the longest that fits counts.", isRequired: true),
        Plain("area", PlanKeyForm.Text, "What people call the destination."),
        Plain("price", PlanKeyForm.Decimal, "Of one cycle.", isRequired: true),
        Plain("per", PlanKeyForm.Whole, "Seconds of a cycle. What has begun is charged.", fallback: "60"),
        Plain("connect", PlanKeyForm.Decimal, "Once for each answered call.", fallback: "\"0\""),
        Plain("effective", PlanKeyForm.Time, "From when it holds; left out, always."),
        Plain("tax", PlanKeyForm.Decimal, "Per cent on top.", fallback: "\"0\""),
        Plain("class", PlanKeyForm.Choice, "Class of call, which an account may be limited to.", fallback: Json(PlanTree.Value(CallClass.International))) with { Choices = Choices(typeof(CallClass)) },
        Plain("locked", PlanKeyForm.Truth, "No call is sold at it.", fallback: "false"),
        Plain("sections", PlanKeyForm.Parts, "The first seconds at fees of their own, in their order.") with
        {
            Part = [Plain("seconds", PlanKeyForm.Whole, "How long it lasts.", isRequired: true), Plain("fee", PlanKeyForm.Decimal, "For all of it.", isRequired: true)],
        },
    ];

    private static List<PlanKey> Of(PlanShape shape) => [.. shape.Fields.Select(Of)];

    private static PlanKey Of(PlanField field) => new(
        field.Key,
        field.Form,
        RecordComments.Of(field.Property),
        field.Property.IsDefined(typeof(RequiredMemberAttribute), inherit: true),
        field.IsSecret,
        field.Form is PlanKeyForm.Part or PlanKeyForm.Parts || field.Default is null ? null : Json(PlanTree.Value(field.Default)),
        field.Type.IsEnum ? Choices(field.Type) : [],
        field.Shape is { } part ? Of(part) : []);

    private static PlanKey Plain(string name, PlanKeyForm form, string description, bool isRequired = false, string? fallback = null) =>
        new(name, form, description, isRequired, IsSecret: false, fallback, [], []);

    private static string[] Choices(Type type) => [.. Enum.GetValues(type).Cast<Enum>().Select(static choice => ((ScalarNode)PlanTree.Value(choice)).Text)];

    private static string Json(PlanNode node) => Encoding.UTF8.GetString(NodeText.Utf8Json(node, indented: false));
}
