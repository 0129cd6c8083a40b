using System.Text;
using Tandem.Api.Shares;
using Tandem.Calls.Live;
using Tandem.Tests.Api.Cdrs;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Api.Shares;

public sealed class CarrierHostsTests
{
    private const string Ours = "203.0.113.1";
    private const string Caller = "198.51.100.7";

    private static readonly IReadOnlyList<LadderMessage> Messages =
    [
        At(0, false, $"INVITE sip:4420@{Ours} SIP/2.0\r\nVia: SIP/2.0/UDP {Caller}:5060\r\nFrom: <sip:1@pbx.acme.example>\r\nContact: <sip:1@{Caller}>\r\n\r\nc=IN IP4 {Caller}\r\n"),
        At(1, true,
            $"INVITE sip:4420@sip.northern.example:5080 SIP/2.0\r\nVia: SIP/2.0/UDP {Ours}:5060\r\nRoute: <sip:edge.northern.example;lr>\r\nFrom: <sip:1@switch.example>;tag=a\r\nTo: <sip:4420@northern.example>\r\n"
            + $"Contact: <sip:1@{Ours}>\r\n\r\no=- 1 1 IN IP4 {Ours}\r\nc=IN IP4 {Ours}\r\n"),
        At(1, false,
            $"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP {Ours}:5060;received={Ours}\r\nFrom: <sip:1@switch.example>;tag=a\r\nTo: <sip:4420@northern.example>;tag=b\r\nContact: <sip:gw@10.9.8.7:5060>\r\n"
            + "Record-Route: <sip:[2001:db8:5::1]:5060;lr>\r\nP-Asserted-Identity: <sip:4420@pop7.northern.example>\r\n\r\no=- 1 1 IN IP4 media.northern.example\r\nc=IN IP4 192.0.2.77/127\r\n"
            + "a=rtcp:4001 IN IP6 2001:db8:5::9\r\na=candidate:1 1 UDP 2130706431 192.0.2.78 4000 typ srflx raddr 10.9.8.1 rport 4000\r\n"),
        At(0, true, $"SIP/2.0 200 OK\r\nContact: <sip:{Ours}>\r\n\r\nc=IN IP4 192.0.2.77\r\n"),
        At(1, false, $"BYE sip:1@{Ours} SIP/2.0\r\nVia: SIP/2.0/UDP core.northern.example\r\nFrom: <sip:4420@northern.example>;tag=b\r\nTo: <sip:1@switch.example>;tag=a\r\n\r\n"),
        At(1, true, $"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP core.northern.example\r\nFrom: <sip:4420@northern.example>;tag=b\r\nTo: <sip:1@switch.example>;tag=a\r\n\r\n"),
    ];

    [Fact]
    public void What_a_carrier_writes_and_is_called_by_is_his_and_neither_ours_nor_the_callers() =>
        CarrierHosts.Of(Messages, new HashSet<string> { Ours, Caller }).Should().BeEquivalentTo(
            "sip.northern.example", "edge.northern.example", "northern.example", "10.9.8.7", "2001:db8:5::1", "pop7.northern.example", "media.northern.example", "192.0.2.77", "2001:db8:5::9", "192.0.2.78",
            "10.9.8.1", "core.northern.example");

    [Fact]
    public void A_held_call_and_nobodys_name_are_no_place() =>
        CarrierHosts.Of([At(1, false, "SIP/2.0 200 OK\r\nContact: <sip:anonymous.invalid>\r\n\r\nc=IN IP4 0.0.0.0\r\n")], new HashSet<string>()).Should().BeEmpty();

    [Theory]
    [InlineData("c=IN IP4 10.0.0.1\r\n", "10.0.0.1", "c=IN IP4 ********\r\n")]
    [InlineData("<sip:gw@10.0.0.1:5060>, 10.0.0.1.", "10.0.0.1", "<sip:gw@********:5060>, ********.")]
    [InlineData("10.0.0.12 110.0.0.1 10.0.0.1.5 x10.0.0.1", "10.0.0.1", "10.0.0.12 110.0.0.1 10.0.0.1.5 x10.0.0.1")]
    [InlineData("[2001:db8::5]:5060 2001:db8::51 2001:db8::5", "2001:db8::5", "[***********]:5060 2001:db8::51 ***********")]
    [InlineData("SBC.Carrier.example, pop.sbc.carrier.example", "sbc.carrier.example", "*******************, pop.*******************")]
    [InlineData("sbc.carrier.example.org", "sbc.carrier.example", "sbc.carrier.example.org")]
    public void A_host_is_hidden_where_it_stands_as_a_whole_and_no_length_changes(string text, string host, string hidden) =>
        CarrierHosts.Hide(text, host, '*').Should().Be(hidden).And.HaveLength(text.Length);

    [Fact]
    public void A_shared_record_tells_none_of_them_in_messages_and_sentences()
    {
        Tandem.Billing.Cdrs.Cdr cdr = SampleCdrs.Answered(1);
        cdr.SourceIp = Caller;
        CarrierNames names = new(cdr, Messages, static _ => false);
        string all = string.Concat(Messages.Select(names.Message).Select(static message => Encoding.Latin1.GetString(message.Message)));
        all.Should().NotContainAny("northern", "192.0.2.7", "10.9.8", "2001:db8:5").And.Contain(Ours).And.Contain(Caller).And.Contain("switch.example").And.Contain("pbx.acme.example");
        all.Length.Should().Be(Messages.Sum(static message => message.Message.Length));
        names.Of("10.9.8.7:5060").Should().Be("********:5060");
        names.Of("no answer from sip.northern.example").Should().Be("no answer from ********************");
    }

    [Fact]
    public void A_message_made_to_be_slow_is_read_in_time()
    {
        string evil = "INVITE sip:" + new string('a', 60_000) + "\r\nContact: " + string.Concat(Enumerable.Repeat("sip:", 15_000)) + "\r\na=candidate:" + new string(' ', 60_000);
        CarrierHosts.Of([At(1, false, evil), At(1, true, evil)], new HashSet<string>()).Should().NotBeNull();
    }

    private static LadderMessage At(int leg, bool isSent, string text) =>
        new(leg, isSent, SampleCdrs.Noon, TransportKind.Udp, $"{Ours}:5060", leg == 0 ? $"{Caller}:5060" : "192.0.2.70:5060", Encoding.Latin1.GetBytes(text));
}
