namespace Tandem.Sip.Messages;

/// <summary>What a message may measure. Far above what peers send, far below what would hurt a shard.</summary>
public static class SipLimits
{
    /// <summary>
    /// Whole message in bytes: what a UDP datagram can hold. Offsets inside a message are 16 bits for the same reason.
    /// </summary>
    public const int Message = 65_535;

    /// <summary>Header lines; a folded line counts once.</summary>
    public const int Headers = 256;

    /// <summary>One header line in bytes, name and folds included.</summary>
    public const int HeaderLine = 8_192;

    /// <summary>Request-URI in bytes; a longer one is answered 414.</summary>
    public const int RequestUri = 2_048;

    /// <summary>
    /// Via values over all lines: no path is longer than the Max-Forwards that everybody starts with (RFC 3261 §8.1.1.6).
    /// </summary>
    public const int Vias = 70;

    /// <summary>Contact values over all lines that the parser is willing to check.</summary>
    public const int Contacts = 64;
}
