using System.Buffers.Binary;
using System.Net;
using Tandem.Media.Recording;
using Tandem.Tests.Media.Rtp;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Recording;

public sealed class RtpCaptureTests
{
    private const int FileHeader = 24;
    private const int RecordHeader = 16;

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.1", 20)]
    [InlineData("2001:db8::2", "2001:db8::1", 40)]
    public void A_packet_has_headers_that_lead_from_its_source_to_its_destination(string source, string destination, int ip)
    {
        byte[] packet = Packets.Rtp(7);
        var file = new MemoryStream();
        using (var capture = new RtpCapture(file))
        {
            capture.Add(1_764_000_000_123_456_789, NetAddress.From(IPAddress.Parse(source), 4000), NetAddress.From(IPAddress.Parse(destination), 20_000), packet);
        }

        byte[] written = file.ToArray();
        written.Should().HaveCount(FileHeader + RecordHeader + ip + 8 + packet.Length);
        Span<byte> record = written.AsSpan(FileHeader);
        BinaryPrimitives.ReadUInt32LittleEndian(record).Should().Be(1_764_000_000);
        BinaryPrimitives.ReadUInt32LittleEndian(record[4..]).Should().Be(123_456_789);
        BinaryPrimitives.ReadInt32LittleEndian(record[8..]).Should().Be(ip + 8 + packet.Length);
        Span<byte> whole = record[RecordHeader..];
        int addresses = ip == 20 ? 12 : 8;
        int length = ip == 20 ? 4 : 16;
        new IPAddress(whole.Slice(addresses, length)).Should().Be(IPAddress.Parse(source));
        new IPAddress(whole.Slice(addresses + length, length)).Should().Be(IPAddress.Parse(destination));
        BinaryPrimitives.ReadUInt16BigEndian(whole[ip..]).Should().Be(4000);
        BinaryPrimitives.ReadUInt16BigEndian(whole[(ip + 2)..]).Should().Be(20_000);
        whole[(ip + 8)..].ToArray().Should().Equal(packet);
        if (ip == 20)
        {
            int sum = Enumerable.Range(0, 10).Sum(i => (written[FileHeader + RecordHeader + (2 * i)] << 8) | written[FileHeader + RecordHeader + (2 * i) + 1]);
            ((sum & 0xffff) + (sum >> 16)).Should().Be(0xffff, "the header's checksum is right");
        }
    }
}
