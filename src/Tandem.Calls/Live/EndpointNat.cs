namespace Tandem.Calls.Live;

/// <summary>What stands between one endpoint and the switch.</summary>
/// <param name="Endpoint">The phone's number, or the trunk's name.</param>
/// <param name="Kind"><c>phone</c> or <c>trunk</c>.</param>
/// <param name="SourceIp">Where its latest message came from.</param>
/// <param name="SourcePort">Its port.</param>
/// <param name="UserAgent">As it says.</param>
/// <param name="SeenAt">When something new was last seen of it.</param>
/// <param name="Findings">One at least.</param>
public sealed record EndpointNat(string Endpoint, string Kind, string SourceIp, int SourcePort, string UserAgent, DateTimeOffset SeenAt, IReadOnlyList<EndpointFinding> Findings);

/// <summary>One finding of the NAT doctor.</summary>
/// <param name="Finding">In words: <c>no NAT</c>, <c>SIP ALG rewrites Contact from … to …: breaking</c>.</param>
/// <param name="Kind">Its kind alone: <c>NoNat</c>, <c>NatClean</c>, <c>StunInUse</c>, <c>SipAlgRewrites</c>, <c>BindingTooShort</c>, <c>MediaBlocked</c>, <c>Duplicates</c>.</param>
/// <param name="IsBreaking">Something does not work because of it.</param>
/// <param name="Problem">What a user notices: <c>OneWayAudio</c>, <c>RegistrationFails</c>, <c>CallDropsAt30Seconds</c>, <c>NoIncomingCalls</c>, <c>DuplicatedMessages</c>, or <c>None</c>.</param>
/// <param name="Confidence">Percent.</param>
/// <param name="Evidence">The parts of messages that it rests on.</param>
/// <param name="Cures">For each family of routers; empty where nothing is wrong.</param>
public sealed record EndpointFinding(
    string Finding, string Kind, bool IsBreaking, string Problem, int Confidence, IReadOnlyList<EvidencePart> Evidence, IReadOnlyList<RouterCure> Cures)
{
    /// <summary>What a SIP ALG rewrites: a header's name, <c>SDP c=</c> …; else empty.</summary>
    public string Part { get; init; } = "";

    /// <summary>What was sent there, as far as it is known.</summary>
    public string Sent { get; init; } = "";

    /// <summary>What was received there.</summary>
    public string Received { get; init; } = "";
}

/// <summary>A part of a message, or something measured.</summary>
public sealed record EvidencePart(string What, string Value);

/// <summary>What to do on one family of routers.</summary>
public sealed record RouterCure(string Router, string Where, IReadOnlyList<string> Steps);

/// <summary>What the NAT doctor has found, for the outside. Any thread.</summary>
public interface ILiveNat
{
    /// <summary>Grows whenever a finding has appeared or gone.</summary>
    long Changes { get; }

    /// <summary>All endpoints seen since the start, by name: <paramref name="most"/> of them behind the first <paramref name="skipped"/>.</summary>
    IReadOnlyList<EndpointNat> Endpoints(int skipped, int most);

    /// <summary>One endpoint: a phone, else a trunk of that name; null when nothing was seen of it.</summary>
    EndpointNat? Find(string endpoint);

    /// <summary>Endpoints by finding; what nobody has is 0.</summary>
    IReadOnlyDictionary<string, long> Counts();

    /// <summary>Findings that have appeared or gone since that number of changes: endpoint, kind of finding, and whether it is there now. What is too long ago is left out.</summary>
    IReadOnlyList<NatChanged> Since(long changes);
}

/// <summary>A finding has appeared, or is gone.</summary>
public sealed record NatChanged(long Number, string Endpoint, string EndpointKind, string Finding, bool IsThere);
