using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;

namespace Tandem.Tests.Wire.Shards;

public sealed class MessageRingTests
{
    private const int Size = 1 << 20;
    private static readonly byte[] Message = new byte[1000];

    private readonly MessageRing _ring = new(Size);

    [Fact]
    public void A_consumer_that_keeps_up_uses_the_beginning_only()
    {
        ref byte first = ref Exchanged();
        long furthest = 0;
        for (int i = 0; i < 10 * Size / Message.Length; i++)
        {
            furthest = Math.Max(furthest, Unsafe.ByteOffset(ref first, ref Exchanged()));
        }

        Assert.InRange(furthest, 200 * 1024, 300 * 1024);
    }

    [Fact]
    public void After_it_has_begun_again_all_of_it_is_there()
    {
        int most = Fill();
        for (int i = 0; i < most; i++)
        {
            Exchanged(put: false);
        }

        Assert.True(_ring.IsEmpty);
        Assert.False(_ring.TryRead(out _, out _, out _, out _));
        Assert.True(_ring.IsEmpty);
        Assert.False(_ring.IsCrowded);
        Assert.Equal(most, Fill());
        Assert.True(_ring.IsCrowded);
    }

    [Fact]
    public void What_waits_is_not_passed_over()
    {
        long sent = 0;
        long read = 0;
        var random = new Random(1);
        byte[] numbered = new byte[1000];
        while (read < 20_000)
        {
            for (int burst = random.Next(400); burst > 0; burst--)
            {
                MemoryMarshal.Write(numbered, in sent);
                if (_ring.TryWrite(default, 0, numbered.AsSpan(0, random.Next(8, 1000))))
                {
                    sent++;
                }
            }

            for (int reads = random.Next(500); reads > 0 && _ring.TryRead(out _, out _, out ReadOnlySpan<byte> message, out _); reads--)
            {
                Assert.Equal(read++, MemoryMarshal.Read<long>(message));
                _ring.Release();
            }
        }
    }

    private int Fill()
    {
        int count = 0;
        while (_ring.TryWrite(default(Flow), 0, Message))
        {
            count++;
        }

        return count;
    }

    /// <summary>Where the message lay that went through.</summary>
    private ref byte Exchanged(bool put = true)
    {
        Assert.True(!put || _ring.TryWrite(default(Flow), 0, Message));
        Assert.True(_ring.TryRead(out _, out _, out ReadOnlySpan<byte> message, out _));
        ref byte place = ref MemoryMarshal.GetReference(message);
        _ring.Release();
        _ = put && _ring.TryRead(out _, out _, out _, out _);
        return ref place;
    }
}
