using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Media.Rtp;
using Tandem.Server.Demo;

namespace Tandem.Tests.Server.Demo;

public sealed class DemoVoiceTests : IDisposable
{
    private readonly Socket _ear = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly DemoSound _sound = new(new([], new Random(3)), new Random(4), TimeProvider.System);

    public DemoVoiceTests()
    {
        _ear.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _ear.ReceiveTimeout = 5000;
    }

    public void Dispose() => _ear.Dispose();

    [Fact]
    public void It_speaks_the_codec_of_the_answer_to_where_the_other_side_wants_it()
    {
        using DemoVoice voice = _sound.Open(IPAddress.Loopback, new(440));
        string described = Encoding.ASCII.GetString(voice.Describe(IPAddress.Parse("192.168.1.20")));
        described.Should().Contain("c=IN IP4 192.168.1.20\r\n").And.Contain($"m=audio {voice.Port} RTP/AVP 8 0\r\n");
        byte[] other = Other("sendrecv");
        voice.Begin(other, other);

        voice.Next(new Random(5));
        voice.Next(new Random(5));

        (ushort number, uint at, byte type, int length, uint source) = Hears();
        (type, length).Should().Be(((byte)0, DemoTone.FrameOctets));
        (ushort Number, uint At, byte Type, int Length, uint Source) next = Hears();
        next.Should().Be(((ushort)(number + 1), at + DemoTone.FrameOctets, type, length, source));
    }

    [Fact]
    public void Of_a_bad_line_some_packets_are_lost_and_some_come_with_the_next()
    {
        using DemoVoice voice = _sound.Open(IPAddress.Loopback, new(440, LossPercent: 20, LatePercent: 20));
        byte[] other = Other("sendrecv");
        voice.Begin(other, other);
        var luck = new Random(5);
        for (int i = 0; i < 100; i++)
        {
            voice.Next(luck);
        }

        List<ushort> heard = [];
        while (_ear.Available > 0)
        {
            heard.Add(Hears().Number);
        }

        heard.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        heard.Count.Should().BeInRange(60, 95);
    }

    [Fact]
    public void Who_does_not_want_to_hear_is_not_spoken_to()
    {
        using DemoVoice voice = _sound.Open(IPAddress.Loopback, new(440));
        byte[] other = Other("inactive");
        voice.Begin(other, other);
        voice.Begin("v=0"u8, "v=0"u8);

        _sound.Speaking.Should().Be(0);
        voice.Begin(Other("sendrecv"), other);
        _sound.Speaking.Should().Be(1);
        voice.Dispose();
        _sound.Speaking.Should().Be(0);
    }

    private byte[] Other(string direction) => Encoding.ASCII.GetBytes(
        $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {((IPEndPoint)_ear.LocalEndPoint!).Port} RTP/AVP 0 8\r\na={direction}\r\n");

    private (ushort Number, uint At, byte Type, int Length, uint Source) Hears()
    {
        byte[] datagram = new byte[2048];
        int length = _ear.Receive(datagram);
        RtpPacket.TryRead(datagram.AsSpan(0, length), out RtpPacket packet).Should().BeTrue();
        return (packet.SequenceNumber, packet.Timestamp, packet.PayloadType, packet.Payload.Length, packet.Ssrc);
    }
}
