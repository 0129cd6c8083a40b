using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using NAudio.Wave;
using Tandem.Media.Codecs;
using Tandem.Media.Recording;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.TestKit;
using Tandem.Tests.Media.Relay;
using Tandem.Tests.Media.Rtp;

namespace Tandem.Tests.Media.Recording;

public sealed class RecordedSessionTests : IDisposable
{
    private const string Name = "2026-11-26/77";
    private const byte Keys = 101;
    private static readonly RelayKey Key = RelayBench.Key(1);
    private readonly RelayBench _bench = new(records: true);
    private readonly Socket _a = RelayBench.Peer("127.0.0.2");
    private readonly Socket _b = RelayBench.Peer("127.0.0.3");

    [Fact]
    public void Each_side_is_on_its_channel_where_its_timestamps_say()
    {
        RelayPorts ports = Open();
        Work(RelayWorkFlags.Record);
        Talk(ports, packets: 10);
        Close();

        (short[] left, short[] right) = Read();
        left.Should().HaveCount(1600);
        left.Where(static (_, at) => at / 160 is 3).Should().AllBeEquivalentTo((short)0, "a key is silence");
        left.Where(static (_, at) => at / 160 is not 3).Should().NotContain((short)0);
        left[0].Should().Be(G711Of(1));
        left[1599].Should().Be(G711Of(10));
        right[0].Should().Be(G711Of(101));
    }

    [Fact]
    public void Packets_go_on_as_they_came()
    {
        RelayPorts ports = Open();
        Work(RelayWorkFlags.Record | RelayWorkFlags.Capture);
        Talk(ports, packets: 10);

        RelayBench.Numbers(_b).Should().Be(string.Join(' ', Enumerable.Range(1, 10)));
        RelayBench.Numbers(_a).Should().Be(string.Join(' ', Enumerable.Range(101, 10)));
    }

    [Fact]
    public void A_session_that_was_recorded_says_so_when_it_is_closed_and_one_that_was_not_does_not()
    {
        Open();
        _bench.Server.Recorder!.Turn();
        Close();
        _bench.Answers.Sides.Should().NotContain(static side => side.State.HasFlag(RelaySideState.Recorded));

        Open();
        Work(RelayWorkFlags.Record);
        _bench.Server.Recorder.Turn();
        Close();
        _bench.Answers.Sides.Should().AllSatisfy(static side => side.State.Should().HaveFlag(RelaySideState.Recorded));
    }

    [Fact]
    public void The_same_order_twice_is_one_recording_and_new_formats_go_into_the_same_file()
    {
        RelayPorts ports = Open();
        Work(RelayWorkFlags.Record);
        Work(RelayWorkFlags.Record);
        Talk(ports, packets: 5);
        Work(RelayWorkFlags.Record, Formats(new VoiceFormat(0, VoiceCodec.Pcma)));
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        _bench.Send(_a, Packets.Rtp(6, 5 * 160), ports.A);
        Close();

        (short[] left, _) = Read();
        left[4 * 160].Should().Be(G711Of(5));
        left[1600].Should().Be(Sample(G711.ALaw, 6));
        _bench.Server.Recorder!.State.Written.Should().Be(1);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b")]
    [InlineData("1/2/3")]
    [InlineData("")]
    public void A_name_that_leads_elsewhere_is_refused(string name)
    {
        Open();
        _bench.Client.Work(new() { Key = Key, Flags = RelayWorkFlags.Record, Recording = name });
        _bench.Turn();

        _bench.Answers.Status.Should().Be(RelayStatus.Malformed);
    }

    [Fact]
    public void Recording_allocates_nothing_for_a_packet()
    {
        RelayPorts ports = Open();
        Work(RelayWorkFlags.Record | RelayWorkFlags.Capture | RelayWorkFlags.Warn);
        var toA = ports.A.ToEndPoint().Serialize();
        byte[] packet = Packets.Rtp(0);
        int sequence = 0;
        Allocated.By(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                packet[3] = (byte)++sequence;
                _a.SendTo(packet, SocketFlags.None, toA);
                _bench.Server.Loops[0].Turn(0);
            }
        }).Should().Be(0);
        _bench.Server.Recorder!.State.Dropped.Should().Be(0);
    }

    [Fact]
    public void A_full_disk_stops_recordings_until_there_is_room_and_packets_go_on()
    {
        long free = Recorder.LeastFree;
        string folder = Directory.CreateTempSubdirectory("tandem-recorder-").FullName;
        var clock = new MediaClock(_bench.Time);
        using (var recorder = new Recorder(folder, 1, clock, _ => free, NullLogger<Recorder>.Instance))
        {
            Tandem.Media.Recording.Recording first = Begin(recorder, clock, "1");
            first.IsWritten.Should().BeTrue();
            free--;
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            recorder.Turn();
            recorder.State.Should().Be(new RecorderState(0, 1, 1, 0, IsStopped: true));
            Begin(recorder, clock, "2").Should().BeEquivalentTo(new { IsWritten = false, HasFailed = true });
            recorder.Queue(0).TryAdd(new() { Of = first, AtNs = clock.NowNs }, Packets.Rtp(2)).Should().BeTrue("who carries packets never notices");

            free++;
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            Begin(recorder, clock, "3").IsWritten.Should().BeTrue();
            recorder.State.IsStopped.Should().BeFalse();
        }

        Directory.GetFiles(folder).Select(Path.GetFileName).Should().BeEquivalentTo("1.wav", "3.wav");
        Directory.Delete(folder, recursive: true);
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _bench.Dispose();
    }

    private static Tandem.Media.Recording.Recording Begin(Recorder recorder, MediaClock clock, string name)
    {
        var recording = new Tandem.Media.Recording.Recording(name, 8000, captures: false, clock.NowNs);
        recorder.Begin(recording);
        recorder.Queue(0).TryAdd(new() { Of = recording, AtNs = clock.NowNs }, Packets.Rtp(1));
        recorder.Turn();
        return recording;
    }

    private RelayPorts Open() => _bench.Open(Key, RelayBench.Side(RelaySide.A, _a), RelayBench.Side(RelaySide.B, _b));

    private static RelayWay Formats(params VoiceFormat[] formats)
    {
        var list = default(VoiceFormats);
        foreach (VoiceFormat format in formats)
        {
            list.Add(format);
        }

        return new() { From = list, To = list };
    }

    private void Work(RelayWorkFlags flags, RelayWay? way = null)
    {
        RelayWay usual = way ?? Formats(new(0, VoiceCodec.Pcmu), new(Keys, VoiceCodec.Keys));
        _bench.Client.Work(new() { Key = Key, Flags = flags, Recording = Name, FromA = usual, FromB = usual });
        _bench.Turn();
        _bench.Answers.Status.Should().Be(RelayStatus.Ok);
    }

    /// <summary>Both speak; the caller's fourth packet is a key.</summary>
    private void Talk(RelayPorts ports, int packets)
    {
        for (ushort n = 1; n <= packets; n++)
        {
            byte[] from = n == 4 ? Packets.Rtp(n, 3 * 160, payloadType: Keys, payload: 4) : Packets.Rtp(n, (uint)(n - 1) * 160);
            _bench.Send(_a, from, ports.A);
            _bench.Send(_b, Packets.Rtp((ushort)(n + 100), (uint)(n * 160) + 7000, ssrc: 9), ports.B);
            _bench.Time.Advance(TimeSpan.FromMilliseconds(20));
        }
    }

    private void Close()
    {
        _bench.Client.Close(Key);
        _bench.Turn();
        _bench.Server.Recorder!.Turn();
    }

    private (short[] Left, short[] Right) Read()
    {
        using var reader = new WaveFileReader(Path.Combine(_bench.Recordings, Name + ".wav"));
        reader.WaveFormat.SampleRate.Should().Be(8000);
        byte[] bytes = new byte[reader.Length];
        reader.ReadExactly(bytes);
        short[] samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(bytes).ToArray();
        return ([.. samples.Where(static (_, at) => at % 2 == 0)], [.. samples.Where(static (_, at) => at % 2 == 1)]);
    }

    private static short G711Of(byte code) => Sample(G711.MuLaw, code);

    private static short Sample(G711 codec, byte code)
    {
        Span<short> sample = stackalloc short[1];
        codec.Decode([code], sample);
        return sample[0];
    }
}
