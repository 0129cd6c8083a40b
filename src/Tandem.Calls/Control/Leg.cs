using System.Text;
using Tandem.Calls.Setup;
using Tandem.Routing.Access;
using Tandem.Routing.Routes;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>
/// One side of a call: its dialogs, its transactions, what its peer can do, its timers. Holds them; the sides (<see cref="CallerSide"/>, <see cref="CalleeSide"/>) and
/// <see cref="InDialog"/> act. A leg outlives its call by the BYE that it still has to finish. Pooled.
/// </summary>
internal sealed class Leg
{
    public Leg(CallShard shard)
    {
        Shard = shard;
        RefreshTimer = new(this, LegTimerKind.Refresh);
        DeadTimer = new(this, LegTimerKind.Dead);
    }

    public CallShard Shard { get; }

    public LegState State { get; set; }

    public bool IsCaller { get; private set; }

    /// <summary>Null once the call has let go of it.</summary>
    public Call? Call
    {
        get;
        set
        {
            RecordId = field is { } left && value is null ? left.Record.Id : 0;
            field = value;
        }
    }

    /// <summary>The record of the call that has let go of it; else 0.</summary>
    public long RecordId { get; private set; }

    /// <summary>Its number in the ladder: 0 the caller, n the nth attempt.</summary>
    public int Number { get; private set; }

    /// <summary>Rises with each use of this object, so that an answer that comes too late is known.</summary>
    public int Generation { get; private set; }

    /// <summary>Where our requests to this peer go.</summary>
    public Flow Flow { get; set; }

    /// <summary>When the peer last said something that shows that it is there: a request, a success.</summary>
    public long HeardMs { get; set; }

    /// <summary>The name that the flow was found by, or is sought by; "" for an address.</summary>
    public string WayName { get; set; } = "";

    /// <summary>The way to the next hop is being looked up: requests wait.</summary>
    public bool SeeksWay { get; set; }

    /// <summary>Requests that wait for the way.</summary>
    public List<WaitingRequest> Waiting { get; } = [];

    /// <summary>The caller's: the dialog it is in. The callee's: any of the INVITE's until one has answered, then that one.</summary>
    public Dialog? Dialog { get; set; }

    /// <summary>Of a caller: early dialogs beside <see cref="Dialog"/>, one for each further fork that it was told of.</summary>
    public List<Dialog> EarlyDialogs { get; } = new(1);

    /// <summary>Of a callee: its early dialogs.</summary>
    public List<Fork> Forks { get; } = new(1);

    /// <summary>The caller's INVITE: until its final answer, and of a 2xx until the ACK.</summary>
    public ServerTransaction? Invite { get; set; }

    /// <summary>The callee's dialog that has been answered, while its 2xx waits for the caller's PRACK.</summary>
    public Dialog? Held { get; set; }

    /// <summary>Our INVITE to the callee.</summary>
    public ClientTransaction? InviteClient { get; set; }

    /// <summary>Requests under way from or to this peer.</summary>
    public List<Relay> Relays { get; } = new(2);

    public CompiledIngress? Ingress { get; private set; }

    public CompiledEgress? Egress { get; private set; }

    /// <summary>Of a callee: the route that it is for, and of a phone where it is reached.</summary>
    public RingPlace Place { get; private set; }

    /// <summary>Host, and port unless 0, that the callee's URIs show.</summary>
    public string TargetHost { get; private set; } = "";

    public int TargetPort { get; private set; }

    /// <summary>The peer takes UPDATE (RFC 3311).</summary>
    public bool AllowsUpdate { get; set; }

    /// <summary>The caller knows 100rel, and its trunk lets it be used.</summary>
    public bool Knows100Rel { get; private set; }

    /// <summary>The caller has been told of a fork: its first dialog is taken.</summary>
    public bool IsTold { get; set; }

    /// <summary>How often the carrier asked for a longer session interval.</summary>
    public int IntervalTries { get; set; }

    /// <summary>The caller insists on it.</summary>
    public bool Requires100Rel { get; private set; }

    public SessionTimer Session { get; set; }

    /// <summary>The smallest session interval this peer takes.</summary>
    public int MinSE { get; set; } = SessionTimer.SmallestInterval;

    /// <summary>Credentials sent, and how often.</summary>
    public CarrierLogin Login { get; } = new();

    public ReliableAnswer Reliable;

    /// <summary>Of a caller: what became of offers before the answer.</summary>
    public EarlyOffer Early;

    /// <summary>The nonce of the ACK to the last 2xx, 0 before it is sent; the ACK itself when it has a body that can't be made again.</summary>
    public ulong AckNonce { get; set; }

    public PooledText AckMessage;

    /// <summary>The session description this peer has from us, kept when a refresh would have to repeat it.</summary>
    public PooledText Sdp;

    public bool KeepsSdp => Session is { IsOn: true, WeRefresh: true } && !AllowsUpdate;

    /// <summary>The cause of our BYE; −1 before there is one.</summary>
    public int ByeCause { get; set; } = -1;

    /// <summary>Our BYE waits for the caller's ACK.</summary>
    public bool ByeWaits { get; set; }

    /// <summary>Our requests to this peer that may still be answered. None outlives the leg, for another call's leg may be this object.</summary>
    public List<ClientTransaction> Asked { get; } = new(2);

    public LegTimer RefreshTimer { get; }

    public LegTimer DeadTimer { get; }

    /// <summary>The Call-ID we gave it.</summary>
    public string OwnCallId => Dialog is null ? "" : Encoding.ASCII.GetString(Dialog.CallId);

    /// <summary>False: the INVITE has no Contact that requests could go to.</summary>
    public bool TryBeginCaller(ServerTransaction transaction, SipMessage invite, CompiledIngress ingress, SessionTimer session)
    {
        Dialog = Shard.Dialogs.BeginTheirs(this, invite);
        if (Dialog is null)
        {
            return false;
        }

        State = LegState.Open;
        IsCaller = true;
        Number = 0;
        Invite = transaction;
        transaction.Owner = this;
        transaction.LocalTag = Dialog.LocalTag;
        Ingress = ingress;
        Session = session;
        Flow = transaction.Source;
        AllowsUpdate = invite.ContainsToken(HeaderId.Allow, "UPDATE"u8);
        bool uses = ingress.Trunk?.Sip100Rel ?? true;
        Requires100Rel = uses && invite.ContainsToken(HeaderId.Require, "100rel"u8);
        Knows100Rel = Requires100Rel || (uses && invite.ContainsToken(HeaderId.Supported, "100rel"u8));
        Shard.Ways.Find(this);
        return true;
    }

    public void BeginCallee(Call call, in RingPlace place, in Flow flow, int number, string host, int port)
    {
        State = LegState.Open;
        IsCaller = false;
        Call = call;
        Place = place;
        Egress = place.Route.Trunk;
        Number = number;
        Flow = flow;
        TargetHost = host;
        TargetPort = port;
    }

    /// <summary>A leg that was up in another process.</summary>
    public void BeginAgain(bool isCaller, int number, string host, int port)
    {
        State = LegState.Up;
        IsCaller = isCaller;
        Number = number;
        TargetHost = host;
        TargetPort = port;
    }

    /// <summary>The call that it goes on with, and its trunk.</summary>
    public void Join(Call call, CompiledIngress? ingress, CompiledEgress? egress) => (Call, Ingress, Egress) = (call, ingress, egress);

    /// <summary>A further dialog of the same INVITE, for a late fork that has to be ended.</summary>
    public void BeginStray(Leg first, Dialog dialog)
    {
        State = LegState.Up;
        IsCaller = false;
        Egress = first.Egress;
        Number = first.Number;
        Flow = first.Flow;
        Dialog = dialog;
        dialog.Owner = this;
        Shard.Ways.Find(this);
    }

    /// <summary>Everything back to its pool.</summary>
    public void Clear()
    {
        Shard.Wheel.Cancel(RefreshTimer);
        Shard.Wheel.Cancel(DeadTimer);
        if (Invite is { } invite && invite.Owner == this)
        {
            invite.Owner = null;
            Shard.Table.Acknowledge(invite); // a caller that goes without its ACK gets no more 200s
        }

        foreach (ClientTransaction asked in Asked)
        {
            if (asked.Owner == this)
            {
                Shard.Table.Disown(asked);
            }
        }

        foreach (Dialog dialog in EarlyDialogs)
        {
            Shard.Dialogs.Remove(dialog);
        }

        if (Dialog is not null && State == LegState.Open && !IsCaller)
        {
            Shard.Dialogs.RemoveAll(Dialog); // no fork has won: all are over
        }
        else if (Dialog is not null)
        {
            Shard.Dialogs.Remove(Dialog);
        }

        Asked.Clear();
        EarlyDialogs.Clear();
        Forks.Clear();
        Relays.Clear();
        AckMessage.Clear(Shard.Buffers);
        Sdp.Clear(Shard.Buffers);
        Early.Clear(Shard.Buffers);
        Login.Clear();
        Shard.Ways.Forget(this);
        Generation++;
        WayName = "";
        SeeksWay = false;
        State = LegState.Free;
        Call = null;
        RecordId = 0;
        Dialog = null;
        Invite = null;
        InviteClient = null;
        Held = null;
        Ingress = null;
        Egress = null;
        Place = default;
        Session = SessionTimer.None;
        MinSE = SessionTimer.SmallestInterval;
        Reliable = default;
        AckNonce = 0;
        ByeCause = -1;
        ByeWaits = false;
        IsTold = false;
        IntervalTries = 0;
        AllowsUpdate = Knows100Rel = Requires100Rel = false;
        TargetHost = "";
    }
}
