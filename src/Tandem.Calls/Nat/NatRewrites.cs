using System.Globalization;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>
/// What only something on the way can have written. An address of the router's in a message is no proof: STUN users have it in Via, Contact and SDP alike and keep their own ports, and many agents
/// write what our answers have shown them. What neither explains is left: one part and not the others, a port that is nobody's, a length that is not the body's.
/// </summary>
internal static class NatRewrites
{
    // Border controllers, which may pass a Call-ID on and have several ports, send from such ones; a router's table gives others.
    private const int LowestServerPort = 5000;
    private const int HighestServerPort = 5999;

    public static List<NatFinding> Of(NatEvidence evidence, NatFamily family)
    {
        if (evidence.Changes is { } changes)
        {
            return [.. NatMarks.Of(evidence.Seen, changes)];
        }

        var found = new List<NatFinding>();
        if (evidence.Before is { } before)
        {
            Look(found, evidence, before, family);
        }

        NatSighting seen = evidence.Seen;
        Look(found, evidence, seen, family);
        if (evidence.Other is { } other)
        {
            Look(found, evidence, other, family);
        }

        if (evidence.Answer is { } answer)
        {
            Look(found, evidence, answer, family);
        }

        OurVia(found, evidence.Returned);
        return found;
    }

    /// <summary>Seen again: one that answers oddly by itself is no router, but it does not do it for some answers only. What we match by the branch survives another sent-by, and not another branch.</summary>
    private static void OurVia(List<NatFinding> found, in NatReturnedVia returned)
    {
        if (returned.Times < 2)
        {
            return;
        }

        bool isBreaking = returned.IsBranchChanged;
        Add(found, Alg(
            isBreaking ? "the branch of our Via" : "our Via", isBreaking ? default : returned.Wrote, isBreaking ? default : returned.Came, isBreaking, NatProblem.NoIncomingCalls, 85,
            [new("Via of our requests", returned.Wrote.ToString()), new("Via in its answers", returned.Came.ToString()), new("answers with an altered Via", returned.Times.ToString(CultureInfo.InvariantCulture))]));
    }

    private static void Look(List<NatFinding> found, NatEvidence evidence, in NatSighting seen, NatFamily family)
    {
        if (seen.HasHops)
        {
            return;
        }

        var view = new NatView(seen);
        var agent = new NatAgent(evidence, seen, view, family);
        BodyChanged(found, seen, view);
        foreach (NatParts part in (ReadOnlySpan<NatParts>)[NatParts.Via, NatParts.Contact, NatParts.Sdp])
        {
            if (NatView.Has(view.Outside, part) && !agent.Explains(part))
            {
                Add(found, Rewritten(evidence, seen, view, agent, part));
            }
        }

        StrangePort(found, evidence, seen, view);
        ProvidersAddress(found, seen, view);
        OnlyHopsWrite(found, seen, family);
    }

    private static NatFinding Rewritten(NatEvidence evidence, in NatSighting seen, in NatView view, in NatAgent agent, NatParts part)
    {
        WrittenAddress now = view.Of(part);
        var why = new NatWitness(seen);
        int confidence = agent.Confidence(part);
        bool missesSound = part != NatParts.Sdp && NatView.Has(view.Inside, NatParts.Sdp) && agent.RewritesAll(NatParts.Via | NatParts.Contact);
        if (part == NatParts.Sdp)
        {
            NatCalls calls = evidence.Calls;
            bool isDeaf = calls.Unheard > 0 && calls.Heard == 0;
            bool comesElsewhere = calls.CameFrom.Port != 0 && calls.SaidMedia.Address.Port != 0 && calls.CameFrom.Port != calls.SaidMedia.Address.Port;
            if (isDeaf || comesElsewhere)
            {
                why.And("its sound came from", isDeaf ? "nowhere" : calls.CameFrom.ToString());
                confidence = Math.Min(95, confidence + 10);
            }

            return Alg("SDP c=", view.Own.WithoutPort, now.WithoutPort, isDeaf || comesElsewhere, NatProblem.OneWayAudio, confidence, why);
        }

        bool reaches = now.Address.Port == seen.Source.Port || (part == NatParts.Via && seen.HasRPort) || seen.IsStream;
        NatProblem problem = missesSound && reaches ? NatProblem.OneWayAudio
            : evidence.Calls is { WithoutAck: > 0, Good: 0 } ? NatProblem.CallDropsAt30Seconds
            : evidence.Binding.IncomingLost > 0 && part == NatParts.Contact ? NatProblem.NoIncomingCalls
            : NatProblem.RegistrationFails;
        if (missesSound)
        {
            why.And("not rewritten", "SDP c=");
        }

        return Alg(part == NatParts.Via ? "Via" : "Contact", view.Own, now, missesSound || !reaches, problem, confidence, why);
    }

    /// <summary>Content-Length says what the agent wrote; the body that came is another one, with the router's address in it.</summary>
    private static void BodyChanged(List<NatFinding> found, in NatSighting seen, in NatView view)
    {
        if (!seen.HasWrongLength || seen.IsStream || !NatView.Has(view.Outside, NatParts.Sdp))
        {
            return;
        }

        int changed = seen.BodyLength - seen.ContentLength;
        int perAddress = view.Own.IsThere ? Text(seen.Media).Length - Text(view.Own).Length : 0;
        bool fits = perAddress != 0 && changed % perAddress == 0 && changed / perAddress is >= 1 and <= 6;
        var why = new NatWitness(seen);
        why.And("Content-Length", seen.ContentLength.ToString(CultureInfo.InvariantCulture));
        why.And("bytes of the body", seen.BodyLength.ToString(CultureInfo.InvariantCulture));
        NatFinding finding = Alg("SDP c=", view.Own.WithoutPort, seen.Media.WithoutPort, true, NatProblem.OneWayAudio, fits ? 95 : 80, why);
        Add(found, finding);
    }

    /// <summary>Contact's port is neither where the packet came from, nor what Via says, nor one that an answer has shown: a router's table.</summary>
    private static void StrangePort(List<NatFinding> found, NatEvidence evidence, in NatSighting seen, in NatView view)
    {
        ushort port = seen.Contact.Address.Port;
        bool isWhole = NatView.Has(view.Outside, NatParts.Via) && NatView.Has(view.Outside, NatParts.Contact) && view.HasLeftover;
        if (!isWhole || seen.IsStream || seen.Source.Port is >= LowestServerPort and <= HighestServerPort || port == seen.Source.Port || port == seen.Via.Address.Port || WasTold(evidence, port))
        {
            return;
        }

        NatProblem problem = evidence.Binding.IncomingLost > 0 ? NatProblem.NoIncomingCalls : NatProblem.RegistrationFails;
        Add(found, Alg("Contact", view.Own, seen.Contact, true, problem, 80, new NatWitness(seen)));
    }

    /// <summary>An address from between a provider's NAT and the customer's router: the router's own outside, which no agent behind it has.</summary>
    private static void ProvidersAddress(List<NatFinding> found, in NatSighting seen, in NatView view)
    {
        WrittenAddress own = default;
        foreach (WrittenAddress one in (ReadOnlySpan<WrittenAddress>)[seen.Via, seen.Contact, seen.Media, seen.Origin, seen.CallIdHost])
        {
            own = own.IsThere || !view.IsInside(one) || one.IsProviders ? own : one;
        }

        if (!own.IsThere)
        {
            return;
        }

        foreach (NatParts part in (ReadOnlySpan<NatParts>)[NatParts.Via, NatParts.Contact, NatParts.Sdp])
        {
            WrittenAddress now = view.Of(part);
            if (now.IsProviders && view.IsInside(now))
            {
                bool isSound = part == NatParts.Sdp;
                bool isBreaking = part != NatParts.Via || !seen.HasRPort;
                Add(found, Alg(
                    isSound ? "SDP c=" : part.ToString(), own, now, isBreaking, isSound ? NatProblem.OneWayAudio : NatProblem.RegistrationFails, 75, new NatWitness(seen)));
            }
        }
    }

    /// <summary>received, and a value of rport, are what a hop writes into a request; and some agents never leave rport out.</summary>
    private static void OnlyHopsWrite(List<NatFinding> found, in NatSighting seen, NatFamily family)
    {
        if (seen.Received.IsAddress && seen.Received.Address.Ip == seen.Source.Ip)
        {
            Add(found, Alg("Via received", default, seen.Received, false, NatProblem.None, 70, new NatWitness(seen)));
        }
        else if (seen.RPortValue != 0 && seen.RPortValue == seen.Source.Port && seen.RPortValue != seen.Via.Address.Port)
        {
            var why = new NatWitness(seen);
            string value = seen.RPortValue.ToString(CultureInfo.InvariantCulture);
            Add(found, new(NatFindingKind.SipAlgRewrites, "Via rport", "", value, false, NatProblem.None, 70, why));
        }
        else if (family.AlwaysRPort && !seen.HasRPort && !seen.IsStream && seen.Via.IsThere)
        {
            bool isBreaking = seen.Via.Address.Port != seen.Source.Port;
            Add(found, new(
                NatFindingKind.SipAlgRewrites, "Via", ";rport", "", isBreaking, isBreaking ? NatProblem.RegistrationFails : NatProblem.None, 70,
                new NatWitness(seen).And("User-Agent", $"{family.Name} always sends rport")));
        }
    }

    private static bool WasTold(NatEvidence evidence, ushort port)
    {
        foreach (NetAddress told in evidence.Told)
        {
            if (told.Port == port)
            {
                return true;
            }
        }

        return false;
    }

    private static NatFinding Alg(string part, WrittenAddress from, WrittenAddress to, bool isBreaking, NatProblem problem, int confidence, IReadOnlyList<NatPart> why) =>
        new(NatFindingKind.SipAlgRewrites, part, from.IsName ? "" : from.ToString(), to.ToString(), isBreaking, isBreaking ? problem : NatProblem.None, confidence, why);

    private static string Text(WrittenAddress written) => written.Address.ToIPAddress().ToString();

    /// <summary>Of two findings about one part the surer one stays.</summary>
    private static void Add(List<NatFinding> found, NatFinding finding)
    {
        int same = found.FindIndex(other => other.Part == finding.Part);
        if (same < 0)
        {
            found.Add(finding);
        }
        else if (finding.Confidence > found[same].Confidence)
        {
            found[same] = finding;
        }
    }
}
