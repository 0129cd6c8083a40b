using CsCheck;
using Tandem.Media.Rtp;

namespace Tandem.Tests.Media.Rtp;

public sealed class RtpPacketTests
{
    [Fact]
    public void The_fixed_header_is_read_in_place()
    {
        RtpPacket.TryRead(Packets.Rtp(0xFFFE, 0x89ABCDEF, 0xCAFEBABE, 0x80 | 96), out RtpPacket packet).Should().BeTrue();
        packet.SequenceNumber.Should().Be(0xFFFE);
        packet.Timestamp.Should().Be(0x89ABCDEF);
        packet.Ssrc.Should().Be(0xCAFEBABE);
        packet.PayloadType.Should().Be(96);
        packet.Marker.Should().BeTrue();
        packet.HeaderLength.Should().Be(12);
        packet.Payload.Length.Should().Be(160);
    }

    [Fact]
    public void Contributing_sources_an_extension_and_padding_are_not_payload()
    {
        byte[] bytes = new byte[12 + 8 + 4 + 4 + 10 + 3];
        bytes[0] = 0x80 | 0x20 | 0x10 | 2;
        bytes[23] = 1; // one word of extension
        bytes[^1] = 3;
        RtpPacket.TryRead(bytes, out RtpPacket packet).Should().BeTrue();
        packet.CsrcCount.Should().Be(2);
        packet.HasExtension.Should().BeTrue();
        packet.HeaderLength.Should().Be(28);
        packet.PaddingLength.Should().Be(3);
        packet.Payload.Length.Should().Be(10);
    }

    [Fact]
    public void A_packet_cut_within_its_header_is_none()
    {
        byte[] bytes = new byte[12 + 8 + 4 + 4 + 4];
        bytes[0] = 0x80 | 0x20 | 0x10 | 2;
        bytes[23] = 1;
        bytes[^1] = 4;
        RtpPacket.TryRead(bytes, out _).Should().BeTrue();
        for (int length = 0; length < 28; length++)
        {
            RtpPacket.TryRead(bytes.AsSpan(0, length), out _).Should().BeFalse();
        }
    }

    [Fact]
    public void Another_version_no_room_for_the_padding_or_padding_of_nothing_is_no_packet()
    {
        byte[] bytes = Packets.Rtp(1);
        bytes[0] = 0x40;
        RtpPacket.TryRead(bytes, out _).Should().BeFalse();
        bytes[0] = 0xA0;
        bytes[^1] = 161;
        RtpPacket.TryRead(bytes, out _).Should().BeFalse();
        bytes[^1] = 0;
        RtpPacket.TryRead(bytes, out _).Should().BeFalse();
    }

    [Fact]
    public void Nothing_that_comes_in_a_datagram_throws() =>
        Gen.Byte.Array[0, 100].Sample(static bytes =>
        {
            if (bytes.Length > 0)
            {
                bytes[0] = (byte)(0x80 | (bytes[0] & 0x3F));
            }

            if (RtpPacket.TryRead(bytes, out RtpPacket packet))
            {
                _ = packet.Payload.Length + packet.CsrcCount + (int)packet.Ssrc;
            }

            ReadOnlySpan<byte> rest = bytes;
            while (RtcpPacket.TryRead(ref rest, out RtcpPacket rtcp))
            {
                _ = rtcp.TryReadSenderReport(out _, out _, out _, out _) ? rtcp.Ssrc : 0;
                for (int i = 0; rtcp.TryReadReport(i, out _); i++)
                {
                    i.Should().BeLessThan(32);
                }
            }
        });
}
