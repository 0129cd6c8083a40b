using Tandem.Media.Relay.Wire;
using Tandem.Media.Working;

namespace Tandem.Media.Relay;

/// <summary>One <c>m=</c> line of a session: two ports that send to each other.</summary>
internal sealed class RelayLine
{
    private RelayEvents _told; // signalling knows of them: not told again before the silence ends

    public RelayLine(RelaySession session, int index, Func<RelayPort> port)
    {
        Session = session;
        Index = index;
        A = port();
        B = port();
        A.Join(this, RelaySide.A, B);
        B.Join(this, RelaySide.B, A);
    }

    public RelaySession Session { get; }

    /// <summary>Position in SDP, 0 to 7.</summary>
    public int Index { get; }

    /// <summary>Used by the session that it belongs to now.</summary>
    public bool IsOpen { get; set; }

    public RelayLineKind Kind { get; set; }

    public int ClockRate { get; set; } = 8000;

    public RelayPort A { get; }

    public RelayPort B { get; }

    /// <summary>What is done with its sound; null when it is only carried.</summary>
    public LineWork? Work { get; set; }

    /// <summary>What has happened or is so now.</summary>
    public RelayEvents Pending { get; private set; }

    /// <summary>What is to be told, or told again.</summary>
    public RelayEvents Untold => Pending & ~_told;

    public void Clear()
    {
        (Pending, _told) = (RelayEvents.None, RelayEvents.None);
        Work?.End();
        Work = null;
    }

    public void OnFirstMedia(RelayEvents what) => Pending |= what;

    /// <summary>The silences that there are now; those that are over are forgotten.</summary>
    public void OnSilence(RelayEvents silent)
    {
        const RelayEvents First = RelayEvents.FirstMediaFromA | RelayEvents.FirstMediaFromB;
        Pending = (Pending & First) | silent;
        _told &= Pending;
    }

    /// <summary>Signalling has heard of these.</summary>
    public void OnAcknowledged(RelayEvents what) => _told |= what & Pending;

    public RelayPort Port(RelaySide side) => side == RelaySide.A ? A : B;
}
