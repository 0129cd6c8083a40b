using Tandem.Sip.Headers;

namespace Tandem.Sip.Messages;

/// <summary>Request-Line and Status-Line: RFC 3261 §7.1 and §7.2. One space between the parts and nothing around them.</summary>
internal static class StartLine
{
    /// <summary>Reads the line at <paramref name="at"/> and moves behind it.</summary>
    public static ParseFault Read(SipMessage message, ReadOnlySpan<byte> bytes, ref int at)
    {
        int start = at;
        int length = bytes[start..].IndexOf((byte)'\n');
        int end = length < 0 ? bytes.Length : start + length;
        at = length < 0 ? end : end + 1;
        if (end > start && bytes[end - 1] == (byte)'\r')
        {
            end--;
        }

        ReadOnlySpan<byte> line = bytes[start..end];
        return line.Length >= 4 && Grammar.Same(line[..4], "SIP/"u8)
            ? ReadStatus(message, bytes, start, end)
            : ReadRequest(message, bytes, start, end);
    }

    private static ParseFault ReadRequest(SipMessage message, ReadOnlySpan<byte> bytes, int start, int end)
    {
        ReadOnlySpan<byte> line = bytes[start..end];
        int version = line.LastIndexOf(" SIP/"u8);
        if (version < 0)
        {
            version = LastIndexOfSip(line);
            if (version < 0)
            {
                return ParseFault.NotSip;
            }
        }

        message.IsRequest = true;
        int space = line.IndexOf((byte)' ');
        ReadOnlySpan<byte> method = line[..space];
        message.MethodPart = Part.From(start, space);
        message.Method = SipMethods.Find(method);
        if (message.Method == SipMethod.Other && !Grammar.IsToken(method))
        {
            return ParseFault.MethodMalformed;
        }

        if (space == version)
        {
            return ParseFault.StartLineMalformed;
        }

        ReadOnlySpan<byte> uri = line[(space + 1)..version];
        message.UriPart = Part.From(start + space + 1, uri.Length);
        ParseFault fault = CheckVersion(line[(version + 1)..]);
        return fault == ParseFault.None ? CheckUri(uri) : fault;
    }

    /// <summary>SIP in the version may be written in any case (RFC 3261 §7.1).</summary>
    private static int LastIndexOfSip(ReadOnlySpan<byte> line)
    {
        int at = line.LastIndexOf((byte)' ');
        return at > 0 && line.Length >= at + 5 && Grammar.Same(line.Slice(at + 1, 4), "SIP/"u8) ? at : -1;
    }

    private static ParseFault CheckUri(ReadOnlySpan<byte> uri)
    {
        if (uri.Length > SipLimits.RequestUri)
        {
            return ParseFault.RequestUriTooLong;
        }

        if (uri.ContainsAny((byte)' ', (byte)'\t'))
        {
            return ParseFault.StartLineMalformed;
        }

        if (!SipUriView.TryRead(uri, out SipUriView view))
        {
            return ParseFault.RequestUriMalformed;
        }

        return view.Headers.IsEmpty ? ParseFault.None : ParseFault.RequestUriWithHeaders;
    }

    /// <summary>505 is for a version that reads well and is not ours; anything else in its place is a malformed line.</summary>
    private static ParseFault CheckVersion(ReadOnlySpan<byte> version)
    {
        if (version.SequenceEqual("SIP/2.0"u8) || Grammar.Same(version, "SIP/2.0"u8))
        {
            return ParseFault.None;
        }

        ReadOnlySpan<byte> number = version[4..];
        int dot = number.IndexOf((byte)'.');
        bool reads = dot > 0 && dot < number.Length - 1
            && !number[..dot].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && !number[(dot + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
        return reads ? ParseFault.VersionNotSupported : ParseFault.StartLineMalformed;
    }

    private static ParseFault ReadStatus(SipMessage message, ReadOnlySpan<byte> bytes, int start, int end)
    {
        ReadOnlySpan<byte> line = bytes[start..end];
        int space = line.IndexOf((byte)' ');
        if (space < 0)
        {
            return ParseFault.StartLineMalformed;
        }

        ParseFault fault = CheckVersion(line[..space]);
        ReadOnlySpan<byte> rest = line[(space + 1)..];
        int codeLength = rest.IndexOf((byte)' ');
        if (codeLength < 0)
        {
            // The space before an empty phrase is not optional, but is often lost.
            codeLength = rest.Length;
        }

        if (codeLength != 3 || !Grammar.TryReadNumber(rest[..3], 699, out uint status) || status < 100)
        {
            return SipParser.First(fault, ParseFault.StatusCodeOutOfRange);
        }

        message.StatusCode = (int)status;
        return fault;
    }
}
