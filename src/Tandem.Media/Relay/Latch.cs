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

    // Sweeps (one a second) after which a peer behind a NAT that did not move after all is held again.
    private const byte SweepsToSettle = 5;

    private NetAddress _expected;
    private UInt128 _signallingIp;
    private NetAddress _current;
    private RelayPeerFlags _flags;
    private bool _isMoving;
    private bool _isLoose;
    private byte _sweepsToSettle;

    /// <summary>A peer is there.</summary>
    public bool IsLatched { get; private set; }

    /// <summary>How often the peer's address changed after the first time.</summary>
    public int Moves { get; private set; }

    /// <summary>The peer's address; <c>default</c> when nobody is there.</summary>
    public readonly NetAddress Current => _current;

    /// <summary>It was another address than the one that SDP named.</summary>
    public readonly bool IsLoose => _isLoose;

    /// <summary>A new address was signalled and has not sent yet: the old one is still heard, so that nobody hears a gap.</summary>
    public readonly bool IsMoving => _isMoving;

    /// <summary>Where to send; port 0 = nowhere.</summary>
    public readonly NetAddress Target
    {
        get
        {
            bool followsNat = (_flags & RelayPeerFlags.FollowNat) != RelayPeerFlags.None;
            if (IsLatched && (!_isMoving || followsNat) && (_flags & RelayPeerFlags.AnyPort) == RelayPeerFlags.None)
            {
                return _current;
            }

            if ((_flags & RelayPeerFlags.Ice) != RelayPeerFlags.None)
            {
                return _current;
            }

            // Behind a NAT SDP's address is a private one: until the peer has sent, the best guess is SDP's port at the host that signalled.
            NetAddress target = followsNat && _signallingIp != UInt128.Zero ? new(_signallingIp, _expected.Port) : _expected;
            return IsNowhere(target) ? default : target;
        }
    }

    /// <summary>The one question for each packet.</summary>
    public readonly bool Accepts(in NetAddress source) => IsLatched && source == _current;

    /// <summary>Signalling says who is expected. An address that did not change leaves a latch as it is, unless it is to be reset.</summary>
    public void Expect(in NetAddress expected, UInt128 signallingIp, RelayPeerFlags flags)
    {
        bool isOther = expected != _expected && !IsNowhere(expected);
        bool isReset = (flags & RelayPeerFlags.ResetLatch) != RelayPeerFlags.None;
        _expected = IsNowhere(expected) && !isReset && IsLatched ? _expected : expected; // held by c=0.0.0.0: who comes back is who was there
        _signallingIp = signallingIp;
        _flags = flags;
        if (IsLatched && (isOther || isReset))
        {
            _isMoving = _current != expected;
            _isLoose &= _isMoving;
            _sweepsToSettle = SweepsToSettle;
        }
    }

    /// <summary>Once a second: a peer behind a NAT whose new address never showed is the old one.</summary>
    public void Sweep()
    {
        if (_isMoving && (_flags & RelayPeerFlags.FollowNat) != RelayPeerFlags.None && --_sweepsToSettle == 0)
        {
            _isMoving = false;
        }
    }

    /// <summary>
    /// A packet from somebody who is not (yet) the peer: may it be from now on? <paramref name="continues"/>: it goes on with the stream that was here;
    /// <paramref name="silentNs"/>: for how long the peer has sent nothing.
    /// </summary>
    public bool TryTake(in NetAddress source, bool continues, long silentNs)
    {
        if ((_flags & RelayPeerFlags.Ice) != RelayPeerFlags.None || source.Port == 0)
        {
            return false;
        }

        bool isNamed = source == _expected;
        bool isNew = !IsLatched || _isMoving;
        bool mayTake = (isNew && (isNamed || IsNear(source)))
            || (_isLoose && isNamed)
            || (continues && silentNs >= SilenceBeforeMoveNs && source.Ip == _current.Ip);
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
        _isMoving = false;
        IsLatched = true;
    }

    private readonly bool IsNear(in NetAddress source) =>
        ((_flags & (RelayPeerFlags.FollowNat | RelayPeerFlags.AnyPort)) != RelayPeerFlags.None && source.Ip == _expected.Ip && !_expected.IsAny)
        || ((_flags & RelayPeerFlags.FollowNat) != RelayPeerFlags.None && source.Ip == _signallingIp);

    private static bool IsNowhere(in NetAddress address) => address.Port == 0 || address.IsAny;
}
