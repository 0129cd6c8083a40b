using Tandem.Calls.Live;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;
using Tandem.Wire.Udp;

namespace Tandem.Calls.Control;

/// <summary>
/// What goes out of a shard, and what a call's ladder remembers. Whoever speaks for a leg speaks through here, so that the ladder has the message; what the transaction layer says by
/// itself (the ACK of a failure, the 200 of a CANCEL) is kept until it is known whose it was.
/// </summary>
internal sealed class Outbox(CallShard shard)
{
    private const int LongestAside = 2048;
    private readonly SendBatch? _batch = shard.Parts.Wire.NewBatch(() => shard.Marks.Flush());
    private readonly byte[] _aside = new byte[LongestAside];
    private int _asideLength;
    private Flow _asideFlow;
    private Leg? _speaker;
    private Ladder? _overhears;

    /// <summary>A new message has come in.</summary>
    public void BeginEvent() => _asideLength = 0;

    /// <summary>What is of no call and goes out from now on is noted here; null: no more.</summary>
    public void Overhear(Ladder? ladder) => _overhears = ladder;

    /// <summary>The way out for the transaction layer.</summary>
    public bool Send(in Flow flow, ReadOnlySpan<byte> message)
    {
        shard.Counters.MessagesOut++;
        if (_speaker is not null)
        {
            Note(_speaker, sent: true, flow, message);
            if (_speaker.Phone is { } phone)
            {
                shard.Parts.Registrations.Reach.Sent(phone, flow, asks: message.StartsWith("INVITE "u8) && _speaker is { IsCaller: false, State: LegState.Open });
            }
        }
        else if (_overhears is not null)
        {
            shard.Strays.Sent(flow, message);
            _overhears.Add(0, sent: true, shard.Now, flow, message);
        }
        else
        {
            shard.Strays.Sent(flow, message);
            SetAside(flow, message);
        }

        bool sent = ToWire(flow, message);
        if (!sent && flow is { IsStream: true, Connection: not 0 } && _speaker is not null && shard.Ways.TryNow(_speaker, out Flow other))
        {
            // The stream is gone; the peer's Contact says where it listens (RFC 3261 §18.1.1).
            _speaker.Flow = other;
            sent = ToWire(other, message);
        }

        if (!sent)
        {
            shard.Counters.SendFailures++;
        }

        return sent;
    }

    /// <summary>There is nothing more to do for now: what was gathered is written, and leaves.</summary>
    public void Flush()
    {
        shard.Marks.Flush();
        _batch?.Flush();
    }

    /// <summary>A message of this leg has come in.</summary>
    public void Heard(Leg leg, SipMessage message, in Flow flow)
    {
        if (leg is { Call: not null, Phone: { } phone })
        {
            shard.Parts.Registrations.Reach.Heard(phone, message, flow);
        }

        if (message.IsRequest || message.StatusCode is >= 200 and < 300)
        {
            leg.HeardMs = shard.NowMs;
        }

        Note(leg, sent: false, flow, message.Buffer.AsSpan(0, message.Length));
        bool answeredBelow = message.Method == SipMethod.Cancel || (message.StatusCode >= 300 && message.CSeqMethod == SipMethod.Invite);
        if (answeredBelow && _asideLength > 0)
        {
            Note(leg, sent: true, _asideFlow, _aside.AsSpan(0, _asideLength));
            _asideLength = 0;
        }
    }

    /// <summary>Answers with what stands in the shard's writer.</summary>
    public void Respond(Leg? leg, ServerTransaction transaction, int status)
    {
        _speaker = leg;
        shard.Table.Respond(transaction, status, shard.Writer.Written);
        _speaker = null;
    }

    /// <summary>Answers with no more than every answer has.</summary>
    public void RespondBare(Leg? leg, ServerTransaction transaction, int status)
    {
        _speaker = leg;
        shard.Table.Respond(transaction, status);
        _speaker = null;
    }

    /// <summary>Sends the request that stands in the shard's writer, at once or when the way to the peer is known.</summary>
    public void Start(Leg leg, ClientTransaction transaction)
    {
        if (!shard.Ways.MustWait(leg, transaction, shard.Writer.Written))
        {
            Start(leg, transaction, shard.Writer.Written);
        }
    }

    /// <summary>Sends a request that has waited for its way.</summary>
    public void Start(Leg leg, ClientTransaction transaction, ReadOnlySpan<byte> request)
    {
        leg.Asked.Add(transaction);
        _speaker = leg;
        shard.Table.Start(transaction, leg.Flow, request);
        _speaker = null;
    }

    /// <summary>Gives up our INVITE; <paramref name="reason"/> is the value of the Reason header, or empty.</summary>
    public void Cancel(Leg leg, ClientTransaction invite, ReadOnlySpan<byte> reason)
    {
        _speaker = leg;
        shard.Table.Cancel(invite, reason);
        _speaker = null;
    }

    /// <summary>Sends an ACK, which has no transaction, at once or when the way is known.</summary>
    public void Ack(Leg leg, ReadOnlySpan<byte> ack)
    {
        if (shard.Ways.MustWait(leg, null, ack))
        {
            return;
        }

        _speaker = leg;
        Send(leg.Flow, ack);
        _speaker = null;
    }

    private void SetAside(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (message.Length <= LongestAside)
        {
            message.CopyTo(_aside);
            _asideLength = message.Length;
            _asideFlow = flow;
        }
    }

    private bool ToWire(in Flow flow, ReadOnlySpan<byte> message)
    {
        shard.Tap.Sent(flow, message, _speaker?.Call);
        if (_batch is not null)
        {
            return _batch.Send(flow, message);
        }

        shard.Marks.Flush();
        return shard.Parts.Wire.Send(flow, message);
    }

    private void Note(Leg leg, bool sent, in Flow flow, ReadOnlySpan<byte> message)
    {
        if (leg.Call is { } call)
        {
            call.Ladder.Add(leg.Number, sent, shard.Now, flow, message);
        }
        else if (leg.RecordId != 0)
        {
            shard.LateMessages.Add(leg, sent, flow, message);
        }
    }
}
