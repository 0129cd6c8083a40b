using System.Buffers.Binary;
using System.Text;
using Tandem.Calls.Live;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Live;

public sealed class PcapNgTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void The_file_is_a_section_an_interface_of_raw_IP_and_a_block_for_each_message()
    {
        LadderMessage[] messages = [Message(0, false, "OPTIONS sip:a SIP/2.0\r\n\r\n"), Message(1, true, "odd"), Message(1, true, "")];

        List<Block> blocks = Blocks(Written(messages, "a call\nended"));

        blocks.Select(static block => block.Type).Should().Equal(0x0A0D0D0Au, 1u, 6u, 6u, 6u);
        BinaryPrimitives.ReadUInt32LittleEndian(blocks[0].Body).Should().Be(0x1A2B3C4D);
        (blocks[0].Body[4], blocks[0].Body[6]).Should().Be(((byte)1, (byte)0));
        BinaryPrimitives.ReadInt64LittleEndian(blocks[0].Body.AsSpan(8)).Should().Be(-1);
        Options(blocks[0].Body.AsSpan(16)).Should().Equal((1, "a call\nended"), (4, "tandem"));
        BinaryPrimitives.ReadUInt16LittleEndian(blocks[1].Body).Should().Be(101);
        Options(blocks[1].Body.AsSpan(8)).Should().Equal((2, "sip"));
    }

    [Fact]
    public void A_packet_has_its_time_in_microseconds_its_octets_and_its_comment()
    {
        LadderMessage message = Message(3, true, "odd");
        using var classic = new MemoryStream();
        Pcap.Write([message], classic);

        byte[] body = Blocks(Written([message], ""))[2].Body;

        ulong at = ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(4)) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(8));
        at.Should().Be((ulong)Noon.ToUnixTimeMilliseconds() * 1000);
        int length = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(12));
        BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(16)).Should().Be(length);
        body.AsSpan(20, length).ToArray().Should().Equal(classic.ToArray()[40..], "as in classic pcap");
        Options(body.AsSpan(20 + ((length + 3) & ~3))).Should().Equal((1, "leg 3"));
    }

    [Fact]
    public void A_comment_too_long_for_its_field_is_cut()
    {
        Options(Blocks(Written([], new string('x', 100_000)))[0].Body.AsSpan(16))[0].Text.Length.Should().Be(60_000);
        Options(Blocks(Written([], ""))[0].Body.AsSpan(16)).Should().Equal((4, "tandem"));
    }

    private static LadderMessage Message(int leg, bool sent, string text) => new(leg, sent, Noon, TransportKind.Udp, "192.0.2.10:5060", "192.0.2.2:5062", Encoding.ASCII.GetBytes(text));

    private static byte[] Written(LadderMessage[] messages, string about)
    {
        using var stream = new MemoryStream();
        PcapNg.Write(messages, about, static message => $"leg {message.Leg}", stream);
        return stream.ToArray();
    }

    private static List<Block> Blocks(byte[] file)
    {
        List<Block> blocks = [];
        for (int at = 0; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            (length % 4).Should().Be(0);
            BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + length - 4)).Should().Be(length);
            blocks.Add(new(BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)), file[(at + 8)..(at + length - 4)]));
            at += length;
        }

        return blocks;
    }

    private static List<(int Code, string Text)> Options(ReadOnlySpan<byte> options)
    {
        List<(int, string)> found = [];
        while (BinaryPrimitives.ReadUInt16LittleEndian(options) is not 0 and var code)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(options[2..]);
            found.Add((code, Encoding.UTF8.GetString(options.Slice(4, length))));
            options = options[(4 + ((length + 3) & ~3))..];
        }

        options.Length.Should().Be(4, "the end of options is the end");
        return found;
    }

    private sealed record Block(uint Type, byte[] Body);
}
