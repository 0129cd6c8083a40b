namespace Tandem.Calls.Nat;

/// <summary>Where an agent of which nobody has altered anything is: with a public address, behind a NAT, or behind one that it knows of.</summary>
internal static class NatPlace
{
    public static NatFinding Of(NatEvidence evidence, NatFamily family)
    {
        NatSighting seen = evidence.Seen;
        if (evidence.Changes is not null)
        {
            return Found(seen.Via.IsAddress && seen.Via.Address.Ip == seen.Source.Ip ? NatFindingKind.NoNat : NatFindingKind.NatClean, 99, seen);
        }

        // One message hides what another shows: STUN is in use if it is in one.
        NatFinding found = Of(seen, family);
        found = evidence.Other is { } other ? Surer(found, Of(other, family)) : found;
        return evidence.Answer is { } answer ? Surer(found, Of(answer, family)) : found;
    }

    public static bool IsBehindNat(NatEvidence evidence)
    {
        NatSighting first = evidence.Before ?? evidence.Seen;
        var view = new NatView(first);
        return !evidence.Seen.HasHops && (view.Inside != NatParts.None || view.HasLeftover);
    }

    private static NatFinding Of(in NatSighting seen, NatFamily family)
    {
        var view = new NatView(seen);
        if (seen.HasHops)
        {
            // The hop next to us is who we hear; what is behind it is its business.
            return Found(NatView.Has(view.Inside, NatParts.Via) ? NatFindingKind.NatClean : NatFindingKind.NoNat, 70, seen);
        }

        if (view.Inside == NatParts.None && NatView.Has(view.Outside, NatParts.Via) && NatView.Has(view.Present, NatParts.Sdp) && !NatView.Has(view.Outside, NatParts.Sdp))
        {
            return Found(NatFindingKind.NoNat, 80, seen); // signalling and sound in two public places: a provider's
        }

        if (UsesStun(seen, view, family))
        {
            return Found(NatFindingKind.StunInUse, 80, seen);
        }

        return view.Inside != NatParts.None || view.HasLeftover
            ? Found(NatFindingKind.NatClean, NatView.Has(view.Inside, NatParts.Via) ? 95 : 80, seen)
            : Found(NatFindingKind.NoNat, seen.Via.IsAddress && seen.Via.Address.Ip == seen.Source.Ip ? 90 : 60, seen);
    }

    private static NatFinding Surer(NatFinding one, NatFinding more) => more.Kind > one.Kind ? more : one;

    private static bool UsesStun(in NatSighting seen, in NatView view, NatFamily family)
    {
        if (NatView.Has(view.Outside, NatParts.Sdp) && seen.HasCandidates && (view.Inside != NatParts.None || view.HasLeftover))
        {
            return true;
        }

        // All that it can write is its public address, and its own has stayed where nobody looks; or its port is another than the one that the NAT gave for us.
        bool isAll = view.Outside != NatParts.None && (view.Outside & family.Stun & view.Present) == (family.Stun & view.Present) && (family.Stun & view.Present) != NatParts.None;
        bool showsOwn = view.HasLeftover || view.Inside != NatParts.None;
        bool otherPort = !seen.IsStream && seen.Via.Address.Port == seen.Contact.Address.Port && seen.Via.Address.Port != seen.Source.Port && family.Name.Length > 0;
        return isAll && (showsOwn || otherPort);
    }

    private static NatFinding Found(NatFindingKind kind, int confidence, in NatSighting seen) =>
        new(kind, "", "", "", false, NatProblem.None, confidence, new NatWitness(seen));
}
