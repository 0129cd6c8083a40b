namespace Tandem.Sip.Headers;

/// <summary>priv-values: RFC 3323 §4.2, <c>id</c> of RFC 3325 §9.3, <c>history</c> of RFC 7044.</summary>
[Flags]
public enum PrivacyKinds
{
    Unsaid = 0,
    Header = 1,
    Session = 2,
    User = 4,

    /// <summary>The caller asks for no privacy at all.</summary>
    None = 8,
    Critical = 16,

    /// <summary>The asserted identity is not to be shown.</summary>
    Id = 32,
    History = 64,
}

/// <summary>The Privacy header.</summary>
public static class Privacy
{
    /// <summary>
    /// All known tokens of a Privacy value; they are parted by ';', and some send ','. Unknown ones are passed over.
    /// </summary>
    public static PrivacyKinds Read(ReadOnlySpan<byte> value)
    {
        PrivacyKinds kinds = PrivacyKinds.Unsaid;
        while (!value.IsEmpty)
        {
            int length = value.IndexOfAny((byte)';', (byte)',');
            kinds |= KindOf(Grammar.Trim(length < 0 ? value : value[..length]));
            value = length < 0 ? default : value[(length + 1)..];
        }

        return kinds;
    }

    private static PrivacyKinds KindOf(ReadOnlySpan<byte> token) =>
        Grammar.Same(token, "id"u8) ? PrivacyKinds.Id
        : Grammar.Same(token, "none"u8) ? PrivacyKinds.None
        : Grammar.Same(token, "header"u8) ? PrivacyKinds.Header
        : Grammar.Same(token, "session"u8) ? PrivacyKinds.Session
        : Grammar.Same(token, "user"u8) ? PrivacyKinds.User
        : Grammar.Same(token, "critical"u8) ? PrivacyKinds.Critical
        : Grammar.Same(token, "history"u8) ? PrivacyKinds.History
        : PrivacyKinds.Unsaid;
}
