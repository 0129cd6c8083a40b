using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Fuzz.Targets;

/// <summary>A datagram that says it is SIP: the parser, and every view of every header.</summary>
internal sealed class SipTarget : FuzzTarget
{
    private static readonly HeaderId[] Ids = Enum.GetValues<HeaderId>();

    public override IEnumerable<byte[]> Seeds() => Carried("Torture").Concat(Carried("Seeds/sip"));

    public override void Take(byte[] input)
    {
        SipMessage message = new() { Buffer = input, Length = input.Length };
        ParseFault fault = SipParser.Parse(message);
        Must(ParseFaults.StatusFor(fault) is 0 or 400 or 414 or 505 or 513, "a fault has an answer");
        _ = message.CanAnswer;
        _ = message.TopVia.Host.Length + message.TopVia.Parameters.Length + message.FromTag.Length + message.ToTag.Length;
        _ = message.MethodName.Length + message.RequestUri.Length + message.Body.Length + message.BodyAsItCame.Length;
        if (fault == ParseFault.None)
        {
            Must(!message.TopVia.Host.IsEmpty && !message.CallId.IsEmpty, "a message that is taken has a Via and a Call-ID");
            Must(message.BodyAt + message.BodyLength <= input.Length, "the body is within the message");
        }

        var writer = new SipWriter();
        writer.StatusLine(400, default);
        foreach (HeaderLine line in message.Lines)
        {
            Must(line.Value.IndexOfAny((byte)'\r', (byte)'\n') < 0, "a value has no line end");
            writer.Header(line.Name, line.Value);
            View(line.Value);
        }

        foreach (HeaderId id in Ids)
        {
            foreach (ReadOnlySpan<byte> value in message.Values(id))
            {
                Must(!value.IsEmpty, "a value of a list is not empty");
                View(value);
            }
        }

        View(message.RequestUri);
        byte[] written = writer.NoBody().Written.ToArray();
        var again = new SipMessage { Buffer = written, Length = written.Length };
        SipParser.Parse(again);
        Must(again.LineCount == Math.Min(message.LineCount + 1, SipLimits.Headers), "what was read is written as so many lines");
    }

    private static void View(ReadOnlySpan<byte> value)
    {
        Span<byte> room = stackalloc byte[16];
        if (NameAddrView.TryRead(value, out NameAddrView address))
        {
            _ = address.Display.Length + address.Parameters.Length + address.Tag.Length;
            Must(!address.Uri.IsEmpty, "an address has a URI");
        }

        if (SipUriView.TryRead(value, out SipUriView uri))
        {
            _ = uri.User.Length + uri.UserParameters.Length + uri.Host.Length + uri.Parameters.Length + uri.Headers.Length;
            _ = uri.TryUnescapeUser(room, out _);
            _ = UriComparison.AreEqual(uri, uri);
        }

        if (ViaView.TryRead(value, out ViaView via))
        {
            Must(!via.Host.IsEmpty, "a Via has a host");
        }

        if (AuthView.TryRead(value, out AuthView auth))
        {
            _ = auth.TryFind("nonce"u8, out _);
            foreach (AuthPair pair in auth.Pairs)
            {
                _ = pair.Value.Length;
            }
        }

        _ = ContactView.TryRead(value, out ContactView contact) && contact.Expires > 0;
        _ = CSeqView.TryRead(value, out _) | RAckView.TryRead(value, out _) | RSeq.TryRead(value, out _) | SessionExpiresView.TryRead(value, out _);
        _ = RetryAfterView.TryRead(value, out _) | ReasonView.TryRead(value, out _) | Parameters.AreWellFormed(value) | DeltaSeconds.TryRead(value, out _);
        _ = Privacy.Read(value);
    }
}
