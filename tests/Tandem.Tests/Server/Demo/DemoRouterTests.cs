using System.Net;
using System.Text;
using Tandem.Server.Demo;

namespace Tandem.Tests.Server.Demo;

public sealed class DemoRouterTests
{
    [Fact]
    public void It_writes_over_Contact_and_description_and_leaves_the_rest()
    {
        var router = new DemoRouter(IPAddress.Parse("127.0.0.41"));
        const string Body = "v=0\r\no=- 1 1 IN IP4 192.168.1.20\r\nc=IN IP4 192.168.1.20\r\n";
        string message = $"INVITE sip:44@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.168.1.20:5060;rport;branch=z9hG4bK1\r\nContact: <sip:192.168.1.20:5060>\r\nContent-Length: {Body.Length}\r\n\r\n{Body}";

        string passed = Encoding.UTF8.GetString(router.Pass(Encoding.UTF8.GetBytes(message)));

        passed.Should().Be(
            $"INVITE sip:44@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.168.1.20:5060;rport;branch=z9hG4bK1\r\nContact: <sip:127.0.0.41:61002>\r\nContent-Length: {Body.Length - 2}\r\n\r\n"
            + "v=0\r\no=- 1 1 IN IP4 192.168.1.20\r\nc=IN IP4 127.0.0.41\r\n");
    }
}
