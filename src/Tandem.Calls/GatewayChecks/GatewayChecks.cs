using System.IO.Hashing;
using System.Text;
using Tandem.Calls.Control;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Wire.Timers;

namespace Tandem.Calls.GatewayChecks;

/// <summary>The addresses of egress trunks that are asked whether they are there (<c>sipOptionsCheck</c>), as far as they are this shard's: by hash of the trunk's name. Looks at the plan once a second.</summary>
internal sealed class GatewayChecks(CallShard shard) : TimerNode
{
    private const int LookMs = 1000;
    private readonly Dictionary<(string Trunk, int Address), AddressCheck> _all = [];
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
    }

    private void Follow(SwitchPlan plan)
    {
        Dictionary<(string Trunk, int Address), string> wanted = plan.Egress.Where(IsOurs)
            .SelectMany(static trunk => trunk.Trunk.Addresses.Take(SilentAddresses.Most).Select((address, index) => (Key: (trunk.Name, index), Address: address)))
            .ToDictionary(static one => one.Key, static one => one.Address);
        foreach (((string Trunk, int Address) key, AddressCheck check) in _all)
        {
            if (wanted.GetValueOrDefault(key) != check.Address)
            {
                check.Leave();
                _all.Remove(key);
            }
        }

        foreach (((string Trunk, int Address) key, string address) in wanted)
        {
            if (!_all.ContainsKey(key))
            {
                _all[key] = new(shard, key.Trunk, key.Address, address);
                _all[key].BeginSoon();
            }
        }
    }

    private bool IsOurs(CompiledEgress trunk) =>
        trunk.Trunk.SipOptionsCheck && XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(trunk.Name)) % (uint)shard.Parts.Shards.Count == (uint)shard.Index;
}
