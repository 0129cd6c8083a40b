using System.Text;
using Tandem.Media.Dtmf;

namespace Tandem.Fuzz.Targets;

/// <summary>The body of an INFO that says which key was pressed: a line of Content-Type, then the body.</summary>
internal sealed class InfoTarget : FuzzTarget
{
    public override IEnumerable<byte[]> Seeds() =>
    [
        .. ((string[])["application/dtmf-relay\nSignal=5\r\nDuration=160\r\n", "application/dtmf-relay\nSignal= #\nDuration= 90", "application/dtmf\n*", "application/dtmf\n10", "application/dtmf-relay;x=1\nDuration=99999999999\r\nSignal=16"])
            .Select(Encoding.ASCII.GetBytes),
        .. Carried("Seeds/info"),
    ];

    public override void Take(byte[] input)
    {
        int cut = input.AsSpan().IndexOf((byte)'\n');
        if (cut >= 0 && InfoBody.TryRead(input.AsSpan(0, cut), input.AsSpan(cut + 1), out char key, out int milliseconds))
        {
            Must("0123456789*#ABCD!".Contains(key, StringComparison.Ordinal), $"'{key}' is a key");
            Must(milliseconds >= 0, "a key is not pressed for less than nothing");
            Must(InfoBody.TryRead(Encoding.ASCII.GetBytes(InfoBody.Relay), Encoding.ASCII.GetBytes(InfoBody.Write(key, milliseconds)), out char again, out _) && again == key, "we read what we have written");
        }

        _ = TelephoneEvent.TryRead(input, out _);
    }
}
