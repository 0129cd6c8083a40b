namespace Tandem.Calls.Nat;

public enum NatFindingKind : byte
{
    NoNat,
    NatClean,
    StunInUse,
    SipAlgRewrites,
    BindingTooShort,
    MediaBlocked,
    Duplicates,
}

/// <summary>The five things that users suffer from.</summary>
public enum NatProblem : byte
{
    None,
    OneWayAudio,
    RegistrationFails,
    CallDropsAt30Seconds,
    NoIncomingCalls,
    DuplicatedMessages,
}

/// <summary>One part of a message, or one thing measured, that a finding rests on.</summary>
public sealed record NatPart(string What, string Value);

/// <summary>What the doctor found.</summary>
/// <param name="Kind">The finding.</param>
/// <param name="Part">Of a SIP ALG: what it rewrites: a header's name, <c>SDP c=</c> …; else empty.</param>
/// <param name="From">What stood there, as far as it is known; empty: not known, or nothing.</param>
/// <param name="To">What stands there now; empty: nothing.</param>
/// <param name="IsBreaking">It breaks something; else it is harmless.</param>
/// <param name="Problem">What the user suffers from it.</param>
/// <param name="Confidence">Percent; what is under <see cref="NatDoctor.LeastConfidence"/> is not told.</param>
/// <param name="Evidence">The parts of messages that say so.</param>
public sealed record NatFinding(
    NatFindingKind Kind, string Part, string From, string To, bool IsBreaking, NatProblem Problem, int Confidence, IReadOnlyList<NatPart> Evidence)
{
    /// <summary>The finding in one line.</summary>
    public string Text => Kind switch
    {
        NatFindingKind.NoNat => "no NAT",
        NatFindingKind.NatClean => "NAT, clean",
        NatFindingKind.StunInUse => "STUN in use",
        NatFindingKind.BindingTooShort => "binding too short",
        NatFindingKind.MediaBlocked => "media blocked",
        NatFindingKind.Duplicates => "duplicates",
        _ => $"SIP ALG rewrites {Part}{Change}: {(IsBreaking ? "breaking" : "harmless")}",
    };

    private string Change => (From.Length, To.Length) switch
    {
        (0, 0) => "",
        (0, _) => $" to {To}",
        (_, 0) => $" (takes out {From})",
        _ => $" from {From} to {To}",
    };
}
