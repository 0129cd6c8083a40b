using System.Text;
using Tandem.Api.Shares;
using Tandem.Calls.Live;

namespace Tandem.Tests.Api.Shares;

public sealed class NumberMaskTests
{
    private readonly NumberMask _mask = new(SharedSamples.Call(), SharedSamples.Messages);

    [Theory]
    [InlineData("442079460000", "44207946****")]
    [InlineData("+44 20 7946 0000", "+44 20 7946 ****")]
    [InlineData("1001", "****")]
    [InlineData("10", "**")]
    [InlineData("alice", "alice")]
    [InlineData("", "")]
    public void The_last_four_digits_are_hidden(string number, string hidden) => NumberMask.Number(number).Should().Be(hidden);

    [Theory]
    [InlineData("1001 called 00442079460000, twice", "**** called 0044207946****, twice")]
    [InlineData("port 51001 and 10010", "port 51001 and 10010")]
    [InlineData("as 020 or +442079460000x", "as 020 or +44207946****x")]
    [InlineData("2026-03-01 12:00:00", "2026-03-01 12:00:00")]
    public void A_sentence_loses_the_numbers_of_the_call_and_no_others(string text, string hidden) => _mask.Text(text).Should().Be(hidden);

    [Fact]
    public void A_message_loses_them_everywhere_and_keeps_its_length()
    {
        foreach (LadderMessage message in SharedSamples.Messages)
        {
            LadderMessage hidden = _mask.Message(message);
            hidden.Message.Should().HaveSameCount(message.Message);
            string text = Encoding.UTF8.GetString(hidden.Message);
            foreach (string secret in SharedSamples.Secrets.Where(static secret => secret != "1001"))
            {
                text.Should().NotContain(secret);
            }

            text.Should().NotMatchRegex("(?<![0-9A-Za-z])1001(?![0-9A-Za-z])");
            text.Should().StartWith(Encoding.ASCII.GetString(message.Message.AsSpan(0, 8))).And.Contain("CSeq: ").And.Contain("127.0.0.");
        }
    }

    [Fact]
    public void A_header_as_long_as_a_datagram_without_an_address_is_looked_at_once()
    {
        byte[] longest = [.. "INFO sip:1001@x SIP/2.0\r\nFrom: "u8, .. Enumerable.Repeat((byte)'7', 60_000), .. "\r\n\r\n"u8];
        _mask.Message(SharedSamples.Messages[0] with { Message = longest }).Message.Should().HaveSameCount(longest, "nobody has to wait for what gives up after its time");
    }

    [Fact]
    public void Bytes_that_are_no_text_stay()
    {
        byte[] odd = [.. "MESSAGE sip:1001@x SIP/2.0\r\n\r\n"u8, 0xff, 0x00, 0xc3];
        byte[] hidden = _mask.Message(SharedSamples.Messages[0] with { Message = odd }).Message;
        hidden.Should().Equal([.. "MESSAGE sip:****@x SIP/2.0\r\n\r\n"u8, 0xff, 0x00, 0xc3]);
    }
}
