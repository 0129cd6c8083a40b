using Tandem.Routing.Access;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Live;

/// <summary>Why a SIP message belongs to no call and to no phone.</summary>
public enum StrayReason : byte
{
    /// <summary>It begins as no SIP message does: STUN, RTP, TLS at a port for clear text, noise.</summary>
    NotSip,

    /// <summary>SIP that is broken; the detail names the fault.</summary>
    Malformed,

    /// <summary>A response with other Vias than ours alone (RFC 3261 §8.1.3.3).</summary>
    MisdirectedResponse,

    /// <summary>A response to nothing that we asked, or to what is over.</summary>
    UnmatchedResponse,

    /// <summary>Within a dialog, or of a method that belongs in one, or a CANCEL; there is none such.</summary>
    UnknownDialog,

    /// <summary>OPTIONS outside a dialog, of whomever.</summary>
    Options,

    /// <summary>Of a method that is not taken outside a dialog (405, 501).</summary>
    MethodNotTaken,

    /// <summary>A call of somebody who is not in the plan.</summary>
    IllegalCall,

    /// <summary>A call with a wrong password.</summary>
    WrongPassword,

    /// <summary>A REGISTER for a number that is no phone of the plan.</summary>
    UnknownPhone,

    /// <summary>Turned away because the switch is behind.</summary>
    Overload,

    /// <summary>A customer's INVITE that was refused before there was a call; the detail says why.</summary>
    Refused,

    /// <summary>A call of an address that is not in the plan, asked for a password.</summary>
    Asked,
}

/// <summary>One of the messages of no call.</summary>
/// <param name="Number">Counts up with each message since the switch started.</param>
/// <param name="Sent">Our answer to one of them; false: it came in.</param>
/// <param name="At">When.</param>
/// <param name="Transport">By which transport.</param>
/// <param name="Local">Our address and port.</param>
/// <param name="Remote">The other side's.</param>
/// <param name="Reason">Why it, or what it answers, belongs to no call.</param>
/// <param name="Detail">The parse fault, or why it was refused; empty when the reason says all.</param>
/// <param name="Length">Bytes that it had.</param>
/// <param name="Message">The first of them, credentials as stars.</param>
public sealed record RecentMessage(
    long Number, bool Sent, DateTimeOffset At, TransportKind Transport, string Local, string Remote, StrayReason Reason, string Detail, int Length, byte[] Message)
{
    /// <summary>Not all of its bytes were kept.</summary>
    public bool IsCut => Message.Length < Length;

    /// <summary><c>udp</c>, <c>tcp</c>, <c>tls</c> ...</summary>
    public string TransportName => Transport.Word();

    /// <summary>As a message of a ladder, for a capture.</summary>
    public LadderMessage ToLadder() => new(0, Sent, At, Transport, Local, Remote, Message);
}

/// <summary>Which messages are meant; what is null is not asked for.</summary>
/// <param name="Source">The other side's address, network, or address and port.</param>
/// <param name="Since">No earlier than that.</param>
/// <param name="Reason">For that reason.</param>
public sealed record RecentMessageFilter(SourceAddress? Source = null, DateTimeOffset? Since = null, StrayReason? Reason = null);

/// <summary>The last SIP messages that belong to no call and to no phone. Answers from memory; any thread.</summary>
public interface ILiveMessages
{
    /// <summary>Bytes that they take at most; 0: none are kept.</summary>
    int MostBytes { get; }

    /// <summary>The newest <paramref name="most"/> that are meant, newest first, with numbers below <paramref name="before"/>.</summary>
    IReadOnlyList<RecentMessage> Find(RecentMessageFilter filter, long before, int most);
}
