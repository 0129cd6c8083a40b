using Tandem.Sip.Messages;
using Tandem.Wire.Buffers;

namespace Tandem.Sip.Transactions;

/// <summary>
/// The message objects that transactions keep, and the one in hand, which must not go while somebody looks at it.
/// </summary>
internal sealed class MessageKeeper(BufferPool buffers)
{
    private readonly Stack<SipMessage> _free = new(256);
    private SipMessage? _inHand;

    /// <summary>A transaction has kept the message in hand.</summary>
    public bool IsKept { get; private set; }

    public SipMessage Rent() => _free.Count > 0 ? _free.Pop() : new SipMessage();

    public void TakeInHand(SipMessage message)
    {
        _inHand = message;
        IsKept = false;
    }

    public void PutDown() => _inHand = null;

    /// <summary>The message in hand belongs to a transaction from now on.</summary>
    public void Keep() => IsKept = true;

    public void Free(SipMessage? message)
    {
        if (message is null)
        {
            return;
        }

        if (ReferenceEquals(message, _inHand))
        {
            // Whoever is looking at it may go on; it falls back to the one who brought it.
            IsKept = false;
            return;
        }

        buffers.Return(message.Buffer);
        message.Buffer = [];
        message.Length = 0;
        _free.Push(message);
    }
}
