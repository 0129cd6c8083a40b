using Tandem.Wire.Buffers;

namespace Tandem.Media.Sdp;

/// <summary>
/// Our own <c>o=</c> towards one peer: one session id for the session's life, and a version that rises by one whenever what we say has changed, and only then (RFC 3264 §8).
/// </summary>
public struct SdpOrigin
{
    private ulong _saidHash;
    private bool _hasSaid;

    /// <summary>Begins with a session id; 63 bits, so that every peer's number holds it.</summary>
    public SdpOrigin(ulong sessionId)
    {
        SessionId = sessionId & long.MaxValue;
        Version = 1;
    }

    public ulong SessionId { get; }

    public ulong Version { get; private set; }

    internal readonly void Keep(KeptWriter kept) => kept.Number(SessionId).Number(Version).Flag(_hasSaid).Number(_saidHash);

    internal static SdpOrigin TakeBack(ref KeptReader kept) =>
        new(kept.Number()) { Version = kept.Number(), _hasSaid = kept.Flag(), _saidHash = kept.Number() };

    /// <summary>The version for a description with this content, all but its o-line.</summary>
    internal ulong Say(ulong hash)
    {
        if (_hasSaid && hash != _saidHash)
        {
            Version++;
        }

        (_hasSaid, _saidHash) = (true, hash);
        return Version;
    }
}
