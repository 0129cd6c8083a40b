using System.Buffers;
using System.Globalization;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;

namespace Tandem.Calls.TestCalls;

/// <summary>
/// Places a test call. In nobody's name: out on the one trunk that was asked for, by its dial rules, at its price, without a customer. In a trunk's or phone's name: admitted, charged and routed as a call
/// of theirs, and where a trunk is asked for as well, out on that one.
/// </summary>
internal static class TestPlacing
{
    private const int LongestNumber = 32;
    private static readonly SearchValues<char> Digits = SearchValues.Create("+*#0123456789");

    public static void Place(CallShard shard, TestCall test)
    {
        SwitchPlan plan = shard.Plan;
        CompiledEgress? egress = plan.FindEgress(test.Request.Via);
        CompiledIngress? payer = PayerOf(plan, test.Request);
        if (ProblemOf(shard, test.Request, egress, payer) is { Length: > 0 } problem)
        {
            test.Fail(problem);
            return;
        }

        Call call = shard.Calls.Rent();
        call.BeginOwn(plan, test, payer);
        call.Record.CallId = string.Create(CultureInfo.InvariantCulture, $"test-{call.Record.Id}@{shard.Parts.Node}");
        if (payer is not null)
        {
            call.Why.Add(ReasonCode.TestCallInName, payer.Name);
            PlaceFor(shard, call, test.Request, payer, egress);
            return;
        }

        Cdr record = call.Record;
        record.CallingNumber = record.CallingNumberIn = test.Request.From;
        record.CalledNumber = record.CalledNumberIn = test.Request.To;
        record.BillingMode = BillingMode.Free;
        TakeOnly(shard, call, egress!); // one of the two was named
        call.Dial();
    }

    private static void PlaceFor(CallShard shard, Call call, TestCallRequest order, CompiledIngress payer, CompiledEgress? egress)
    {
        EndReason? refusal = shard.Intake.TryAdmit(call, call.Plan, payer, new ImaginedNumbers(order.From, order.To));
        if (refusal is null && egress is not null)
        {
            TakeOnly(shard, call, egress);
        }
        else
        {
            refusal ??= shard.Intake.FindRoutes(call, call.Plan);
        }

        if (refusal is { } reason)
        {
            call.EndBySwitch(reason);
        }
        else
        {
            call.Dial();
        }
    }

    /// <summary>The one route: by this trunk, whatever its prefixes.</summary>
    private static void TakeOnly(CallShard shard, Call call, CompiledEgress egress)
    {
        Cdr record = call.Record;
        string calling = egress.CallingRewrite.Apply(record.CallingNumber, shard.Random);
        string called = egress.CalledRewrite.Apply(record.CalledNumber, shard.Random);
        ReadOnlySpan<char> rated = call.Plan.CostPart(egress.Trunk, record.CalledNumber, called);
        call.Why.Add(ReasonCode.RouteOfTestCall, egress.Name);
        RateMatch cost = egress.Rates?.Find(rated, shard.Now) ?? default;
        if (!cost.Found)
        {
            call.Why.Add(ReasonCode.CostNotFound, egress.Name, rated.ToString());
        }

        call.Hunt.Routes.Add(new(egress, calling, called, cost));
    }

    private static CompiledIngress? PayerOf(SwitchPlan plan, TestCallRequest order) => plan.Ingress.FirstOrDefault(
        one => one.Name.Length > 0 && one.Name == (one.IsPhone ? order.Phone : order.IngressTrunk));

    private static string ProblemOf(CallShard shard, TestCallRequest order, CompiledEgress? egress, CompiledIngress? payer) =>
        egress is null && order.Via.Length > 0 ? $"there is no egress trunk '{order.Via}'"
        : payer is null && order.IngressTrunk.Length > 0 ? $"there is no ingress trunk '{order.IngressTrunk}'"
        : payer is null && order.Phone.Length > 0 ? $"there is no phone '{order.Phone}'"
        : egress is null && payer is null ? "a test call needs an egress trunk, or a trunk or phone in whose name it is placed"
        : !IsNumber(order.To) ? $"'{order.To}' is no number"
        : !IsNumber(order.From) ? $"'{order.From}' is no number"
        : shard.Calls.IsDraining ? "the switch is stopping"
        : !shard.Marks.IsWritable ? "the call journal can't be written"
        : "";

    private static bool IsNumber(string text) => text.Length is > 0 and <= LongestNumber && !text.AsSpan().ContainsAnyExcept(Digits);
}
