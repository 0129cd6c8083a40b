using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;
using Tandem.Wire.Timers;

namespace Tandem.Sip.Transactions;

/// <summary>How a shard's messages leave it. False when the message certainly went nowhere.</summary>
public delegate bool SendMessage(in Flow flow, ReadOnlySpan<byte> message);

/// <summary>
/// All transactions of one shard: matches messages to them (RFC 3261 §17.1.3, §17.2.3), absorbs repeats, runs the timers and
/// hands what is new to the transaction user. Nothing is allocated once the pools are warm.
/// </summary>
public sealed class TransactionTable
{
    /// <summary>
    /// How long after its 2xx an INVITE client transaction may still pass up others, in milliseconds (timer M).
    /// </summary>
    public const int TimeToForget = SipTimers.TimeOut;

    private readonly TransactionMeans _means;
    private readonly ServerTransactions _servers;
    private readonly ClientTransactions _clients;

    /// <summary>
    /// <paramref name="random"/> makes branches that strangers must not guess: give one that draws on the system's generator.
    /// </summary>
    public TransactionTable(
        TimerWheel wheel, Func<long> nowMs, SendMessage send, BufferPool buffers, ITransactionUser user, Random random)
    {
        _means = new(wheel, nowMs, send, buffers, user, random);
        _servers = new(_means);
        _clients = new(_means);
    }

    /// <summary>
    /// Milliseconds between the repeats of an unanswered INVITE on datagrams (<c>SS_SIP_RESEND_INTERVAL</c>): when the last has
    /// passed, nobody answered. Null: timers A and B of the RFC. What ends or keeps up a call that exists, a BYE or UPDATE, keeps
    /// the RFC's own patience. May be changed at any time.
    /// </summary>
    public int[]? ResendSchedule
    {
        get => _clients.Actions.ResendSchedule;
        set => _clients.Actions.ResendSchedule = value;
    }

    /// <summary>
    /// Bytes of the longest request that goes as a datagram while the peer may have TCP (RFC 3261 §18.1.1); 0: whatever the
    /// length. May be changed at any time.
    /// </summary>
    public int LongestDatagram
    {
        get => _clients.Actions.Large.LongestDatagram;
        set => _clients.Actions.Large.LongestDatagram = value;
    }

    /// <summary>How a longer one finds its stream; null: it stays a datagram.</summary>
    public FindStream? FindStream
    {
        get => _clients.Actions.Large.FindStream;
        set => _clients.Actions.Large.FindStream = value;
    }

    /// <summary>Requests and responses that were repeats or strays and went no further.</summary>
    public long Absorbed => _means.Absorbed;

    /// <summary>Messages that were sent again because nobody answered.</summary>
    public long Retransmitted => _means.Retransmitted;

    public int ServerCount => _servers.Count;

    public int ClientCount => _clients.Count;

    /// <summary>A message object for the shard to parse into; the table may keep it, so ask again for each message.</summary>
    public SipMessage RentMessage() => _means.Messages.Rent();

    /// <summary>Takes back a message that was rented and that no transaction has kept, with its buffer.</summary>
    public void ReturnMessage(SipMessage message) => _means.Messages.Free(message);

    /// <summary>
    /// Takes one parsed message. True: the message and its buffer have been kept, and the caller must use others from now on.
    /// When the transaction user throws, the transaction in hand is forgotten and the message is the caller's.
    /// </summary>
    public bool OnMessage(SipMessage message, in Flow flow)
    {
        _means.Messages.TakeInHand(message);
        try
        {
            if (message.IsRequest)
            {
                _servers.OnRequest(message, flow);
            }
            else
            {
                _clients.OnResponse(message, flow);
            }

            return _means.Messages.IsKept;
        }
        finally
        {
            _means.Messages.PutDown();
        }
    }

    /// <summary>
    /// Sends an answer (begin it by <see cref="ResponseStart"/>) and lets the machine keep what it must repeat.
    /// <paramref name="response"/> is a whole message. A 2xx to INVITE is repeated until <see cref="Acknowledge"/>, or reported
    /// as <see cref="AnswerFault.NoAckToSuccess"/>.
    /// </summary>
    public void Respond(ServerTransaction transaction, int status, ReadOnlySpan<byte> response) =>
        _servers.Actions.Respond(transaction, status, response);

    /// <summary>Answers with no more than every answer has: for 100, and for refusals that need no words.</summary>
    public void Respond(ServerTransaction transaction, int status, string phrase = "") =>
        _servers.Actions.Respond(transaction, status, phrase);

    /// <summary>
    /// Answers and forgets: a flood of strangers' requests leaves nothing behind (RFC 3261 §8.2.7). A repeat of the request
    /// comes as a new one.
    /// </summary>
    public void Refuse(ServerTransaction transaction, int status, string phrase = "") =>
        _servers.Refuse(transaction, status, phrase);

    /// <summary>The same with a whole message, begun by <see cref="ResponseStart"/>.</summary>
    public void RespondAndForget(ServerTransaction transaction, ReadOnlySpan<byte> response) =>
        _servers.RespondAndForget(transaction, response);

    /// <summary>Forgets a request without an answer: silence. A repeat of it comes as a new one.</summary>
    public void Ignore(ServerTransaction transaction) => _servers.Ignore(transaction);

    /// <summary>Answers a request that never became a transaction, and keeps nothing. An ACK is never answered.</summary>
    public void RefuseStateless(SipMessage request, in Flow flow, int status, string phrase = "") =>
        _servers.RefuseStateless(request, flow, status, phrase);

    /// <summary>
    /// Where the answers of a transaction that holds them go (<see cref="ServerTransaction.HoldsAnswers"/>): the last goes out.
    /// </summary>
    public void Release(ServerTransaction transaction, in Flow way) => _servers.Actions.Release(transaction, way);

    /// <summary>
    /// The ACK of a 2xx has come (its CSeq number is <see cref="ServerTransaction.CSeq"/>): repeats end, what was kept for them
    /// goes, and the owner forgets the transaction, which stays to absorb repeats of the INVITE (RFC 6026 §7.1).
    /// </summary>
    public void Acknowledge(ServerTransaction transaction) => _servers.Actions.Repeats.Acknowledge(transaction);

    /// <summary>
    /// The provisional just sent is reliable: it is repeated at T1 doubling until <see cref="Pracked"/> or a final answer, for
    /// 64·T1 at most; then <see cref="AnswerFault.NoPrack"/>. Send no second reliable one before the first has its PRACK (RFC
    /// 3262 §3).
    /// </summary>
    public void RepeatUntilPrack(ServerTransaction transaction) => _servers.Actions.Repeats.RepeatUntilPrack(transaction);

    /// <summary>The PRACK of the reliable provisional has come.</summary>
    public void Pracked(ServerTransaction transaction) => _servers.Actions.Repeats.Pracked(transaction);

    /// <summary>Takes a transaction for a request that is about to be written: its branch must stand in the top Via.</summary>
    public ClientTransaction Begin(SipMethod method, in Flow flow, object? owner, object? context = null) =>
        _clients.Begin(method, flow, owner, context);

    /// <summary>64 bits that nobody can guess, for the branch of an ACK to a 2xx.</summary>
    public ulong NewNonce() => _means.NewNonce();

    /// <summary>Sends the request and starts timers A and B, or E and F.</summary>
    public void Start(ClientTransaction transaction, ReadOnlySpan<byte> request) => _clients.Actions.Start(transaction, request);

    /// <summary>
    /// Sends a request that has waited for its way, by the way that was found. Its Via must fit (<see cref="Restamp"/>).
    /// </summary>
    public void Start(ClientTransaction transaction, in Flow way, ReadOnlySpan<byte> request)
    {
        transaction.Flow = way;
        Start(transaction, request);
    }

    /// <summary>The Via of a request that has no dialog, for the transaction that was begun for it.</summary>
    public static void WriteVia(SipWriter writer, ClientTransaction transaction) =>
        new OwnVia(transaction.Flow.Transport, transaction.Flow.Local, transaction.Index, transaction.Nonce).Write(writer);

    /// <summary>Writes a request of ours once more, with a Via that fits the way it will go.</summary>
    public static void Restamp(SipWriter writer, ReadOnlySpan<byte> request, in Flow way) => OwnVia.Restamp(writer, request, way);

    /// <summary>
    /// Ends an INVITE: CANCEL goes out at once when a provisional answer has come, else with the first one that comes (RFC 3261
    /// §9.1). Its answers go on coming up: 487, or a 2xx that crossed the CANCEL and needs ACK and BYE. Does nothing after a
    /// final answer. <paramref name="reason"/> is the value of its Reason header (RFC 3326); of several calls the first counts.
    /// </summary>
    public void Cancel(ClientTransaction invite, ReadOnlySpan<byte> reason = default) => _clients.Actions.Cancellations.Ask(invite, reason);

    /// <summary>The owner wants to hear no more of it; the transaction runs on until it ends by itself.</summary>
    public void Disown(ClientTransaction transaction) => _clients.Actions.Disown(transaction);

    /// <summary>Gives back a transaction that was begun and never started.</summary>
    public void Abandon(ClientTransaction transaction) => _clients.Abandon(transaction);

    /// <summary>
    /// A stream is gone: every request that waits on it has failed (RFC 3261 §8.1.3.1 counts it as 503). An INVITE that has had
    /// a provisional answer waits on: its final answer comes by another stream (RFC 3261 §18.2.2).
    /// </summary>
    public void OnClosed(in Flow flow) => _clients.OnClosed(flow);
}
