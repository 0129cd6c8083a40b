using System.IO.Hashing;
using System.Text;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Wire.Timers;

namespace Tandem.Calls.Registration;

/// <summary>The egress trunks of the plan that register at their carriers, as far as they are this shard's: by hash of the name. Looks at the plan once a second.</summary>
internal sealed class OutwardRegistrations(CallShard shard) : TimerNode
{
    private const int LookMs = 1000;
    private readonly Dictionary<string, OutwardRegistration> _all = [];
    private SwitchPlan? _plan;

    public void Start() => shard.Wheel.Set(this, shard.NowMs);

    public override void OnTimer()
    {
        shard.Wheel.Set(this, shard.NowMs + LookMs);
        SwitchPlan plan = shard.Plan;
        if (plan != _plan && !shard.Calls.IsDraining)
        {
            _plan = plan;
            Follow(plan);
        }

        long up = 0;
        foreach (OutwardRegistration one in _all.Values)
        {
            up += one.IsRegistered ? 1 : 0;
        }

        (shard.Counters.OutwardWanted, shard.Counters.OutwardUp) = (_all.Count, up);
    }

    public IReadOnlyList<LiveOutwardRegistration> Show() => [.. _all.Values.Select(static one => one.Show())];

    /// <summary>The switch stops: who is registered says goodbye (SS_SIP_USER_AGENT_SEND_UNREGISTER).</summary>
    public void Leave()
    {
        foreach (OutwardRegistration one in _all.Values)
        {
            one.Leave();
        }
    }

    private void Follow(SwitchPlan plan)
    {
        Dictionary<string, CompiledEgress> wanted = plan.Egress.Where(IsOurs).ToDictionary(static trunk => trunk.Name);
        foreach ((string name, OutwardRegistration one) in _all)
        {
            if (!wanted.TryGetValue(name, out CompiledEgress? trunk) || !one.IsFor(trunk.Trunk))
            {
                one.Leave();
                _all.Remove(name);
            }
        }

        foreach ((string name, CompiledEgress trunk) in wanted)
        {
            if (!_all.ContainsKey(name))
            {
                _all[name] = new(shard, trunk.Trunk);
                _all[name].Begin();
            }
        }
    }

    private bool IsOurs(CompiledEgress trunk) =>
        trunk.Trunk.RegisterOutward && XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(trunk.Name)) % (uint)shard.Parts.Shards.Count == (uint)shard.Index;
}
