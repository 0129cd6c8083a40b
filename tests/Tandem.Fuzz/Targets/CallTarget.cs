using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Fuzz.Targets;

/// <summary>
/// A whole switch in memory: messages to it, apart by a zero byte, in turn from a customer, a carrier and a stranger; a digit before one says from whom. Afterwards everything is let run out: no handler has
/// thrown, no call is left, and no customer's money is held.
/// </summary>
internal sealed class CallTarget : FuzzTarget
{
    private const int MostMessages = 16;
    private static readonly string[] Sources = ["127.0.0.2:5060", "127.0.0.3:5060", "127.0.7.7:5060"];

    public override IEnumerable<byte[]> Seeds()
    {
        byte[] invite = "0INVITE sip:4420@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.2;branch=z9hG4bKa\r\nMax-Forwards: 70\r\nFrom: <sip:2001@c>;tag=1\r\nTo: <sip:4420@127.0.0.1>\r\nCall-ID: 1@c\r\nCSeq: 1 INVITE\r\nContact: <sip:c@127.0.0.2>\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
        byte[] cancel = "0CANCEL sip:4420@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.2;branch=z9hG4bKa\r\nMax-Forwards: 70\r\nFrom: <sip:2001@c>;tag=1\r\nTo: <sip:4420@127.0.0.1>\r\nCall-ID: 1@c\r\nCSeq: 1 CANCEL\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
        return [invite, [.. invite, 0, .. cancel], .. Carried("Torture").Select(static message => (byte[])[(byte)'0', .. message]), .. Carried("Seeds/call")];
    }

    public override void Take(byte[] input)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        int number = 0;
        ReadOnlySpan<byte> rest = input;
        while (!rest.IsEmpty && number < MostMessages)
        {
            int cut = rest.IndexOf((byte)0);
            ReadOnlySpan<byte> message = cut < 0 ? rest : rest[..cut];
            rest = cut < 0 ? default : rest[(cut + 1)..];
            int from = message is [>= (byte)'0' and <= (byte)'2', ..] ? message[0] - '0' : number % Sources.Length;
            string text = System.Text.Encoding.Latin1.GetString(message is [>= (byte)'0' and <= (byte)'2', ..] ? message[1..] : message);
            tandem.Hears(new Flow(TransportKind.Udp, 0, 0, tandem.Wire.Local, TestWire.Address(Sources[from])), text);
            number++;
        }

        for (int i = 0; i < 60; i++)
        {
            tandem.Time.Advance(TimeSpan.FromSeconds(i < 40 ? 1 : 120));
            tandem.Pump();
        }

        Must(tandem.Shards.All(static shard => shard.HandlerFaults == 0), "no handler has thrown");
        Must(tandem.Journal.AnsweredRecords.Count <= tandem.Cdrs.Count, "each answered call has its record");
    }
}
