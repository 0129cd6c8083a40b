namespace Tandem.Sip.Headers;

public enum UriScheme : byte
{
    Other,
    Sip,
    Sips,
    Tel,
}

/// <summary>A sip:, sips: or tel: URI read in place: RFC 3261 §19.1, RFC 3966. Other schemes are told, not read.</summary>
public readonly ref struct SipUriView
{
    private readonly ReadOnlySpan<byte> _uri;
    private readonly Part _userInfo;
    private readonly Part _host;
    private readonly Part _parameters;
    private readonly Part _headers;

    private SipUriView(
        ReadOnlySpan<byte> uri, UriScheme scheme, Part userInfo, Part host, int port, Part parameters, Part headers)
    {
        _uri = uri;
        _userInfo = userInfo;
        _host = host;
        _parameters = parameters;
        _headers = headers;
        Scheme = scheme;
        Port = port;
    }

    public UriScheme Scheme { get; }

    /// <summary>
    /// User part as it came (percent escapes kept); for tel: the number. Without the password and user parameters.
    /// </summary>
    public ReadOnlySpan<byte> User
    {
        get
        {
            ReadOnlySpan<byte> info = UserInfo;
            int end = info.IndexOfAny((byte)';', (byte)':');
            return end < 0 ? info : info[..end];
        }
    }

    /// <summary>All that stands before '@': user, its parameters, and a password. For tel: the number.</summary>
    public ReadOnlySpan<byte> UserInfo => _userInfo.Of(_uri);

    /// <summary>
    /// Parameters inside the user part (RFC 3261 §19.1.6), from their ';' on: <c>;phone-context=...</c>; or empty.
    /// </summary>
    public ReadOnlySpan<byte> UserParameters
    {
        get
        {
            ReadOnlySpan<byte> info = UserInfo;
            int colon = info.IndexOf((byte)':');
            info = colon < 0 ? info : info[..colon];
            int from = info.IndexOf((byte)';');
            return from < 0 ? default : info[from..];
        }
    }

    /// <summary>Host; an IPv6 reference keeps its brackets.</summary>
    public ReadOnlySpan<byte> Host => _host.Of(_uri);

    /// <summary>0 when absent.</summary>
    public int Port { get; }

    /// <summary>URI parameters, from the first ';' on.</summary>
    public ReadOnlySpan<byte> Parameters => _parameters.Of(_uri);

    /// <summary>URI headers behind the '?', without it.</summary>
    public ReadOnlySpan<byte> Headers => _headers.Of(_uri);

    /// <summary>
    /// Finds a URI parameter; names are compared without case and with percent escapes resolved, the value is as it came.
    /// </summary>
    public bool TryGetParameter(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        ParameterReader reader = new(Parameters);
        while (reader.MoveNext())
        {
            if (UriText.Same(reader.Name, name, ignoreCase: true))
            {
                value = reader.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>
    /// Writes the user part with its percent escapes resolved. False when it does not fit or an escape is broken.
    /// </summary>
    public bool TryUnescapeUser(Span<byte> into, out int length) => UriText.TryUnescape(User, into, out length);

    public static bool TryRead(ReadOnlySpan<byte> uri, out SipUriView view)
    {
        view = default;
        int colon = uri.IndexOf((byte)':');
        if (uri.Length > ushort.MaxValue || !Grammar.LooksLikeUri(uri))
        {
            return false;
        }

        ReadOnlySpan<byte> scheme = uri[..colon];
        if (Grammar.Same(scheme, "sip"u8))
        {
            return TryReadSip(uri, UriScheme.Sip, colon + 1, out view);
        }

        if (Grammar.Same(scheme, "sips"u8))
        {
            return TryReadSip(uri, UriScheme.Sips, colon + 1, out view);
        }

        if (Grammar.Same(scheme, "tel"u8))
        {
            return TryReadTel(uri, colon + 1, out view);
        }

        view = new(uri, UriScheme.Other, default, default, 0, default, default);
        return true;
    }

    private static bool TryReadSip(ReadOnlySpan<byte> uri, UriScheme scheme, int at, out SipUriView view)
    {
        view = default;

        // '@' stands neither in a user part nor in parameters unescaped, so the first one ends the user part, whatever
        // else is in it: ';' ':' '?' '/' are all legal there.
        Part userInfo = default;
        int user = uri[at..].IndexOf((byte)'@');
        if (user == 0)
        {
            return false;
        }

        if (user > 0)
        {
            userInfo = Part.From(at, user);
            at += user + 1;
        }

        int end = Grammar.ReadHostPort(uri, at, spaces: false, out Part host, out int port);
        if (end < 0 || (end < uri.Length && uri[end] is not ((byte)';' or (byte)'?')) || uri[at..].Contains((byte)'@'))
        {
            return false;
        }

        int question = uri[end..].IndexOf((byte)'?');
        int stop = question < 0 ? uri.Length : end + question;
        Part headers = question < 0 ? default : Part.From(stop + 1, uri.Length - stop - 1);
        view = new(uri, scheme, userInfo, host, port, Part.From(end, stop - end), headers);
        return Tandem.Sip.Headers.Parameters.AreWellFormed(uri[end..stop]);
    }

    private static bool TryReadTel(ReadOnlySpan<byte> uri, int at, out SipUriView view)
    {
        int length = uri[at..].IndexOf((byte)';');
        int stop = length < 0 ? uri.Length : at + length;
        view = new(uri, UriScheme.Tel, Part.From(at, stop - at), default, 0, Part.From(stop, uri.Length - stop), default);
        return stop > at && IsNumber(uri[at..stop]) && Tandem.Sip.Headers.Parameters.AreWellFormed(uri[stop..]);
    }

    /// <summary>global-number-digits or local-number-digits of RFC 3966 §3, visual separators included.</summary>
    private static bool IsNumber(ReadOnlySpan<byte> number)
    {
        bool global = number[0] == (byte)'+';
        bool digits = false;
        foreach (byte b in global ? number[1..] : number)
        {
            bool isDigit = char.IsAsciiDigit((char)b)
                || (!global && (char.IsAsciiHexDigit((char)b) || b is (byte)'*' or (byte)'#'));
            if (!isDigit && b is not ((byte)'-' or (byte)'.' or (byte)'(' or (byte)')'))
            {
                return false;
            }

            digits |= isDigit;
        }

        return digits;
    }
}
