using System.Text;
using Tandem.Calls.Live;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Live;

public sealed class LadderPairsTests
{
    [Fact]
    public void Each_message_that_passed_is_paired_and_what_the_switch_says_by_itself_is_not()
    {
        Pairs(
            "0 < INVITE", "0 > 100 INVITE", "1 > INVITE", "1 < 100 INVITE", "1 < 503 INVITE", "1 > ACK", "2 > INVITE", "2 < 180 INVITE", "0 > 180 INVITE", "2 < 200 INVITE", "0 > 200 INVITE", "0 < ACK", "2 > ACK",
            "2 > OPTIONS", "2 < 200 OPTIONS", "2 < BYE", "2 > 200 BYE", "0 > BYE", "0 < 200 BYE")
            .Should().Equal("0-2", "0-6", "7-8", "9-10", "11-12", "15-17");
    }

    [Fact]
    public void An_answer_with_another_status_is_paired_by_how_final_it_is() =>
        Pairs("0 < INVITE", "1 > INVITE", "1 < 183 INVITE", "0 > 180 INVITE", "1 < 486 INVITE", "0 > 603 INVITE").Should().Equal("0-1", "2-3", "4-5");

    [Fact]
    public void One_that_comes_again_makes_a_pair_of_its_own_and_one_that_was_used_makes_no_second() =>
        Pairs("0 < INVITE", "1 > INVITE", "1 < 180 INVITE", "0 > 180 INVITE", "0 > 180 INVITE", "1 < 180 INVITE", "0 > 180 INVITE").Should().Equal("0-1", "2-3", "5-6");

    [Fact]
    public void All_that_ring_at_once_are_of_the_one_INVITE() => Pairs("0 < INVITE", "1 > INVITE", "2 > INVITE", "3 > INVITE").Should().Equal("0-1", "0-2", "0-3");

    [Fact]
    public void A_registration_has_no_pairs() => Pairs("0 < REGISTER", "0 > 401 REGISTER", "0 < REGISTER", "0 > 200 REGISTER").Should().BeEmpty();

    private static IEnumerable<string> Pairs(params string[] messages) =>
        LadderPairs.Of([.. messages.Select(Message)]).Select(static (from, to) => (from, to)).Where(static pair => pair.from >= 0).Select(static pair => $"{pair.from}-{pair.to}");

    private static LadderMessage Message(string text, int place)
    {
        string[] words = text.Split(' ');
        string head = words.Length == 3 ? $"{words[2]} sip:a SIP/2.0" : $"SIP/2.0 {words[2]} Some";
        return new(int.Parse(words[0]), words[1] == ">", DateTimeOffset.UnixEpoch.AddSeconds(place), TransportKind.Udp, "192.0.2.10:5060", "192.0.2.2:5060", Encoding.UTF8.GetBytes($"{head}\r\nCSeq: 1 {words[^1]}\r\n\r\n"));
    }
}
