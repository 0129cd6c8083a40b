using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;
using static Tandem.Sip.Transactions.TransactionEffects;

namespace Tandem.Sip.Transactions;

/// <summary>The requests that came in: finds them (RFC 3261 §17.2.3), makes them, takes them back.</summary>
internal sealed class ServerTransactions
{
    private readonly TransactionMeans _means;
    private readonly TransactionKeys _keys;
    private readonly Dictionary<UInt128, ServerTransaction> _servers = new(4096);
    private readonly Dictionary<UInt128, ServerTransaction> _merges = new(4096);
    private readonly Stack<ServerTransaction> _freeServers = new(1024);

    public ServerTransactions(TransactionMeans means)
    {
        _means = means;
        _keys = new(means.Random.NextInt64());
        Actions = new(means, this);
    }

    public ServerActions Actions { get; }

    public int Count => _servers.Count;

    public void Refuse(ServerTransaction transaction, int status, string phrase = "")
    {
        if (transaction is { InUse: true, IsAnswered: false, Request: { } request })
        {
            _means.WriteBare(request, transaction.Source, status, phrase, transaction.LocalTag);
            RespondAndForget(transaction, _means.Writer.Written);
        }
    }

    public void RespondAndForget(ServerTransaction transaction, ReadOnlySpan<byte> response)
    {
        if (transaction is { InUse: true, IsAnswered: false })
        {
            Actions.Send(transaction, response);
            Remove(transaction);
        }
    }

    public void Ignore(ServerTransaction transaction)
    {
        if (transaction is { InUse: true, IsAnswered: false })
        {
            Remove(transaction);
        }
    }

    public void RefuseStateless(SipMessage request, in Flow flow, int status, string phrase = "")
    {
        if (request.Method == SipMethod.Ack)
        {
            return;
        }

        _means.WriteBare(request, flow, status, phrase, _keys.TagOf(request));
        if (!_means.Send(ResponseStart.AddressFor(request, flow), _means.Writer.Written) && flow.IsStream)
        {
            _means.Send(ResponseStart.SecondWay(request, flow), _means.Writer.Written);
        }
    }

    public void OnRequest(SipMessage request, in Flow flow)
    {
        SipMethod method = request.Method;
        UInt128 key = _keys.KeyOf(request, method is SipMethod.Ack ? SipMethod.Invite : method, flow);
        if (_servers.TryGetValue(key, out ServerTransaction? known))
        {
            OnRepeated(known, request, flow);
            return;
        }

        switch (method)
        {
            case SipMethod.Ack:
                _means.User.OnAck(request, flow);
                return;
            case SipMethod.Cancel:
                OnCancel(request, flow, key);
                return;
            default:
                OnNew(request, flow, key);
                return;
        }
    }

    public void Remove(ServerTransaction transaction)
    {
        if (!transaction.InUse)
        {
            return;
        }

        transaction.InUse = false;
        transaction.Generation++;
        transaction.Owner = null;
        _means.Wheel.Cancel(transaction.Retransmit);
        _means.Wheel.Cancel(transaction.Life);
        _servers.Remove(transaction.Key);
        if (transaction.MergeKey != 0)
        {
            _merges.Remove(transaction.MergeKey);
        }

        Actions.FreeBuffersOf(transaction);
        _freeServers.Push(transaction);
    }

    private void OnRepeated(ServerTransaction known, SipMessage request, in Flow flow)
    {
        if (request.Method != SipMethod.Ack)
        {
            _means.Absorbed++;
            if (known.IsInvite)
            {
                Actions.Step(known, InviteServerEvent.Invite, default);
            }
            else
            {
                Actions.Step(known, NonInviteServerEvent.Request, default);
            }
        }
        else if ((InviteServerMachine.Step(known.InviteState, InviteServerEvent.Ack).Do & PassUp) != None)
        {
            // RFC 6026 §7.1: an ACK that shares the branch of an accepted INVITE is the core's.
            _means.User.OnAck(request, flow);
        }
        else
        {
            _means.Absorbed++;
            Actions.Step(known, InviteServerEvent.Ack, default);
        }
    }

    private void OnNew(SipMessage request, in Flow flow, UInt128 key)
    {
        UInt128 mergeKey = 0;
        if (request.ToTag.IsEmpty)
        {
            mergeKey = _keys.MergeKeyOf(request);
            if (_merges.ContainsKey(mergeKey))
            {
                // RFC 3261 §8.2.2.2: the same request has come by another path.
                RefuseStateless(request, flow, 482);
                return;
            }
        }

        ServerTransaction transaction = NewServer(request, flow, key);
        if (mergeKey != 0)
        {
            transaction.MergeKey = mergeKey;
            _merges.Add(mergeKey, transaction);
        }

        Tell(transaction, request);
    }

    private void Tell(ServerTransaction transaction, SipMessage request)
    {
        bool done = false;
        try
        {
            _means.User.OnRequest(transaction, request);
            done = true;
        }
        finally
        {
            if (!done)
            {
                // A bug above us must not leave a transaction that nobody will answer.
                Refuse(transaction, 500);
            }
        }
    }

    private void OnCancel(SipMessage cancel, in Flow flow, UInt128 key)
    {
        if (!_servers.TryGetValue(_keys.KeyOf(cancel, SipMethod.Invite, flow), out ServerTransaction? invite))
        {
            Tell(NewServer(cancel, flow, key), cancel);
            return;
        }

        ServerTransaction transaction = NewServer(cancel, flow, key);

        // RFC 3261 §9.2: the answers to CANCEL and INVITE have the same tag; and they go the same way.
        transaction.LocalTag = invite.LocalTag;
        transaction.ResponseFlow = flow.IsStream ? transaction.ResponseFlow : invite.ResponseFlow;
        Actions.Respond(transaction, 200);
        if (invite.InviteState == InviteServerState.Proceeding)
        {
            _means.User.OnCancel(invite, cancel);
        }
    }

    private ServerTransaction NewServer(SipMessage request, in Flow flow, UInt128 key)
    {
        ServerTransaction transaction = _freeServers.Count > 0 ? _freeServers.Pop() : new ServerTransaction(Actions);
        transaction.InUse = true;
        transaction.Key = key;
        transaction.MergeKey = 0;
        transaction.Method = request.Method;
        transaction.CSeq = request.CSeq;
        transaction.Source = flow;
        transaction.ResponseFlow = ResponseStart.AddressFor(request, flow);
        transaction.SecondWay = ResponseStart.SecondWay(request, flow);
        transaction.Request = request;
        transaction.LocalTag = _keys.TagOf(request);
        transaction.InviteState = InviteServerState.Proceeding;
        transaction.NonInviteState = NonInviteServerState.Trying;
        transaction.SendFailed = false;
        transaction.IsAcknowledged = false;
        transaction.AwaitsPrack = false;
        transaction.HoldsAnswers = false;
        transaction.Generation++;
        _servers.Add(key, transaction);
        _means.Messages.Keep();
        return transaction;
    }
}
