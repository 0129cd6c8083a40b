using Tandem.Sip.Messages;
using Tandem.Wire.Buffers;

namespace Tandem.Sip.Dialogs;

/// <summary>
/// All dialogs of one shard. Our tag names a place in it, so a request inside a dialog finds its own without a search; the
/// dialogs of a forked INVITE share that place and are told apart by the far side's tag.
/// </summary>
public sealed class DialogTable(DialogIds ids)
{
    /// <summary>Dialogs that one INVITE of ours may make; answers of more forks are not listened to.</summary>
    public const int MostForks = 16;

    private const int KeepAtMost = 65_536;
    private readonly List<Dialog?> _places = new(1024);
    private readonly Stack<int> _freePlaces = new(1024);
    private readonly Stack<Dialog> _pool = new(1024);

    // Their tags name places of the process before, which are others' here; null without any.
    private Dictionary<DialogTag, Dialog>? _takenBack;

    /// <summary>Places in use: one for each leg, however many forks it has.</summary>
    public int Count => _places.Count - _freePlaces.Count + (_takenBack?.Count ?? 0);

    /// <summary>
    /// A dialog for an INVITE of ours, with a new Call-ID and tag. The addresses are name-addr or addr-spec without tag; the
    /// target is the Request-URI. <paramref name="routes"/> are the hops that the INVITE has to pass, as a Route header has them; empty for none (RFC 3261 §8.1.2; of a phone its Path, RFC 3327 §5.3).
    /// </summary>
    public Dialog BeginOurs(
        object owner, ReadOnlySpan<byte> localAddress, ReadOnlySpan<byte> remoteAddress, ReadOnlySpan<byte> target, ReadOnlySpan<byte> routes = default)
    {
        Dialog dialog = Rent();
        dialog.BeginOurs(ids, ids.NewTag(TakePlace(dialog)), owner, localAddress, remoteAddress, target, routes);
        return dialog;
    }

    /// <summary>
    /// A dialog for an INVITE that came, with a new tag of ours: set it as
    /// <see cref="Transactions.ServerTransaction.LocalTag"/>. Null when the INVITE has no Contact to send requests to (answer
    /// 400: RFC 3261 §8.1.1.8).
    /// </summary>
    public Dialog? BeginTheirs(object owner, SipMessage invite)
    {
        Dialog dialog = Rent();
        int place = TakePlace(dialog);
        if (dialog.TryBeginTheirs(ids.NewTag(place), owner, invite))
        {
            return dialog;
        }

        Remove(dialog);
        return null;
    }

    /// <summary>A dialog of the process before, as <see cref="Dialog.Keep"/> wrote it. Null when it can't be read, or is there already.</summary>
    public Dialog? TakeBack(object owner, ref KeptReader kept)
    {
        Dialog dialog = Rent();
        dialog.TakeBack(owner, ref kept);
        _takenBack ??= [];
        if (kept.IsSound && _takenBack.TryAdd(dialog.LocalTag, dialog))
        {
            return dialog;
        }

        Return(dialog);
        return null;
    }

    /// <summary>
    /// The dialog that an answer to our INVITE belongs to, made or moved on by it: <paramref name="any"/> is any dialog of that
    /// INVITE. Null for answers that make none (100, failures, no tag) and for more forks than we follow.
    /// </summary>
    public Dialog? ForAnswer(Dialog any, SipMessage response)
    {
        if (response.StatusCode is <= 100 or >= 300 || response.ToTag.IsEmpty || RootOf(any.LocalTag) is not { } root)
        {
            return null;
        }

        int forks = 0;
        Dialog last = root;
        for (Dialog? dialog = root; dialog is not null; dialog = dialog.NextFork)
        {
            if (dialog.State == DialogState.Starting || dialog.RemoteTag.SequenceEqual(response.ToTag))
            {
                dialog.TakeAnswer(response);
                return dialog;
            }

            last = dialog;
            forks++;
        }

        if (forks >= MostForks)
        {
            return null;
        }

        Dialog fork = Rent();
        fork.BeginFork(root, response.CSeq);
        fork.TakeAnswer(response);
        last.NextFork = fork;
        return fork;
    }

    /// <summary>
    /// The dialog that a request of theirs is within, by our tag, Call-ID and their tag; null: 481. Allocates nothing.
    /// </summary>
    public Dialog? Find(SipMessage request) => Find(request.CallId, request.ToTag, request.FromTag);

    /// <summary>
    /// The dialog that a response is within, where our tag is in From; null when it is not ours or a fork that we don't know.
    /// </summary>
    public Dialog? FindForResponse(SipMessage response) => Find(response.CallId, response.FromTag, response.ToTag);

    /// <summary>
    /// Any dialog of the INVITE of ours that a response claims to answer: for late forks. Null when it is not ours.
    /// </summary>
    public Dialog? FindAnyForResponse(SipMessage response) =>
        DialogTag.TryRead(response.FromTag, out DialogTag tag)
        && RootOf(tag) is { } root && root.CallId.SequenceEqual(response.CallId)
            ? root
            : null;

    /// <summary>
    /// All dialogs of the same INVITE but this one leave the table and the pool takes them: for when one fork has won.
    /// </summary>
    public void RemoveOtherForks(Dialog keep)
    {
        if (RootOf(keep.LocalTag) is not { } root || IsTakenBack(keep))
        {
            return;
        }

        for (Dialog? dialog = root; dialog is not null;)
        {
            Dialog? next = dialog.NextFork;
            dialog.NextFork = null;
            if (!ReferenceEquals(dialog, keep))
            {
                Return(dialog);
            }

            dialog = next;
        }

        _places[(int)keep.LocalTag.Index] = keep;
    }

    /// <summary>
    /// The dialog is over: its tag resolves to nothing from now on, and its owner must forget it. Other forks stay.
    /// </summary>
    public void Remove(Dialog dialog)
    {
        int place = (int)dialog.LocalTag.Index;
        if (IsTakenBack(dialog))
        {
            _takenBack?.Remove(dialog.LocalTag);
            Return(dialog);
            return;
        }

        if (RootOf(dialog.LocalTag) is not { } root)
        {
            return;
        }

        if (ReferenceEquals(root, dialog))
        {
            _places[place] = dialog.NextFork;
            if (dialog.NextFork is null)
            {
                _freePlaces.Push(place);
            }

            Return(dialog);
            return;
        }

        for (Dialog before = root; before.NextFork is { } next; before = next)
        {
            if (ReferenceEquals(next, dialog))
            {
                before.NextFork = dialog.NextFork;
                Return(dialog);
                return;
            }
        }
    }

    /// <summary>All dialogs of the same INVITE are over.</summary>
    public void RemoveAll(Dialog any)
    {
        RemoveOtherForks(any);
        Remove(any);
    }

    private Dialog? Find(ReadOnlySpan<byte> callId, ReadOnlySpan<byte> localTag, ReadOnlySpan<byte> remoteTag)
    {
        if (!DialogTag.TryRead(localTag, out DialogTag tag))
        {
            return null;
        }

        for (Dialog? dialog = RootOf(tag); dialog is not null; dialog = dialog.NextFork)
        {
            if (dialog.State != DialogState.Starting
                && dialog.RemoteTag.SequenceEqual(remoteTag) && dialog.CallId.SequenceEqual(callId))
            {
                return dialog;
            }
        }

        return null;
    }

    private Dialog? RootOf(DialogTag tag) =>
        tag.Index < (uint)_places.Count && _places[(int)tag.Index] is { } root && root.LocalTag == tag ? root : _takenBack?.GetValueOrDefault(tag);

    private bool IsTakenBack(Dialog dialog) =>
        _takenBack is not null && _takenBack.TryGetValue(dialog.LocalTag, out Dialog? known) && ReferenceEquals(known, dialog);

    private int TakePlace(Dialog dialog)
    {
        if (_freePlaces.TryPop(out int place))
        {
            _places[place] = dialog;
            return place;
        }

        _places.Add(dialog);
        return _places.Count - 1;
    }

    private Dialog Rent() => _pool.TryPop(out Dialog? dialog) ? dialog : new Dialog();

    private void Return(Dialog dialog)
    {
        dialog.Clear();
        if (_pool.Count < KeepAtMost)
        {
            _pool.Push(dialog);
        }
    }
}
