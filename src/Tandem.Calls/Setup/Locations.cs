using Tandem.Calls.Control;
using Tandem.Sip.Transport;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Setup;

/// <summary>Finds the way to the route in hand (RFC 3263): at once when it is known, else the answer comes as an event of the shard.</summary>
internal sealed class Locations(CallShard shard)
{
    public void Locate(Call call)
    {
        if (call.Hunt.Contact is { } contact)
        {
            call.Attempts.OnLocated(contact.Flow, "", 0); // a phone is where it said
            return;
        }

        string address = EgressPlace.At(call.Hunt.Current.Trunk, call.Hunt.Address).Text;
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

    /// <summary>Whoever is reached by TLS must be who was looked for.</summary>
    public static void Expect(IWire wire, IReadOnlyList<Target> targets, string name)
    {
        for (int i = 0; i < targets.Count; i++)
        {
            if (targets[i].Transport == TransportKind.Tls)
            {
                wire.Expect(targets[i].Address, name);
            }
        }
    }

    private void Give(Call call, IReadOnlyList<Target> targets)
    {
        Hunt hunt = call.Hunt;
        hunt.Targets = targets;
        if (hunt.Target < targets.Count && shard.Parts.Wire.TryRoute(targets[hunt.Target].Transport, targets[hunt.Target].Address, out Flow flow))
        {
            EgressPlace place = EgressPlace.At(hunt.Current.Trunk, hunt.Address);
            Expect(shard.Parts.Wire, targets, place.Name);
            call.Attempts.OnLocated(flow, place.Name, place.Port);
        }
        else
        {
            call.Attempts.OnNotLocated();
        }
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
