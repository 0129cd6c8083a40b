using Tandem.Calls.Control;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.Sip.Transport;
using Tandem.Wire.Flows;
using EgressAddress = Tandem.Routing.Trunks.EgressAddress;

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
            shard.Parts.Locator.Resolve(address, shard.Shard, new Question(call, call.Generation, call.Hunt.Address));
        }
    }

    public void OnLocated(Located located)
    {
        if (located.Token is Question { Call: { State: CallState.Locating } call } question && call.Generation == question.Generation && call.Hunt.Address == question.Address)
        {
            Give(call, located.Targets);
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

    private sealed record Question(Call Call, int Generation, int Address);
}
