using System.Buffers.Binary;
using System.Net.Sockets;
using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.TestKit;
using Tandem.Tests.Media.Relay;
using Tandem.Tests.Media.Rtp;

namespace Tandem.Tests.Media.Working;

/// <summary>A line whose sound is changed: what each side gets of what the other sends.</summary>
public sealed class ChangedLineTests : IDisposable
{
    private static readonly RelayKey Key = RelayBench.Key(1);
    private static readonly VoiceFormat Pcmu = new(0, VoiceCodec.Pcmu);
    private static readonly VoiceFormat Pcma = new(8, VoiceCodec.Pcma);
    private static readonly VoiceFormat Keys = new(101, VoiceCodec.Keys);
    private readonly RelayBench _bench = new();
    private readonly Socket _a = RelayBench.Peer("127.0.0.2");
    private readonly Socket _b = RelayBench.Peer("127.0.0.3");
    private readonly RelayPorts _ports;

    public ChangedLineTests() => _ports = _bench.Open(Key, RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));

    [Fact]
    public void A_codec_that_the_other_side_has_not_got_becomes_one_that_it_has_and_loss_stays_loss()
    {
        Work(Way([Pcmu], [Pcma]), Way([Pcma], [Pcmu]));
        foreach (ushort n in new ushort[] { 1, 2, 5, 6 })
        {
            _bench.Send(_a, Packets.Rtp(n, (uint)n * 160), _ports.A);
        }

        List<byte[]> got = RelayBench.Got(_b);
        got.Select(static packet => packet[1] & 0x7f).Should().AllBeEquivalentTo(8);
        got.Select(Sequence).Select(number => number - Sequence(got[0])).Should().Equal(0, 1, 4, 5);
        got.Select(Timestamp).Select(time => time - Timestamp(got[0])).Should().Equal(0u, 160u, 640u, 800u);
        byte expected = ALawOf(MuLawOf(5));
        got[2].Skip(12).Should().HaveCount(160).And.AllBeEquivalentTo(expected);
    }

    [Fact]
    public void What_fits_passes_as_it_is_by_the_other_sides_number()
    {
        Work(Way([new(96, VoiceCodec.Opus), Keys], [new(111, VoiceCodec.Opus), new(97, VoiceCodec.Keys)]), Way([Pcma], [Pcma]));
        byte[] voice = Packets.Rtp(1, 960, payloadType: 96, payload: 50);
        _bench.Send(_a, voice, _ports.A);
        _bench.Send(_a, Packets.Rtp(2, 1920, payloadType: 101, payload: 4), _ports.A);

        List<byte[]> got = RelayBench.Got(_b);
        got[0][1].Should().Be(111);
        got[0].Skip(2).Should().Equal(voice.Skip(2));
        got[1][1].Should().Be(97);
    }

    [Fact]
    public void Keys_that_are_told_do_not_go_on_and_leave_no_gap()
    {
        Work(Way([Pcmu, Keys], [Pcmu], RelayKeyWays.TakeEvents | RelayKeyWays.Tell), Way([Pcmu], [Pcmu]));
        _bench.Send(_a, Packets.Rtp(1), _ports.A);
        for (ushort n = 2; n < 6; n++)
        {
            _bench.Send(_a, Event(n, 160, code: 11), _ports.A);
        }

        _bench.Send(_a, Event(6, 1760, code: 5), _ports.A);
        _bench.Send(_a, Packets.Rtp(7, 2000), _ports.A);
        _bench.Pass(3);

        string.Concat(_bench.Answers.Keys.Select(static heard => heard.Key)).Should().Be("#5", "an acknowledged key is not told again");
        _bench.Answers.Keys.Should().AllSatisfy(static heard => heard.Side.Should().Be(RelaySide.A));
        RelayBench.Numbers(_b).Should().Be("1 2");
    }

    [Fact]
    public void The_end_of_a_key_that_comes_three_times_under_one_number_gives_no_number_to_two_packets()
    {
        Work(Way([Pcmu, Keys], [Pcmu], RelayKeyWays.TakeEvents | RelayKeyWays.Tell), Way([Pcmu], [Pcmu]));
        _bench.Send(_a, Packets.Rtp(1), _ports.A);
        foreach (ushort n in new ushort[] { 2, 3, 3, 3 })
        {
            _bench.Send(_a, Event(n, 160, code: 5), _ports.A);
        }

        _bench.Send(_a, Packets.Rtp(5, 640), _ports.A);
        _bench.Send(_a, Event(4, 160, code: 5), _ports.A); // it was overtaken, and has left its gap
        _bench.Send(_a, Packets.Rtp(6, 800), _ports.A);
        _bench.Pass(3);

        RelayBench.Numbers(_b).Should().Be("1 3 4");
    }

    [Fact]
    public void A_pressed_key_is_one_event_among_the_voice()
    {
        Work(Way([Pcmu], [Pcmu, Keys], RelayKeyWays.SendEvents), Way([Pcmu], [Pcmu]));
        _bench.Send(_a, Packets.Rtp(10, 1600), _ports.A);
        _bench.Client.Press(Key, 0, RelaySide.B, '7', 100);
        for (ushort n = 11; n < 22; n++)
        {
            _bench.Turn();
            _bench.Time.Advance(TimeSpan.FromMilliseconds(20));
            _bench.Send(_a, Packets.Rtp(n, (uint)n * 160), _ports.A);
        }

        List<byte[]> got = RelayBench.Got(_b);
        byte[][] events = [.. got.Where(static packet => (packet[1] & 0x7f) == 101)];
        events.Select(Timestamp).Distinct().Should().ContainSingle();
        events.Count(static packet => (packet[1] & 0x80) != 0).Should().Be(1, "the marker is on the first one");
        events.Count(static packet => (packet[13] & 0x80) != 0).Should().Be(3, "the end is said three times");
        events.Should().AllSatisfy(static packet => packet[12].Should().Be(7));
        got.Select(Sequence).Should().Equal(Enumerable.Range(Sequence(got[0]), got.Count), "what is put in leaves no gap");
    }

    [Theory]
    [InlineData(800, 812)]
    [InlineData(960, 972)]
    public void A_tone_over_packets_of_up_to_120_ms_keeps_their_length(int payload, int length)
    {
        Work(Way([Pcmu], [Pcmu], RelayKeyWays.SendTones), Way([Pcmu], [Pcmu]));
        _bench.Client.Press(Key, 0, RelaySide.B, '7', 400);
        _bench.Send(_a, Packets.Rtp(1, 0, payload: payload), _ports.A);
        _bench.Turn();
        _bench.Send(_a, Packets.Rtp(2, (uint)payload, payload: payload), _ports.A);

        RelayBench.Got(_b).Select(static packet => packet.Length).Should().Equal(length, length);
    }

    [Fact]
    public void A_packet_longer_than_any_sound_is_left_out_while_a_tone_is_played()
    {
        Work(Way([Pcmu], [Pcmu], RelayKeyWays.SendTones), Way([Pcmu], [Pcmu]));
        _bench.Client.Press(Key, 0, RelaySide.B, '7', 400);
        _bench.Send(_a, Packets.Rtp(1), _ports.A);
        _bench.Turn();
        _bench.Send(_a, Packets.Rtp(2, 160, payload: 1400), _ports.A);
        _bench.Send(_a, Packets.Rtp(3, 1560), _ports.A);

        RelayBench.Got(_b).Select(static packet => packet.Length).Should().Equal(172, 172);
    }

    [Fact]
    public void A_key_that_is_pressed_before_the_voice_begins_is_in_the_voices_stream()
    {
        Work(Way([Pcmu], [Pcmu, Keys], RelayKeyWays.SendEvents), Way([Pcmu], [Pcmu]));
        _bench.Client.Press(Key, 0, RelaySide.B, '7', 100);
        for (int i = 0; i < 3; i++)
        {
            _bench.Turn();
            _bench.Time.Advance(TimeSpan.FromMilliseconds(20));
        }

        for (ushort n = 11; n < 22; n++)
        {
            _bench.Send(_a, Packets.Rtp(n, (uint)n * 160), _ports.A);
            _bench.Turn();
            _bench.Time.Advance(TimeSpan.FromMilliseconds(20));
        }

        List<byte[]> got = RelayBench.Got(_b);
        got.Count(static packet => (packet[1] & 0x7f) == 101).Should().BeGreaterThan(5);
        got.Select(static packet => BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8))).Distinct().Should().ContainSingle();
        got.Select(Sequence).Should().Equal(Enumerable.Range(Sequence(got[0]), got.Count));
    }

    [Fact]
    public void A_side_that_nobody_speaks_to_gets_a_pressed_key_too()
    {
        Work(Way([Pcmu], [Pcmu], RelayKeyWays.SendTones), Way([Pcmu], [Pcmu]));
        _bench.Client.Press(Key, 0, RelaySide.B, '7', 100);
        _bench.Turn();
        for (int i = 0; i < 20; i++)
        {
            _bench.Time.Advance(TimeSpan.FromMilliseconds(20));
            _bench.Turn();
        }

        List<byte[]> got = RelayBench.Got(_b);
        Tones(got).Should().Be("7");
        got.Should().HaveCount(5);
        got.Select(Timestamp).Select(time => time - Timestamp(got[0])).Should().Equal(0u, 160u, 320u, 480u, 640u);
    }

    [Fact]
    public void A_key_pressed_twice_is_heard_twice_though_the_voice_comes_late_and_in_bursts()
    {
        Work(Way([Pcmu], [Pcmu], RelayKeyWays.SendTones), Way([Pcmu], [Pcmu]));
        ushort number = 0;
        Voice(1);
        _bench.Client.Press(Key, 0, RelaySide.B, '5', 100);
        _bench.Client.Press(Key, 0, RelaySide.B, '5', 100);
        _bench.Turn();
        Voice(4);
        _bench.Turn();
        Voice(1);
        for (int i = 0; i < 5; i++)
        {
            _bench.Time.Advance(TimeSpan.FromMilliseconds(40));
            _bench.Turn();
            Voice(i == 4 ? 12 : 1);
        }

        _bench.Time.Advance(TimeSpan.FromMilliseconds(20));
        _bench.Turn();
        Voice(8);
        Tones(RelayBench.Got(_b)).Should().Be("55");

        void Voice(int packets)
        {
            for (; packets > 0; packets--)
            {
                _bench.Send(_a, Packets.Rtp(++number, (uint)number * 160), _ports.A);
            }
        }
    }

    [Fact]
    public void A_side_hears_a_sound_instead_of_the_other_until_it_is_stopped()
    {
        _bench.Client.Play(new() { Key = Key, Side = RelaySide.A, Format = Pcma, Loops = true });
        _bench.Turn();
        Plays(300);

        _bench.Send(_b, Packets.Rtp(1, payloadType: 8), _ports.B);
        List<byte[]> got = RelayBench.Got(_a);
        got.Should().HaveCountGreaterThan(290, "the tone of five seconds begins again");
        got.Select(Sequence).Should().Equal(Enumerable.Range(0, got.Count).Select(i => (Sequence(got[0]) + i) & 0xffff));
        got.Select(Timestamp).Should().Equal(Enumerable.Range(0, got.Count).Select(i => Timestamp(got[0]) + (uint)(i * 160)));
        got.Should().AllSatisfy(static packet => packet[1].Should().Be(8));

        _bench.Client.Play(new() { Key = Key, Side = RelaySide.A, Stops = true });
        _bench.Turn();
        _bench.Send(_b, Packets.Rtp(2, payloadType: 8), _ports.B);
        byte[] next = RelayBench.Got(_a).Should().ContainSingle().Subject;
        Sequence(next).Should().Be((Sequence(got[^1]) + 1) & 0xffff);
        next.Skip(12).Should().Equal(Packets.Rtp(2, payloadType: 8).Skip(12));
    }

    [Fact]
    public void A_sound_that_is_to_be_heard_once_ends_and_its_end_is_told_once_it_is_asked_for_again_too()
    {
        _bench.Client.Play(new() { Key = Key, Side = RelaySide.A, Format = Pcma, Mark = 7 });
        _bench.Turn();
        _bench.Answers.Milliseconds.Should().Be(5000);
        Plays(249);
        _bench.Answers.Played.Should().BeEmpty();
        Plays(10);

        _bench.Pass(3);
        RelayPlayed played = _bench.Answers.Played.Should().ContainSingle("an acknowledged end is not told again").Subject;
        (played.Side, played.Mark).Should().Be((RelaySide.A, (byte)7));
        RelayBench.Got(_a).Should().HaveCount(250);
        _bench.Send(_b, Packets.Rtp(1, payloadType: 8), _ports.B);
        RelayBench.Got(_a).Should().ContainSingle("the other side is heard again");
    }

    [Fact]
    public void A_sound_in_the_place_of_another_ends_for_both()
    {
        _bench.Client.Play(new() { Key = Key, Side = RelaySide.A, Format = Pcma, Mark = 7 });
        _bench.Turn();
        Plays(100);
        _bench.Client.Play(new() { Key = Key, Side = RelaySide.A, Format = Pcma, Mark = 8 });
        _bench.Turn();
        Plays(260);
        _bench.Pass(3);
        _bench.Answers.Played.Select(static played => played.Mark).Should().Equal((byte)8);
    }

    [Fact]
    public void A_sound_that_is_not_there_is_said()
    {
        _bench.Client.Play(new() { Key = Key, Side = RelaySide.A, Format = Pcma, Sound = "none" });
        _bench.Turn();
        _bench.Answers.Status.Should().Be(RelayStatus.UnknownSound);
    }

    [Fact]
    public void Without_work_the_packets_are_untouched()
    {
        byte[] packet = Packets.Rtp(1, payloadType: 55);
        _bench.Send(_a, packet, _ports.A);
        RelayBench.Got(_b).Should().ContainSingle().Which.Should().Equal(packet);
    }

    [Theory]
    [InlineData(VoiceCodec.Pcmu, VoiceCodec.Pcma)]
    [InlineData(VoiceCodec.G722, VoiceCodec.Pcma)]
    [InlineData(VoiceCodec.G722, VoiceCodec.Opus)]
    [InlineData(VoiceCodec.Opus, VoiceCodec.Pcmu)]
    public void Transcoding_and_listening_for_keys_allocates_nothing_for_a_packet(VoiceCodec from, VoiceCodec to)
    {
        Work(Way([new(20, from), Keys], [new(21, to), Keys], RelayKeyWays.TakeTones | RelayKeyWays.SendEvents), Way([Pcmu], [Pcmu]));
        var toA = _ports.A.ToEndPoint().Serialize();
        IAudioCodec coder = VoiceCodecs.Make(from, 8000)!;
        byte[] sound = new byte[400];
        int length = coder.Encode(new short[160], sound);
        byte[] packet = [.. Packets.Rtp(0, payloadType: 20, payload: 0), .. sound.AsSpan(0, length)];
        int sequence = 0;
        Allocated.By(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                packet[3] = (byte)++sequence;
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)sequence);
                BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), (uint)(sequence * 20 * VoiceCodecs.UnitsPerMs(from)));
                _a.SendTo(packet, SocketFlags.None, toA);
                _bench.Server.Loops[0].Turn(0);
            }
        }).Should().Be(0);
        RelayBench.Got(_b).Should().HaveCountGreaterThan(100).And.Subject.Select(static got => got[1] & 0x7f).Distinct().Should().Equal(21);
        (coder as IDisposable)?.Dispose();
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _bench.Dispose();
    }

    private void Plays(int packets)
    {
        for (int i = 0; i < packets; i++)
        {
            _bench.Time.Advance(TimeSpan.FromMilliseconds(20));
            _bench.Turn1();
        }
    }

    private static RelayWay Way(VoiceFormat[] from, VoiceFormat[] to, RelayKeyWays keys = RelayKeyWays.None) =>
        new() { From = Formats(from), To = Formats(to), Keys = keys };

    private static VoiceFormats Formats(VoiceFormat[] formats)
    {
        var list = default(VoiceFormats);
        foreach (VoiceFormat format in formats)
        {
            list.Add(format);
        }

        return list;
    }

    private void Work(RelayWay fromA, RelayWay fromB)
    {
        _bench.Client.Work(new() { Key = Key, Flags = RelayWorkFlags.Change, FromA = fromA, FromB = fromB });
        _bench.Turn();
        _bench.Answers.Status.Should().Be(RelayStatus.Ok);
    }

    private static byte[] Event(ushort number, uint timestamp, byte code)
    {
        byte[] packet = Packets.Rtp(number, timestamp, payloadType: 101, payload: 4);
        new TelephoneEvent(code, IsEnd: false, 10, 160).Write(packet.AsSpan(12));
        return packet;
    }

    private static string Tones(IEnumerable<byte[]> packets)
    {
        var ear = new ToneDetector();
        short[] samples = new short[160];
        return string.Concat(packets.Select(packet =>
        {
            G711.MuLaw.Decode(packet.AsSpan(12), samples);
            return ear.Hear(samples) is var key and not '\0' ? key.ToString() : "";
        }));
    }

    private static int Sequence(byte[] packet) => BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2));

    private static uint Timestamp(byte[] packet) => BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(4));

    private static short MuLawOf(byte code)
    {
        Span<short> sample = stackalloc short[1];
        G711.MuLaw.Decode([code], sample);
        return sample[0];
    }

    private static byte ALawOf(short sample)
    {
        Span<byte> code = stackalloc byte[1];
        G711.ALaw.Encode([sample], code);
        return code[0];
    }
}
