using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>What an agent of its family could have written by itself into one message.</summary>
internal readonly ref struct NatAgent
{
    private readonly ref readonly NatSighting _seen;
    private readonly NatView _view;
    private readonly NatFamily _family;
    private readonly IReadOnlyList<NetAddress> _told;
    private readonly NatParts _byStun;
    private readonly NatParts _learned;

    public NatAgent(NatEvidence evidence, in NatSighting seen, in NatView view, NatFamily family)
    {
        _seen = ref seen;
        _view = view;
        (_family, _told) = (family, evidence.Told);
        NatParts can = family.Stun & view.Present;
        bool isWhole = can != NatParts.None && (view.Outside & can) == can;
        _byStun = (isWhole ? can : NatParts.None) | (seen.HasCandidates ? NatParts.Sdp : NatParts.None);

        // What has just started has heard nothing from us. Of all else nobody knows: we may have been started after it. And an agent that begins its registration anew may have kept what it was told,
        // which is then exactly where its packets come from, and harmless.
        _learned = NatParts.None;
        foreach (NatParts part in (ReadOnlySpan<NatParts>)[NatParts.Via, NatParts.Contact, NatParts.Sdp])
        {
            int port = view.Of(part).Address.Port;
            bool mayKnow = !seen.IsFresh || port == seen.Source.Port;
            if (mayKnow && NatView.Has(family.Learns, part) && (part == NatParts.Sdp || IsLearnedPort(port)))
            {
                _learned |= part;
            }
        }
    }

    /// <summary>A part with the router's address that the agent can have written itself.</summary>
    public bool Explains(NatParts part) =>
        ((_byStun | _learned) & part) != NatParts.None || !(_view.Inside != NatParts.None || (_view.HasLeftoverOrigin && _family.Stun == NatParts.None));

    /// <summary>All these parts have the router's address, and not by the agent's doing.</summary>
    public bool RewritesAll(NatParts parts) => (_view.Outside & parts) == parts && ((_byStun | _learned) & parts) == NatParts.None;

    /// <summary>How sure it is that somebody on the way wrote it.</summary>
    public int Confidence(NatParts part)
    {
        int ownPort = _view.Own.Address.Port;
        int port = _view.Of(part).Address.Port;
        int confidence = part == NatParts.Sdp
            ? (_view.Outside == NatParts.Sdp ? 65 : _learned != NatParts.None ? 55 : 70) // who has learned its address may have it from STUN for sound
            : _seen.IsStream || port == _seen.Source.Port ? 75
            : port == ownPort ? 65
            : 85;
        bool canNot = _family.Name.Length > 0 && ((_family.Stun | _family.Learns) & part) == NatParts.None;
        return Math.Min(95, confidence + (_seen.IsFresh ? 10 : 0) + (canNot ? 10 : 0));
    }

    private bool IsLearnedPort(int port)
    {
        if (_seen.IsStream || port == _seen.Source.Port || (_view.Inside != NatParts.None && port == _view.Own.Address.Port))
        {
            return true;
        }

        foreach (NetAddress told in _told)
        {
            if (told.Port == port)
            {
                return true;
            }
        }

        return false;
    }
}
