namespace Tandem.Sip.Headers;

/// <summary>CSeq: RFC 3261 §20.16.</summary>
public readonly ref struct CSeqView
{
    private CSeqView(uint number, ReadOnlySpan<byte> method)
    {
        Number = number;
        Method = method;
    }

    /// <summary>Less than 2³¹ (RFC 3261 §8.1.1.5).</summary>
    public uint Number { get; }

    public ReadOnlySpan<byte> Method { get; }

    public static bool TryRead(ReadOnlySpan<byte> value, out CSeqView cseq)
    {
        cseq = default;
        value = Grammar.Trim(value);
        int length = value.IndexOfAny((byte)' ', (byte)'\t');
        if (length < 0 || !Grammar.TryReadNumber(value[..length], int.MaxValue, out uint number))
        {
            return false;
        }

        ReadOnlySpan<byte> method = value[Grammar.SkipSpace(value, length)..];
        cseq = new(number, method);
        return Grammar.IsToken(method);
    }
}
