using System.Text;
using Tandem.Media.Sdp;
using Tandem.Wire.Flows;

namespace Tandem.Fuzz.Targets;

/// <summary>Two descriptions, offer and answer, apart by a zero byte: read, judged, written for the other side.</summary>
internal sealed class SdpTarget : FuzzTarget
{
    private readonly SdpDescription _offer = new();
    private readonly SdpDescription _answer = new();
    private readonly SdpDescription _again = new();
    private readonly SdpWriter _writer = new();

    public override IEnumerable<byte[]> Seeds()
    {
        byte[][] all = [.. Carried("Seeds/sdp"), .. Bodies()];
        return [.. all, .. all.Take(4).SelectMany(offer => all.Take(4).Select(answer => (byte[])[.. offer, 0, .. answer]))];
    }

    public override void Take(byte[] input)
    {
        int cut = input.AsSpan().IndexOf((byte)0);
        ReadOnlySpan<byte> first = cut < 0 ? input : input.AsSpan(0, cut);
        ReadOnlySpan<byte> second = cut < 0 ? default : input.AsSpan(cut + 1);
        if (SdpParser.Parse(first, _offer) != SdpFault.None)
        {
            return;
        }

        Write(_offer, MustRead: true);
        var session = new OfferAnswer();
        if (session.Offer(MediaSide.A, _offer) != OfferFault.None)
        {
            return;
        }

        if (SdpParser.Parse(second, _answer) == SdpFault.None)
        {
            _ = session.Answer(MediaSide.B, _answer);
            Write(_answer, MustRead: true);
        }

        for (int line = 0; line < session.Count; line++)
        {
            _ = session.FlowOf(line);
            _ = session.FormatsOf(MediaSide.A, line);
            _ = session.FormatsOf(MediaSide.B, line);
            _ = session.TryGet(MediaSide.B, line, out _);
        }

        _ = session.FindVoice();
    }

    private void Write(SdpDescription from, bool MustRead)
    {
        Span<SdpEnd> ends = stackalloc SdpEnd[from.MediaCount];
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = new(from[i].Port == 0 ? 0 : 20_000 + (2 * i), 20_001 + (2 * i));
        }

        var origin = default(SdpOrigin);
        ReadOnlySpan<byte> written = _writer.Write(from, new SdpSide { Address = NetAddress.FromIPv4(0x7F00_0001, 0), Ends = ends }, ref origin);
        SdpFault fault = SdpParser.Parse(written, _again);
        Must(!MustRead || fault is SdpFault.None or SdpFault.TooLong or SdpFault.TooManyLines, "we read what we have written: " + fault);
    }

    private static IEnumerable<byte[]> Bodies() => Carried("Torture")
        .Where(static message => Encoding.Latin1.GetString(message).Contains("application/sdp", StringComparison.Ordinal))
        .Select(static message => message[(message.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..]).Where(static body => body.Length > 0);
}
