using System.Buffers.Binary;
using System.Text;
using Tandem.Calls.Live;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Live;

public sealed class PcapTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void The_file_begins_as_classic_pcap_of_raw_IP()
    {
        byte[] file = Written([]);

        file.Should().HaveCount(24);
        BinaryPrimitives.ReadUInt32LittleEndian(file).Should().Be(0xa1b2c3d4);
        (file[4], file[6], file[20]).Should().Be(((byte)2, (byte)4, (byte)101));
    }

    [Theory]
    [InlineData("192.0.2.10:5060", "192.0.2.2:5062", TransportKind.Udp)]
    [InlineData("192.0.2.10:5060", "192.0.2.2:5062", TransportKind.Tcp)]
    [InlineData("[2001:db8::10]:5060", "[2001:db8::2]:5062", TransportKind.Udp)]
    [InlineData("[2001:db8::10]:5060", "[2001:db8::2]:5062", TransportKind.Tls)]
    public void Every_packet_has_right_lengths_addresses_and_checksums(string local, string remote, TransportKind transport)
    {
        foreach (string text in new[] { "OPTIONS sip:a SIP/2.0\r\n\r\n", "odd", "", Messages.Invite("x") })
        {
            byte[] packet = Packets(Written([new LadderMessage(0, true, Noon, transport, local, remote, Encoding.ASCII.GetBytes(text))])).Single().Packet;
            bool isIPv4 = packet[0] >> 4 == 4;
            int ip = isIPv4 ? 20 : 40;
            bool isUdp = transport == TransportKind.Udp;
            int head = isUdp ? 8 : 20;
            Span<byte> segment = packet.AsSpan(ip);

            packet.Length.Should().Be(ip + head + text.Length);
            packet[isIPv4 ? 9 : 6].Should().Be((byte)(isUdp ? 17 : 6));
            (isIPv4 ? BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)) : BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(4)) + 40).Should().Be(packet.Length);
            BinaryPrimitives.ReadUInt16BigEndian(segment).Should().Be(5060);
            BinaryPrimitives.ReadUInt16BigEndian(segment[2..]).Should().Be(5062);
            Encoding.ASCII.GetString(segment[head..]).Should().Be(text);
            if (isIPv4)
            {
                OnesSum(packet.AsSpan(0, 20)).Should().Be(0xffff);
            }

            // the sum over pseudo header and segment, checksum included, is all ones (RFC 1071)
            byte[] pseudo = [.. packet.AsSpan(isIPv4 ? 12 : 8, isIPv4 ? 8 : 32), 0, (byte)(isUdp ? 17 : 6), (byte)(segment.Length >> 8), (byte)segment.Length, .. segment];
            OnesSum(pseudo).Should().Be(0xffff);
        }
    }

    [Fact]
    public void A_received_message_goes_from_the_far_side_to_ours_at_its_time()
    {
        (uint seconds, uint microseconds, byte[] packet) = Packets(Written([new LadderMessage(0, false, Noon, TransportKind.Udp, "192.0.2.10:5060", "192.0.2.2:5062", [1])])).Single();

        (seconds, microseconds).Should().Be(((uint)Noon.ToUnixTimeSeconds(), 123_000u));
        packet.AsSpan(12, 8).ToArray().Should().Equal(192, 0, 2, 2, 192, 0, 2, 10);
    }

    [Fact]
    public void A_stream_has_rising_sequence_numbers_each_way()
    {
        LadderMessage Message(bool sent, int length) => new(0, sent, Noon, TransportKind.Tcp, "192.0.2.10:5060", "192.0.2.2:5062", new byte[length]);
        uint[][] numbers = [.. Packets(Written([Message(false, 100), Message(true, 30), Message(false, 5), Message(true, 1)])).Select(static one => new[]
        {
            BinaryPrimitives.ReadUInt32BigEndian(one.Packet.AsSpan(24)), BinaryPrimitives.ReadUInt32BigEndian(one.Packet.AsSpan(28)),
        })];

        numbers.Should().BeEquivalentTo(new uint[][] { [1, 1], [1, 101], [101, 31], [31, 106] }, static options => options.WithStrictOrdering());
    }

    [Fact]
    public void The_largest_message_makes_a_packet_that_IP_allows()
    {
        byte[] packet = Packets(Written([new LadderMessage(0, true, Noon, TransportKind.Tcp, "192.0.2.10:5060", "192.0.2.2:5062", new byte[200_000])])).Single().Packet;

        packet.Length.Should().BeLessThanOrEqualTo(65_535);
        BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)).Should().Be((ushort)packet.Length);
    }

    private static byte[] Written(LadderMessage[] messages)
    {
        using var stream = new MemoryStream();
        Pcap.Write(messages, stream);
        return stream.ToArray();
    }

    private static List<(uint Seconds, uint Microseconds, byte[] Packet)> Packets(byte[] file)
    {
        List<(uint, uint, byte[])> packets = [];
        for (int at = 24; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 8));
            BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 12)).Should().Be(length);
            packets.Add((BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4)), file[(at + 16)..(at + 16 + length)]));
            at += 16 + length;
        }

        return packets;
    }

    private static int OnesSum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            sum += i % 2 == 0 ? bytes[i] << 8 : bytes[i];
        }

        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return sum;
    }
}
