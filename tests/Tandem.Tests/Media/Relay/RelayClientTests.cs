using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Tests.Media.Rtp;
using Tandem.Wire.Interop;

namespace Tandem.Tests.Media.Relay;

/// <summary>What signalling and media make of messages that are lost, doubled, late or strange, and of each other's deaths.</summary>
public sealed class RelayClientTests : IDisposable
{
    private readonly RelayBench _bench = new();
    private readonly Socket _a = RelayBench.Peer("127.0.0.2");
    private readonly Socket _b = RelayBench.Peer("127.0.0.3");

    private RelayPeer[] Peers => [RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b)];

    [Fact]
    public void A_close_gives_the_last_figures_and_gives_the_ports_back()
    {
        int free = _bench.Options.Ranges[0].Free;
        RelayPorts ports = _bench.Open(RelayBench.Key(1), Peers[0], Peers[1]);
        _bench.Options.Ranges[0].Free.Should().Be(free - 2);
        _bench.Send(_a, Packets.Rtp(1), ports.A);
        ulong request = _bench.Client.Close(RelayBench.Key(1));
        _bench.Turn();
        _bench.Answers.Request.Should().Be(request);
        _bench.Answers.Status.Should().Be(RelayStatus.Ok);
        _bench.Answers.Sides.Select(static side => side.Packets).Should().Equal(1, 0);
        _bench.Options.Ranges[0].Free.Should().Be(free);
        _bench.Server.Sessions.Should().Be(0);
        _bench.Client.Query(RelayBench.Key(1));
        _bench.Turn();
        _bench.Answers.Status.Should().Be(RelayStatus.UnknownSession);
    }

    [Fact]
    public void An_order_whose_answer_is_lost_is_sent_again_and_done_once()
    {
        using var deaf = new RecordedAnswersBench(_bench);
        deaf.Client.Open(new() { Key = RelayBench.Key(5), Peers = Peers });
        deaf.LoseAnswer();
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        deaf.Client.Turn(0); // due, sent again
        _bench.Turn();
        deaf.Client.Turn(0);
        deaf.Answers.Status.Should().Be(RelayStatus.Ok);
        deaf.Answers.Ports.Should().HaveCount(1);
        _bench.Server.Sessions.Should().Be(1);

        deaf.Client.Close(RelayBench.Key(5));
        deaf.LoseAnswer();
        _bench.Server.Sessions.Should().Be(0);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        deaf.Client.Turn(0);
        _bench.Turn();
        deaf.Client.Turn(0);
        deaf.Answers.Status.Should().Be(RelayStatus.Ok, "what was counted is told again");
        deaf.Answers.Sides.Should().HaveCount(2);
        deaf.Client.Waiting.Should().Be(0);
    }

    [Fact]
    public void Without_any_answer_an_order_ends_in_its_time()
    {
        _bench.Stop();
        ulong request = _bench.Client.Open(new() { Key = RelayBench.Key(1), Peers = Peers });
        _bench.Pass(1.9);
        _bench.Answers.Count.Should().Be(0);
        _bench.Pass(0.3);
        _bench.Answers.Status.Should().Be(RelayStatus.TimedOut);
        _bench.Answers.Request.Should().Be(request);
        _bench.Answers.Count.Should().Be(1);
        _bench.Client.Waiting.Should().Be(0);
    }

    [Fact]
    public void A_close_that_nobody_answered_in_time_goes_on_until_it_is_heard()
    {
        RelayClient client = _bench.Client;
        _bench.Open(RelayBench.Key(1), Peers[0], Peers[1]);
        client.Close(RelayBench.Key(1));
        for (int i = 0; i < 25; i++)
        {
            // The loop stands still, and throws away what comes.
            _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
            client.Turn(0);
        }

        _bench.Answers.Status.Should().Be(RelayStatus.TimedOut);
        int told = _bench.Answers.Count;
        DropOrders();
        _bench.Server.Sessions.Should().Be(1);
        _bench.Pass(6);

        _bench.Server.Sessions.Should().Be(0);
        _bench.Options.Ranges[0].Free.Should().Be(_bench.Options.Ranges[0].Pairs);
        _bench.Answers.Count.Should().Be(told, "who asked has been told once");
        client.Waiting.Should().Be(0);
    }

    [Fact]
    public void Answers_wait_for_room_in_the_askers_queue()
    {
        const int Orders = 40;
        _bench.Open(RelayBench.Key(1), Peers[0], Peers[1]);
        int before = _bench.Answers.Count;
        for (int i = 0; i < Orders; i++)
        {
            _bench.Client.Query(RelayBench.Key(1));
            _bench.Server.Loops[0].Turn(0); // takes each, and the client does not read
        }

        _bench.Turn(); // no time has passed: nothing has been asked twice
        (_bench.Answers.Count - before).Should().Be(Orders);
        _bench.Client.Waiting.Should().Be(0);
    }

    [Fact]
    public void A_process_one_of_whose_loops_hangs_is_not_up()
    {
        using var bench = new RelayBench(loops: 2);
        bench.Client.IsAlive.Should().BeTrue();
        for (int i = 0; i < 40; i++)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
            bench.Client.Turn(0);
            bench.Server.Loops[0].Turn(0);
            bench.Client.Turn(0);
        }

        bench.Client.IsAlive.Should().BeFalse();
        bench.Pass(1.5);
        bench.Client.IsAlive.Should().BeTrue();
    }

    [Fact]
    public void Each_round_sends_everything_that_is_due()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var options = new RelayClientOptions { SocketPath = "x", Epoch = 1 };
        var pending = new PendingRequests();
        var due = new List<PendingRequest>();
        for (ulong number = 1; number <= 50; number++)
        {
            PendingRequest request = pending.Rent();
            request.Number = number;
            pending.Add(request, time.GetTimestamp());
        }

        pending.TakeDue(time.GetTimestamp(), options, time, due);
        due.Should().BeEmpty("they have been sent when they were asked");
        time.Advance(TimeSpan.FromMilliseconds(100));
        pending.TakeDue(time.GetTimestamp(), options, time, due);
        due.Should().HaveCount(50).And.OnlyContain(static request => !request.IsOver);
        due.Clear();
        time.Advance(TimeSpan.FromSeconds(2));
        pending.TakeDue(time.GetTimestamp(), options, time, due);
        due.Should().HaveCount(50).And.OnlyContain(static request => request.IsOver);
        pending.Count.Should().Be(0);
    }

    [Fact]
    public void A_media_process_that_dies_is_missed_and_another_one_known_as_another()
    {
        _bench.Client.IsAlive.Should().BeTrue();
        _bench.Open(RelayBench.Key(1), Peers[0], Peers[1]);
        _bench.Stop();
        _bench.Pass(3.5);
        _bench.Client.IsAlive.Should().BeFalse();
        _bench.Replace();
        _bench.Pass(1.5);
        _bench.Answers.Lives.Should().Equal("alive", "lost", "another");
        _bench.Client.Query(RelayBench.Key(1));
        _bench.Turn();
        _bench.Answers.Status.Should().Be(RelayStatus.UnknownSession);
    }

    [Fact]
    public void What_was_asked_before_media_was_there_is_asked_when_it_comes()
    {
        _bench.Stop();
        _bench.Client.Open(new() { Key = RelayBench.Key(1), Peers = Peers });
        _bench.Pass(1);
        _bench.Replace();
        _bench.Pass(1);
        _bench.Answers.Status.Should().Be(RelayStatus.Ok);
        _bench.Server.Sessions.Should().Be(1);
    }

    [Fact]
    public void An_open_that_its_close_has_overtaken_brings_no_session_back()
    {
        RelayTable table = _bench.Server.Loops[0].Table;
        byte[] message = Order(RelayVerb.Open, RelayBench.Key(9), request: 10);
        RelayFrame.TryReadHeader(message, out RelayHeader header);
        table.Closed(header with { Request = 11 }, 1);
        table.Order(header, message, 1).Should().Be(RelayStatus.Superseded);
        table.Count.Should().Be(0);
    }

    [Fact]
    public void An_older_order_does_nothing_after_a_newer_one()
    {
        RelayTable table = _bench.Server.Loops[0].Table;
        byte[] message = Order(RelayVerb.Open, RelayBench.Key(9), request: 10);
        RelayFrame.TryReadHeader(message, out RelayHeader header);
        table.Order(header, message, 1).Should().Be(RelayStatus.Ok);
        table.Order(header, message, 1).Should().Be(RelayStatus.Ok, "the same one again");
        table.Order(header with { Request = 9 }, message, 1).Should().Be(RelayStatus.Superseded);
        table.Order(header with { Request = 1, Epoch = 77 }, message, 1).Should().Be(RelayStatus.Ok, "another run of signalling counts anew");
    }

    [Fact]
    public void A_restarted_signalling_lists_what_is_up_and_takes_it_back()
    {
        using var bench = new RelayBench(pairs: 400, loops: 3);
        for (int call = 0; call < 150; call++)
        {
            bench.Open(RelayBench.Key(call), Peers[0], Peers[1]);
        }

        var answers = new RecordedAnswers();
        RelayClient next = bench.NewClient(answers, 2);
        bench.Turn();
        next.List();
        bench.Turn();
        bench.Turn();
        answers.IsListWhole.Should().BeTrue();
        answers.Pages.Should().BeGreaterThanOrEqualTo(3);
        answers.Listed.Select(static listed => listed.Key).Should().BeEquivalentTo(Enumerable.Range(0, 150).Select(RelayBench.Key));
        answers.Listed.Should().OnlyContain(static listed => listed.Lines == 1);
        next.Query(RelayBench.Key(7));
        bench.Turn();
        answers.Sides.Should().HaveCount(2);
    }

    [Fact]
    public void One_question_tells_how_all_sessions_are_and_what_the_process_has_done()
    {
        using var bench = new RelayBench(pairs: 310, loops: 2);
        RelayPorts[] ports = [.. Enumerable.Range(0, 150).Select(call => bench.Open(RelayBench.Key(call), Peers[0], Peers[1]))];
        foreach (ushort number in new ushort[] { 1, 2, 3, 5, 4, 4, 9 })
        {
            bench.Send(_a, Packets.Rtp(number), ports[7].A);
        }

        using Socket stranger = RelayBench.Peer("127.0.0.9");
        bench.Send(stranger, Packets.Rtp(1), ports[7].A);
        bench.Client.Close(RelayBench.Key(149));
        bench.Turn();
        bench.Client.Sample();
        for (int i = 0; i < 6; i++)
        {
            bench.Turn();
        }

        RecordedAnswers heard = bench.Answers;
        heard.AreSamplesWhole.Should().BeTrue();
        heard.Sampled.Select(static sample => sample.KeyValue).Should().BeEquivalentTo(Enumerable.Range(0, 149).Select(static call => RelayBench.Key(call).Value));
        RelaySample sample = heard.Sampled.Single(static one => one.KeyValue == RelayBench.Key(7).Value);
        (sample.A.Packets, sample.A.Lost, sample.A.Reordered, sample.A.Duplicates).Should().Be((7L, 3, 1u, 1u));
        sample.B.Packets.Should().Be(0);
        heard.Totals.Sessions.Should().Be(149);
        heard.Totals.Packets.Should().Be(7);
        heard.Totals.SentPackets.Should().Be(7);
        heard.Totals.AllPairs.Should().Be(310);
        heard.Totals.FreePairs.Should().Be(310 - (149 * 2));

        bench.Client.Close(RelayBench.Key(7));
        bench.Turn();
        heard.Totals = default;
        bench.Client.Sample();
        for (int i = 0; i < 6; i++)
        {
            bench.Turn();
        }

        heard.Totals.Packets.Should().Be(7, "what has ended was done all the same");
        heard.Totals.Sessions.Should().Be(148);
    }

    [Fact]
    public void Media_goes_on_without_signalling_and_a_forgotten_session_ends_by_itself()
    {
        using var bench = new RelayBench();
        RelayPorts ports = bench.Open(RelayBench.Key(1), Peers[0], Peers[1]);
        bench.Open(RelayBench.Key(2), Peers[0], Peers[1]);
        bench.KillSignalling();
        for (ushort second = 0; second < 150; second++)
        {
            bench.Pass(1);
            bench.Send(_a, Packets.Rtp(second), ports.A);
        }

        RelayBench.Got(_b).Should().HaveCount(150);
        bench.Server.Sessions.Should().Be(1, "the one without media is over");
        bench.Pass(62);
        bench.Server.Sessions.Should().Be(0);
    }

    [Fact]
    public void A_quiet_session_lives_while_its_signalling_does()
    {
        _bench.Open(RelayBench.Key(1), Peers[0], Peers[1]);
        _bench.Pass(200);
        _bench.Server.Sessions.Should().Be(1);
        _bench.Answers.Events.Should().BeEmpty();
    }

    [Fact]
    public void A_session_of_the_run_before_is_over_unless_it_is_asked_for()
    {
        _bench.Open(RelayBench.Key(1), Peers[0], Peers[1]);
        _bench.Open(RelayBench.Key(2), Peers[0], Peers[1]);
        _bench.KillSignalling();
        var answers = new RecordedAnswers();
        RelayClient next = _bench.NewClient(answers, 2);
        _bench.Pass(1);
        next.Query(RelayBench.Key(2));
        _bench.Pass(70);
        _bench.Server.Sessions.Should().Be(1);
        answers.Events.Should().ContainSingle(static e => e.Events == RelayEvents.LeaseOver).Which.Key.Should().Be(RelayBench.Key(1));
    }

    [Fact]
    public void First_media_is_told_once_for_each_side()
    {
        RelayPorts ports = _bench.Open(RelayBench.Key(1), Peers[0], Peers[1]);
        for (ushort n = 0; n < 3; n++)
        {
            _bench.Send(_b, Packets.Rtp(n), ports.B);
        }

        _bench.Pass(5);
        _bench.Answers.Events.Should().Equal(new RelayEvent(RelayBench.Key(1), 0, RelayEvents.FirstMediaFromB));
    }

    [Fact]
    public void Silence_is_told_for_each_direction_and_ends_with_the_next_packet()
    {
        RelayPorts ports = _bench.Open(RelayBench.Key(1), Peers[0], Peers[1], TimeSpan.FromSeconds(10));
        _bench.Pass(9);
        _bench.Answers.Events.Should().BeEmpty();
        for (ushort n = 0; n < 12; n++)
        {
            _bench.Send(_a, Packets.Rtp(n), ports.A);
            _bench.Pass(1);
        }

        Told().Should().Be(RelayEvents.FirstMediaFromA | RelayEvents.SilentFromB | RelayEvents.SilentToA);
        _bench.Statistics(RelayBench.Key(1))[1].State.Should().HaveFlag(RelaySideState.SilentFrom);
        _bench.Send(_b, Packets.Rtp(1), ports.B);
        _bench.Pass(2);
        _bench.Statistics(RelayBench.Key(1))[1].State.Should().NotHaveFlag(RelaySideState.SilentFrom);
        _bench.Answers.Events.Clear();
        _bench.Pass(12);
        Told().Should().Be(RelayEvents.SilentFromA | RelayEvents.SilentFromB | RelayEvents.SilentToA | RelayEvents.SilentToB);
    }

    [Fact]
    public void Who_holds_or_says_something_by_RTCP_is_not_silent()
    {
        using Socket control = RelayBench.Peer("127.0.0.3");
        RelayPorts ports = _bench.Open(
            RelayBench.Key(1), RelayBench.Side(RelaySide.A, _a, RelayPeerFlags.MaySilence), Peers[1] with { Rtcp = RelayBench.At(control) }, TimeSpan.FromSeconds(10));
        for (int n = 0; n < 30; n++)
        {
            _bench.Send(control, Packets.SenderReport((uint)n), ports.B with { Port = (ushort)(ports.B.Port + 1) });
            _bench.Pass(1);
        }

        Told().Should().Be(RelayEvents.SilentToA, "nothing is sent to A, whose partner talks by RTCP only");
    }

    [Fact]
    public void When_the_ports_are_used_up_a_call_is_refused_and_the_others_go_on()
    {
        using var bench = new RelayBench(pairs: 3);
        RelayPorts ports = bench.Open(RelayBench.Key(1), Peers[0], Peers[1]);
        bench.Client.Open(new() { Key = RelayBench.Key(2), Peers = Peers });
        bench.Turn();
        bench.Answers.Status.Should().Be(RelayStatus.PortsExhausted);
        bench.Server.Sessions.Should().Be(1);
        bench.Options.Ranges[0].Free.Should().Be(1, "nothing stays with a call that was refused");
        bench.Send(_a, Packets.Rtp(1), ports.A);
        RelayBench.Numbers(_b).Should().Be("1");
        bench.Client.Close(RelayBench.Key(1));
        bench.Turn();
        bench.Client.Open(new() { Key = RelayBench.Key(3), Peers = Peers });
        bench.Turn();
        bench.Answers.Status.Should().Be(RelayStatus.PortsExhausted, "ports rest for their guard time");
        bench.Pass(6);
        bench.Open(RelayBench.Key(4), Peers[0], Peers[1]);
    }

    [Fact]
    public void Messages_that_make_no_sense_are_refused_or_ignored()
    {
        var path = new LocalPath(Path.Combine(Path.GetDirectoryName(_bench.Options.SocketPath)!, "stranger"));
        using LocalSocket stranger = LocalSocket.TryBind(path, out _)!;
        var media = new LocalPath(_bench.Options.SocketPath);
        byte[] good = Order(RelayVerb.Open, RelayBench.Key(9), request: 10);
        var random = new Random(5);
        for (int i = 0; i < 3000; i++)
        {
            byte[] bad = good[..(i < good.Length ? i : good.Length)];
            for (int changes = 1 + (i % 4); changes > 0 && i >= good.Length && bad.Length > 0; changes--)
            {
                int at = random.Next(4, bad.Length);
                bad[at is >= 24 and < 40 ? 4 : at] = (byte)random.Next(256); // not the key: one session at most
            }

            stranger.Send(bad, media);
            _bench.Server.Loops[0].Turn(0);
        }

        stranger.Send(new byte[60_000], media);
        _bench.Turn();
        _bench.Open(RelayBench.Key(1), Peers[0], Peers[1]);
    }

    [Fact]
    public async Task On_their_own_threads_the_two_find_each_other_and_media_flows()
    {
        string folder = Directory.CreateTempSubdirectory("tandem-relay-").FullName;
        using (var range = new PortRange(System.Net.IPAddress.Parse(RelayBench.Own), 31_500, 31_600, TimeSpan.Zero, new Random(3)))
        {
            using var server = new RelayServer(new() { SocketPath = Path.Combine(folder, "m"), Ranges = [range], Loops = 2 }, TimeProvider.System, new Random(), NullLoggerFactory.Instance);
            server.Start();
            RelayProbe.Ask(Path.Combine(folder, "m"), TimeSpan.FromSeconds(20))!.Value.ProcessId.Should().Be(Environment.ProcessId);
            RelayProbe.Ask(Path.Combine(folder, "nobody"), TimeSpan.FromSeconds(20)).Should().BeNull();
            var answers = new WaitingAnswers();
            using var client = new RelayClient(new() { SocketPath = Path.Combine(folder, "m"), Epoch = 3, GiveUp = TimeSpan.FromSeconds(20) }, answers, TimeProvider.System, NullLogger<RelayClient>.Instance);
            client.Start();
            for (int call = 0; call < 8; call++)
            {
                client.Open(new() { Key = RelayBench.Key(call), Peers = Peers });
                RelayPorts ports = await answers.Ports(call).WaitAsync(TimeSpan.FromSeconds(30));
                await _a.SendToAsync(Packets.Rtp((ushort)call), ports.A.ToEndPoint());
                _b.Poll(20_000_000, SelectMode.SelectRead).Should().BeTrue();
                RelayBench.Numbers(_b).Should().Be(call.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            server.Sessions.Should().Be(8);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What the loop has not taken is lost.</summary>
    private void DropOrders()
    {
        using var memory = new PacketMemory();
        LocalSocket orders = _bench.Server.Loops[0].Orders;
        while (orders.Receive(memory) >= 0)
        {
            // Nobody reads it.
        }
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _bench.Dispose();
    }

    private RelayEvents Told() => _bench.Answers.Events.Aggregate(RelayEvents.None, static (all, e) => all | e.Events);

    private byte[] Order(RelayVerb verb, RelayKey key, ulong request)
    {
        byte[] message = new byte[1000];
        int at = RelayFrame.Write(message, 0, new RelayHeader
        {
            Magic = RelayHeader.Signature,
            Verb = verb,
            Count = 2,
            Request = request,
            Epoch = 5,
            Key = key.Value,
        });
        at = RelayFrame.Write(message, at, new OrderBody());
        foreach (RelayPeer peer in Peers)
        {
            at = RelayFrame.Write(message, at, new PeerEntry { Side = peer.Side, ClockRate = 8000, Rtp = AddressEntry.From(peer.Rtp) });
        }

        return message[..at];
    }

    /// <summary>A client whose answers get lost on the way: its socket's file goes while media answers.</summary>
    private sealed class RecordedAnswersBench : IDisposable
    {
        private readonly RelayBench _bench;

        public RecordedAnswersBench(RelayBench bench)
        {
            _bench = bench;
            Client = new(new() { SocketPath = bench.Options.SocketPath, Epoch = 0xDEAF }, Answers, bench.Time, NullLogger<RelayClient>.Instance);
            Client.Turn(0);
            bench.Turn();
            Client.Turn(0);
        }

        public RecordedAnswers Answers { get; } = new();

        public RelayClient Client { get; }

        public void LoseAnswer()
        {
            string own = RelayPaths.OfClient(_bench.Options.SocketPath, 0xDEAF);
            File.Move(own, own + ".away");
            _bench.Turn();
            File.Move(own + ".away", own);
            Client.Turn(0);
            Client.Waiting.Should().Be(1);
        }

        public void Dispose() => Client.Dispose();
    }

    private sealed class WaitingAnswers : IRelayAnswers
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<RelayKey, TaskCompletionSource<RelayPorts>> _ports = new();

        public Task<RelayPorts> Ports(int call) => Source(RelayBench.Key(call)).Task;

        public void OnPorts(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelayPorts> lines)
        {
            if (status == RelayStatus.Ok)
            {
                Source(key).TrySetResult(lines[0]);
            }
            else
            {
                Source(key).TrySetException(new InvalidOperationException(status.ToString()));
            }
        }

        public void OnClosed(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides)
        {
        }

        public void OnStatistics(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides)
        {
        }

        public void OnListed(ulong request, RelayStatus status, ReadOnlySpan<RelayListed> sessions, bool isLast)
        {
        }

        public void OnEvent(in RelayEvent seen)
        {
        }

        public void OnAlive(in RelayHello hello, bool isAnotherRun)
        {
        }

        public void OnLost()
        {
        }

        private TaskCompletionSource<RelayPorts> Source(RelayKey key) => _ports.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
