namespace Tandem.Sip.Headers;

/// <summary>One Reason value: RFC 3326.</summary>
public readonly ref struct ReasonView
{
    private ReasonView(ReadOnlySpan<byte> protocol, int cause, ReadOnlySpan<byte> text)
    {
        Protocol = protocol;
        Cause = cause;
        Text = text;
    }

    /// <summary><c>SIP</c>, <c>Q.850</c> or another token.</summary>
    public ReadOnlySpan<byte> Protocol { get; }

    /// <summary>A SIP status or a Q.850 cause, as the protocol says; −1 when absent or no number.</summary>
    public int Cause { get; }

    /// <summary>Words for a person, without quotes, escapes kept; or empty.</summary>
    public ReadOnlySpan<byte> Text { get; }

    public bool IsQ850 => Grammar.Same(Protocol, "Q.850"u8);

    public bool IsSip => Grammar.Same(Protocol, "SIP"u8);

    public static bool TryRead(ReadOnlySpan<byte> value, out ReasonView reason)
    {
        int length = value.IndexOf((byte)';');
        ReadOnlySpan<byte> protocol = Grammar.Trim(length < 0 ? value : value[..length]);
        ReadOnlySpan<byte> parameters = length < 0 ? default : value[length..];
        int cause = Parameters.TryFind(parameters, "cause"u8, out ReadOnlySpan<byte> digits)
            && Grammar.TryReadNumber(digits, 65_535, out uint number) ? (int)number : -1;
        Parameters.TryFind(parameters, "text"u8, out ReadOnlySpan<byte> text);
        reason = new(protocol, cause, text);
        return Grammar.IsToken(protocol);
    }
}
