using System.Net.Sockets;
using Tandem.Media.Ice;
using Tandem.Media.Turn;
using Tandem.Tests.Media.Relay;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Turn;

public sealed class BindingTests : IDisposable
{
    private static readonly byte[] ChangeBoth = [0, 0, 0, 6];
    private readonly TurnBench _bench = new(points: 2);
    private readonly Socket _client = RelayBench.Peer("127.0.0.2");

    private NetAddress Alternate => _bench.Points[1];

    [Fact]
    public void A_client_is_told_where_it_comes_from_in_hardly_more_octets_than_it_has_sent()
    {
        using var bench = new TurnBench();
        using TurnPhone phone = bench.Phone();
        phone.Ask(StunMessage.BindingRequest).Should().Be(0);
        phone.Mapped.Should().Be(RelayBench.At(phone.Socket));
        phone.Answer.Should().HaveCount(32, "20 were asked");
        phone.Ask(StunMessage.BindingRequest, (StunAttribute.ChangeRequest, ChangeBoth)).Should().Be(420, "there is nothing to change to");
        phone.Ask(StunMessage.BindingRequest, (StunAttribute.ResponsePort, [1, 0, 0, 0])).Should().Be(420);
        phone.Ask(StunMessage.BindingRequest, (StunAttribute.Padding, new byte[64])).Should().Be(420);
    }

    [Fact]
    public void Over_IPv6_bare_questions_are_answered_with_44_octets_and_so_not_often()
    {
        using var bench = new TurnBench(at: ["::1"]);
        using Socket client = RelayBench.Peer("::1");
        int answered = 0;
        for (int i = 0; i < 2 * LongAnswers.PerSecond; i++)
        {
            bench.Send(client, Request(), bench.Point);
            answered += RelayBench.Got(client).Count(static answer => answer.Length == 44);
        }

        answered.Should().Be(LongAnswers.PerSecond);
        bench.Send(client, Request(((StunAttribute)0x8022, new byte[4])), bench.Point);
        RelayBench.Got(client).Should().ContainSingle("it is padded");
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        bench.Send(client, Request(), bench.Point);
        RelayBench.Got(client).Should().ContainSingle();
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(4, 1, 0)]
    [InlineData(6, 1, 1)]
    public void The_answer_comes_from_the_other_address_or_port_as_the_client_asks(byte change, int address, int port)
    {
        (NetAddress from, byte[] answer) = Ask(Request((StunAttribute.ChangeRequest, [0, 0, 0, change])));
        NetAddress expected = new(_bench.Points[address].Ip, _bench.Points[port].Port);
        from.Should().Be(expected);
        Plain(answer, StunAttribute.ResponseOrigin).Should().Be(expected);
        Plain(answer, StunAttribute.OtherAddress).Should().Be(Alternate, "both other, as seen from where it was asked");
        StunMessage.TryReadAddress(answer, TurnPhone.Value(answer, StunAttribute.XorMappedAddress), out NetAddress mapped).Should().BeTrue();
        mapped.Should().Be(RelayBench.At(_client));
    }

    [Fact]
    public void The_answer_goes_to_another_port_of_the_same_host()
    {
        using Socket other = RelayBench.Peer("127.0.0.2");
        ushort port = RelayBench.At(other).Port;
        _bench.Send(_client, Request((StunAttribute.ResponsePort, [(byte)(port >> 8), (byte)port, 0, 0])), _bench.Point);
        RelayBench.Got(_client).Should().BeEmpty();
        RelayBench.Got(other).Should().ContainSingle();
    }

    [Fact]
    public void Padding_is_answered_with_as_much_and_no_more()
    {
        byte[] request = Request((StunAttribute.Padding, new byte[400]));
        (_, byte[] answer) = Ask(request);
        TurnPhone.Value(answer, StunAttribute.Padding).Should().HaveCount(400);
        (answer.Length - request.Length).Should().BeLessThan(40);
    }

    [Fact]
    public void A_client_of_RFC_3489_gets_what_it_knows()
    {
        byte[] request = Request((StunAttribute.ChangeRequest, [0, 0, 0, 0]));
        request[4] = 0x99; // no cookie
        (_, byte[] answer) = Ask(request);
        answer[4..20].Should().Equal(request[4..20]);
        Plain(answer, StunAttribute.MappedAddress).Should().Be(RelayBench.At(_client));
        Plain(answer, StunAttribute.SourceAddress).Should().Be(_bench.Point);
        Plain(answer, StunAttribute.ChangedAddress).Should().Be(Alternate);
        TurnPhone.Value(answer, StunAttribute.XorMappedAddress).Should().BeEmpty();
        byte[] reflected = Request(((StunAttribute)0x0002, [0, 1, 0, 9, 127, 0, 0, 3]));
        reflected[4] = 0x99;
        TurnPhone.CodeOf(Ask(reflected).Answer).Should().Be(420, "RESPONSE-ADDRESS would aim answers at others");
    }

    [Fact]
    public void What_must_be_understood_and_is_not_is_named()
    {
        (_, byte[] answer) = Ask(Request(((StunAttribute)0x7777, [1, 2, 3, 4]), ((StunAttribute)0x9999, [1]), ((StunAttribute)0x0024, [1, 2, 3, 4])));
        TurnPhone.CodeOf(answer).Should().Be(420);
        TurnPhone.Value(answer, StunAttribute.UnknownAttributes).Should().Equal(0x77, 0x77, 0, 0x24);
        _bench.Count(TurnCount.UnknownAttribute).Should().Be(1);
    }

    [Fact]
    public void An_indication_is_not_answered()
    {
        _bench.Send(_client, Message(StunMessage.BindingIndication), _bench.Point);
        _bench.Send(_client, Message(StunMessage.BindingSuccess), _bench.Point);
        RelayBench.Got(_client).Should().BeEmpty("an answer to an answer would go on for ever");
    }

    public void Dispose()
    {
        _client.Dispose();
        _bench.Dispose();
    }

    private static byte[] Request(params (StunAttribute Type, byte[] Value)[] attributes) => Message(StunMessage.BindingRequest, attributes);

    private static byte[] Message(ushort type, params (StunAttribute Type, byte[] Value)[] attributes)
    {
        byte[] into = new byte[2048];
        var writer = new StunWriter(into, type, [0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        foreach ((StunAttribute attribute, byte[] value) in attributes)
        {
            writer.Add(attribute, value);
        }

        return writer.End().ToArray();
    }

    private static NetAddress Plain(byte[] message, StunAttribute type)
    {
        byte[] value = TurnPhone.Value(message, type);
        return TurnBench.Address(new System.Net.IPAddress(value[4..]).ToString(), (value[2] << 8) | value[3]);
    }

    private (NetAddress From, byte[] Answer) Ask(byte[] request)
    {
        _bench.Send(_client, request, _bench.Point);
        System.Net.EndPoint from = new System.Net.IPEndPoint(System.Net.IPAddress.Any, 0);
        byte[] buffer = new byte[2048];
        int length = _client.ReceiveFrom(buffer, ref from);
        return (NetAddress.From((System.Net.IPEndPoint)from), buffer[..length]);
    }
}
