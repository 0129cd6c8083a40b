using Tandem.Sip.Headers;

namespace Tandem.Sip.Messages;

/// <summary>
/// What RFC 3261 wants of any message: the headers of §8.1.1, readable, and in agreement with each other. Every rule runs even
/// after a fault, because each also keeps what it read; the first fault is told.
/// </summary>
internal static class MessageRules
{
    private const ulong Single =
        1UL << (int)HeaderId.From | 1UL << (int)HeaderId.To | 1UL << (int)HeaderId.CallId | 1UL << (int)HeaderId.CSeq
        | 1UL << (int)HeaderId.MaxForwards | 1UL << (int)HeaderId.ContentLength | 1UL << (int)HeaderId.ContentType;

    /// <summary>Headers of which a second line is tolerated only when it says the same.</summary>
    public static bool IsSingle(HeaderId id) => (Single >> (int)id & 1) != 0;

    public static ParseFault Check(SipMessage message)
    {
        ParseFault fault = CheckVia(message);
        fault = SipParser.First(fault, CheckAddress(message, HeaderId.From, ParseFault.FromMissing, ParseFault.FromMalformed));
        fault = SipParser.First(fault, CheckAddress(message, HeaderId.To, ParseFault.ToMissing, ParseFault.ToMalformed));
        fault = SipParser.First(fault, CheckCallId(message));
        fault = SipParser.First(fault, CheckCSeq(message));
        fault = SipParser.First(fault, CheckMaxForwards(message));
        fault = SipParser.First(fault, CheckContentLength(message));
        return SipParser.First(fault, CheckContacts(message));
    }

    private static ParseFault CheckVia(SipMessage message)
    {
        if (!message.Has(HeaderId.Via))
        {
            return ParseFault.ViaMissing;
        }

        // Only the top one concerns us; the others are counted here and echoed later.
        Part line = message.FirstValue(HeaderId.Via);
        ReadOnlySpan<byte> rest = line.Of(message.Buffer);
        message.ViaPart = Part.From(line.At, HeaderList.Next(ref rest).Length);
        bool read = ViaView.TryReadParts(message.ViaPart.Of(message.Buffer), out ViaParts via);
        message.Via = via;
        message.ViaCount = CountVias(message, rest);
        return !read ? ParseFault.ViaMalformed
            : message.ViaCount > SipLimits.Vias ? ParseFault.TooManyVias
            : message.TopVia.Branch.SequenceEqual("z9hG4bK"u8) ? ParseFault.BranchWithoutIdentifier
            : ParseFault.None;
    }

    private static int CountVias(SipMessage message, ReadOnlySpan<byte> rest)
    {
        int count = 1;
        int at = message.NextLine(HeaderId.Via, -1);
        while (at >= 0 && count <= SipLimits.Vias)
        {
            while (!rest.IsEmpty && count <= SipLimits.Vias)
            {
                count += HeaderList.Next(ref rest).IsEmpty ? 0 : 1;
            }

            at = message.NextLine(HeaderId.Via, at);
            rest = at < 0 ? default : message.ValueAt(at);
        }

        return count;
    }

    private static ParseFault CheckAddress(SipMessage message, HeaderId id, ParseFault missing, ParseFault malformed)
    {
        if (!message.Has(id))
        {
            return missing;
        }

        bool read = NameAddrView.TryReadParts(message.Header(id), out NameAddrParts parts);
        if (id == HeaderId.From)
        {
            message.FromParts = parts;
        }
        else
        {
            message.ToParts = parts;
        }

        return read ? ParseFault.None : malformed;
    }

    private static ParseFault CheckCallId(SipMessage message)
    {
        ReadOnlySpan<byte> callId = message.CallId;
        return !message.Has(HeaderId.CallId) ? ParseFault.CallIdMissing
            : callId.IsEmpty || callId.ContainsAnyInRange((byte)0, (byte)' ') ? ParseFault.CallIdMalformed
            : ParseFault.None;
    }

    private static ParseFault CheckCSeq(SipMessage message)
    {
        if (!message.Has(HeaderId.CSeq))
        {
            return ParseFault.CSeqMissing;
        }

        if (!CSeqView.TryRead(message.Header(HeaderId.CSeq), out CSeqView cseq))
        {
            return ParseFault.CSeqMalformed;
        }

        message.CSeq = cseq.Number;
        message.CSeqMethod = SipMethods.Find(cseq.Method);
        bool agrees = !message.IsRequest || cseq.Method.SequenceEqual(message.MethodName);
        return agrees ? ParseFault.None : ParseFault.CSeqMethodMismatch;
    }

    private static ParseFault CheckMaxForwards(SipMessage message)
    {
        if (!message.Has(HeaderId.MaxForwards))
        {
            return ParseFault.None;
        }

        if (!Grammar.TryReadNumber(message.Header(HeaderId.MaxForwards), 255, out uint hops))
        {
            return ParseFault.MaxForwardsMalformed;
        }

        message.MaxForwards = (int)hops;
        return ParseFault.None;
    }

    /// <summary>
    /// RFC 3261 §18.3: what a datagram holds beyond Content-Length is cut; without the header the body is the rest.
    /// </summary>
    private static ParseFault CheckContentLength(SipMessage message)
    {
        if (!message.Has(HeaderId.ContentLength))
        {
            return ParseFault.None;
        }

        if (!Grammar.TryReadNumber(message.Header(HeaderId.ContentLength), int.MaxValue, out uint length))
        {
            return ParseFault.ContentLengthMalformed;
        }

        if (length > message.BodyLength)
        {
            return ParseFault.ContentLengthBeyondMessage;
        }

        message.BodyLength = (int)length;
        return ParseFault.None;
    }

    private static ParseFault CheckContacts(SipMessage message)
    {
        if (!message.IsRequest || !message.Has(HeaderId.Contact))
        {
            return ParseFault.None;
        }

        int count = 0;
        foreach (ReadOnlySpan<byte> contact in message.Values(HeaderId.Contact))
        {
            if (++count > SipLimits.Contacts || !ContactView.TryRead(contact, out _))
            {
                return ParseFault.ContactMalformed;
            }
        }

        return ParseFault.None;
    }
}
