namespace Tandem.Calls.Live;

/// <summary>One call as it stands now.</summary>
public sealed record LiveCall(
    string Id,
    string CallId,
    string State,
    string CallingNumber,
    string CalledNumber,
    string Account,
    string IngressTrunk,
    string EgressTrunk,
    string Phone,
    string SourceIp,
    DateTimeOffset StartedAt,
    DateTimeOffset? AnsweredAt,
    long TalkMs);

/// <summary>One call with its media as it is now; the flows are null when the media goes direct or its node does not answer.</summary>
public sealed record LiveCallDetail(
    LiveCall Call,
    string MediaMode,
    string MediaNode,
    string CallerCodec,
    string CalleeCodec,
    Billing.Cdrs.MediaLeg? CallerIn,
    Billing.Cdrs.MediaLeg? CallerOut,
    Billing.Cdrs.MediaLeg? CalleeIn,
    Billing.Cdrs.MediaLeg? CalleeOut,
    ReadOnlyMemory<byte> Quality);

/// <summary>The messages of a call that is up.</summary>
/// <param name="Account">Whose call it is.</param>
/// <param name="Peers">By leg: the caller's side, then each attempt that is over.</param>
/// <param name="Current">The trunk of the attempt that goes on.</param>
/// <param name="Packed">As <see cref="Ladder.Read"/> takes them.</param>
public sealed record LiveLadder(string Account, IReadOnlyList<string> Peers, string Current, ReadOnlyMemory<byte> Packed)
{
    /// <summary>The name of a leg's other side.</summary>
    public string PeerOf(int leg) => leg < Peers.Count ? Peers[leg] : Current;
}

/// <summary>A test call to be placed through the running switch.</summary>
public sealed record TestCallRequest(string From, string To, string Via, int Seconds);

/// <summary>How a test call went; its CDR (id) tells the rest once it is stored.</summary>
public sealed record TestCallResult(string CdrId, int SipStatus, string EndReasonName, string Problem);

/// <summary>A call with a message, to be placed through the running switch.</summary>
/// <param name="From">The number that it shows; empty for none.</param>
/// <param name="To">The number that is called, as a caller would dial it.</param>
/// <param name="Sounds">The message, as a media node takes it: a language, which may be empty, and its sounds, with a slash between any two. It is said again until the call ends.</param>
/// <param name="Key">The key that confirms it.</param>
/// <param name="Seconds">How long it is said at most.</param>
public sealed record VoiceCallRequest(string From, string To, string Sounds, char Key, int Seconds);

/// <summary>How it went.</summary>
/// <param name="CdrId">Its record; empty when it could not be placed.</param>
/// <param name="IsAnswered">Somebody has answered.</param>
/// <param name="IsConfirmed">And has pressed the key.</param>
/// <param name="Problem">Why it was not confirmed; empty when it was.</param>
public sealed record VoiceCallResult(string CdrId, bool IsAnswered, bool IsConfirmed, string Problem);

/// <summary>What the switch has counted since it started; plain numbers, read on scrape.</summary>
public sealed record SwitchCounters(IReadOnlyDictionary<string, long> Values, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ByReason);
