using System.Buffers.Binary;
using System.Net;
using System.Text;
using Tandem.Calls.Watching;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Watching;

public sealed class HepPacketTests
{
    private const string Register =
        "REGISTER sip:tandem SIP/2.0\r\nCall-ID: a\r\nAuthorization: Digest username=\"100\", realm=\"tandem\",\r\n response=\"0123456789abcdef\"\r\nContent-Length: 0\r\n\r\n";

    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(678);
    private static readonly HepIdentity Identity = new(77, "secret"u8.ToArray(), "node-a"u8.ToArray());

    [Fact]
    public void A_message_that_came_in_has_its_sender_first()
    {
        Dictionary<int, byte[]> chunks = Write(Way("192.0.2.1", 5060, "192.0.2.2", 5070), sent: false, "OPTIONS sip:1@2 SIP/2.0\r\n\r\n");
        chunks[1].Should().Equal(2);
        chunks[2].Should().Equal(17);
        new IPAddress(chunks[3]).ToString().Should().Be("192.0.2.2");
        new IPAddress(chunks[4]).ToString().Should().Be("192.0.2.1");
        BinaryPrimitives.ReadUInt16BigEndian(chunks[7]).Should().Be(5070);
        BinaryPrimitives.ReadUInt16BigEndian(chunks[8]).Should().Be(5060);
        BinaryPrimitives.ReadUInt32BigEndian(chunks[9]).Should().Be((uint)At.ToUnixTimeSeconds());
        BinaryPrimitives.ReadUInt32BigEndian(chunks[10]).Should().Be(678);
        chunks[11].Should().Equal(1);
        BinaryPrimitives.ReadUInt32BigEndian(chunks[12]).Should().Be(77);
        Encoding.ASCII.GetString(chunks[14]).Should().Be("secret");
        Encoding.ASCII.GetString(chunks[15]).Should().Be("OPTIONS sip:1@2 SIP/2.0\r\n\r\n");
        Encoding.ASCII.GetString(chunks[17]).Should().Be("caller@one");
        Encoding.ASCII.GetString(chunks[19]).Should().Be("node-a");
    }

    [Fact]
    public void IPv6_and_streams_have_their_own_numbers()
    {
        Dictionary<int, byte[]> chunks = Write(Way("2001:db8::1", 5060, "2001:db8::2", 5070, TransportKind.Tls), sent: true, "x");
        chunks[1].Should().Equal(10);
        chunks[2].Should().Equal(6);
        new IPAddress(chunks[5]).ToString().Should().Be("2001:db8::1");
        new IPAddress(chunks[6]).ToString().Should().Be("2001:db8::2");
        chunks.Should().NotContainKey(3);
    }

    [Fact]
    public void Credentials_leave_as_stars() =>
        Encoding.ASCII.GetString(Write(Way("192.0.2.1", 1, "192.0.2.2", 2), sent: false, Register)[15])
            .Should().Be(Register.Replace("0123456789abcdef", "****************", StringComparison.Ordinal));

    [Fact]
    public void What_fits_into_no_datagram_is_not_written() =>
        HepPacket.Write(new byte[HepPacket.MostBytes], Identity, Way("192.0.2.1", 1, "192.0.2.2", 2), true, At, new byte[65_400], []).Should().Be(0);

    [Fact]
    public void Nothing_is_left_for_the_collector()
    {
        byte[] packet = new byte[HepPacket.MostBytes];
        byte[] message = Encoding.ASCII.GetBytes(Register);
        Flow way = Way("192.0.2.1", 1, "192.0.2.2", 2);
        Allocated.By(() => HepPacket.Write(packet, Identity, way, true, At, message, "caller@one")).Should().Be(0);
    }

    private static Flow Way(string local, int localPort, string remote, int remotePort, TransportKind transport = TransportKind.Udp) =>
        new(transport, 0, 0, NetAddress.From(IPAddress.Parse(local), localPort), NetAddress.From(IPAddress.Parse(remote), remotePort));

    private static Dictionary<int, byte[]> Write(in Flow flow, bool sent, string message)
    {
        byte[] packet = new byte[HepPacket.MostBytes];
        int length = HepPacket.Write(packet, Identity, flow, sent, At, Encoding.ASCII.GetBytes(message), "caller@one");
        return HepReader.Chunks(packet.AsSpan(0, length));
    }
}
