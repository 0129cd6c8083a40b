using Tandem.Calls.Guard;
using Tandem.Routing.Plan;
using Tandem.Sip.Transport;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Server.Wiring;

/// <summary>
/// Keeps the wire as the plan in force wants it: whose messages pass the gate without a limit and how many of the others do, how packets are marked (SS_QOS_SIGNAL). Carriers with names are known by
/// where the locator found them, looked at again once a second.
/// </summary>
internal sealed class PlanFollower : IAsyncDisposable
{
    private readonly PlanHolder _plan;
    private readonly SourceGate _gate;
    private readonly WireHub _hub;
    private readonly Locator _locator;
    private readonly PeriodicTimer _second;
    private readonly Lock _gatekeeper = new();
    private HashSet<SourceNetwork> _published = [];
    private Task _watching = Task.CompletedTask;

    public PlanFollower(PlanHolder plan, SourceGate gate, WireHub hub, Locator locator, TimeProvider time)
    {
        _plan = plan;
        _gate = gate;
        _hub = hub;
        _locator = locator;
        _second = new(TimeSpan.FromSeconds(1), time);
        plan.Published = Take;
        Take(plan.Current);
    }

    public void Start() => _watching = WatchAsync();

    public async ValueTask DisposeAsync()
    {
        _plan.Published = null;
        _second.Dispose();
        await _watching;
    }

    private async Task WatchAsync()
    {
        while (await _second.WaitForNextTickAsync())
        {
            SwitchPlan plan = _plan.Current;
            if (plan.Egress.Any(static trunk => trunk.Addresses.Any(static address => address.Ip is null)))
            {
                Take(plan);
            }
        }
    }

    private void Take(SwitchPlan plan)
    {
        HashSet<SourceNetwork> known = PlanSources.Of(plan, _locator);
        lock (_gatekeeper)
        {
            if (!known.SetEquals(_published))
            {
                _published = known;
                _gate.Publish(new SourceTable(known));
            }
        }

        FirewallRules rules = plan.Parameters.Firewall;
        _gate.PerSecond = rules.SourceRate;
        _gate.PerNetwork = rules.NetworkRate;
        _gate.StreamsPerSecond = rules.ConnectionRate;
        _hub.SetTos((byte)plan.Parameters.QosSignal);
    }
}
