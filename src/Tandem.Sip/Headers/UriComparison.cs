namespace Tandem.Sip.Headers;

/// <summary>When two URIs mean the same: RFC 3261 §19.1.4, RFC 3966 §5.</summary>
public static class UriComparison
{
    /// <summary>
    /// Case counts in the user part only; escapes are resolved; an absent port is not 5060. A parameter in both must agree; user,
    /// ttl, method, maddr and transport must be in both or in neither; other parameters in one alone are passed over, headers
    /// never are.
    /// </summary>
    public static bool AreEqual(in SipUriView a, in SipUriView b)
    {
        if (a.Scheme != b.Scheme || a.Scheme == UriScheme.Other)
        {
            return false;
        }

        if (a.Scheme == UriScheme.Tel)
        {
            return SameNumber(a.User, b.User) && ParametersAgree(a, b) && ParametersAgree(b, a);
        }

        return UriText.Same(a.UserInfo, b.UserInfo, ignoreCase: false)
            && Grammar.Same(a.Host, b.Host)
            && a.Port == b.Port
            && ParametersAgree(a, b)
            && ParametersAgree(b, a)
            && HeadersAreIn(a.Headers, b.Headers)
            && HeadersAreIn(b.Headers, a.Headers);
    }

    private static bool ParametersAgree(in SipUriView a, in SipUriView b)
    {
        foreach (ParameterReader parameter in Parameters.All(a.Parameters))
        {
            if (b.TryGetParameter(parameter.Name, out ReadOnlySpan<byte> other)
                ? !UriText.Same(parameter.Value, other, ignoreCase: true)
                : a.Scheme == UriScheme.Tel || MustBeInBoth(parameter.Name))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MustBeInBoth(ReadOnlySpan<byte> name) =>
        UriText.Same(name, "user"u8, ignoreCase: true)
        || UriText.Same(name, "ttl"u8, ignoreCase: true)
        || UriText.Same(name, "method"u8, ignoreCase: true)
        || UriText.Same(name, "maddr"u8, ignoreCase: true)
        || UriText.Same(name, "transport"u8, ignoreCase: true);

    private static bool HeadersAreIn(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> others)
    {
        while (!headers.IsEmpty)
        {
            ReadOnlySpan<byte> header = NextHeader(ref headers);
            ReadOnlySpan<byte> rest = others;
            bool found = false;
            while (!rest.IsEmpty && !found)
            {
                found = UriText.Same(header, NextHeader(ref rest), ignoreCase: true);
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> NextHeader(scoped ref ReadOnlySpan<byte> rest)
    {
        int length = rest.IndexOf((byte)'&');
        ReadOnlySpan<byte> header = length < 0 ? rest : rest[..length];
        rest = length < 0 ? default : rest[(length + 1)..];
        return header;
    }

    /// <summary>Visual separators do not count, nor does the case of hexadecimal digits.</summary>
    private static bool SameNumber(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int i = 0;
        int j = 0;
        while (true)
        {
            i = SkipSeparators(a, i);
            j = SkipSeparators(b, j);
            if (i == a.Length || j == b.Length)
            {
                return i == a.Length && j == b.Length;
            }

            if (!Grammar.Same(a.Slice(i++, 1), b.Slice(j++, 1)))
            {
                return false;
            }
        }
    }

    private static int SkipSeparators(ReadOnlySpan<byte> number, int at)
    {
        while (at < number.Length && number[at] is ((byte)'-' or (byte)'.' or (byte)'(' or (byte)')'))
        {
            at++;
        }

        return at;
    }
}
