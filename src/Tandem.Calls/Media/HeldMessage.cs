using Tandem.Calls.Control;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Media;

/// <summary>A message that waits until the media node has said what stands in its description, or until the one before it may go. The message is the queue's own copy.</summary>
/// <param name="Leg">Whose it is.</param>
/// <param name="Transaction">Of a response: what it answers.</param>
/// <param name="Relay">Of a response to, or the ACK of, something carried across: that.</param>
/// <param name="RelayGeneration">The <see cref="Relay.Generation"/> that it came in; an older one's is over.</param>
/// <param name="Message">The message.</param>
internal readonly record struct HeldMessage(Leg Leg, ClientTransaction? Transaction, Relay? Relay, int RelayGeneration, SipMessage Message)
{
    /// <summary>A copy that outlives the event; to be given back to the shard's table.</summary>
    public static SipMessage CopyOf(SipMessage message, CallShard shard)
    {
        SipMessage copy = shard.Table.RentMessage();
        copy.Buffer = shard.Buffers.Rent(message.Length);
        copy.Length = message.Length;
        message.Buffer.AsSpan(0, message.Length).CopyTo(copy.Buffer);
        _ = SipParser.Parse(copy); // it has been parsed before
        return copy;
    }

    public bool IsAck => Message.IsRequest;

    /// <summary>The callee's answer to our INVITE.</summary>
    public bool IsAnswer => Relay is null && !IsAck && Message.StatusCode is >= 200 and < 300;
}

/// <summary>A description that a side has said, and what the other was told: the same words again need no question.</summary>
internal struct SaidBefore
{
    private PooledText _said;
    private PooledText _told;
    private int _turn;
    private int _fork;

    public readonly bool TryGet(ReadOnlySpan<byte> said, int turn, int fork, out ReadOnlySpan<byte> told)
    {
        told = _told.Span;
        return !_told.IsEmpty && _turn == turn && _fork == fork && _said.Span.SequenceEqual(said);
    }

    public void Set(ReadOnlySpan<byte> said, ReadOnlySpan<byte> told, int turn, int fork, Wire.Buffers.BufferPool buffers)
    {
        _said.Set(said, buffers);
        _told.Set(told, buffers);
        (_turn, _fork) = (turn, fork);
    }

    public void Clear(Wire.Buffers.BufferPool buffers)
    {
        _said.Clear(buffers);
        _told.Clear(buffers);
    }
}
