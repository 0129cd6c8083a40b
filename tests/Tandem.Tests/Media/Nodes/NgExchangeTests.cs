using System.Text;
using Tandem.Media.Nodes;

namespace Tandem.Tests.Media.Nodes;

public sealed class NgExchangeTests
{
    private readonly List<string> _sent = [];
    private readonly List<string> _told = [];
    private readonly NgExchange _exchange;

    public NgExchangeTests() => _exchange = new("x_", datagram => _sent.Add(Encoding.UTF8.GetString(datagram)), new NgTimes { PingMs = 1_000_000 });

    [Fact]
    public void An_answer_finds_its_question_by_the_cookie()
    {
        Ask("d1:ai1ee", 0);
        Ask("d1:ai2ee", 0);
        Datagram("x_2 two");
        Datagram("x_1 one");

        _sent.Should().Equal("x_1 d1:ai1ee", "x_2 d1:ai2ee");
        _told.Should().Equal("two", "one");
        _exchange.IsUp.Should().BeTrue();
    }

    [Fact]
    public void A_question_is_repeated_at_growing_intervals_under_the_same_cookie_and_given_up()
    {
        Ask("d1:ai1ee", 0);
        for (int ms = 0; ms <= 3000; ms += 10)
        {
            _exchange.OnTime(ms);
        }

        _sent.Where(static text => text.StartsWith("x_1 ", StringComparison.Ordinal)).Should().HaveCount(4); // at once, 200, 600, 1400
        _told.Should().Equal("silent");
        _exchange.Open.Should().BeLessThanOrEqualTo(1); // a ping
    }

    [Fact]
    public void An_answer_that_comes_twice_late_or_from_nowhere_is_a_stray()
    {
        Ask("de", 0);
        Datagram("x_1 one");
        Datagram("x_1 one");
        Datagram("y_1 one");
        Datagram("x_");
        Datagram("");
        Datagram("x_-1 one");

        _told.Should().Equal("one");
        _exchange.Strays.Should().Be(5);
    }

    [Fact]
    public void A_node_is_up_from_its_first_pong_and_down_after_two_missed()
    {
        var sent = new List<string>();
        var exchange = new NgExchange("x_", datagram => sent.Add(Encoding.UTF8.GetString(datagram)), new NgTimes());
        exchange.IsUp.Should().BeFalse();
        exchange.OnTime(0);
        exchange.OnDatagram(Encoding.ASCII.GetBytes(sent[0].Split(' ')[0] + " d6:result4:ponge"));
        exchange.IsUp.Should().BeTrue();

        int lastUp = 0;
        for (int ms = 0; ms < 20_000; ms += 50)
        {
            exchange.OnTime(ms);
            lastUp = exchange.IsUp ? ms : lastUp;
        }

        exchange.IsUp.Should().BeFalse();
        lastUp.Should().BeInRange(4000, 8000);
    }

    private void Ask(string text, long now) =>
        _exchange.Ask(Encoding.ASCII.GetBytes(text), now, reply => _told.Add(Encoding.ASCII.GetString(reply)), () => _told.Add("silent"));

    private void Datagram(string text) => _exchange.OnDatagram(Encoding.ASCII.GetBytes(text));
}
