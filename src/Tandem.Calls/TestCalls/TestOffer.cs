using System.Text;
using Tandem.Wire.Flows;

namespace Tandem.Calls.TestCalls;

/// <summary>
/// The SDP of a test call: G.711 both ways, named but without media (a=inactive, port 9 of RFC 4566's discard): it asks whether the carrier answers, not how it sounds.
/// </summary>
internal static class TestOffer
{
    public static byte[] For(in NetAddress local, long id)
    {
        string family = local.IsIPv4 ? "IP4" : "IP6";
        string address = local.ToIPAddress().ToString();
        return Encoding.ASCII.GetBytes(
            $"v=0\r\no=- {id} 1 IN {family} {address}\r\ns=-\r\nc=IN {family} {address}\r\nt=0 0\r\nm=audio 9 RTP/AVP 8 0 101\r\n"
            + "a=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=inactive\r\n");
    }
}
