using Tandem.Media.Sdp;
using Tandem.Wire.Buffers;

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

    /// <summary>The node is to tell of the first packet from each side, if it can: see <see cref="RelayNode.FirstMedia"/>.</summary>
    public bool TellsFirstMedia { get; set; }

    /// <summary>What the node needs to know of the session when another process goes on with it; empty for nothing.</summary>
    public string Words { get; set; } = "";

    /// <summary>The fork of the callee's side that spoke last.</summary>
    public byte Fork { get; set; }

    public void Begin(UInt128 key, IMediaNode node)
    {
        Key = key;
        Node = node;
        NodeState = null;
        Words = "";
        Fork = 0;
        Work = default;
        TellsFirstMedia = false;
        Talk.Clear();
        _towardsA = new((ulong)key);
        _towardsB = new((ulong)(key >> 64) & 0x00ff_ffff_ffff_ffff);
    }

    /// <summary>Writes what the next process needs to go on with the session. False: its sides have not agreed on anything yet.</summary>
    public bool TryKeep(KeptWriter kept)
    {
        if (Node is not { } node)
        {
            return false;
        }

        kept.Text(node.Name).Wide(Key).Number(Fork).Text(Words);
        if (!Talk.TryKeep(kept))
        {
            return false;
        }

        _towardsA.Keep(kept);
        _towardsB.Keep(kept);
        return true;
    }

    /// <summary>Becomes a session of the process before. False: it can't be read, or no node has its name any more.</summary>
    public bool TryTakeBack(ref KeptReader kept, MediaNodes nodes, SdpDescription scratch)
    {
        if (nodes.Find(kept.Words()) is not { } node)
        {
            return false;
        }

        Begin(kept.Wide(), node);
        Fork = (byte)kept.Number(byte.MaxValue);
        Words = kept.Words();
        bool isAgreed = Talk.TryTakeBack(ref kept, scratch);
        _towardsA = SdpOrigin.TakeBack(ref kept);
        _towardsB = SdpOrigin.TakeBack(ref kept);
        return isAgreed && kept.IsSound;
    }

    /// <summary>Our o-line towards a side.</summary>
    internal ref SdpOrigin Towards(MediaSide side) => ref side == MediaSide.A ? ref _towardsA : ref _towardsB;
}
