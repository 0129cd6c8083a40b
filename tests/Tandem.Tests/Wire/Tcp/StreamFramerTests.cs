using System.Text;
using CsCheck;
using Tandem.Wire.Tcp;

namespace Tandem.Tests.Wire.Tcp;

public sealed class StreamFramerTests
{
    // The body holds an empty line.
    private const string Invite =
        "INVITE sip:1@example.com SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1\r\nContent-Length: 12\r\nSubject: a\r\n b\r\n\r\n"
        + "v=0\r\n\r\ns=-\r\n";

    private const string Compact = "SIP/2.0 200 OK\r\nv: SIP/2.0/TCP 127.0.0.1\r\nl  :\t 0\r\n\r\n";
    private const string Folded = "BYE sip:1@example.com SIP/2.0\r\nCONTENT-length:\r\n \t4\r\nLast: 1\r\n\r\nbody";

    [Fact]
    public void Messages_are_whole_wherever_the_segments_are_cut()
    {
        string stream = Invite + "\r\n" + Compact + "\r\n\r\n" + Folded + Invite + "\r\n\r\n";
        string[] expected = [Invite, Compact, "<ping>", Folded, Invite, "<ping>"];
        for (int cut = 0; cut <= stream.Length; cut++)
        {
            Frames(stream[..cut], stream[cut..]).Should().Equal(expected, "it is cut at {0}", cut);
        }

        Frames([.. stream.Select(static c => c.ToString())]).Should().Equal(expected, "it comes byte by byte");
    }

    [Fact]
    public void Any_cut_of_any_messages_gives_the_same_messages() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 12], Gen.Int[1, 3000].Array[1, 40], Gen.Int[0, 20_000]).Sample(static (kinds, cuts, bodyLength) =>
        {
            string large = $"MESSAGE sip:1@example.com SIP/2.0\r\nl: {bodyLength}\r\n\r\n{new string('x', bodyLength)}";
            string[] messages = [.. kinds.Select(kind => kind switch { 0 => Invite, 1 => Compact, 2 => Folded, _ => large })];
            string stream = string.Concat(messages);
            var parts = new List<string>();
            for (int at = 0, i = 0; at < stream.Length; i++)
            {
                int length = Math.Min(cuts[i % cuts.Length], stream.Length - at);
                parts.Add(stream.Substring(at, length));
                at += length;
            }

            Frames([.. parts]).Should().Equal(messages);
        });

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", CloseReason.NotSip)]
    [InlineData("\u0016\u0003\u0001", CloseReason.NotSip)]
    [InlineData("\r\n\rINVITE", CloseReason.NotSip)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nTo: 1\r\n\r\n", CloseReason.NoContentLength)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nl: x\r\n\r\n", CloseReason.BadContentLength)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nl: -1\r\n\r\n", CloseReason.BadContentLength)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nl: +1\r\n\r\n", CloseReason.BadContentLength)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nl:\r\n\r\n", CloseReason.BadContentLength)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nl: 1 2\r\n\r\n", CloseReason.BadContentLength)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nl: 99999999999999999999\r\n\r\n", CloseReason.BadContentLength)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nl: 4294967296\r\n\r\n", CloseReason.BodyTooLarge)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nl: 1\r\nContent-Length: 2\r\n\r\n", CloseReason.BadContentLength)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nl: 65520\r\n\r\n", CloseReason.BodyTooLarge)]
    [InlineData("INVITE sip:1@x SIP/2.0\r\nl: 65537\r\n\r\n", CloseReason.BodyTooLarge)]
    public void What_cannot_be_framed_names_its_fault(string stream, CloseReason fault)
    {
        var framer = new StreamFramer(65_536, 65_536);
        framer.Append(Encoding.Latin1.GetBytes(stream));
        framer.Next(out _).Should().Be(FrameKind.Fault);
        framer.Fault.Should().Be(fault);
    }

    [Fact]
    public void A_message_of_the_largest_size_passes_and_one_byte_more_does_not()
    {
        const string Start = "INVITE sip:1@x SIP/2.0\r\nl: 60000\r\nX: ";
        string headers = Start + new string('x', 65_535 - 60_000 - Start.Length - 4) + "\r\n\r\n";
        string body = new('b', 60_000);
        Frames(headers + body).Should().Equal(headers + body);
        Frames(Start + "x" + headers[Start.Length..]).Should().Equal("<BodyTooLarge>");
        Frames("X SIP/2.0\r\n" + new string('x', 70_000)).Should().Equal("<HeaderTooLarge>");
        Frames(new string('x', 9_000)).Should().Equal("<NotSip>");
    }

    [Fact]
    public void Half_a_ping_is_no_message_that_must_be_finished()
    {
        var framer = new StreamFramer(65_536, 65_536);
        framer.IsPartial.Should().BeFalse();
        framer.Append("\r\n"u8);
        framer.Next(out _).Should().Be(FrameKind.More);
        framer.IsPartial.Should().BeFalse();
        framer.Append("I"u8);
        framer.Next(out _).Should().Be(FrameKind.More);
        framer.IsPartial.Should().BeTrue();
    }

    [Fact]
    public void Noise_never_throws_and_never_holds_more_than_a_message() =>
        Gen.Byte.Array[0, 200].Array[1, 50].Sample(static parts =>
        {
            var framer = new StreamFramer(1000, 1000);
            foreach (byte[] part in parts)
            {
                framer.Append(part);
                FrameKind kind;
                while ((kind = framer.Next(out _)) is FrameKind.Message or FrameKind.Ping)
                {
                }

                if (kind == FrameKind.Fault)
                {
                    return;
                }
            }
        });

    private static List<string> Frames(params string[] segments)
    {
        var framer = new StreamFramer(65_536, 65_536);
        var frames = new List<string>();
        foreach (string segment in segments)
        {
            framer.Append(Encoding.Latin1.GetBytes(segment));
            while (true)
            {
                FrameKind kind = framer.Next(out ReadOnlySpan<byte> message);
                if (kind == FrameKind.More)
                {
                    break;
                }

                frames.Add(kind switch
                {
                    FrameKind.Message => Encoding.Latin1.GetString(message),
                    FrameKind.Ping => "<ping>",
                    _ => $"<{framer.Fault}>",
                });
                if (kind == FrameKind.Fault)
                {
                    return frames;
                }
            }
        }

        return frames;
    }
}
