using System.Runtime.InteropServices;
using Tandem.Media.Relay.Wire;
using Tandem.Wire.Flows;

namespace Tandem.Media.Relay;

/// <summary>
/// Who the peer of a port is. The rule, which docs/media.md spells out: nobody but the address that signalling named may be first; once somebody is there, only
/// signalling, an ICE check, or the same stream from the same host after a silence may move it. A value that lies in its port.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct Latch
{
    /// <summary>A silence after which a continued stream may come from another port of the same host: a NAT that forgot its mapping.</summary>
    public const long SilenceBeforeMoveNs = 1_000_000_000;

    // Sweeps (one a second) for which signalling's word opens the door to rule 1 again.
    private const byte SweepsOpen = 5;

    private NetAddress _expected;
    private UInt128 _signallingIp;
    private NetAddress _current;
    private RelayPeerFlags _flags;
    private bool _isLoose;
    private bool _isOnlyAfterSilence;
    private byte _sweepsOpen;

    /// <summary>A peer is there.</summary>
    public bool IsLatched { get; private set; }

    /// <summary>How often the peer's address changed after the first time.</summary>
    public int Moves { get; private set; }

    /// <summary>The peer's address; <c>default</c> when nobody is there.</summary>
    public readonly NetAddress Current => _current;

    /// <summary>It was another address than the one that SDP named.</summary>
    public readonly bool IsLoose => _isLoose;

    /// <summary>A new address was signalled and nobody has sent from there: the old one is still heard, so that nobody hears a gap.</summary>
    public bool IsAway { get; private set; }

    /// <summary>Somebody else may be taken by the rule of the first packet.</summary>
    public readonly bool IsOpen => _sweepsOpen > 0;

    /// <summary>Where to send; port 0 = nowhere.</summary>
    public readonly NetAddress Target
    {
        get
        {
            bool isBehindNat = Has(RelayPeerFlags.BehindNat);
            bool isAskedElsewhere = Has(RelayPeerFlags.AnyPort) && (!Has(RelayPeerFlags.FollowNat) || _current.Ip == _expected.Ip);
            if (Has(RelayPeerFlags.Ice) || (IsLatched && !isAskedElsewhere && (!IsAway || isBehindNat)))
            {
                return _current;
            }

            // Behind a NAT SDP's address can't be reached: until the peer has sent, the best guess is SDP's port at the host that signalled.
            NetAddress target = isBehindNat && _signallingIp != UInt128.Zero ? new(_signallingIp, _expected.Port) : _expected;
            return IsNowhere(target) ? default : target;
        }
    }

    /// <summary>The one question for each packet.</summary>
    public readonly bool Accepts(in NetAddress source) => IsLatched && source == _current;

    /// <summary>
    /// Signalling says who is expected. A new address opens the door; the same one again opens it for a peer that has fallen silent, whose NAT may have forgotten it.
    /// </summary>
    public void Expect(in NetAddress expected, UInt128 signallingIp, RelayPeerFlags flags)
    {
        bool isOther = (expected != _expected && !IsNowhere(expected)) || (flags & RelayPeerFlags.ResetLatch) != RelayPeerFlags.None;
        _expected = IsNowhere(expected) && !isOther && IsLatched ? _expected : expected; // held by c=0.0.0.0: who comes back is who was there
        _signallingIp = signallingIp;
        _flags = flags;
        if (!IsLatched)
        {
            return;
        }

        if (isOther)
        {
            IsAway = _current != expected;
            _isLoose &= IsAway;
            _isOnlyAfterSilence = !IsAway;
        }
        else if (!IsAway || !IsOpen)
        {
            _isOnlyAfterSilence = true;
        }

        _sweepsOpen = Has(RelayPeerFlags.FollowNat | RelayPeerFlags.AnyPort) && (IsAway || Has(RelayPeerFlags.FollowNat)) ? SweepsOpen : (byte)0;
    }

    /// <summary>Once a second: a door that was opened is shut in time. A peer behind a NAT whose new address never showed is where it was.</summary>
    public void Sweep()
    {
        if (_sweepsOpen > 0 && --_sweepsOpen == 0)
        {
            IsAway &= !Has(RelayPeerFlags.BehindNat);
        }
    }

    /// <summary>
    /// A packet from somebody who is not (yet) the peer: may it be from now on? <paramref name="continues"/>: it goes on with the stream that was here;
    /// <paramref name="silentNs"/>: for how long the peer has sent nothing.
    /// </summary>
    public bool TryTake(in NetAddress source, bool continues, long silentNs)
    {
        if (Has(RelayPeerFlags.Ice) || source.Port == 0)
        {
            return false;
        }

        bool isNamed = source == _expected;
        bool isSilent = silentNs >= SilenceBeforeMoveNs;
        bool isOpen = !IsLatched || (IsOpen && (isSilent || !_isOnlyAfterSilence));
        bool mayTake = isNamed || (isOpen && IsNear(source)) || (continues && isSilent && source.Ip == _current.Ip);
        if (mayTake)
        {
            Set(source, !isNamed);
        }

        return mayTake;
    }

    /// <summary>An ICE check with our credentials came from there: that is proof (RFC 8445 §7.3).</summary>
    public void Prove(in NetAddress source)
    {
        if (!Accepts(source))
        {
            Set(source, isLoose: false);
        }
    }

    private void Set(in NetAddress source, bool isLoose)
    {
        Moves += IsLatched ? 1 : 0;
        _current = source;
        _isLoose = isLoose;
        IsAway = false;
        IsLatched = true;
        _sweepsOpen = 0;
    }

    private readonly bool IsNear(in NetAddress source) =>
        (Has(RelayPeerFlags.FollowNat | RelayPeerFlags.AnyPort) && source.Ip == _expected.Ip && !_expected.IsAny)
        || (Has(RelayPeerFlags.FollowNat) && source.Ip == _signallingIp);

    /// <summary>One of these is set.</summary>
    private readonly bool Has(RelayPeerFlags flags) => (_flags & flags) != RelayPeerFlags.None;

    private static bool IsNowhere(in NetAddress address) => address.Port == 0 || address.IsAny;
}
