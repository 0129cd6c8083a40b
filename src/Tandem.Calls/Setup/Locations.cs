using Tandem.Calls.Control;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.Sip.Transport;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Setup;

/// <summary>Finds the way to the route in hand (RFC 3263): at once when it is known, else the answer comes as an event of the shard.</summary>
internal sealed class Locations(CallShard shard)
{
    public void Locate(Call call)
    {
        string address = AddressOf(call.Hunt);
        if (call.Hunt.Targets is { } found)
        {
            Give(call, found);
        }
        else if (shard.Parts.Locator.TryGet(address, out IReadOnlyList<Target> targets))
        {
            Give(call, targets);
        }
        else
        {
            shard.Parts.Locator.Resolve(address, shard.Shard, new Question(this, call));
        }
    }

    private void Give(Call call, IReadOnlyList<Target> targets)
    {
        Hunt hunt = call.Hunt;
        hunt.Targets = targets;
        if (hunt.Target < targets.Count && shard.Parts.Wire.TryRoute(targets[hunt.Target].Transport, targets[hunt.Target].Address, out Flow flow))
        {
            IReadOnlyList<EgressAddress> addresses = hunt.Current.Trunk.Addresses;
            EgressAddress named = hunt.Address < addresses.Count ? addresses[hunt.Address] : default;
            call.OnLocated(flow, named.Ip is null ? named.Host ?? "" : "", named.Port);
        }
        else
        {
            call.OnNotLocated();
        }
    }

    private static string AddressOf(Hunt hunt)
    {
        IReadOnlyList<string> addresses = hunt.Current.Trunk.Trunk.Addresses;
        return hunt.Address < addresses.Count ? addresses[hunt.Address] : "";
    }

    private sealed class Question(Locations locations, Call call) : LocationQuestion
    {
        private readonly int _generation = call.Generation;
        private readonly int _address = call.Hunt.Address;

        public override void Take(IReadOnlyList<Target> targets)
        {
            if (call.State == CallState.Locating && call.Generation == _generation && call.Hunt.Address == _address)
            {
                locations.Give(call, targets);
            }
        }
    }
}
