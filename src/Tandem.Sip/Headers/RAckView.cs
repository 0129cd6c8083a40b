namespace Tandem.Sip.Headers;

/// <summary>RAck of a PRACK: RFC 3262 §7.2.</summary>
public readonly ref struct RAckView
{
    private RAckView(uint responseNumber, CSeqView cseq)
    {
        ResponseNumber = responseNumber;
        CSeq = cseq;
    }

    /// <summary>The RSeq that is acknowledged.</summary>
    public uint ResponseNumber { get; }

    /// <summary>The CSeq of the response that carried it.</summary>
    public CSeqView CSeq { get; }

    public static bool TryRead(ReadOnlySpan<byte> value, out RAckView rack)
    {
        rack = default;
        value = Grammar.Trim(value);
        int length = value.IndexOfAny((byte)' ', (byte)'\t');
        if (length < 0
            || !RSeq.TryRead(value[..length], out uint number)
            || !CSeqView.TryRead(value[length..], out CSeqView cseq))
        {
            return false;
        }

        rack = new(number, cseq);
        return true;
    }
}

/// <summary>RSeq of a reliable provisional response: RFC 3262 §7.1.</summary>
public static class RSeq
{
    /// <summary>1 to 2³²−1.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out uint number) =>
        Grammar.TryReadNumber(Grammar.Trim(value), uint.MaxValue, out number) && number > 0;
}
