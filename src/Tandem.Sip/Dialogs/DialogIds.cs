using System.Buffers.Text;
using System.Text;

namespace Tandem.Sip.Dialogs;

/// <summary>
/// Makes our Call-IDs: sixteen hex digits, the first two the number of the shard that owns the call, and the node's name. The
/// reader of a socket finds the shard by them alone.
/// </summary>
public sealed class DialogIds(string node, int shard, Random random)
{
    private const int Digits = 16;
    private readonly byte[] _node = Encoding.ASCII.GetBytes('@' + node);

    /// <summary>Length of a Call-ID in bytes.</summary>
    public int CallIdLength => Digits + _node.Length;

    /// <summary>Writes a new Call-ID of <see cref="CallIdLength"/> bytes.</summary>
    public void NewCallId(Span<byte> destination)
    {
        ulong chance = (ulong)random.NextInt64(0, 1L << 56);
        Utf8Formatter.TryFormat(((ulong)(byte)shard << 56) | chance, destination, out _, new('x', Digits));
        _node.CopyTo(destination[Digits..]);
    }

    /// <summary>A new Call-ID.</summary>
    public byte[] NewCallId()
    {
        byte[] callId = new byte[CallIdLength];
        NewCallId(callId);
        return callId;
    }

    /// <summary>A new tag for that place of the shard's table.</summary>
    public DialogTag NewTag(int index) => new((uint)index, (uint)random.NextInt64(0, 1L << 32));

    /// <summary>The shard that made a Call-ID, when it is one of this node's.</summary>
    public static bool TryReadShard(ReadOnlySpan<byte> callId, ReadOnlySpan<byte> node, out int shard)
    {
        shard = 0;
        if (callId.Length != Digits + 1 + node.Length || callId[Digits] != (byte)'@'
            || !callId[(Digits + 1)..].SequenceEqual(node)
            || !Utf8Parser.TryParse(callId[..Digits], out ulong value, out int used, 'x') || used != Digits)
        {
            return false;
        }

        shard = (int)(value >> 56);
        return true;
    }
}
