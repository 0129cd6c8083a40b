namespace Tandem.Sip.Transactions;

/// <summary>What became of an answer that did not arrive.</summary>
public enum AnswerFault : byte
{
    /// <summary>A 2xx was repeated for 64·T1 and no ACK came: the dialog is to be ended with BYE (RFC 3261 §13.3.1.4).</summary>
    NoAckToSuccess,

    /// <summary>A final failure was repeated for 64·T1 and no ACK came (timer H). Nothing is left to do.</summary>
    NoAckToFailure,

    /// <summary>
    /// A reliable provisional was repeated for 64·T1 and no PRACK came: the INVITE is to be answered 5xx (RFC 3262 §3).
    /// </summary>
    NoPrack,

    /// <summary>
    /// The transport would not take the answer: the stream is gone and none could be opened. A non-INVITE is over by that.
    /// </summary>
    NotSent,
}
