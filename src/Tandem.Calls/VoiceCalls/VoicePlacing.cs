using System.Globalization;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Routing.Access;
using Tandem.Routing.Numbers;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Calls.VoiceCalls;

/// <summary>Places a call with a message: as a customer's would be routed who may use every trunk and pays nothing, to a phone of the switch or by carriers.</summary>
internal static class VoicePlacing
{
    /// <summary>Who calls: the switch, which has no price and no rules of its own.</summary>
    private static readonly CompiledIngress Switch = new() { Name = "", Account = new Account { Name = "" }, CallingRewrite = DialRules.None, CalledRewrite = DialRules.None };

    public static void Place(CallShard shard, VoiceCall voice)
    {
        SwitchPlan plan = shard.Plan;
        (string from, string to) = (voice.Request.From, voice.Request.To);
        string problem = !NumberText.IsDialled(to) ? $"'{to}' is no number"
            : !NumberText.IsShown(from) ? $"'{from}' is no number"
            : shard.Calls.IsDraining ? "the switch is stopping"
            : !shard.Marks.IsWritable ? "the call journal can't be written"
            : "";
        if (problem.Length > 0)
        {
            voice.Fail(problem);
            return;
        }

        Call call = shard.Calls.Rent();
        call.BeginOwn(plan, voice);
        call.Record.CallId = string.Create(CultureInfo.InvariantCulture, $"voice-{call.Record.Id}@{shard.Parts.Node}");
        Admitted admitted = new(null, Switch, from, to, from, to, default, BillingMode.Free) { Phone = plan.FindPhone(to) };
        call.Take(admitted);
        CallRecord.Admitted(call);
        call.Why.Add(ReasonCode.VoiceCallPlaced, "", to);
        EndReason? none = Destination.Find(plan, admitted, shard.Now, shard.Traffic, shard.Random, call.Hunt.Routes, call.Why);
        if (call.Hunt.Routes.Count > 0)
        {
            call.Dial();
        }
        else
        {
            call.EndBySwitch(none ?? EndReason.NoAvailableRouter);
        }
    }
}
