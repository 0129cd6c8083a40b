using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tandem.Calls.Live;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Api.SipMessages;

public sealed class SipMessagesApiTests
{
    private const string Path = "/api/v1/sip-messages";

    [Fact]
    public async Task They_are_listed_newest_first_with_why_they_are_there()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Take(host, "192.0.2.1:5060", StrayReason.Malformed, "CSeqMissing", "OPTIONS sip:x SIP/2.0\r\nAuthorization: Basic c2VjcmV0\r\n\r\n");
        host.Recent.Take(Of("192.0.2.1:5060"), sent: true, StrayReason.Malformed, "CSeqMissing", "SIP/2.0 400 Missing CSeq\r\n\r\n"u8);

        JsonArray items = (await host.GetAsync(Path)).Json["items"]!.AsArray();
        items.Select(static one => $"{one!["number"]} {one["direction"]} {one["transport"]} {one["local"]} {one["remote"]} {one["reason"]} {one["detail"]} {one["startLine"]}").Should().Equal(
            "2 sent udp 192.0.2.10:5060 192.0.2.1:5060 malformed cSeqMissing SIP/2.0 400 Missing CSeq", "1 received udp 192.0.2.10:5060 192.0.2.1:5060 malformed cSeqMissing OPTIONS sip:x SIP/2.0");
        items[1]!["message"]!.ToString().Should().Be("OPTIONS sip:x SIP/2.0\r\nAuthorization: ***** ********\r\n\r\n");
        items[1]!["isCut"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task Pages_follow_each_other_while_others_come()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        for (int i = 1; i <= 5; i++)
        {
            Take(host, $"192.0.2.{i}:5060", StrayReason.Options, "", $"{i}");
        }

        ApiAnswer first = await host.GetAsync($"{Path}?limit=2");
        Take(host, "192.0.2.9:5060", StrayReason.Options, "", "6");
        ApiAnswer second = await host.GetAsync($"{Path}?limit=2&cursor={first.Json["next"]}");
        ApiAnswer third = await host.GetAsync($"{Path}?limit=2&cursor={second.Json["next"]}");
        new[] { first, second, third }.SelectMany(static page => page.Json["items"]!.AsArray()).Select(static one => one!["message"]!.ToString()).Should().Equal("5", "4", "3", "2", "1");
        third.Json["next"].Should().BeNull();
    }

    [Fact]
    public async Task They_are_found_by_source_and_reason_and_downloaded()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Take(host, "192.0.2.1:5060", StrayReason.Options, "", "OPTIONS sip:one SIP/2.0\r\n\r\n");
        Take(host, "192.0.2.1:5060", StrayReason.IllegalCall, "", "INVITE sip:two SIP/2.0\r\n\r\n");
        Take(host, "203.0.113.1:5060", StrayReason.Options, "", "OPTIONS sip:three SIP/2.0\r\n\r\n");

        (await host.GetAsync($"{Path}?source=192.0.2.0/24&reason=options")).Json["items"]!.AsArray().Should().ContainSingle().Which!["startLine"]!.ToString().Should().Be("OPTIONS sip:one SIP/2.0");
        (await host.GetAsync($"{Path}?since=2126-01-01T00:00:00Z")).Json["items"]!.AsArray().Should().BeEmpty();
        byte[] pcap = await host.Client.GetByteArrayAsync($"{Path}/pcap?source=192.0.2.1");
        pcap.Should().StartWith([0xd4, 0xc3, 0xb2, 0xa1]);
        string text = Encoding.Latin1.GetString(pcap);
        text.IndexOf("sip:one", StringComparison.Ordinal).Should().BePositive().And.BeLessThan(text.IndexOf("sip:two", StringComparison.Ordinal));
        text.Should().NotContain("sip:three");
        (await host.GetAsync($"{Path}/pcap?format=pcapng")).MediaType.Should().Be("application/x-pcapng");
    }

    [Theory]
    [InlineData("source=nobody", "source")]
    [InlineData("since=yesterday&reason=boredom", "since reason")]
    [InlineData("limit=0", "limit")]
    public async Task What_can_not_be_asked_is_refused(string query, string paths)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        foreach (string path in new[] { Path, $"{Path}/pcap" })
        {
            ApiAnswer answer = await host.GetAsync($"{path}?{query}");
            answer.Status.Should().Be(HttpStatusCode.BadRequest);
            string.Join(' ', answer.ErrorPaths).Should().Be(paths);
        }
    }

    [Fact]
    public async Task Who_is_limited_to_accounts_does_not_see_them()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        using HttpClient customer = await host.ClientOfAsync("customer", "acme");
        (await customer.GetAsync(Path)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        using HttpClient nobody = host.NewClient();
        (await nobody.GetAsync(Path)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static Flow Of(string remote) => new(TransportKind.Udp, 0, 0, TestWire.Address("192.0.2.10:5060"), TestWire.Address(remote));

    private static void Take(ApiHost host, string remote, StrayReason reason, string detail, string message) =>
        host.Recent.Take(Of(remote), sent: false, reason, detail, Encoding.UTF8.GetBytes(message));
}
