using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Dialogs;

/// <summary>
/// One dialog of RFC 3261 §12, as we see it: who the sides are, how far their counters are, where requests go. Pooled by its
/// <see cref="DialogTable"/>; its spans are good until it changes.
/// </summary>
public sealed class Dialog
{
    private DialogText _callId;
    private DialogText _localAddress;
    private DialogText _remoteAddress;
    private DialogText _remoteTag;
    private DialogText _remoteTarget;
    private RouteSet _routes;

    internal Dialog()
    {
    }

    /// <summary>Who the dialog belongs to: the call's leg.</summary>
    public object? Owner { get; set; }

    public DialogState State { get; internal set; }

    /// <summary>We sent the INVITE that made it, and so made its Call-ID.</summary>
    public bool IsOurs { get; private set; }

    /// <summary>
    /// What goes on in it; the owner sets ours when it sends, and clears each with <see cref="Done"/> at its final answer.
    /// </summary>
    public DialogPending Pending { get; set; }

    public DialogTag LocalTag { get; private set; }

    /// <summary>Number of our last request; 0 when we have sent none.</summary>
    public uint LocalCSeq { get; private set; }

    /// <summary>Number of our last INVITE: its ACK carries the same.</summary>
    public uint InviteCSeq { get; private set; }

    /// <summary>Number of their last request; null when they have sent none.</summary>
    public uint? RemoteCSeq { get; private set; }

    public ReadOnlySpan<byte> CallId => _callId.Span;

    /// <summary>Our name and URI as From shows them, without tag.</summary>
    public ReadOnlySpan<byte> LocalAddress => _localAddress.Span;

    /// <summary>Their name and URI as To shows them, without tag.</summary>
    public ReadOnlySpan<byte> RemoteAddress => _remoteAddress.Span;

    /// <summary>Empty while nobody has answered, or for a peer of RFC 2543.</summary>
    public ReadOnlySpan<byte> RemoteTag => _remoteTag.Span;

    /// <summary>The URI of their last Contact.</summary>
    public ReadOnlySpan<byte> RemoteTarget => _remoteTarget.Span;

    /// <summary>The route set in the order of our Route header, comma separated; empty when there is none.</summary>
    public ReadOnlySpan<byte> Routes => _routes.Text;

    /// <summary>The URI that requests are sent to: the first route, else the remote target (RFC 3261 §8.1.2).</summary>
    public ReadOnlySpan<byte> NextHop => _routes.IsEmpty ? _remoteTarget.Span : _routes.First;

    /// <summary>The next dialog of a forked INVITE of ours.</summary>
    internal Dialog? NextFork { get; set; }

    /// <summary>May this request of theirs be served now? When it may, its number and what it begins are remembered.</summary>
    public InDialogVerdict Judge(SipMessage request)
    {
        SipMethod method = request.Method;
        InDialogVerdict verdict = InDialogRules.Judge(method, request.CSeq, !request.Body.IsEmpty, State, RemoteCSeq, Pending);
        if (method is SipMethod.Ack or SipMethod.Cancel)
        {
            return verdict;
        }

        if (verdict is not (InDialogVerdict.NoDialog or InDialogVerdict.OutOfOrder))
        {
            // A refused request uses up its number like any other.
            RemoteCSeq = request.CSeq;
        }

        if (verdict == InDialogVerdict.Proceed)
        {
            Pending |= method switch
            {
                SipMethod.Invite => DialogPending.TheirInvite,
                SipMethod.Update => DialogPending.TheirUpdate,
                _ => DialogPending.None,
            };
        }

        return verdict;
    }

    /// <summary>We have answered their INVITE with a 2xx.</summary>
    public void Confirm() => State = DialogState.Confirmed;

    /// <summary>What was pending has had its final answer.</summary>
    public void Done(DialogPending what) => Pending &= ~what;

    /// <summary>
    /// Their Contact moves the remote target: call it for each INVITE or UPDATE that we accept, and each 2xx to one of ours
    /// (RFC 3261 §12.2). False when there is no Contact that can be read; the old target stays.
    /// </summary>
    public bool RefreshTarget(SipMessage message)
    {
        foreach (ReadOnlySpan<byte> contact in message.Values(HeaderId.Contact))
        {
            if (NameAddrView.TryRead(contact, out NameAddrView address) && !address.Uri.IsEmpty)
            {
                _remoteTarget.Set(address.Uri);
                return true;
            }

            return false;
        }

        return false;
    }

    /// <summary>
    /// Begins the transaction's request: request line, Via, Max-Forwards, Route, From, To, Call-ID and the next CSeq. Contact
    /// and what follows are the caller's. The writer is cleared first. <paramref name="sentBy"/> is the address that the Via
    /// shows: the flow's local or an advertised one. <paramref name="methodName"/> is needed for methods that we don't know by
    /// name.
    /// </summary>
    public void WriteRequestStart(
        SipWriter writer,
        ClientTransaction transaction,
        NetAddress sentBy,
        int maxForwards = 70,
        ReadOnlySpan<byte> methodName = default)
    {
        LocalCSeq++;
        if (transaction.IsInvite)
        {
            InviteCSeq = LocalCSeq;
        }

        ReadOnlySpan<byte> name = transaction.Method == SipMethod.Other ? methodName : SipMethods.Name(transaction.Method);
        var via = new OwnVia(transaction.Flow.Transport, sentBy, transaction.Index, transaction.Nonce);
        WriteStart(writer, name, LocalCSeq, via, maxForwards);
    }

    /// <summary>
    /// Begins the ACK of a 2xx, which is no transaction: it is sent once for each 2xx that comes (RFC 3261 §13.2.2.4).
    /// <paramref name="nonce"/> comes from <see cref="TransactionTable.NewNonce"/>.
    /// </summary>
    public void WriteAckStart(SipWriter writer, in Flow flow, NetAddress sentBy, ulong nonce, int maxForwards = 70) =>
        WriteStart(writer, "ACK"u8, InviteCSeq, new OwnVia(flow.Transport, sentBy, Branch.NoTransaction, nonce), maxForwards);

    /// <summary>Writes what the next process needs to go on with a confirmed dialog: <see cref="DialogTable.TakeBack"/>.</summary>
    public void Keep(KeptWriter kept)
    {
        kept.Flag(IsOurs).Number(LocalTag.Index).Number(LocalTag.Nonce).Number(LocalCSeq).Number(InviteCSeq).Flag(RemoteCSeq is not null).Number(RemoteCSeq ?? 0)
            .Text(CallId).Text(LocalAddress).Text(RemoteAddress).Text(RemoteTag).Text(RemoteTarget);
        _routes.Keep(kept);
    }

    internal void TakeBack(object owner, ref KeptReader kept)
    {
        // Requests since the last word are not known: the numbers go on far above them, which RFC 3261 §12.2.2 lets every peer take.
        const uint LeftOut = 10_000;
        bool isOurs = kept.Flag();
        Reset(new((uint)kept.Number(), (uint)kept.Number()), owner, isOurs, DialogState.Confirmed);
        LocalCSeq = (uint)kept.Number(int.MaxValue - (int)LeftOut) + LeftOut;
        InviteCSeq = (uint)kept.Number();
        bool hasRemote = kept.Flag();
        uint remote = (uint)kept.Number();
        RemoteCSeq = hasRemote ? remote : null;
        _callId.Set(kept.Text());
        _localAddress.Set(kept.Text());
        _remoteAddress.Set(kept.Text());
        _remoteTag.Set(kept.Text());
        _remoteTarget.Set(kept.Text());
        _routes.TakeBack(ref kept);
    }

    internal void BeginOurs(
        DialogIds ids,
        DialogTag tag,
        object owner,
        ReadOnlySpan<byte> localAddress,
        ReadOnlySpan<byte> remoteAddress,
        ReadOnlySpan<byte> target,
        ReadOnlySpan<byte> routes)
    {
        Reset(tag, owner, isOurs: true, DialogState.Starting);
        _routes.Preload(routes);
        ids.NewCallId(_callId.Resize(ids.CallIdLength));
        _localAddress.Set(localAddress);
        _remoteAddress.Set(remoteAddress);
        _remoteTarget.Set(target);
    }

    internal bool TryBeginTheirs(DialogTag tag, object owner, SipMessage invite)
    {
        Reset(tag, owner, isOurs: false, DialogState.Early);
        if (!RefreshTarget(invite))
        {
            // RFC 2543, which knew no branches either, let a caller leave its Contact out: it is where its From says.
            if (invite.TopVia.Branch.StartsWith(Transactions.Branch.Cookie))
            {
                return false;
            }

            _remoteTarget.Set(invite.FromAddress.Uri);
        }

        _callId.Set(invite.CallId);
        _localAddress.Set(WithoutParameters(invite.To));
        _remoteAddress.Set(WithoutParameters(invite.From));
        _remoteTag.Set(invite.FromTag);
        RemoteCSeq = invite.CSeq;
        Pending = DialogPending.TheirInvite;
        _routes.Take(invite, isReversed: false);
        return true;
    }

    /// <summary>Another dialog of the same INVITE.</summary>
    internal void BeginFork(Dialog root, uint inviteCSeq)
    {
        Reset(root.LocalTag, root.Owner, isOurs: true, DialogState.Starting);
        _callId.Set(root.CallId);
        _localAddress.Set(root.LocalAddress);
        _remoteAddress.Set(root.RemoteAddress);
        _remoteTarget.Set(root.RemoteTarget);
        LocalCSeq = inviteCSeq;
        InviteCSeq = inviteCSeq;
        Pending = root.Pending & (DialogPending.OurInvite | DialogPending.OurOffer);
    }

    /// <summary>
    /// An answer with a tag makes the dialog early or confirmed: RFC 3261 §12.1.2, §13.2.2.4 (the 2xx recomputes the route
    /// set).
    /// </summary>
    internal void TakeAnswer(SipMessage response)
    {
        bool isSuccess = response.StatusCode >= 200;
        if (State == DialogState.Starting || (isSuccess && State == DialogState.Early))
        {
            _remoteTag.Set(response.ToTag);
            _routes.Take(response, isReversed: true);
            RefreshTarget(response);
            State = isSuccess ? DialogState.Confirmed : DialogState.Early;
        }
    }

    internal void Clear()
    {
        Owner = null;
        NextFork = null;
        State = DialogState.Ended;
        _callId.Clear();
        _localAddress.Clear();
        _remoteAddress.Clear();
        _remoteTag.Clear();
        _remoteTarget.Clear();
        _routes.Clear();
    }

    private static ReadOnlySpan<byte> WithoutParameters(ReadOnlySpan<byte> address) =>
        NameAddrView.TryRead(address, out NameAddrView view) && !view.Parameters.IsEmpty
            ? address[..^view.Parameters.Length].TrimEnd(" \t"u8)
            : address;

    private void Reset(DialogTag tag, object? owner, bool isOurs, DialogState state)
    {
        Clear();
        LocalTag = tag;
        Owner = owner;
        IsOurs = isOurs;
        State = state;
        Pending = DialogPending.None;
        LocalCSeq = 0;
        InviteCSeq = 0;
        RemoteCSeq = null;
    }

    private void WriteStart(SipWriter writer, ReadOnlySpan<byte> method, uint cseq, in OwnVia via, int maxForwards)
    {
        writer.Clear();
        writer.RequestLine(method, _routes.IsFirstStrict ? _routes.First : RemoteTarget);
        via.Write(writer);
        writer.Begin(HeaderId.MaxForwards).Raw(maxForwards).End();
        _routes.Write(writer, RemoteTarget);
        writer.Begin(HeaderId.From).Raw(LocalAddress).Raw(";tag="u8);
        LocalTag.Write(writer);
        writer.End();
        writer.Begin(HeaderId.To).Raw(RemoteAddress);
        if (!_remoteTag.IsEmpty)
        {
            writer.Raw(";tag="u8).Raw(RemoteTag);
        }

        writer.End();
        writer.Header(HeaderId.CallId, CallId);
        writer.Begin(HeaderId.CSeq).Raw(cseq).Raw(" "u8).Raw(method).End();
    }
}
