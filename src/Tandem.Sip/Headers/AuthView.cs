namespace Tandem.Sip.Headers;

/// <summary>
/// A challenge or credentials: a scheme and <c>name=value</c> pairs parted by commas. RFC 3261 §25.1, RFC 7616, RFC 8760.
/// </summary>
public readonly ref struct AuthView
{
    private readonly ReadOnlySpan<byte> _pairs;

    private AuthView(ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> pairs)
    {
        Scheme = scheme;
        _pairs = pairs;
    }

    /// <summary><c>Digest</c>, or another token.</summary>
    public ReadOnlySpan<byte> Scheme { get; }

    public bool IsDigest => Grammar.Same(Scheme, "Digest"u8);

    /// <summary>The pairs in order, for <c>foreach</c>.</summary>
    public AuthPairs Pairs => new(_pairs);

    /// <summary>Finds a pair, without case. The value is without quotes, escapes kept. The first one wins.</summary>
    public bool TryFind(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        foreach (AuthPair pair in Pairs)
        {
            if (Grammar.Same(pair.Name, name))
            {
                value = pair.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>
    /// The value of one header line, whole: <see cref="Messages.SipMessage.LinesOf"/>. False unless every pair reads.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out AuthView auth)
    {
        value = Grammar.Trim(value);
        int length = value.IndexOfAny((byte)' ', (byte)'\t');
        length = length < 0 ? value.Length : length;
        auth = new(value[..length], value[length..]);
        AuthPairs pairs = auth.Pairs;
        while (pairs.MoveNext())
        {
        }

        return Grammar.IsToken(auth.Scheme) && !pairs.IsMalformed;
    }
}

/// <summary>One pair of a challenge or of credentials.</summary>
public readonly ref struct AuthPair(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isQuoted)
{
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>Without its quotes, escapes kept.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;
    public bool IsQuoted { get; } = isQuoted;
}

/// <summary>Walks the pairs.</summary>
public ref struct AuthPairs
{
    private ReadOnlySpan<byte> _rest;

    internal AuthPairs(ReadOnlySpan<byte> pairs) => _rest = pairs;

    public AuthPair Current { get; private set; }

    /// <summary>The walk ended at something that is no pair.</summary>
    public bool IsMalformed { get; private set; }

    public readonly AuthPairs GetEnumerator() => this;

    public bool MoveNext()
    {
        ReadOnlySpan<byte> pair = default;
        while (pair.IsEmpty)
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            pair = HeaderList.Next(ref _rest);
        }

        int equals = pair.IndexOf((byte)'=');
        ReadOnlySpan<byte> name = equals < 0 ? default : Grammar.Trim(pair[..equals]);
        ReadOnlySpan<byte> value = equals < 0 ? default : Grammar.Trim(pair[(equals + 1)..]);
        bool quoted = !value.IsEmpty && value[0] == (byte)'"';
        bool reads = Grammar.IsToken(name)
            && (quoted
                ? Grammar.ClosingQuote(value, 0) == value.Length - 1
                : value.IndexOfAny((byte)' ', (byte)'\t', (byte)'"') < 0);
        Current = reads ? new(name, quoted ? value[1..^1] : value, quoted) : default;
        IsMalformed = !reads;
        _rest = reads ? _rest : default;
        return reads;
    }
}
