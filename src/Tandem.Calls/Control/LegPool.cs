namespace Tandem.Calls.Control;

/// <summary>The legs and relays of one shard, used again and again.</summary>
internal sealed class LegPool(CallShard shard)
{
    private const int KeepAtMost = 65_536;
    private readonly Stack<Leg> _legs = new();
    private readonly Stack<Relay> _relays = new();

    public Leg Rent() => _legs.Count > 0 ? _legs.Pop() : new Leg(shard);

    /// <summary>The leg is done: nothing of it may be used any more.</summary>
    public void Return(Leg leg)
    {
        if (leg.State == LegState.Free)
        {
            return;
        }

        leg.Clear();
        if (_legs.Count < KeepAtMost)
        {
            _legs.Push(leg);
        }
    }

    public Relay RentRelay() => _relays.Count > 0 ? _relays.Pop() : new Relay();

    public void Return(Relay relay)
    {
        relay.Clear();
        if (_relays.Count < KeepAtMost)
        {
            _relays.Push(relay);
        }
    }
}
