using System.Collections.Frozen;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Tandem.Sip.Dialogs;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;

namespace Tandem.Sip.Transport;

/// <summary>Bytes that begin no SIP message have come.</summary>
public delegate void GarbageHeard(in Flow flow, ReadOnlySpan<byte> bytes);

/// <summary>
/// Gives each message to its shard by Call-ID only: our own name their shard, all others by hash. Runs on the reader threads,
/// many at once, and allocates nothing. What can't be a message is dropped here; what a full shard can't take is answered 503.
/// </summary>
public sealed class SipDispatcher : IWireSink
{
    // Two hex digits of a Call-ID name the shard.
    private const int MostShards = 256;

    private readonly Shard[] _shards;
    private readonly byte[] _node;
    private readonly Overload _overload;

    // Calls of the run before whose two Call-IDs lead to different shards now; empty unless the number of shards has changed.
    private FrozenDictionary<ulong, int> _moved = FrozenDictionary<ulong, int>.Empty;
    private long _keepAlives;
    private long _garbage;
    private long _refused;

    public SipDispatcher(IReadOnlyList<Shard> shards, IWire wire, string node, TimeProvider time)
    {
        if (shards.Count is 0 or > MostShards)
        {
            throw new ArgumentOutOfRangeException(nameof(shards), shards.Count, "A node has 1 to 256 shards.");
        }

        _shards = [.. shards];
        _node = Encoding.ASCII.GetBytes(node);
        _overload = new(wire, time);
    }

    /// <summary>Hears what can be no message, and whose it is; on the reader's thread. Null: nobody listens.</summary>
    public GarbageHeard? Garbled { get; init; }

    /// <summary>Datagrams that only keep a NAT open.</summary>
    public long KeepAlives => Volatile.Read(ref _keepAlives);

    /// <summary>Messages whose first byte begins no SIP message: STUN, RTP, noise.</summary>
    public long Garbage => Volatile.Read(ref _garbage);

    /// <summary>Messages that their shard had no room for.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>How many of those were answered 503.</summary>
    public long Answered503 => _overload.Answered;

    /// <summary>The shard that a Call-ID's messages go to.</summary>
    public int ShardOf(ReadOnlySpan<byte> callId) =>
        _shards.Length == 1 ? 0 : DialogIds.TryReadShard(callId, _node, out int named) && named < _shards.Length ? named : ShardOf(XxHash3.HashToUInt64(callId));

    /// <summary>From now on these Call-IDs, by their XXH3 hash, lead elsewhere than their form says. Before the first message.</summary>
    public void Move(IReadOnlyDictionary<ulong, int> shardOfHash) => _moved = shardOfHash.ToFrozenDictionary();

    public void OnMessage(in Flow flow, ReadOnlySpan<byte> message)
    {
        // RFC 3261 §7.5: empty lines before the start line are to be ignored.
        ReadOnlySpan<byte> trimmed = message.TrimStart("\r\n"u8);
        if (trimmed.Length <= 4 || trimmed.SequenceEqual("HELLO"u8))
        {
            Interlocked.Increment(ref _keepAlives);
            return;
        }

        if (!IsTokenStart(trimmed[0]))
        {
            Interlocked.Increment(ref _garbage);
            Garbled?.Invoke(flow, message);
            return;
        }

        Shard shard = _shards[ShardOf(flow, trimmed)];
        if ((shard.IsCrowded && Beginnings.IsOne(trimmed)) || !shard.TryPut(flow, trimmed))
        {
            Interlocked.Increment(ref _refused);
            _overload.Answer(flow, trimmed);
        }
    }

    public void OnEndOfRead(bool maySpare)
    {
        foreach (Shard shard in _shards)
        {
            if (maySpare)
            {
                shard.Work();
            }
            else
            {
                shard.Wake();
            }
        }
    }

    public void OnClosed(in Flow flow)
    {
        foreach (Shard shard in _shards)
        {
            shard.PostClosed(flow);
        }
    }

    private static bool IsTokenStart(byte first) => char.IsAsciiLetterOrDigit((char)first) || "-.!%*_+`'~"u8.Contains(first);

    private int ShardOf(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (_shards.Length == 1)
        {
            return 0;
        }

        ulong hash;
        if (CallIdScan.TryFind(message, out ReadOnlySpan<byte> callId))
        {
            if (DialogIds.TryReadShard(callId, _node, out int named) && named < _shards.Length)
            {
                return named;
            }

            hash = XxHash3.HashToUInt64(callId);
            if (_moved.Count > 0 && _moved.TryGetValue(hash, out int moved))
            {
                return moved;
            }
        }
        else
        {
            // Without a Call-ID it is answered 400 or dropped, but on a shard: a source's go to one.
            UInt128 source = flow.Remote.Ip;
            hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref source, 1)));
        }

        return ShardOf(hash);
    }

    private int ShardOf(ulong hash) => (int)((hash >> 32) * (uint)_shards.Length >> 32);
}
