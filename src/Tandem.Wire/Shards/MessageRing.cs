using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tandem.Wire.Flows;

namespace Tandem.Wire.Shards;

/// <summary>
/// A bounded ring of messages, each with its flow and the time it came: many producers (a short lock while one copies), one consumer (no lock, but once in 256 KB when it has nothing to do). A
/// message lies in one piece, so that the consumer reads it in place; where the rest of the ring is too short it stays empty. While the consumer keeps up, only the ring's beginning is used: it stays in the
/// processor's cache, and the memory of the rest is taken by a backlog only.
/// </summary>
internal sealed class MessageRing
{
    /// <summary>The largest message: a datagram's, and what a stream may frame.</summary>
    public const int LargestMessage = 65_535;

    /// <summary>An empty ring that has come so far begins again at its start.</summary>
    private const int BeginsAgainAt = 256 * 1024;

    private const int Align = 16;
    private const int Skip = -1;
    private const int Closed = -2;
    private const int TimeAt = sizeof(int);
    private const int FlowAt = TimeAt + sizeof(long);
    private static readonly int HeaderBytes = RoundUp(FlowAt + Unsafe.SizeOf<Flow>());

    private readonly byte[] _bytes;
    private readonly int _mask;
    private readonly Lock _producers = new();
    private Position _head;
    private Position _tail;

    public MessageRing(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 2 * (LargestMessage + HeaderBytes));
        int size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)bytes);
        _bytes = GC.AllocateUninitializedArray<byte>(size);
        _mask = size - 1;
    }

    public bool IsEmpty => Volatile.Read(ref _tail.Value) == _head.Value;

    /// <summary>Less than a quarter is free. From any thread.</summary>
    public bool IsCrowded => Volatile.Read(ref _tail.Value) - Volatile.Read(ref _head.Value) > _bytes.Length - (_bytes.Length / 4);

    public bool TryWrite(in Flow flow, long receivedMs, ReadOnlySpan<byte> message) =>
        message.Length <= LargestMessage && TryWrite(message.Length, flow, receivedMs, message);

    public bool TryWriteClosed(in Flow flow, long receivedMs) => TryWrite(Closed, flow, receivedMs, []);

    /// <summary>The oldest message, in place until <see cref="Release"/>. <paramref name="isClosed"/>: no message, the stream is gone.</summary>
    public bool TryRead(out Flow flow, out long receivedMs, out ReadOnlySpan<byte> message, out bool isClosed)
    {
        long tail = Volatile.Read(ref _tail.Value);
        while (_head.Value != tail)
        {
            int at = (int)_head.Value & _mask;
            int mark = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at));
            if (mark == Skip)
            {
                Volatile.Write(ref _head.Value, _head.Value + _bytes.Length - at);
                continue;
            }

            isClosed = mark == Closed;
            receivedMs = BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(at + TimeAt));
            flow = MemoryMarshal.Read<Flow>(_bytes.AsSpan(at + FlowAt));
            message = _bytes.AsSpan(at + HeaderBytes, Math.Max(mark, 0));
            return true;
        }

        if (((int)_head.Value & _mask) >= BeginsAgainAt)
        {
            BeginAgain();
        }

        flow = default;
        receivedMs = 0;
        message = default;
        isClosed = false;
        return false;
    }

    /// <summary>Gives the room of the message just read back to the producers.</summary>
    public void Release()
    {
        int mark = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan((int)_head.Value & _mask));
        Volatile.Write(ref _head.Value, _head.Value + RoundUp(HeaderBytes + Math.Max(mark, 0)));
    }

    /// <summary>By the consumer, who finds nothing to read.</summary>
    private void BeginAgain()
    {
        lock (_producers)
        {
            if (_tail.Value == _head.Value)
            {
                // The head goes first: whoever looks between the two sees a ring that is not crowded.
                long start = _head.Value - (_head.Value & _mask) + _bytes.Length;
                Volatile.Write(ref _head.Value, start);
                Volatile.Write(ref _tail.Value, start);
            }
        }
    }

    private static int RoundUp(int bytes) => (bytes + Align - 1) & ~(Align - 1);

    private bool TryWrite(int mark, in Flow flow, long receivedMs, ReadOnlySpan<byte> message)
    {
        int needed = RoundUp(HeaderBytes + message.Length);
        lock (_producers)
        {
            long tail = _tail.Value;
            int at = (int)tail & _mask;
            int toEnd = _bytes.Length - at;
            int skipped = needed <= toEnd ? 0 : toEnd;
            if (tail + skipped + needed - Volatile.Read(ref _head.Value) > _bytes.Length)
            {
                return false;
            }

            if (skipped > 0)
            {
                BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), Skip);
                at = 0;
            }

            BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), mark);
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(at + TimeAt), receivedMs);
            MemoryMarshal.Write(_bytes.AsSpan(at + FlowAt), in flow);
            message.CopyTo(_bytes.AsSpan(at + HeaderBytes));
            Volatile.Write(ref _tail.Value, tail + skipped + needed);
            return true;
        }
    }

    // Consumer and producers each write one of them; on one cache line they would take it from each other for every message.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Position
    {
        [FieldOffset(64)]
        public long Value;
    }
}
