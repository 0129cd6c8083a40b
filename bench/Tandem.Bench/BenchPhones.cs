using System.Globalization;
using System.Text;
using Tandem.Sip.Auth;
using Tandem.Sip.Messages;

namespace Tandem.Bench;

/// <summary>The phones of the registration benches: what each says.</summary>
internal static class BenchPhones
{
    public const string Password = "secret";

    public static string Number(int i) => (10_000_000 + i).ToString(CultureInfo.InvariantCulture);

    public static byte[] Register(int i, int cseq, string credentials) => Encoding.ASCII.GetBytes(
        $"REGISTER sip:tandem.example SIP/2.0\r\nVia: SIP/2.0/UDP 192.168.1.{i % 250}:5060;branch=z9hG4bK{i:x}-{cseq};rport\r\nMax-Forwards: 70\r\n"
        + $"From: <sip:{Number(i)}@tandem.example>;tag={i:x}\r\nTo: <sip:{Number(i)}@tandem.example>\r\nCall-ID: {i:x8}5f3a9c1e-7b64-4d2e@192.168.1.{i % 250}\r\nCSeq: {cseq} REGISTER\r\n"
        + $"Contact: <sip:{Number(i)}@192.168.1.{i % 250}:5060;transport=udp>;+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-{i:x12}>\"\r\n{credentials}"
        + "User-Agent: Bench phone 1.0\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE\r\nExpires: 300\r\nContent-Length: 0\r\n\r\n");

    /// <summary>The Authorization line that answers a 401.</summary>
    public static string Credentials(int i, byte[] challenge)
    {
        var message = new SipMessage { Buffer = challenge, Length = challenge.Length };
        SipParser.Parse(message);
        var login = new DigestClient(Number(i), Password, Random.Shared);
        if (!login.TryTake(message))
        {
            throw new InvalidOperationException($"no challenge: {Encoding.ASCII.GetString(challenge)}");
        }

        var writer = new SipWriter();
        login.Write(writer, "REGISTER"u8, "sip:tandem.example"u8);
        return Encoding.ASCII.GetString(writer.Written);
    }
}
