using System.Net;
using Microsoft.Extensions.Time.Testing;
using Tandem.Calls.Registration;
using Tandem.Media.Ice;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Registration;

/// <summary>STUN on the SIP port: RFC 5626 §3.5.2.</summary>
public sealed class StunKeepAlivesTests
{
    private static readonly Flow Datagrams = new(TransportKind.Udp, 0, 0, NetAddress.From(IPAddress.Loopback, 5060), NetAddress.From(IPAddress.Parse("198.51.100.7"), 40_000));
    private readonly Far _far = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StunKeepAlives _desk;

    public StunKeepAlivesTests() => _desk = new(_far, _far, _time);

    [Fact]
    public void A_question_is_told_where_it_came_from_and_nothing_else()
    {
        byte[] question = Question();
        _desk.OnMessage(Datagrams, question);

        byte[] answer = _far.Sent.Should().ContainSingle().Subject;
        answer.Should().HaveCount(32, "20 were asked");
        StunMessage.TypeOf(answer).Should().Be(StunMessage.BindingSuccess);
        answer.AsSpan(4, 16).ToArray().Should().Equal(question.AsSpan(4, 16).ToArray());
        Mapped(answer).Should().Be(Datagrams.Remote);
        (_desk.Answered, _desk.Told, _far.Passed.Count).Should().Be((1, 0, 0));
    }

    [Fact]
    public void Over_IPv6_the_answer_has_44_octets_which_with_the_network_headers_is_less_than_twice_the_question()
    {
        Flow flow = Datagrams with { Remote = NetAddress.From(IPAddress.Parse("2001:db8::7"), 40_000) };
        _desk.OnMessage(flow, Question());

        byte[] answer = _far.Sent.Should().ContainSingle().Subject;
        Mapped(answer).Should().Be(flow.Remote);
        (answer.Length + 48).Should().BeLessThan(2 * (20 + 48));
    }

    [Fact]
    public void Answers_of_more_than_twice_the_question_are_few_a_second_for_each_network_and_those_of_padded_questions_are_not_counted()
    {
        byte[] room = new byte[64];
        var writer = new StunWriter(room, StunMessage.BindingRequest, Question().AsSpan(4));
        writer.Begin((StunAttribute)0x8022, 4).Clear(); // SOFTWARE
        byte[] longer = writer.End().ToArray();
        for (int i = 0; i < 3 * LongAnswers.PerSecond; i++)
        {
            _desk.OnMessage(Datagrams with { Remote = NetAddress.From(IPAddress.Parse($"2001:db8::{i:x}"), 40_000) }, Question());
        }

        _far.Sent.Should().HaveCount(LongAnswers.PerSecond, "they are of one /64");
        _desk.OnMessage(Datagrams with { Remote = NetAddress.From(IPAddress.Parse("2001:db8::7"), 40_000) }, longer);
        _desk.OnMessage(Datagrams with { Remote = NetAddress.From(IPAddress.Parse("2001:db8:0:1::7"), 40_000) }, Question());
        _desk.OnMessage(Datagrams, Question());
        _far.Sent.Should().HaveCount(LongAnswers.PerSecond + 3);

        _time.Advance(TimeSpan.FromSeconds(1));
        _desk.OnMessage(Datagrams with { Remote = NetAddress.From(IPAddress.Parse("2001:db8::7"), 40_000) }, Question());
        _far.Sent.Should().HaveCount(LongAnswers.PerSecond + 4);
    }

    [Fact]
    public void A_fingerprint_is_answered_with_one()
    {
        byte[] room = new byte[64];
        var writer = new StunWriter(room, StunMessage.BindingRequest, Question().AsSpan(4));
        writer.AddFingerprint();
        _desk.OnMessage(Datagrams, writer.End());

        byte[] answer = _far.Sent.Should().ContainSingle().Subject;
        answer.Should().HaveCount(40);
        StunSeal.HasFingerprint(answer).Should().BeTrue();
    }

    [Fact]
    public void What_would_aim_the_answer_elsewhere_is_refused_in_fewer_than_twice_the_octets()
    {
        for (int count = 1; count <= 8; count++)
        {
            byte[] room = new byte[256];
            var writer = new StunWriter(room, StunMessage.BindingRequest, Question().AsSpan(4));
            for (int i = 0; i < count; i++)
            {
                writer.Add(i % 2 == 0 ? StunAttribute.ResponsePort : StunAttribute.ChangeRequest, 6u);
            }

            _far.Sent.Clear();
            byte[] question = writer.End().ToArray();
            _desk.OnMessage(Datagrams, question);

            byte[] answer = _far.Sent.Should().ContainSingle().Subject;
            StunMessage.TypeOf(answer).Should().Be(StunMessage.BindingError);
            answer.Length.Should().BeLessThan(2 * question.Length);
        }
    }

    [Fact]
    public void An_indication_is_taken_and_wants_no_answer()
    {
        byte[] told = Question();
        told[1] = 0x11;
        _desk.OnMessage(Datagrams, told);

        (_desk.Told, _far.Sent.Count, _far.Passed.Count).Should().Be((1, 0, 0));
    }

    [Fact]
    public void Everything_else_goes_on_as_it_came()
    {
        byte[] question = Question();
        byte[] noCookie = [.. question];
        noCookie[4] = 0;
        byte[] allocate = [.. question];
        allocate[1] = 3;
        byte[][] others = ["OPTIONS sip:a SIP/2.0\r\n\r\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), [], [0], noCookie, allocate, question[..19], [.. question, 0], [0x80, .. question[1..]]];
        foreach (byte[] other in others)
        {
            _desk.OnMessage(Datagrams, other);
        }

        _desk.OnMessage(Datagrams with { Transport = TransportKind.Tcp, Connection = 1 }, question);

        _far.Passed.Should().BeEquivalentTo([.. others, question], static options => options.WithStrictOrdering());
        _far.Sent.Should().BeEmpty();
    }

    [Fact]
    public void Noise_in_a_question_never_throws_and_is_never_answered_with_more_than_twice_of_it()
    {
        var random = new Random(3);
        for (int i = 0; i < 50_000; i++)
        {
            byte[] noise = new byte[20 + (4 * random.Next(20))];
            random.NextBytes(noise.AsSpan(20));
            Question().AsSpan().CopyTo(noise);
            noise[3] = (byte)(noise.Length - 20);
            if (noise.Length > 20)
            {
                noise[20] = (byte)random.Next(2);
                noise[22] = 0;
            }

            _far.Sent.Clear();
            _desk.OnMessage(Datagrams, noise);
            _far.Sent.Sum(static one => one.Length).Should().BeLessThanOrEqualTo(2 * noise.Length);
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var quiet = new StunKeepAlives(_far, new Nowhere(), _time);
        byte[] question = Question();
        Allocated.By(() => quiet.OnMessage(Datagrams, question)).Should().Be(0);
    }

    private static byte[] Question() => [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    private static NetAddress Mapped(byte[] answer)
    {
        StunMessage.TryFind(answer, StunAttribute.XorMappedAddress, out ReadOnlySpan<byte> value, out _).Should().BeTrue();
        StunMessage.TryReadAddress(answer, value, out NetAddress mapped).Should().BeTrue();
        return mapped;
    }

    private sealed class Far : IWireSink, IWire
    {
        public List<byte[]> Passed { get; } = [];

        public List<byte[]> Sent { get; } = [];

        public void OnMessage(in Flow flow, ReadOnlySpan<byte> message) => Passed.Add(message.ToArray());

        public void OnEndOfRead(bool maySpare)
        {
            // Nothing is gathered.
        }

        public void OnClosed(in Flow flow)
        {
            // No streams here.
        }

        public bool Send(in Flow flow, ReadOnlySpan<byte> message)
        {
            Sent.Add(message.ToArray());
            return true;
        }

        public bool TryRoute(TransportKind transport, NetAddress remote, out Flow flow) => TryRoute(transport, default, remote, out flow);

        public bool TryRoute(TransportKind transport, NetAddress local, NetAddress remote, out Flow flow)
        {
            flow = default;
            return false;
        }
    }

    private sealed class Nowhere : IWire
    {
        public bool Send(in Flow flow, ReadOnlySpan<byte> message) => true;

        public bool TryRoute(TransportKind transport, NetAddress remote, out Flow flow) => TryRoute(transport, default, remote, out flow);

        public bool TryRoute(TransportKind transport, NetAddress local, NetAddress remote, out Flow flow)
        {
            flow = default;
            return false;
        }
    }
}
