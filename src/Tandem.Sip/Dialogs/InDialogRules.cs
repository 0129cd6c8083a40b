using Tandem.Sip.Messages;

namespace Tandem.Sip.Dialogs;

/// <summary>What is to be done with a request inside a dialog.</summary>
public enum InDialogVerdict : byte
{
    Proceed,

    /// <summary>481: the dialog is over.</summary>
    NoDialog,

    /// <summary>500: its CSeq is lower than one we have seen (RFC 3261 §12.2.2).</summary>
    OutOfOrder,

    /// <summary>
    /// 500 with Retry-After of 0 to 10 s: the same side's earlier request has no final answer (RFC 3261 §14.2, RFC 3311 §5.2).
    /// </summary>
    TooSoon,

    /// <summary>491: both sides began at once (RFC 3261 §14.2, RFC 3311 §5.2).</summary>
    Glare,
}

/// <summary>The rules for requests inside a dialog, without the dialog.</summary>
public static class InDialogRules
{
    /// <summary>
    /// May this request be served now? <paramref name="hasOffer"/>: it carries a session description. ACK and CANCEL are always
    /// served: nothing may answer the one, and the other belongs to a transaction.
    /// </summary>
    public static InDialogVerdict Judge(
        SipMethod method, uint cseq, bool hasOffer, DialogState state, uint? remoteCSeq, DialogPending pending)
    {
        bool offers = hasOffer && method is (SipMethod.Invite or SipMethod.Update);
        return method switch
        {
            SipMethod.Ack or SipMethod.Cancel => InDialogVerdict.Proceed,
            _ when state == DialogState.Ended => InDialogVerdict.NoDialog,
            _ when cseq < remoteCSeq => InDialogVerdict.OutOfOrder,
            SipMethod.Invite when pending.HasFlag(DialogPending.TheirInvite) => InDialogVerdict.TooSoon,
            SipMethod.Invite when pending.HasFlag(DialogPending.OurInvite) => InDialogVerdict.Glare,
            SipMethod.Update when pending.HasFlag(DialogPending.TheirUpdate) => InDialogVerdict.TooSoon,
            _ when offers && pending.HasFlag(DialogPending.OurOffer) => InDialogVerdict.Glare,
            _ when offers && pending.HasFlag(DialogPending.TheirOffer) => InDialogVerdict.TooSoon,
            _ => InDialogVerdict.Proceed,
        };
    }

    /// <summary>The status that says no; 0 for <see cref="InDialogVerdict.Proceed"/>.</summary>
    public static int StatusOf(InDialogVerdict verdict) => verdict switch
    {
        InDialogVerdict.NoDialog => 481,
        InDialogVerdict.OutOfOrder or InDialogVerdict.TooSoon => 500,
        InDialogVerdict.Glare => 491,
        _ => 0,
    };

    /// <summary>Seconds of Retry-After in the 500 for <see cref="InDialogVerdict.TooSoon"/>: RFC 3261 §14.2.</summary>
    public static int RetryAfterSeconds(Random random) => random.Next(0, 11);

    /// <summary>
    /// Milliseconds to wait after a 491 before the request may be tried again, in steps of 10: 2.1 to 4 s for the side that
    /// made the Call-ID, 0 to 2 s for the other (RFC 3261 §14.1).
    /// </summary>
    public static int GlareDelayMs(bool madeCallId, Random random) =>
        10 * (madeCallId ? random.Next(210, 401) : random.Next(0, 201));

    /// <summary>
    /// A final answer that ends the whole dialog, not only its transaction: RFC 3261 §12.2.1.2. A request that nobody answers
    /// counts as 408.
    /// </summary>
    public static bool EndsDialog(int status) => status is 481 or 408;
}
