using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>Takes from a message what the doctor looks at. Also from one that did not parse: then what could be read is evidence. Never throws, allocates nothing for IPv4.</summary>
public static class NatSightingReader
{
    private const int DefaultPort = 5060;

    public static NatSighting Read(SipMessage message, in Flow flow) => Read(message, flow.Remote, flow.IsStream);

    /// <summary>The message has been given to <see cref="SipParser"/>, whatever came of it.</summary>
    public static NatSighting Read(SipMessage message, in NetAddress source, bool isStream)
    {
        ViaView via = message.IsRequest ? message.TopVia : default;
        ReadOnlySpan<byte> body = message.BodyAsItCame;
        int declared = DeclaredLength(message);
        ReadDescription(message, body, out WrittenAddress origin, out WrittenAddress media, out bool hasCandidates);
        return new()
        {
            Method = message.IsRequest ? message.Method : message.CSeqMethod,
            IsAnswer = !message.IsRequest,
            IsStream = isStream,
            Source = source,
            Via = WrittenAddress.Read(via.Host, via.Port == 0 ? DefaultPort : via.Port),
            HasRPort = via.HasRPort,
            RPortValue = via.RPort,
            Received = WrittenAddress.Read(via.Received, 0),
            HasHops = message.ViaCount > 1 || message.Has(HeaderId.RecordRoute) || message.Has(HeaderId.Path),
            Contact = ReadContact(message),
            Origin = origin,
            Media = media,
            HasCandidates = hasCandidates,
            CallIdHost = message.IsRequest ? ReadCallId(message.CallId) : default,
            ContentLength = declared,
            BodyLength = LengthThatCounts(body, declared),
            IsFresh = message.IsRequest && message.Method == SipMethod.Register && message.CSeq == 1 && !message.Has(HeaderId.Authorization),
        };
    }

    private static WrittenAddress ReadContact(SipMessage message)
    {
        foreach (ReadOnlySpan<byte> contact in message.Values(HeaderId.Contact))
        {
            return NameAddrView.TryRead(contact, out NameAddrView address) && SipUriView.TryRead(address.Uri, out SipUriView uri)
                ? WrittenAddress.Read(uri.Host, uri.Port == 0 ? DefaultPort : uri.Port)
                : default;
        }

        return default;
    }

    private static WrittenAddress ReadCallId(ReadOnlySpan<byte> callId)
    {
        int at = callId.LastIndexOf((byte)'@');
        return at < 0 ? default : WrittenAddress.Read(callId[(at + 1)..], 0);
    }

    private static int DeclaredLength(SipMessage message)
    {
        ReadOnlySpan<byte> text = message.Header(HeaderId.ContentLength);
        return !text.IsEmpty && System.Buffers.Text.Utf8Parser.TryParse(text, out int length, out int used) && used == text.Length && length >= 0 ? length : -1;
    }

    /// <summary>Empty lines, spaces and NULs that some agents put behind a body are no part of it.</summary>
    private static int LengthThatCounts(ReadOnlySpan<byte> body, int declared) =>
        declared >= 0 && declared < body.Length && body[declared..].IndexOfAnyExcept("\r\n \0"u8) < 0 ? declared : body.Length;

    /// <summary>Lines of a description that name addresses. Its body may be cut or of a wrong length, so it is not asked to be a good one.</summary>
    private static void ReadDescription(SipMessage message, ReadOnlySpan<byte> body, out WrittenAddress origin, out WrittenAddress media, out bool hasCandidates)
    {
        origin = media = default;
        hasCandidates = false;
        if (body.IsEmpty || !message.ContentType.StartsWith("application/sdp"u8))
        {
            return;
        }

        int mediaLines = 0;
        while (!body.IsEmpty)
        {
            int end = body.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? body : body[..end]).TrimEnd((byte)'\r');
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Length < 2 || line[1] != (byte)'=')
            {
                continue;
            }

            switch (line[0])
            {
                case (byte)'o':
                    origin = WrittenAddress.Read(LastWord(line), 0);
                    break;
                case (byte)'c' when mediaLines < 2:
                    media = WrittenAddress.Read(LastWord(line), media.Address.Port); // that of the first m-line is nearer than the session's
                    break;
                case (byte)'m' when ++mediaLines == 1:
                    media = media with { Address = media.Address with { Port = PortOf(line) } };
                    break;
                case (byte)'a' when line.StartsWith("a=candidate:"u8):
                    hasCandidates = true;
                    break;
                default:
                    break;
            }
        }
    }

    private static ReadOnlySpan<byte> LastWord(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd((byte)' ');
        ReadOnlySpan<byte> word = line[(line.LastIndexOf((byte)' ') + 1)..];
        int slash = word.IndexOf((byte)'/');
        return slash < 0 ? word : word[..slash];
    }

    private static ushort PortOf(ReadOnlySpan<byte> line)
    {
        int space = line.IndexOf((byte)' ');
        return space > 0 && System.Buffers.Text.Utf8Parser.TryParse(line[(space + 1)..], out ushort port, out _) ? port : (ushort)0;
    }
}
