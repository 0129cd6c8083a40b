using System.Buffers;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Calls.Control;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;

namespace Tandem.Calls.TestCalls;

/// <summary>Places a test call: the one trunk that was asked for, its dial rules, its price; no customer, no hunt.</summary>
internal static class TestPlacing
{
    private const int LongestNumber = 32;
    private static readonly SearchValues<char> Digits = SearchValues.Create("+*#0123456789");

    public static void Place(CallShard shard, TestCall test)
    {
        SwitchPlan plan = shard.Plan;
        CompiledEgress? egress = plan.FindEgress(test.Request.Via);
        string problem = egress is null ? $"there is no egress trunk '{test.Request.Via}'"
            : !IsNumber(test.Request.To) ? $"'{test.Request.To}' is no number"
            : !IsNumber(test.Request.From) ? $"'{test.Request.From}' is no number"
            : shard.Calls.IsDraining ? "the switch is stopping"
            : !shard.Marks.IsWritable ? "the call journal can't be written"
            : "";
        if (egress is null || problem.Length > 0)
        {
            test.Fail(problem);
            return;
        }

        string calling = egress.CallingRewrite.Apply(test.Request.From, shard.Random);
        string called = egress.CalledRewrite.Apply(test.Request.To, shard.Random);
        ReadOnlySpan<char> rated = plan.CostPart(egress.Trunk, test.Request.To, called);
        Call call = shard.Calls.Rent();
        call.BeginOwn(plan, test);
        Cdr record = call.Record;
        record.CallId = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"test-{record.Id}@{shard.Parts.Node}");
        record.CallingNumber = record.CallingNumberIn = test.Request.From;
        record.CalledNumber = record.CalledNumberIn = test.Request.To;
        record.BillingMode = BillingMode.Free;
        call.Why.Add(ReasonCode.RouteOfTestCall, egress.Name);
        RateMatch cost = egress.Rates?.Find(rated, shard.Now) ?? default;
        if (!cost.Found)
        {
            call.Why.Add(ReasonCode.CostNotFound, egress.Name, rated.ToString());
        }

        call.Hunt.Routes.Add(new(egress, calling, called, cost));
        call.Dial();
    }

    private static bool IsNumber(string text) => text.Length is > 0 and <= LongestNumber && !text.AsSpan().ContainsAnyExcept(Digits);
}
