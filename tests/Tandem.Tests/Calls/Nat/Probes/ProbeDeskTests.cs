using System.Net;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Tandem.Calls.Nat.Probes;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Nat.Probes;

/// <summary>The switch's side of nat-check: gives back what came, and can't be made to send more than it got, or to others.</summary>
public sealed class ProbeDeskTests : IDisposable
{
    private static readonly NetAddress Here = NetAddress.From(IPAddress.Parse("198.51.100.1"), 5060);
    private readonly FakeTimeProvider _time = new();
    private readonly SentWire _wire = new();
    private readonly PassedOn _passedOn = new();
    private readonly ProbeDesk _desk;
    private bool _mayHear = true;

    public ProbeDeskTests()
    {
        BoundListener[] listeners = [new(0, TransportKind.Udp, Here), new(1, TransportKind.Tcp, Here), new(2, TransportKind.Udp, Here with { Port = 5080 }), new(3, TransportKind.Udp, NetAddress.From(IPAddress.Loopback, 5090))];
        _desk = new(_passedOn, _wire, listeners, _ => _mayHear, _time);
    }

    [Fact]
    public void What_came_goes_back_byte_for_byte_without_the_padding()
    {
        ProbeAnswer answer = Ask(Probe()) ?? throw new InvalidOperationException("no answer");
        answer.What.Should().Be("echo");
        answer.Source.Should().Be(From(0));
        answer.Ports.Should().Equal(5060, 5080);
        ProbeDifference.Between(Probe().Expected(), answer.Arrived).Should().BeEmpty();
        answer.Arrived.Should().Equal(Probe().Expected());
    }

    [Fact]
    public void No_address_of_the_probe_stands_readable_in_the_answers_body()
    {
        Ask(Probe());
        ReadOnlySpan<byte> sent = _wire.Sent[^1].Message;
        int body = sent.IndexOf("\r\n\r\n"u8) + 4;
        sent[body..].IndexOf("192.168.1.10"u8).Should().Be(-1, "an ALG on the way back would mend the evidence");
    }

    [Theory]
    [InlineData("OPTIONS", "192.168.1.10")]
    [InlineData("INVITE", "192.168.254.254")]
    [InlineData("REGISTER", "fd00:1234:5678:9abc:def0:1234:5678:9abc")]
    public void An_answer_is_never_longer_than_its_question(string method, string own)
    {
        byte[] question = (Probe() with { Method = method, Own = NetAddress.From(IPAddress.Parse(own), 65_535), Host = "a-long-name-of-a-switch.example.com" }).ToBytes();
        Ask(question).Should().NotBeNull();
        _wire.Sent[^1].Message.Length.Should().BeLessThanOrEqualTo(question.Length);
    }

    [Fact]
    public void A_question_without_padding_is_not_answered()
    {
        Ask(Probe().Expected()).Should().BeNull();
        _desk.Refused.Should().Be(1);
    }

    [Fact]
    public void The_answer_goes_to_whom_the_question_came_from_and_from_the_port_that_was_asked()
    {
        Ask(Probe());
        (Flow flow, _) = _wire.Sent[^1];
        flow.Should().Be(FlowOf(0));
    }

    [Fact]
    public void With_the_cookie_the_answer_comes_from_the_other_port()
    {
        string cookie = Ask(Probe())!.Cookie;
        Ask(Probe() with { Order = $"other {cookie}" })!.What.Should().Be("other");
        (Flow flow, _) = _wire.Sent[^1];
        (flow.Listener, flow.Local.Port, flow.Remote).Should().Be((2, 5080, From(0)));
    }

    [Fact]
    public void Without_the_cookie_of_that_address_only_an_echo_is_given()
    {
        string cookie = Ask(Probe())!.Cookie;
        Ask((Probe() with { Order = $"other {cookie}" }).ToBytes(), sender: 1).Should().BeNull();
        Ask(Probe() with { Order = "after 30 0000000000000001" }).Should().BeNull();
        Ask(Probe() with { Order = "anything" }).Should().BeNull();
        _desk.Waiting.Should().Be(0);
    }

    [Fact]
    public void A_late_answer_comes_when_the_silence_is_over_and_both_together_are_no_longer_than_the_question()
    {
        string cookie = Ask(Probe())!.Cookie;
        ProbeQuestion question = Probe() with { Order = $"after 30 {cookie}" };
        Ask(question)!.What.Should().Be("waits");
        int first = _wire.Sent[^1].Message.Length;
        int sent = _wire.Sent.Count;
        _time.Advance(TimeSpan.FromSeconds(29));
        _wire.Sent.Count.Should().Be(sent);
        _time.Advance(TimeSpan.FromSeconds(2));
        _wire.Sent.Count.Should().Be(sent + 1);
        (Flow flow, byte[] late) = _wire.Sent[^1];
        flow.Should().Be(FlowOf(0));
        ProbeAnswer.TryRead(late, out ProbeAnswer? answer).Should().BeTrue();
        answer!.What.Should().Be("after");
        (first + late.Length).Should().BeLessThanOrEqualTo(question.ToBytes().Length);
        _desk.Waiting.Should().Be(0);
    }

    [Fact]
    public void One_source_has_few_late_answers_and_few_answers_a_second()
    {
        string cookie = Ask(Probe())!.Cookie;
        int taken = Enumerable.Range(0, 20).Count(_ => Ask(Probe() with { Order = $"after 600 {cookie}" }) is not null);
        taken.Should().Be(8);
        int answered = Enumerable.Range(0, 100).Count(_ => Ask(Probe()) is not null);
        answered.Should().Be(40 - 21, "a burst of forty, of which 21 were asked for before");
        Ask(Probe().ToBytes(), sender: 1).Should().NotBeNull("another source has its own");
        _time.Advance(TimeSpan.FromSeconds(1));
        Enumerable.Range(0, 100).Count(_ => Ask(Probe()) is not null).Should().Be(5);
    }

    [Fact]
    public void Who_may_hear_nothing_hears_nothing()
    {
        _mayHear = false;
        Ask(Probe()).Should().BeNull();
    }

    [Fact]
    public void Other_messages_go_on_untouched()
    {
        byte[] other = Encoding.ASCII.GetBytes(new AgentMessage().Text());
        _desk.OnMessage(FlowOf(0), other);
        _passedOn.Messages.Should().ContainSingle().Which.Should().Equal(other);
        _wire.Sent.Should().BeEmpty();
    }

    [Fact]
    public void No_bytes_make_it_throw_or_answer_at_length()
    {
        byte[] seed = Probe().ToBytes();
        Gen.Select(Gen.Select(Gen.Int[0, 1399], Gen.Byte).Array[0, 10], Gen.Int[0, 1400]).Sample(
            (changes, length) =>
            {
                byte[] bytes = [.. seed.AsSpan(0, length)];
                foreach ((int at, byte value) in changes)
                {
                    if (bytes.Length > 0)
                    {
                        bytes[at % bytes.Length] = value;
                    }
                }

                int sent = _wire.Sent.Count;
                _time.Advance(TimeSpan.FromSeconds(1));
                _desk.OnMessage(FlowOf(0), bytes);
                if (_wire.Sent.Count > sent && _wire.Sent[^1].Message.Length > bytes.Length)
                {
                    throw new InvalidOperationException("An answer was longer than its question.");
                }
            },
            iter: 20_000,
            threads: 1);
    }

    public void Dispose() => _desk.Dispose();

    private static ProbeQuestion Probe() => new()
    {
        Method = "REGISTER",
        Host = "198.51.100.1",
        Own = NetAddress.From(IPAddress.Parse("192.168.1.10"), 5060),
        Token = "nc0123456789ab",
    };

    private static NetAddress From(int sender) => NetAddress.From(IPAddress.Parse($"203.0.113.{7 + sender}"), 40_001);

    private static Flow FlowOf(int sender) => new(TransportKind.Udp, 0, 0, Here, From(sender));

    private ProbeAnswer? Ask(ProbeQuestion question) => Ask(question.ToBytes());

    private ProbeAnswer? Ask(byte[] question, int sender = 0)
    {
        int sent = _wire.Sent.Count;
        _desk.OnMessage(FlowOf(sender), question);
        return _wire.Sent.Count > sent && ProbeAnswer.TryRead(_wire.Sent[sent].Message, out ProbeAnswer? answer) ? answer : null;
    }

    private sealed class SentWire : IWire
    {
        public List<(Flow Flow, byte[] Message)> Sent { get; } = [];

        public bool Send(in Flow flow, ReadOnlySpan<byte> message)
        {
            Sent.Add((flow, message.ToArray()));
            return true;
        }

        public bool TryRoute(TransportKind transport, NetAddress remote, out Flow flow) => TryRoute(transport, Here, remote, out flow);

        public bool TryRoute(TransportKind transport, NetAddress local, NetAddress remote, out Flow flow)
        {
            flow = new(transport, 0, 0, local, remote);
            return true;
        }
    }

    private sealed class PassedOn : IWireSink
    {
        public List<byte[]> Messages { get; } = [];

        public void OnMessage(in Flow flow, ReadOnlySpan<byte> message) => Messages.Add(message.ToArray());

        public void OnEndOfRead(bool maySpare)
        {
            // Nothing is gathered.
        }

        public void OnClosed(in Flow flow)
        {
            // No streams here.
        }
    }
}
