using System.Text;
using Tandem.Media.Sdp;

namespace Tandem.Tests.Media.Sdp;

/// <summary>Descriptions as peers write them.</summary>
internal static class SdpTexts
{
    public static readonly string Phone = Lines(
        "v=0", "o=alice 2890844526 2890844526 IN IP4 10.1.1.7", "s=Phone", "i=A call", "u=http://phone.example", "e=alice@phone.example", "c=IN IP4 10.1.1.7", "b=AS:84", "t=0 0",
        "m=audio 49170 RTP/AVP 8 0 101", "a=rtpmap:8 PCMA/8000", "a=rtpmap:0 PCMU/8000", "a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-16", "a=ptime:20", "a=sendrecv",
        "a=rtcp:53020 IN IP4 10.1.1.8", "a=X-vendor:kept as it is");

    public static readonly string Answer = Lines(
        "v=0", "o=- 5 9 IN IP4 192.0.2.20", "s=-", "c=IN IP4 192.0.2.20", "t=0 0", "m=audio 30000 RTP/AVP 8 101", "a=rtpmap:8 PCMA/8000", "a=rtpmap:101 telephone-event/8000");

    public static readonly string Browser = Lines(
        "v=0", "o=- 4611731400430051336 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1", "a=extmap-allow-mixed", "a=ice-options:trickle",
        "a=fingerprint:sha-256 7B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08",
        "m=audio 54609 UDP/TLS/RTP/SAVPF 111 0 126", "c=IN IP4 203.0.113.50", "a=rtcp:54610 IN IP4 203.0.113.50",
        "a=candidate:1467250027 1 udp 2122260223 192.168.0.196 46243 typ host generation 0", "a=candidate:1467250027 2 udp 2122260222 192.168.0.196 56280 typ host generation 0",
        "a=ice-ufrag:8hhY", "a=ice-pwd:asd88fgpdd777uzjYhagZg", "a=setup:actpass", "a=mid:0", "a=rtcp-mux", "a=rtpmap:111 opus/48000/2", "a=fmtp:111 minptime=10;useinbandfec=1",
        "a=rtpmap:126 telephone-event/8000", "a=ssrc:361 cname:host",
        "m=video 60372 UDP/TLS/RTP/SAVPF 100", "c=IN IP4 203.0.113.50", "a=bundle-only", "a=mid:1", "a=rtcp-mux", "a=rtpmap:100 VP8/90000", "a=end-of-candidates");

    public static readonly string Fax = Lines(
        "v=0", "o=- 1 1 IN IP6 2001:db8::7", "s=-", "c=IN IP6 2001:db8::7", "t=0 0", "m=image 4010 udptl t38", "a=T38FaxVersion:0", "a=T38MaxBitRate:14400", "a=T38FaxUdpEC:t38UDPRedundancy");

    public static readonly string[] All = [Phone, Answer, Browser, Fax];

    public static string Lines(params string[] lines) => string.Join("\r\n", lines) + "\r\n";

    public static SdpDescription Read(string text)
    {
        var read = new SdpDescription();
        SdpParser.Parse(Encoding.UTF8.GetBytes(text), read).Should().Be(SdpFault.None);
        return read;
    }

    public static SdpFault Fault(string text) => SdpParser.Parse(Encoding.UTF8.GetBytes(text), new());
}
