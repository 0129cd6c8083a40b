using System.Text;
using Tandem.Calls.Setup;

namespace Tandem.Tests.Calls.Setup;

public sealed class DescriptionsTests
{
    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 8 0", "m=audio 5000 RTP/AVP 0", true)]
    [InlineData("m=audio 4000 RTP/AVP 8 0", "m=audio 5000 RTP/AVP 0 101", true)] // an answer may list more (RFC 3264 §6.1)
    [InlineData("m=audio 4000/2 RTP/AVP 8", "m=audio 5000/2 RTP/AVP 8", true)]
    [InlineData("m=audio 4000 RTP/AVP 8", "m=audio 0 RTP/AVP 18", true)] // refused
    [InlineData("m=audio 4000 RTP/AVP 8", "m=audio 5000 RTP/AVP 18", false)]
    [InlineData("m=audio 4000 RTP/AVP 8", "m=audio 5000 RTP/SAVP 8", false)]
    [InlineData("m=audio 4000 RTP/AVP 8", "m=video 5000 RTP/AVP 8", false)]
    [InlineData("m=audio 0 RTP/AVP 8", "m=audio 5000 RTP/AVP 8", false)] // not offered
    [InlineData("m=audio 4000 RTP/AVP 8|m=video 4002 RTP/AVP 31", "m=audio 5000 RTP/AVP 8", false)]
    [InlineData("m=audio 4000 RTP/AVP 8", "m=audio 5000 RTP/AVP 8|m=video 0 RTP/AVP 31", false)]
    [InlineData("", "", false)]
    public void An_answer_takes_or_refuses_each_stream_of_the_offer(string offer, string answer, bool expected) =>
        Descriptions.IsAnswer(Whole(offer), Whole(answer)).Should().Be(expected);

    private static byte[] Whole(string streams) =>
        Encoding.ASCII.GetBytes("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n" + streams.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\na=sendrecv\r\n");
}
