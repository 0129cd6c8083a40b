using Tandem.Sip.Dialogs;

namespace Tandem.Calls.Control;

/// <summary>One early dialog of a callee's leg: what the caller sees it as, how far its reliable answers are, and whether offer and answer have met in it.</summary>
internal struct Fork
{
    public Dialog Callee;
    public Dialog? Caller;

    /// <summary>The RSeq that it has reached (RFC 3262 §4); 0 before the first.</summary>
    public uint RSeq;

    /// <summary>
    /// A reliable answer has carried the description that closes the INVITE's offer and answer, and has its PRACK: from now on an UPDATE with an offer may go to the callee (RFC 3311 §5.1).
    /// </summary>
    public bool IsSettled;
}
