using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Transactions;

/// <summary>
/// The transaction user of RFC 3261 §5: on a shard, the calls. All calls come one at a time, with the shard's work held, and none from
/// inside a call into the table. Transactions are pooled: forget a server transaction once it has its final answer (an accepted INVITE: once
/// it has its ACK), and a client transaction once its final response or its failure has come (an INVITE with 2xx:
/// <see cref="TransactionTable.TimeToForget"/> later).
/// </summary>
public interface ITransactionUser
{
    /// <summary>
    /// A new request: an INVITE or any other but ACK; a CANCEL only when there is no INVITE for it, to be answered 481 (RFC 3261
    /// §9.2). It must be answered, refused or ignored through the table.
    /// </summary>
    void OnRequest(ServerTransaction transaction, SipMessage request);

    /// <summary>
    /// CANCEL matched an INVITE that has no final response yet; the CANCEL itself has been answered 200. Answer the INVITE 487.
    /// </summary>
    void OnCancel(ServerTransaction invite, SipMessage cancel);

    /// <summary>
    /// An ACK that belongs to a dialog, not to a transaction (RFC 3261 §13.3.1.4): find the dialog, then
    /// <see cref="TransactionTable.Acknowledge"/>. May be of a stranger, or repeated.
    /// </summary>
    void OnAck(SipMessage ack, in Flow flow);

    /// <summary>
    /// A response for a request we sent; for INVITE, every 2xx of every fork and every repeat of it comes here.
    /// </summary>
    void OnResponse(ClientTransaction transaction, SipMessage response, in Flow flow);

    /// <summary>Timer B or F: nobody answered (treat as 408), or the transport failed (treat as 503).</summary>
    void OnFailed(ClientTransaction transaction, bool timedOut);

    /// <summary>An answer of ours did not arrive.</summary>
    void OnAnswerLost(ServerTransaction transaction, AnswerFault fault);

    /// <summary>
    /// A 2xx to an INVITE whose transaction is over or disowned: the answer repeated because our ACK was lost, or a late fork.
    /// Only when its From tag is ours is it worth an ACK (and, for an unknown fork, a BYE); anything else may be forged.
    /// </summary>
    void OnStraySuccess(SipMessage response, in Flow flow);

    /// <summary>Any other response that is of no transaction: nothing is to be done about it.</summary>
    void OnStray(SipMessage response, in Flow flow);
}
