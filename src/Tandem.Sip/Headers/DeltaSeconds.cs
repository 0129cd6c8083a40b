namespace Tandem.Sip.Headers;

/// <summary>delta-seconds: Expires, Min-Expires, Min-SE and their like. RFC 3261 §25.1.</summary>
public static class DeltaSeconds
{
    /// <summary>Digits only; what is too large for us is as good as for ever, 2³¹−1 (RFC 4475 §3.1.2.4).</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out int seconds)
    {
        ReadOnlySpan<byte> digits = Grammar.Trim(value);
        seconds = 0;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        seconds = Grammar.TryReadNumber(digits, int.MaxValue, out uint number) ? (int)number : int.MaxValue;
        return true;
    }
}
