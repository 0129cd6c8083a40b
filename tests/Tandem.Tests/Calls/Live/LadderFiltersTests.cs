using System.Text;
using Tandem.Calls.Live;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Live;

public sealed class LadderFiltersTests
{
    [Fact]
    public void A_call_is_found_by_all_its_Call_IDs_and_its_media_by_what_the_descriptions_say()
    {
        const string Described = "v=0\r\nc=IN IP4 192.0.2.2\r\nm=audio 40000 RTP/AVP 8\r\nm=video 0 RTP/AVP 99\r\nm=audio 40010 RTP/AVP 8\r\nc=IN IP6 2001:db8::5\r\nm=image 40020 udptl t38\r\n";
        IReadOnlyList<LadderFilter> filters = LadderFilters.Of([
            Message($"INVITE sip:b SIP/2.0\r\ni: a\"1\\@host\r\nCSeq: 1 INVITE\r\n\r\n{Described}"),
            Message("SIP/2.0 100 Trying\r\nCall-ID: a\"1\\@host\r\nCSeq: 1 INVITE\r\n\r\n"),
            Message("INVITE sip:c SIP/2.0\r\nCall-ID: second\r\nCSeq: 1 INVITE\r\n\r\n"),
        ]);

        const string All = """sip.Call-ID == "a\"1\\@host" || sip.Call-ID == "second" """;
        filters.Select(static one => one.Filter).Should().Equal(
            All.TrimEnd(),
            $"({All.TrimEnd()}) && (sip.Method == \"INVITE\" || sip.Status-Code)",
            $"({All.TrimEnd()}) && (sip.Contact contains \"192.168\" || sip.Contact contains \"10.\")",
            "(ip.addr == 192.0.2.2 && udp.port == 40000) || (ipv6.addr == 2001:db8::5 && udp.port == 40010) || (ip.addr == 192.0.2.2 && udp.port == 40020)");
    }

    [Fact]
    public void A_registration_is_found_by_its_own_and_nothing_by_nothing()
    {
        LadderFilters.Of([Message("REGISTER sip:b SIP/2.0\r\nCall-ID: x\r\n\r\n")]).Select(static one => one.Filter).Should()
            .Contain("(sip.Call-ID == \"x\") && (sip.Method == \"REGISTER\" || sip.Status-Code)").And.HaveCount(3);
        LadderFilters.Of([]).Should().BeEmpty();
        LadderFilters.Of([Message("noise")]).Should().BeEmpty();
    }

    private static LadderMessage Message(string text) =>
        new(0, false, DateTimeOffset.UnixEpoch, TransportKind.Udp, "192.0.2.10:5060", "192.0.2.2:5060", Encoding.UTF8.GetBytes(text));
}
