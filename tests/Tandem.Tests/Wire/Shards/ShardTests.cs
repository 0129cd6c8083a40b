using System.Buffers.Binary;
using System.Net;
using AwesomeAssertions;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Tandem.TestKit;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;
using Tandem.Wire.Timers;

namespace Tandem.Tests.Wire.Shards;

public sealed class ShardTests
{
    private const int SmallRing = 256 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly Flow Flow = new(
        TransportKind.Tcp, 3, 77, NetAddress.From(IPAddress.Parse("127.0.0.1"), 5060), NetAddress.From(IPAddress.IPv6Loopback, 40000));

    [Fact]
    public void Messages_of_any_size_come_out_whole_and_in_order() =>
        Gen.Int[0, 65_535].Array[1, 40].Sample(static sizes =>
        {
            var handler = new Recorder();
            var shard = new Shard(0, new FakeTimeProvider(), SmallRing) { Handler = handler };
            foreach (int size in sizes)
            {
                if (!shard.TryPut(Flow, Pattern(size)))
                {
                    shard.Pump();
                    shard.TryPut(Flow, Pattern(size)).Should().BeTrue();
                }
            }

            shard.Pump();
            handler.Messages.Select(static message => message.Length).Should().Equal(sizes);
            handler.Messages.Should().AllSatisfy(static message => message.AsSpan().SequenceEqual(Pattern(message.Length)).Should().BeTrue());
            handler.Flows.Should().OnlyContain(static flow => flow == Flow);
        }, iter: 200);

    [Fact]
    public void A_message_knows_how_long_it_waited_for_its_turn()
    {
        var time = new FakeTimeProvider();
        List<long> waited = [];
        var shard = new Shard(0, time, SmallRing);
        shard.Handler = new Recorder { OnPost = _ => waited.Add(shard.WaitedMs), OnReceived = () => waited.Add(shard.WaitedMs) };
        shard.TryPut(Flow, Pattern(10));
        time.Advance(TimeSpan.FromMilliseconds(700));
        shard.TryPut(Flow, Pattern(10));
        time.Advance(TimeSpan.FromMilliseconds(50));
        shard.Pump();
        shard.Post("of our own");
        shard.Pump();
        waited.Should().Equal(750, 50, 0);
    }

    [Fact]
    public void A_full_ring_refuses_and_counts_and_takes_again_after_it_was_read()
    {
        var handler = new Recorder();
        var shard = new Shard(0, new FakeTimeProvider(), SmallRing) { Handler = handler };
        byte[] message = Pattern(1000);
        int taken = 0;
        while (shard.TryPut(Flow, message))
        {
            taken++;
        }

        taken.Should().BeInRange((SmallRing / 1200) - 1, SmallRing / 1000);
        shard.Dropped.Should().Be(1);
        shard.Pump();
        handler.Messages.Should().HaveCount(taken);
        shard.Received.Should().Be(taken);
        shard.TryPut(Flow, message).Should().BeTrue();
    }

    [Fact]
    public void A_message_too_large_for_any_transport_is_refused() =>
        new Shard(0, new FakeTimeProvider()).TryPut(Flow, new byte[65_536]).Should().BeFalse();

    [Fact]
    public void Events_of_each_kind_arrive_and_idle_comes_last()
    {
        var time = new FakeTimeProvider();
        var handler = new Recorder();
        var shard = new Shard(2, time) { Handler = handler };
        shard.TryPut(Flow, Pattern(10));
        shard.PostClosed(Flow);
        shard.Post("command");
        shard.Wheel.Set(new Timer(() => handler.Log.Add("timer")), 0);
        shard.Pump();
        handler.Log.Should().Equal("timer", "posted command", "message 10", "closed", "idle");
    }

    [Fact]
    public void Closed_is_not_lost_when_the_ring_is_full()
    {
        var handler = new Recorder();
        var shard = new Shard(0, new FakeTimeProvider(), SmallRing) { Handler = handler };
        while (shard.TryPut(Flow, []))
        {
        }

        shard.PostClosed(Flow);
        shard.Pump();
        handler.Log.Should().Contain("closed");
    }

    [Fact]
    public void Timers_fire_by_the_injected_clock()
    {
        var time = new FakeTimeProvider();
        var shard = new Shard(0, time) { Handler = new Recorder() };
        long firedAt = -1;
        shard.Wheel.Set(new Timer(() => firedAt = shard.NowMs), 32_000);
        time.Advance(TimeSpan.FromMilliseconds(31_999));
        shard.Pump();
        firedAt.Should().Be(-1);
        time.Advance(TimeSpan.FromMilliseconds(1));
        shard.Pump();
        firedAt.Should().Be(32_000);
    }

    [Fact]
    public void A_handler_that_throws_is_counted_and_the_shard_goes_on()
    {
        var handler = new Recorder { ThrowOn = static text => !text.Contains('7', StringComparison.Ordinal) };
        var shard = new Shard(0, new FakeTimeProvider()) { Handler = handler };
        shard.TryPut(Flow, Pattern(1));
        shard.PostClosed(Flow);
        shard.Post("8");
        shard.Wheel.Set(new Timer(static () => throw new InvalidOperationException("timer")), 0);
        shard.TryPut(Flow, Pattern(7));
        shard.Pump();
        shard.HandlerFaults.Should().BeGreaterThanOrEqualTo(5);
        handler.Log.Should().Equal("message 7");
    }

    [Fact]
    public void An_event_that_never_comes_to_rest_is_a_test_failure_not_a_hang()
    {
        var shard = new Shard(0, new FakeTimeProvider());
        shard.Handler = new Recorder { OnPost = shard.Post };
        shard.Post("again");
        shard.Invoking(static endless => endless.Pump()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Its_thread_takes_what_many_threads_post_and_loses_nothing()
    {
        const int Producers = 4;
        const int Each = 20_000;
        var handler = new Counter(Producers * Each);
        var shard = new Shard(0, TimeProvider.System, SmallRing) { Handler = handler };
        shard.Start();
        Thread[] producers = [.. Enumerable.Range(0, Producers).Select(producer => new Thread(() =>
        {
            byte[] message = new byte[300];
            for (int i = 0; i < Each; i++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(message, i);
                while (!shard.TryPut(Flow with { Listener = producer }, message))
                {
                    Thread.Yield();
                }

                // Two of the four lend a hand, as the readers of datagrams do.
                if (producer % 2 == 0)
                {
                    shard.Work();
                }
                else
                {
                    shard.Wake();
                }
            }
        }))];
        Array.ForEach(producers, static thread => thread.Start());
        Array.ForEach(producers, static thread => thread.Join());
        handler.All.Wait(Patience).Should().BeTrue();
        shard.Stop();
        handler.OutOfOrder.Should().Be(0);
    }

    [Fact]
    public void A_sleeping_shard_wakes_for_a_message_an_event_and_a_timer()
    {
        var handler = new Counter(1);
        var shard = new Shard(0, TimeProvider.System) { Handler = handler };
        shard.Start();
        handler.Idle.WaitOne(Patience).Should().BeTrue();
        shard.TryPut(Flow, new byte[4]);
        shard.Wake();
        handler.All.Wait(Patience).Should().BeTrue();

        using var fired = new ManualResetEventSlim();
        shard.Post(() => shard.Wheel.Set(new Timer(fired.Set), shard.NowMs + 20));
        fired.Wait(Patience).Should().BeTrue();
        shard.Stop();
    }

    [Fact]
    public void Whoever_put_a_message_into_a_sleeping_shard_may_work_on_it_and_the_thread_minds_the_timers_set_then()
    {
        Thread? worked = null;
        using var fired = new ManualResetEventSlim();
        var shard = new Shard(0, TimeProvider.System);
        shard.Handler = new Recorder
        {
            OnReceived = () =>
            {
                worked = Thread.CurrentThread;
                shard.Wheel.Set(new Timer(fired.Set), shard.NowMs + 20);
            },
        };
        shard.Start();
        SpinWait.SpinUntil(
            () =>
            {
                shard.TryPut(Flow, Pattern(4));
                shard.Work();
                return worked == Thread.CurrentThread;
            },
            Patience).Should().BeTrue("the shard sleeps for a second at a time, and is free to lend then");
        fired.Wait(Patience).Should().BeTrue();
        shard.Stop();
    }

    [Fact]
    public void Stop_may_come_from_an_event_that_a_borrower_runs()
    {
        bool stopped = false;
        var shard = new Shard(0, TimeProvider.System);
        shard.Handler = new Recorder
        {
            OnReceived = () =>
            {
                shard.Stop();
                stopped = true;
            },
        };
        shard.Start();
        SpinWait.SpinUntil(() => shard.Sleeps > 0, Patience).Should().BeTrue();
        shard.TryPut(Flow, Pattern(4));
        shard.Work();
        SpinWait.SpinUntil(() => stopped, Patience).Should().BeTrue();
        shard.Stop();
    }

    [Fact]
    public void Stop_ends_the_thread_even_when_it_sleeps_and_may_come_from_within()
    {
        var shard = new Shard(0, TimeProvider.System) { Handler = new Counter(1) };
        shard.Start();
        shard.Post((Action)shard.Stop);
        shard.Stop();
        new Shard(1, TimeProvider.System).Stop();
    }

    [Fact]
    public void Posting_and_running_a_message_allocates_nothing()
    {
        var shard = new Shard(0, TimeProvider.System) { Handler = new Counter(int.MaxValue) };
        byte[] message = new byte[900];
        Allocated.By(() =>
        {
            for (int i = 0; i < 5_000; i++)
            {
                shard.TryPut(Flow, message);
                shard.Pump();
            }
        }).Should().Be(0);
    }

    private static byte[] Pattern(int size)
    {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++)
        {
            bytes[i] = (byte)((i * 31) + size);
        }

        return bytes;
    }

    private sealed class Timer(Action fire) : TimerNode
    {
        public override void OnTimer() => fire();
    }

    private sealed class Recorder : IShardHandler
    {
        public List<byte[]> Messages { get; } = [];
        public List<Flow> Flows { get; } = [];
        public List<string> Log { get; } = [];
        public Func<string, bool> ThrowOn { get; init; } = static _ => false;
        public Action<object>? OnPost { get; init; }
        public Action? OnReceived { get; init; }

        public void OnMessage(in Flow flow, ReadOnlySpan<byte> message)
        {
            Messages.Add(message.ToArray());
            Flows.Add(flow);
            OnReceived?.Invoke();
            Note($"message {message.Length}");
        }

        public void OnClosed(in Flow flow) => Note("closed");

        public void OnPosted(object posted)
        {
            OnPost?.Invoke(posted);
            Note($"posted {posted}");
        }

        public void OnIdle() => Note("idle");

        private void Note(string text)
        {
            if (ThrowOn(text))
            {
                throw new InvalidOperationException(text);
            }

            Log.Add(text);
        }
    }

    private sealed class Counter(int expected) : IShardHandler
    {
        private readonly int[] _next = new int[8];
        private int _seen;

        public ManualResetEventSlim All { get; } = new();
        public ManualResetEvent Idle { get; } = new(false);
        public int OutOfOrder { get; private set; }

        public void OnMessage(in Flow flow, ReadOnlySpan<byte> message)
        {
            int number = BinaryPrimitives.ReadInt32LittleEndian(message);
            OutOfOrder += number == _next[flow.Listener] ? 0 : 1;
            _next[flow.Listener] = number + 1;
            if (++_seen == expected)
            {
                All.Set();
            }
        }

        public void OnClosed(in Flow flow)
        {
        }

        public void OnPosted(object posted) => ((Action)posted)();

        public void OnIdle()
        {
            if (_seen == 0)
            {
                Idle.Set();
            }
        }
    }
}
