using System.Runtime.InteropServices;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Transactions;

/// <summary>
/// The client transactions of each stream, linked, so that a broken stream fails its own without a scan of all.
/// </summary>
internal sealed class StreamClients
{
    private readonly Dictionary<StreamKey, ClientTransaction> _first = [];

    public void Add(ClientTransaction transaction)
    {
        if (!transaction.Flow.IsStream)
        {
            return;
        }

        StreamKey key = StreamKey.Of(transaction.Flow);
        ref ClientTransaction? first = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, key, out _);
        transaction.OnStream = true;
        transaction.PreviousOnStream = null;
        transaction.NextOnStream = first;
        first?.PreviousOnStream = transaction;
        first = transaction;
    }

    public void Remove(ClientTransaction transaction)
    {
        if (!transaction.OnStream)
        {
            return;
        }

        ClientTransaction? next = transaction.NextOnStream;
        next?.PreviousOnStream = transaction.PreviousOnStream;
        if (transaction.PreviousOnStream is { } previous)
        {
            previous.NextOnStream = next;
        }
        else if (next is null)
        {
            _first.Remove(StreamKey.Of(transaction.Flow));
        }
        else
        {
            _first[StreamKey.Of(transaction.Flow)] = next;
        }

        transaction.OnStream = false;
        transaction.NextOnStream = null;
        transaction.PreviousOnStream = null;
    }

    /// <summary>Adds those that wait on the stream which has closed to the list, with their nonces.</summary>
    public void Collect(in Flow closed, List<(ClientTransaction Transaction, ulong Nonce)> into)
    {
        _first.TryGetValue(StreamKey.Of(closed), out ClientTransaction? transaction);
        for (; transaction is not null; transaction = transaction.NextOnStream)
        {
            // A request for "the open connection, whichever it is" went by the one that closed; one that named another did not.
            long used = transaction.Flow.Connection;
            if (transaction.IsPending && (used == 0 || closed.Connection == 0 || used == closed.Connection))
            {
                into.Add((transaction, transaction.Nonce));
            }
        }
    }

    private readonly record struct StreamKey(TransportKind Transport, int Listener, NetAddress Remote)
    {
        public static StreamKey Of(in Flow flow) => new(flow.Transport, flow.Listener, flow.Remote);
    }
}
