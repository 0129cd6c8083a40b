using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>What is known of one endpoint: the doctor's question. Values only, so that the same evidence gives the same answer on any machine, for ever.</summary>
public sealed record NatEvidence
{
    // Packed, and only what there is: there are many endpoints.
    private readonly byte[] _seen = [];
    private readonly byte[]? _before;
    private readonly byte[]? _other;
    private readonly byte[]? _answer;
    private readonly Suffering? _suffering;

    /// <summary>The latest message that said something new.</summary>
    public required NatSighting Seen
    {
        get => NatSightingPacking.Unpack(_seen);
        init => _seen = NatSightingPacking.Pack(value);
    }

    /// <summary>The latest of the other kind: an INVITE of one that registers. Each shows what the other hides.</summary>
    public NatSighting? Other
    {
        get => Unpacked(_other);
        init => _other = value is { } seen ? NatSightingPacking.Pack(seen) : null;
    }

    /// <summary>The latest answer of it to a call: its Contact and description, with the packet's source.</summary>
    public NatSighting? Answer
    {
        get => Unpacked(_answer);
        init => _answer = value is { } seen ? NatSightingPacking.Pack(seen) : null;
    }

    /// <summary>The same request before: the one that its registration or call began with, before an answer could teach the agent its public address.</summary>
    public NatSighting? Before
    {
        get => Unpacked(_before);
        init => _before = value is { } seen ? NatSightingPacking.Pack(seen) : null;
    }

    /// <summary>User-Agent as it came; empty when there was none.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>Public addresses that answers have shown the agent (received, rport), newest first. An agent may write these.</summary>
    public IReadOnlyList<NetAddress> Told { get; init; } = [];

    /// <summary>What of a marked message did not arrive as it was sent. Null: nothing was marked; empty: all came untouched.</summary>
    public IReadOnlyList<NatChange>? Changes { get; init; }

    /// <summary>Requests that came again at once, with the same branch and CSeq and far off the schedule of RFC 3261 §17.1.1.2.</summary>
    public int Duplicates
    {
        get => Suffered.Duplicates;
        init => _suffering = value == Duplicates ? _suffering : Suffered with { Duplicates = value };
    }

    /// <summary>How long before a duplicate its original came, milliseconds.</summary>
    public int DuplicateGapMs
    {
        get => Suffered.DuplicateGapMs;
        init => _suffering = value == DuplicateGapMs ? _suffering : Suffered with { DuplicateGapMs = value };
    }

    /// <summary>What became of the Via of our own requests to it, as its answers brought it back.</summary>
    public NatReturnedVia Returned
    {
        get => Suffered.Returned;
        init => _suffering = value == Returned ? _suffering : Suffered with { Returned = value };
    }

    public NatBinding Binding { get; init; }

    public NatCalls Calls
    {
        get => Suffered.Calls;
        init => _suffering = value == Calls ? _suffering : Suffered with { Calls = value };
    }

    private static NatSighting? Unpacked(byte[]? packed) => packed is null ? null : NatSightingPacking.Unpack(packed);

    private Suffering Suffered => _suffering ?? Suffering.None;

    /// <summary>What only calls and faults bring.</summary>
    private sealed record Suffering
    {
        public static readonly Suffering None = new();

        public int Duplicates { get; init; }

        public int DuplicateGapMs { get; init; }

        public NatReturnedVia Returned { get; init; }

        public NatCalls Calls { get; init; }
    }
}

/// <summary>A part of a marked message that was altered on the way.</summary>
/// <param name="Part">The header's name, or <c>SDP c=</c>, <c>SDP m=</c> and so on.</param>
/// <param name="From">As it was sent; empty when it was added.</param>
/// <param name="To">As it arrived; empty when it was taken out.</param>
public sealed record NatChange(string Part, string From, string To);

/// <summary>A Via of ours that an answer brought back otherwise than it was written; who answers copies it as it is (RFC 3261 §8.2.6.2).</summary>
/// <param name="Wrote">Its sent-by as we wrote it.</param>
/// <param name="Came">Its sent-by as it came.</param>
/// <param name="IsBranchChanged">Its branch is not ours any more.</param>
/// <param name="Times">How often that was seen.</param>
public readonly record struct NatReturnedVia(WrittenAddress Wrote, WrittenAddress Came, bool IsBranchChanged, int Times);

/// <summary>What silences the way to an endpoint has outlived.</summary>
/// <param name="SurvivedSeconds">The longest silence after which it was still reached, or came from the same port; 0 not known.</param>
/// <param name="LostSeconds">The shortest silence after which it was not, or came from another port; 0 it never happened.</param>
/// <param name="Losses">How often that was seen.</param>
/// <param name="IncomingLost">Calls to it that nobody answered after a silence, while it could call itself.</param>
/// <param name="IsMeasured">Both were tried out on purpose (nat-check): no chance is in it.</param>
public readonly record struct NatBinding(int SurvivedSeconds, int LostSeconds, int Losses, int IncomingLost, bool IsMeasured = false);

/// <summary>How an endpoint's calls went.</summary>
/// <param name="WithoutAck">Answered calls that ended near 32 s because no ACK came (RFC 3261 §13.3.1.4).</param>
/// <param name="Good">Answered calls that passed a minute, or ended as people end them.</param>
/// <param name="Unheard">Calls of at least five seconds in which the switch sent it sound and none came from it, though it said that it would send.</param>
/// <param name="Heard">Calls in which sound came from it.</param>
/// <param name="SaidMedia">Where its description wanted sound in the latest such call.</param>
/// <param name="CameFrom">Where its sound came from instead; default: nowhere.</param>
public readonly record struct NatCalls(int WithoutAck, int Good, int Unheard, int Heard, WrittenAddress SaidMedia, NetAddress CameFrom);
