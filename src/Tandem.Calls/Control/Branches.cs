using Tandem.Calls.Setup;
using Tandem.Routing.Routes;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>
/// The places that ring beside the callee's leg in hand: further contacts of a phone, further targets of a simultaneous ring. Each has a leg of its own with an INVITE of its own; the first 200 makes its
/// leg the callee's, and the others are cancelled (RFC 3261 §16.7 as a forking proxy has it). While several ring, descriptions before the answer are not passed on: the caller's one ear can't hear all of
/// them, and rings by itself. Pooled with its call; empty for nearly all.
/// </summary>
internal sealed class Branches(CallShard shard, Call call)
{
    private readonly List<Leg> _legs = [];
    private int _seeking;
    private int _turn;
    private CallEnd? _best;
    private Leg? _rang;

    // The leg in hand has failed, and places that are still looked up may go on in its stead.
    private Leg? _spent;

    /// <summary>Others ring, or are about to, beside the leg in hand.</summary>
    public bool IsAny => _legs.Count + _seeking > 0;

    /// <summary>More than one place was or is rung by the step in hand: its INVITEs ask for no reliable answers.</summary>
    public bool IsSeveral { get; private set; }

    /// <summary>The step in hand is about to ring at so many places more.</summary>
    public void Begin(int more)
    {
        _turn++;
        _best = null;
        _rang = null;
        _spent = null;
        IsSeveral = more > 0;
    }

    /// <summary>The INVITE of the leg in hand is out: the others' follow.</summary>
    public void Start()
    {
        foreach (RingPlace place in call.Hunt.Beside)
        {
            if (place.Contact is { } contact)
            {
                Invite(place, contact.Flow, "", 0);
            }
            else
            {
                Locate(place);
            }
        }
    }

    /// <summary>A response to an INVITE has come. Of several that ring, a 2xx ends the race, and a description before it is set aside.</summary>
    public void OnResponse(Leg leg, SipMessage response)
    {
        if (!IsSeveral || call.IsAnswered || leg.State != LegState.Open)
        {
            return;
        }

        if (response.StatusCode >= 300)
        {
            return;
        }

        if (response.StatusCode >= 200)
        {
            Choose(leg);
        }
        else if (response.HasOwnBody)
        {
            response.StandIn(default);
        }
    }

    /// <summary>The caller hears of the first that rings; from the others it would learn nothing.</summary>
    public bool IsNews(Leg leg)
    {
        _rang ??= leg;
        return !IsSeveral || _rang == leg;
    }

    /// <summary>A place has failed. True: others still ring, or are about to, and the call goes on with them.</summary>
    public bool Outlives(Leg leg, in CallEnd end)
    {
        if (!IsSeveral)
        {
            return false;
        }

        _best = Better(_best, end);
        bool isDeclined = end.Reason is >= 600 and < 700 && AreOnePhone(); // a person says no for all of its devices (RFC 3261 §21.6)
        if (isDeclined || !IsAny)
        {
            return false;
        }

        call.Why.Add(ReasonCode.AttemptFailed, leg.Egress?.Name ?? "", number: end.Reason > 0 ? end.Reason : end.SipStatus);
        if (leg == call.Callee && _legs.Count == 0)
        {
            _spent = leg; // it stays in hand until the first of those that are sought has its INVITE
            return true;
        }

        if (leg == call.Callee)
        {
            TakeFirst();
        }
        else
        {
            _legs.Remove(leg);
        }

        Drop(leg, default);
        return true;
    }

    /// <summary>What the whole step ends with: of several failures the one that says most about the person called.</summary>
    public CallEnd Best(in CallEnd last)
    {
        return IsSeveral ? Better(_best, last) : last;
    }

    /// <summary>All that ring beside the leg in hand are given up. <paramref name="reason"/>: of the CANCELs, or empty.</summary>
    public void DropAll(ReadOnlySpan<byte> reason)
    {
        _turn++;
        _seeking = 0;
        _spent = null;
        foreach (Leg leg in _legs)
        {
            Drop(leg, reason);
        }

        _legs.Clear();
    }

    public void Clear()
    {
        _turn++;
        _legs.Clear();
        _seeking = 0;
        _best = null;
        _rang = null;
        _spent = null;
        IsSeveral = false;
    }

    private bool AreOnePhone()
    {
        foreach (Leg leg in _legs)
        {
            if (leg.Egress is null || leg.Egress != call.Callee?.Egress)
            {
                return false;
            }
        }

        return _seeking == 0;
    }

    private void Choose(Leg leg)
    {
        if (leg != call.Callee)
        {
            if (!_legs.Remove(leg))
            {
                return;
            }

            if (call.Callee is { } other)
            {
                _legs.Add(other);
            }

            call.TakeInHand(leg);
        }

        if (IsAny)
        {
            call.Why.Add(ReasonCode.AnsweredFirst, leg.Egress?.Name ?? "");
        }

        DropAll("SIP;cause=200;text=\"Call completed elsewhere\""u8);
    }

    private void Drop(Leg leg, ReadOnlySpan<byte> reason)
    {
        shard.CalleeSide.Drop(leg, reason);
        leg.Call = null;
    }

    private void Invite(in RingPlace place, in Flow flow, string host, int port)
    {
        Leg leg = shard.Legs.Rent();
        leg.BeginCallee(call, place, flow, call.Record.CallIds.Count + 1, host, port);
        _legs.Add(leg);
        shard.CalleeSide.Invite(call, leg);
        CallRecord.DialedBeside(call, leg);
        if (_spent is { } spent)
        {
            _spent = null;
            TakeFirst();
            Drop(spent, default);
        }
    }

    private void TakeFirst()
    {
        call.TakeInHand(_legs[0]);
        _legs.RemoveAt(0);
    }

    private void Locate(in RingPlace place)
    {
        EgressPlace where = EgressPlace.First(place.Route.Trunk);
        if (shard.Parts.Locator.TryGet(where.Text, out IReadOnlyList<Target> targets))
        {
            Give(place, where, targets);
        }
        else
        {
            _seeking++;
            shard.Parts.Locator.Resolve(where.Text, shard.Shard, new Question(this, place, where));
        }
    }

    private void Give(in RingPlace place, in EgressPlace where, IReadOnlyList<Target> targets)
    {
        if (targets.Count > 0 && shard.Parts.Wire.TryRoute(targets[0].Transport, targets[0].Address, out Flow flow))
        {
            Locations.Expect(shard.Parts.Wire, targets, where.Name);
            Invite(place, flow, where.Name, where.Port);
        }
        else
        {
            call.Why.Add(ReasonCode.AttemptUnreachable, place.Route.Trunk.Name, nameof(Billing.Cdrs.EndReason.ConnectionTimeout));
            if (_spent is not null && _best is { } best && !IsAny)
            {
                _spent = null;
                call.Attempts.OnNoneLeft(best);
            }
        }
    }

    private static CallEnd Better(CallEnd? one, in CallEnd other) => one is { } known && Weight(known) >= Weight(other) ? known : other;

    private static int Weight(in CallEnd end) => end.SipStatus switch
    {
        486 or 600 or 603 => 3,
        480 or (>= 300 and <= 302) => 2, // it says where the person is
        408 or 503 => 0,
        _ => 1,
    };

    private sealed class Question(Branches branches, RingPlace place, EgressPlace where) : LocationQuestion
    {
        private readonly int _turn = branches._turn;

        public override void Take(IReadOnlyList<Target> targets)
        {
            if (branches._turn == _turn)
            {
                branches._seeking--;
                branches.Give(place, where, targets);
            }
        }
    }
}
