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
    long TalkMs)
{
    /// <summary>Who placed it when no customer did: <c>test</c>, a test call; <c>voice</c>, a message of the switch's. Else empty.</summary>
    public string PlacedBy { get; init; } = "";

    /// <summary>on: through a media node; off: from end to end.</summary>
    public string MediaMode { get; init; } = "off";

    public string CallerCodec { get; init; } = "";

    public string CalleeCodec { get; init; } = "";

    public string CallerUserAgent { get; init; } = "";

    public string CalleeUserAgent { get; init; } = "";

    public LiveLegAddresses Caller { get; init; }

    public LiveLegAddresses Callee { get; init; }

    public LiveMedia CallerMedia { get; init; }

    public LiveMedia CalleeMedia { get; init; }
}

/// <summary>The addresses of one leg.</summary>
/// <param name="Signalling">Where its side's messages come from and go to.</param>
/// <param name="Local">Where we hear and answer them.</param>
/// <param name="Media">Where its description wants its media; empty while it has not said.</param>
public readonly record struct LiveLegAddresses(LiveAddress Signalling, LiveAddress Local, LiveAddress Media);

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
/// <param name="From">The calling number, as whoever it is placed for would send it.</param>
/// <param name="To">The called number, likewise.</param>
/// <param name="Via">The egress trunk that it goes to, and no other; empty: those that a customer's call would go to.</param>
/// <param name="Seconds">How long it is held once answered.</param>
public sealed record TestCallRequest(string From, string To, string Via, int Seconds)
{
    /// <summary>The ingress trunk in whose name it is placed: its rules, credit and price. Empty: nobody's, and nobody pays.</summary>
    public string IngressTrunk { get; init; } = "";

    /// <summary>Or the phone.</summary>
    public string Phone { get; init; } = "";
}

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
public sealed record SwitchCounters(IReadOnlyDictionary<string, long> Values, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ByReason)
{
    /// <summary>Of <see cref="ByReason"/>: what strangers try besides calls, by the firewall's rule about it.</summary>
    public const string Offences = "offences";
}
