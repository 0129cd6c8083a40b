using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>
/// The relayed media of one attempt of a call, as signalling holds it: its key, its node, what both sides have said. Touched by its shard only.
/// </summary>
public sealed class MediaSession
{
    /// <summary>Stands where there is none.</summary>
    public static readonly MediaSession None = new();

    private SdpOrigin _towardsA;
    private SdpOrigin _towardsB;

    /// <summary>128 random bits, the shard's number in the first eight.</summary>
    public UInt128 Key { get; private set; }

    public IMediaNode? Node { get; private set; }

    public OfferAnswer Talk { get; } = new();

    /// <summary>What the node keeps with the session.</summary>
    public object? NodeState { get; set; }

    /// <summary>What is to be done with its sound. The node looks when the sides have agreed, and when it is asked to.</summary>
    public MediaWork Work { get; set; }

    /// <summary>The fork of the callee's side that spoke last.</summary>
    public byte Fork { get; set; }

    public void Begin(UInt128 key, IMediaNode node)
    {
        Key = key;
        Node = node;
        NodeState = null;
        Fork = 0;
        Work = default;
        Talk.Clear();
        _towardsA = new((ulong)key);
        _towardsB = new((ulong)(key >> 64) & 0x00ff_ffff_ffff_ffff);
    }

    /// <summary>Our o-line towards a side.</summary>
    internal ref SdpOrigin Towards(MediaSide side) => ref side == MediaSide.A ? ref _towardsA : ref _towardsB;
}
