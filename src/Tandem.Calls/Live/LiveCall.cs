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

/// <summary>What the switch has counted since it started; plain numbers, read on scrape.</summary>
public sealed record SwitchCounters(IReadOnlyDictionary<string, long> Values, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ByReason);
