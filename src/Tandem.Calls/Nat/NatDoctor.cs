namespace Tandem.Calls.Nat;

/// <summary>
/// What stands between an endpoint and the switch, from what the switch has seen of it. A pure function. In doubt it says nothing: who uses STUN, who has learned its address from an answer, who comes
/// through a session border controller, writes public addresses too, and a false alarm sends people to routers that are well.
/// </summary>
public static class NatDoctor
{
    /// <summary>Percent; what is less sure is not told.</summary>
    public const int LeastConfidence = 60;

    /// <summary>A binding must live two minutes: RFC 4787 §4.3, REQ-5.</summary>
    private const int ShortestBindingSeconds = 120;

    public static IReadOnlyList<NatFinding> Examine(NatEvidence evidence) => Examine(evidence, NatKnowledge.Own);

    /// <summary>
    /// Exactly one of <c>no NAT</c>, <c>NAT, clean</c> and <c>STUN in use</c>, or one or more <c>SIP ALG rewrites …</c>; then what is wrong besides. Never throws, whatever the message was.
    /// </summary>
    public static IReadOnlyList<NatFinding> Examine(NatEvidence evidence, NatKnowledge knowledge)
    {
        NatFamily family = knowledge.FamilyOf(evidence.UserAgent);
        List<NatFinding> found = NatRewrites.Of(evidence, family);
        found.RemoveAll(static finding => finding.Confidence < LeastConfidence);
        if (found.Count == 0 && LostAcks(evidence) is { } unseen)
        {
            found.Add(unseen);
        }

        if (found.Count == 0)
        {
            NatFinding place = NatPlace.Of(evidence, family);
            int survived = evidence.Binding.SurvivedSeconds;
            found.Add(survived > 0 ? place with { Evidence = [.. place.Evidence, new("silence that it outlived", $"{survived} s")] } : place);
        }

        bool isAlgDeaf = found.Exists(static finding => finding.Problem == NatProblem.OneWayAudio);
        Add(found, Binding(evidence));
        Add(found, isAlgDeaf ? null : Media(evidence.Calls));
        Add(found, Duplicates(evidence));
        return found;
    }

    private static void Add(List<NatFinding> found, NatFinding? more)
    {
        if (more is { Confidence: >= LeastConfidence })
        {
            found.Add(more);
        }
    }

    /// <summary>Answered calls that no ACK confirms, again and again: something alters our answers, where the switch can't see it.</summary>
    private static NatFinding? LostAcks(NatEvidence evidence) =>
        evidence.Calls is { WithoutAck: >= 3, Good: 0 } calls && !evidence.Seen.IsStream && evidence.Binding.LostSeconds is 0 or > 60 && NatPlace.IsBehindNat(evidence)
            ? new(
                NatFindingKind.SipAlgRewrites, "the answers on their way to the agent", "", "", true, NatProblem.CallDropsAt30Seconds, 65,
                [new("calls that ended near 32 s for want of an ACK", Text(calls.WithoutAck)), new("calls that went well", "0")])
            : null;

    private static NatFinding? Binding(NatEvidence evidence)
    {
        NatBinding seen = evidence.Binding;
        if (seen.LostSeconds is <= 0 or >= ShortestBindingSeconds || seen.SurvivedSeconds >= seen.LostSeconds || (seen.Losses + seen.IncomingLost < 2 && !seen.IsMeasured))
        {
            return null;
        }

        List<NatPart> why = [new("silence that it did not outlive", seen.IsMeasured ? $"{seen.LostSeconds} s, measured" : $"{seen.LostSeconds} s, {seen.Losses + seen.IncomingLost} times")];
        if (seen.SurvivedSeconds > 0)
        {
            why.Add(new("silence that it outlived", $"{seen.SurvivedSeconds} s"));
        }

        NatProblem problem = seen.IncomingLost == 0 && evidence.Calls.WithoutAck > 0 ? NatProblem.CallDropsAt30Seconds : NatProblem.NoIncomingCalls;
        return new(NatFindingKind.BindingTooShort, "", "", "", true, problem, seen.IsMeasured ? 95 : Math.Min(95, 60 + (10 * (seen.Losses + seen.IncomingLost - 1))), why);
    }

    private static NatFinding? Media(in NatCalls calls) => calls.Unheard < 2 || calls.Heard > calls.Unheard / 4
        ? null
        : new(
            NatFindingKind.MediaBlocked, "", "", "", true, NatProblem.OneWayAudio, Math.Min(90, 50 + (10 * calls.Unheard)),
            [new("calls without a packet from it", Text(calls.Unheard)), new("calls with sound from it", Text(calls.Heard)), new("its description wants sound at", calls.SaidMedia.ToString())]);

    private static NatFinding? Duplicates(NatEvidence evidence) => evidence.Duplicates < 2
        ? null
        : new(
            NatFindingKind.Duplicates, "", "", "", true, NatProblem.DuplicatedMessages, Math.Min(95, 60 + (5 * evidence.Duplicates)),
            [new("requests that came twice with one branch and CSeq", Text(evidence.Duplicates)), new("milliseconds apart, where the schedule is 500 or more", Text(evidence.DuplicateGapMs))]);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
