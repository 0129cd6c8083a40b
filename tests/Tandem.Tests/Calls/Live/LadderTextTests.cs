using System.Text;
using Tandem.Calls.Live;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Live;

public sealed class LadderTextTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_call_that_moved_on_is_drawn_with_a_column_for_each_carrier()
    {
        LadderMessage[] messages =
        [
            At(0, 0, false, Messages.Invite("a")),
            At(1, 0, true, Messages.Answer(100, "Trying", "INVITE")),
            At(2, 1, true, Messages.Invite("b")),
            At(14, 1, false, Messages.Answer(503, "Service Unavailable", "INVITE")),
            At(14, 1, true, Messages.Bare("ACK")),
            At(15, 2, true, Messages.Invite("c")),
            At(900, 2, false, Messages.Answer(180, "Ringing", "INVITE")),
            At(901, 0, true, Messages.Answer(180, "Ringing", "INVITE")),
            At(4_000, 2, false, Messages.Answer(200, "OK", "INVITE", sdp: true)),
            At(4_001, 0, true, Messages.Answer(200, "OK", "INVITE", sdp: true)),
            At(4_020, 0, false, Messages.Bare("ACK")),
            At(4_021, 2, true, Messages.Bare("ACK")),
            At(64_021, 0, false, Messages.Bare("BYE")),
            At(64_022, 0, true, Messages.Answer(200, "OK", "BYE")),
            At(64_023, 2, true, Messages.Bare("BYE")),
            At(64_041, 2, false, Messages.Answer(481, "Call/Transaction Does Not Exist", "BYE")),
        ];

        Approved.Match(LadderText.Draw(messages));
    }

    [Fact]
    public void Nothing_is_drawn_of_nothing() => LadderText.Draw([]).Should().BeEmpty();

    [Fact]
    public void Garbage_is_drawn_too() =>
        LadderText.Draw([At(0, 0, false, ""), At(0, 1, true, "\r\n\r\n"), At(0, 1, false, "SIP/2.0"), At(1, 0, true, new string('x', 500))]).Split('\n')
            .Should().HaveCount(6);

    private static LadderMessage At(int ms, int leg, bool sent, string text) => new(
        leg, sent, Noon.AddMilliseconds(ms), TransportKind.Udp, "192.0.2.10:5060", leg == 0 ? "192.0.2.2:5062" : $"192.0.2.{leg + 2}:5070", Encoding.UTF8.GetBytes(text));
}
