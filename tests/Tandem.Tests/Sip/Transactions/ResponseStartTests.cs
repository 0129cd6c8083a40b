using System.Text;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;
using static Tandem.Tests.Sip.Transactions.TransactionBench;

namespace Tandem.Tests.Sip.Transactions;

public class ResponseStartTests
{
    private readonly TransactionBench _bench = new();

    private Flow Nat => Udp with { Remote = NetAddress.FromIPv4(0xC0000207, 40123) };

    private SipMessage Message(string via) => _bench.Parse(Encoding.UTF8.GetBytes(Request(via: via)));

    private string Written(string text, Flow flow, int status = 200)
    {
        var writer = new SipWriter();
        ResponseStart.Write(writer, _bench.Parse(Encoding.UTF8.GetBytes(text)), flow, status, default, new(1, 2));
        return Encoding.UTF8.GetString(writer.Written);
    }

    [Theory]
    [InlineData("10.0.0.1:5062;rport", "192.0.2.7:40123")] // RFC 3581 §4
    [InlineData("10.0.0.1:5062", "192.0.2.7:5062")] // RFC 3261 §18.2.2: received, and the port of sent-by
    [InlineData("10.0.0.1", "192.0.2.7:5060")]
    [InlineData("10.0.0.1:5062;rport;maddr=192.0.2.9", "192.0.2.9:5062")]
    [InlineData("10.0.0.1;maddr=[2001:db8::9]", "[2001:db8::9]:5060")]
    [InlineData("10.0.0.1:5062;rport;maddr=239.1.2.3", "192.0.2.7:40123")]
    [InlineData("10.0.0.1:5062;maddr=ff02::1", "192.0.2.7:5062")]
    [InlineData("10.0.0.1:5062;maddr=example.com", "192.0.2.7:5062")]
    public void An_answer_finds_its_way_by_itself(string via, string expected) =>
        ResponseStart.AddressFor(Message(via), Nat).Remote.ToString().Should().Be(expected);

    [Theory]
    [InlineData("10.0.0.1:5062", ResponseAddress.PacketSource, "192.0.2.7:40123")]
    [InlineData("10.0.0.1:5062;rport", ResponseAddress.SourceAndViaPort, "192.0.2.7:5062")]
    [InlineData("10.0.0.1:5062;rport", ResponseAddress.ViaAddress, "10.0.0.1:5062")]
    [InlineData("[2001:db8::1]:5062", ResponseAddress.ViaAddress, "[2001:db8::1]:5062")]
    [InlineData("10.0.0.1", ResponseAddress.ViaAddress, "10.0.0.1:5060")]
    [InlineData("gw.example.com:5062", ResponseAddress.ViaAddress, "192.0.2.7:5062")]
    public void Or_by_the_method_of_the_trunk(string via, ResponseAddress method, string expected) =>
        ResponseStart.AddressFor(Message(via), Nat, method).Remote.ToString().Should().Be(expected);

    [Theory]
    [InlineData(ResponseAddress.PacketSource)]
    [InlineData(ResponseAddress.SourceAndViaPort)]
    [InlineData(ResponseAddress.ViaAddress)]
    public void On_a_stream_the_connection_is_the_way_whatever_the_method(ResponseAddress method) =>
        ResponseStart.AddressFor(Message("10.0.0.1:5062;maddr=192.0.2.9"), Tcp, method).Should().Be(Tcp);

    [Theory]
    [InlineData("10.0.0.1:5062;rport", "10.0.0.1:5062;rport=40123;branch=z9hG4bKone;received=192.0.2.7")]
    [InlineData("10.0.0.1:5062;RPORT", "10.0.0.1:5062;RPORT=40123;branch=z9hG4bKone;received=192.0.2.7")]
    [InlineData("10.0.0.1:5062", "10.0.0.1:5062;branch=z9hG4bKone;received=192.0.2.7")]
    [InlineData("192.0.2.7:5062", "192.0.2.7:5062;branch=z9hG4bKone")]
    [InlineData("192.0.2.7:5062;rport", "192.0.2.7:5062;rport=40123;branch=z9hG4bKone;received=192.0.2.7")]
    [InlineData("10.0.0.1;x-rport=1;rport", "10.0.0.1;x-rport=1;rport=40123;branch=z9hG4bKone;received=192.0.2.7")]
    public void The_top_Via_tells_where_the_request_came_from(string via, string expected) =>
        Written(Request(via: via), Nat).Should().Contain($"Via: SIP/2.0/UDP {expected}\r\n");

    [Fact]
    public void An_IPv6_source_is_received_without_brackets()
    {
        Flow flow = Udp with { Remote = NetAddress.From(System.Net.IPAddress.Parse("2001:db8::7"), 5062) };
        Written(Request(via: "[2001:db8::1]:5062"), flow).Should().Contain(";received=2001:db8::7\r\n");
        Written(Request(via: "[2001:db8::7]:5062"), flow).Should().NotContain("received");
    }

    [Fact]
    public void All_Vias_and_the_rest_come_back_in_order()
    {
        string more = "Via: SIP/2.0/TCP a.example.com;branch=z9hG4bKa, SIP/2.0/UDP b.example.com;branch=z9hG4bKb\r\n"
            + "Record-Route: <sip:p1.example.com;lr>\r\nRecord-Route: <sip:p2.example.com;lr>\r\n";
        string answer = Written(Request(more: more), Udp);
        answer.Should().StartWith("SIP/2.0 200 OK\r\n");
        string[] vias = [.. answer.Split("\r\n").Where(l => l.StartsWith("Via:", StringComparison.Ordinal))];
        vias.Should().HaveCount(3);
        vias[1].Should().EndWith("SIP/2.0/TCP a.example.com;branch=z9hG4bKa");
        vias[2].Should().EndWith("SIP/2.0/UDP b.example.com;branch=z9hG4bKb");
        answer.Should().Contain("Record-Route: <sip:p1.example.com;lr>\r\nRecord-Route: <sip:p2.example.com;lr>\r\n")
            .And.Contain("From: <sip:2000@127.0.0.2>;tag=from-1\r\n")
            .And.Contain("To: <sip:1000@127.0.0.1>;tag=0000000100000002\r\n")
            .And.Contain("Call-ID: call-1\r\n").And.Contain("CSeq: 1 INVITE\r\n");
    }

    [Theory]
    [InlineData(100, "")]
    [InlineData(486, "")]
    [InlineData(200, "in-dialog")]
    public void Record_Route_comes_back_only_where_a_dialog_is_made(int status, string toTag)
    {
        string request = Request(toTag: toTag, more: "Record-Route: <sip:p1.example.com;lr>\r\n");
        Written(request, Udp, status).Should().NotContain("Record-Route");
    }

    [Fact]
    public void A_tag_that_is_there_stays()
    {
        Written(Request(toTag: "theirs"), Udp).Should().Contain("To: <sip:1000@127.0.0.1>;tag=theirs\r\n");
    }

    [Fact]
    public void What_a_faulty_request_lacks_its_answer_lacks()
    {
        string text = string.Join("\r\n", Request().Split("\r\n").Where(l => !l.StartsWith("To:", StringComparison.Ordinal)));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var message = new SipMessage { Buffer = bytes, Length = bytes.Length };
        SipParser.Parse(message).Should().NotBe(ParseFault.None);
        message.CanAnswer.Should().BeTrue();
        _bench.Table.RefuseStateless(message, Udp, 400, "Missing To");
        _bench.LastSent.Should().StartWith("SIP/2.0 400 Missing To\r\n")
            .And.Contain("Call-ID: call-1\r\n").And.NotContain("\r\nTo:");
    }
}
