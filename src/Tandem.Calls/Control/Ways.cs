using Tandem.Calls.Setup;
using Tandem.Routing.Trunks;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>
/// Where a leg's requests inside its dialog go, by the trunk's sipRequestAddressMethod (SW §2.2): the packet's source, the source's address with the Contact's port, or as RFC 3261 §12.2.1.1 says, where a
/// host may be a name (RFC 3263). A name that is not known yet is looked up elsewhere; what the leg has to say meanwhile waits, and goes out when the answer comes as an event.
/// A name that leads nowhere leaves the way that was in use: it led to the same peer so far.
/// </summary>
internal sealed class Ways(CallShard shard)
{
    private const int DefaultPort = 5060;
    private readonly SipWriter _writer = new();

    /// <summary>The leg's dialog has (perhaps) another next hop.</summary>
    public void Find(Leg leg)
    {
        if (leg.Dialog is not { } dialog)
        {
            return;
        }

        switch (MethodOf(leg))
        {
            case RequestAddressMethod.SourceIpAndContactPort:
                if (!leg.Flow.IsStream && SipUriView.TryRead(dialog.RemoteTarget, out SipUriView target))
                {
                    leg.Flow = leg.Flow.To(leg.Flow.Remote with { Port = (ushort)PortOf(target) });
                }

                break;
            case RequestAddressMethod.Contact:
                FindNextHop(leg, dialog);
                break;
            default:
                break;
        }
    }

    /// <summary>An early dialog names its next hop: should that be a name, it is asked for now, so that nothing has to wait for it later.</summary>
    public void Foresee(Leg leg, Dialog dialog)
    {
        if (MethodOf(leg) == RequestAddressMethod.Contact && TryName(leg, dialog, out string name))
        {
            Locator locator = shard.Parts.Locator;
            if (!locator.TryGet(name, out _))
            {
                locator.Resolve(name, shard.Shard, Unasked.Instance);
            }
        }
    }

    /// <summary>The way to the next hop of the dialog, when it is known at once: for a stream that is gone.</summary>
    public bool TryNow(Leg leg, out Flow way)
    {
        way = default;
        if (leg.Dialog is not { } dialog)
        {
            return false;
        }

        return TryAddress(leg, dialog, out way)
            || (TryName(leg, dialog, out string name) && shard.Parts.Locator.TryGet(name, out IReadOnlyList<Target> targets) && TryRoute(leg, targets, out way));
    }

    /// <summary>A request has come by this way: a peer behind a NAT is reached by it from now on, when its trunk says so.</summary>
    public static void Follow(Leg leg, in Flow source)
    {
        if (MethodOf(leg) == RequestAddressMethod.PacketSource)
        {
            leg.Flow = source;
        }
    }

    /// <summary>Keeps what stands in the shard's writer until the way is known. False: it is known. Of several ACKs the last one counts: they are for the same 2xx.</summary>
    public bool MustWait(Leg leg, ClientTransaction? transaction, ReadOnlySpan<byte> message)
    {
        if (!leg.SeeksWay)
        {
            return false;
        }

        if (transaction is null)
        {
            leg.Waiting.RemoveAll(waiting => waiting.Transaction is null && Free(waiting));
        }

        byte[] copy = shard.Buffers.Rent(message.Length);
        message.CopyTo(copy);
        leg.Waiting.Add(new(transaction, copy, message.Length));
        return true;
    }

    /// <summary>The leg goes: what waits has nobody to be told of its answer.</summary>
    public void Forget(Leg leg)
    {
        foreach (WaitingRequest waiting in leg.Waiting)
        {
            Free(waiting);
            if (waiting.Transaction is { } transaction)
            {
                shard.Table.Abandon(transaction);
            }
        }

        leg.Waiting.Clear();
    }

    private static RequestAddressMethod MethodOf(Leg leg) => leg.IsCaller
        ? leg.Ingress?.Trunk?.SipRequestAddressMethod ?? RequestAddressMethod.PacketSource
        : leg.Egress?.Trunk.SipRequestAddressMethod ?? RequestAddressMethod.Contact;

    private static int PortOf(in SipUriView uri) => uri.Port == 0 ? DefaultPort : uri.Port;

    /// <summary>A stream stays one of its kind; otherwise as the next hop's URI wants it.</summary>
    private static TransportKind TransportOf(Leg leg, in SipUriView uri)
    {
        if (leg.Flow.IsStream || !uri.TryGetParameter("transport"u8, out ReadOnlySpan<byte> wanted))
        {
            return leg.Flow.Transport;
        }

        return System.Text.Ascii.EqualsIgnoreCase(wanted, "tcp"u8) ? TransportKind.Tcp : System.Text.Ascii.EqualsIgnoreCase(wanted, "tls"u8) ? TransportKind.Tls : leg.Flow.Transport;
    }

    /// <summary>A stream that leads to the right machine stays in use.</summary>
    private static void Take(Leg leg, in Flow way)
    {
        bool isOther = way.Remote != leg.Flow.Remote || way.Transport != leg.Flow.Transport;
        if (isOther && !(leg.Flow.IsStream && way.Remote.Ip == leg.Flow.Remote.Ip))
        {
            leg.Flow = way;
        }
    }

    private void FindNextHop(Leg leg, Dialog dialog)
    {
        if (TryAddress(leg, dialog, out Flow way))
        {
            leg.WayName = "";
            Take(leg, way);
            Go(leg);
        }
        else if (TryName(leg, dialog, out string name) && name != leg.WayName)
        {
            leg.WayName = name;
            if (shard.Parts.Locator.TryGet(name, out IReadOnlyList<Target> targets))
            {
                Take(leg, targets);
            }
            else
            {
                leg.SeeksWay = true;
                shard.Parts.Locator.Resolve(name, shard.Shard, new Question(this, leg, leg.Generation, name));
            }
        }
    }

    private bool TryAddress(Leg leg, Dialog dialog, out Flow way)
    {
        way = default;
        return SipUriView.TryRead(dialog.NextHop, out SipUriView uri)
            && HostText.TryReadAddress(uri.Host, PortOf(uri), out NetAddress address)
            && shard.Parts.Wire.TryRoute(TransportOf(leg, uri), address, out way);
    }

    /// <summary>The next hop as the locator wants it: <c>host[:port][;transport=tcp|tls]</c>. False when it is no name.</summary>
    private bool TryName(Leg leg, Dialog dialog, out string name)
    {
        name = "";
        if (!SipUriView.TryRead(dialog.NextHop, out SipUriView uri) || uri.Host.IsEmpty || HostText.TryReadAddress(uri.Host, DefaultPort, out _))
        {
            return false;
        }

        name = shard.Names.Of(uri.Host, uri.Port, TransportOf(leg, uri));
        return true;
    }

    private void Take(Leg leg, IReadOnlyList<Target> targets)
    {
        if (TryRoute(leg, targets, out Flow way))
        {
            Take(leg, way);
        }

        Go(leg);
    }

    /// <summary>One of the places that the name leads to: the one in use if it is among them, else the first that can be reached.</summary>
    private bool TryRoute(Leg leg, IReadOnlyList<Target> targets, out Flow way)
    {
        way = default;
        bool found = false;
        for (int i = 0; i < targets.Count; i++)
        {
            Target target = targets[i];
            if (target.Address == leg.Flow.Remote && target.Transport == leg.Flow.Transport)
            {
                way = leg.Flow;
                return true;
            }

            if (!found && shard.Parts.Wire.TryRoute(target.Transport, target.Address, out Flow route))
            {
                (way, found) = (route, true);
            }
        }

        return found;
    }

    /// <summary>The way is known: what waited goes out, with a Via that fits it.</summary>
    private void Go(Leg leg)
    {
        leg.SeeksWay = false;
        foreach (WaitingRequest waiting in leg.Waiting)
        {
            TransactionTable.Restamp(_writer, waiting.Bytes.AsSpan(0, waiting.Length), leg.Flow);
            Free(waiting);
            if (waiting.Transaction is { } transaction)
            {
                shard.Outbox.Start(leg, transaction, _writer.Written);
            }
            else
            {
                shard.Outbox.Ack(leg, _writer.Written);
            }
        }

        leg.Waiting.Clear();
    }

    private bool Free(WaitingRequest waiting)
    {
        shard.Buffers.Return(waiting.Bytes);
        return true;
    }

    private sealed class Question(Ways ways, Leg leg, int generation, string name) : LocationQuestion
    {
        public override void Take(IReadOnlyList<Target> targets)
        {
            if (leg.Generation == generation && leg.SeeksWay && leg.WayName == name)
            {
                ways.Take(leg, targets);
            }
        }
    }

    /// <summary>Nobody waits for the answer; it is in the locator's memory.</summary>
    private sealed class Unasked : LocationQuestion
    {
        public static readonly Unasked Instance = new();

        public override void Take(IReadOnlyList<Target> targets)
        {
            // It was asked so that the next one who asks needs no answer.
        }
    }
}
