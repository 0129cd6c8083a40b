using CsCheck;
using Tandem.Media.Recording;

namespace Tandem.Tests.Media.Recording;

public sealed class RecordingQueueTests
{
    private static readonly Tandem.Media.Recording.Recording Any = new("1", 8000, captures: false, 0);

    /// <summary>A positive number adds a piece of that length, 0 takes one.</summary>
    [Fact]
    public void Pieces_come_out_whole_and_in_their_order_and_a_full_queue_says_no() =>
        Gen.Int[0, 40].Array[1, 300].Sample(
            static steps =>
            {
                var queue = new RecordingQueue(pieces: 8, bytes: 100);
                var waiting = new Queue<byte[]>();
                byte next = 0;
                int refused = 0;
                foreach (int step in steps)
                {
                    if (step > 0)
                    {
                        byte[] data = [.. Enumerable.Repeat(++next, step)];
                        bool isIn = queue.TryAdd(new() { Of = Any, AtNs = next }, data);
                        refused += isIn ? 0 : 1;
                        (isIn || waiting.Count > 0).Should().BeTrue("an empty queue has room");
                        if (isIn)
                        {
                            waiting.Enqueue(data);
                        }
                    }
                    else if (queue.TryPeek(out RecordedPiece piece, out ReadOnlySpan<byte> data))
                    {
                        data.ToArray().Should().Equal(waiting.Dequeue());
                        piece.AtNs.Should().Be(data[0]);
                        queue.Release();
                    }
                    else
                    {
                        waiting.Should().BeEmpty();
                    }
                }

                queue.Dropped.Should().Be(refused);
                waiting.Count.Should().BeLessThanOrEqualTo(8);
            },
            threads: 1);

    [Fact]
    public async Task One_thread_may_add_while_another_takes()
    {
        const int Pieces = 200_000;
        var queue = new RecordingQueue(pieces: 64, bytes: 4096);
        var adding = Task.Run(
            () =>
            {
                byte[] data = new byte[200];
                for (int i = 0; i < Pieces; i++)
                {
                    data.AsSpan().Fill((byte)i);
                    while (!queue.TryAdd(new() { Of = Any, AtNs = i }, data.AsSpan(0, 1 + (i % 200))))
                    {
                        Thread.Yield();
                    }
                }
            },
            TestContext.Current.CancellationToken);
        int seen = 0;
        while (seen < Pieces && !adding.IsFaulted)
        {
            if (queue.TryPeek(out RecordedPiece piece, out ReadOnlySpan<byte> data))
            {
                bool isWhole = piece.AtNs == seen && data.Length == 1 + (seen % 200) && data.IndexOfAnyExcept((byte)seen) < 0;
                isWhole.Should().BeTrue();
                seen++;
                queue.Release();
            }
        }

        await adding;
        seen.Should().Be(Pieces);
    }
}
