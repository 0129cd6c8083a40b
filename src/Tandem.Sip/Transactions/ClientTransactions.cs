using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Transactions;

/// <summary>
/// The requests we sent: makes them, finds them by the index in their branch, takes them back (RFC 3261 §17.1.3).
/// </summary>
internal sealed class ClientTransactions
{
    private readonly TransactionMeans _means;
    private readonly List<ClientTransaction> _clients = new(4096);
    private readonly Stack<int> _freeClients = new(1024);
    private readonly List<(ClientTransaction Transaction, ulong Nonce)> _broken = [];

    public ClientTransactions(TransactionMeans means)
    {
        _means = means;
        Actions = new(means, this);
    }

    public ClientActions Actions { get; }

    public StreamClients Streams { get; } = new();

    public int Count => _clients.Count - _freeClients.Count;

    public ClientTransaction Begin(SipMethod method, in Flow flow, object? owner, object? context = null)
    {
        ClientTransaction transaction;
        if (_freeClients.Count > 0)
        {
            transaction = _clients[_freeClients.Pop()];
        }
        else
        {
            transaction = new ClientTransaction(Actions, _clients.Count);
            _clients.Add(transaction);
        }

        transaction.InUse = true;
        transaction.Nonce = _means.NewNonce();
        transaction.Method = method;
        transaction.Flow = flow;
        transaction.Owner = owner;
        transaction.Context = context;
        transaction.InviteState = InviteClientState.Calling;
        transaction.NonInviteState = NonInviteClientState.Trying;
        transaction.SendFailed = false;
        transaction.CancelWanted = false;
        transaction.CancelSent = false;
        transaction.CancelReasonLength = 0;
        transaction.Datagram = default;
        return transaction;
    }

    public void Abandon(ClientTransaction transaction)
    {
        if (transaction.Request is null)
        {
            Remove(transaction);
        }
    }

    public void OnClosed(in Flow flow)
    {
        Streams.Collect(flow, _broken);
        foreach ((ClientTransaction transaction, ulong nonce) in _broken)
        {
            if (transaction.InUse && transaction.Nonce == nonce)
            {
                Actions.Fail(transaction);
            }
        }

        _broken.Clear();
    }

    public void OnResponse(SipMessage response, in Flow flow)
    {
        if (!Branch.TryRead(response.TopVia.Branch, out int index, out ulong nonce) || index >= _clients.Count
            || _clients[index] is not { InUse: true } transaction || transaction.Nonce != nonce || response.ViaCount != 1)
        {
            // Of somebody else, forged, or (RFC 3261 §8.1.3.3) on its way through us to another.
            Stray(response, flow);
            return;
        }

        if (response.CSeqMethod == SipMethod.Cancel && transaction.Cancel is not null)
        {
            transaction = transaction.Cancel;
        }

        if (response.CSeqMethod != transaction.Method)
        {
            Stray(response, flow);
            return;
        }

        int status = response.StatusCode;
        if (transaction.IsInvite)
        {
            InviteClientEvent seen = status < 200 ? InviteClientEvent.Provisional
                : status < 300 ? InviteClientEvent.Success
                : InviteClientEvent.Failure;
            Actions.Step(transaction, seen, response, flow);
        }
        else
        {
            NonInviteClientEvent seen = status < 200 ? NonInviteClientEvent.Provisional : NonInviteClientEvent.Final;
            Actions.Step(transaction, seen, response, flow);
        }
    }

    public void Remove(ClientTransaction transaction)
    {
        if (!transaction.InUse)
        {
            return;
        }

        transaction.InUse = false;
        transaction.Owner = null;
        transaction.Context = null;
        if (transaction.Cancel is { } cancel)
        {
            // Its answers are found through the INVITE, so it ends with it.
            transaction.Cancel = null;
            cancel.Cancels = null;
            Remove(cancel);
        }

        if (transaction.Cancels is not null)
        {
            transaction.Cancels.Cancel = null;
            transaction.Cancels = null;
        }

        Streams.Remove(transaction);

        _means.Wheel.Cancel(transaction.Retransmit);
        _means.Wheel.Cancel(transaction.Life);
        _means.Buffers.Return(transaction.Request);
        _means.Buffers.Return(transaction.CancelReason);
        transaction.Request = transaction.CancelReason = null;
        _freeClients.Push(transaction.Index);
    }

    private void Stray(SipMessage response, in Flow flow)
    {
        _means.Absorbed++;
        if (response.CSeqMethod == SipMethod.Invite && response.StatusCode is >= 200 and < 300 && response.ViaCount == 1)
        {
            _means.User.OnStraySuccess(response, flow);
        }
        else
        {
            _means.User.OnStray(response, flow);
        }
    }
}
