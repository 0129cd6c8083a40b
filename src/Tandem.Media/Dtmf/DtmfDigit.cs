namespace Tandem.Media.Dtmf;

/// <summary>The sixteen keys, as character and as event code (RFC 4733 §3.2: 0–9, * is 10, # is 11, A–D are 12–15).</summary>
public static class DtmfDigit
{
    private const string Keys = "0123456789*#ABCD";

    /// <summary>Highest event code that is a key.</summary>
    public const byte LastEvent = 15;

    /// <summary>The key of an event code; the null character for codes that are none (flash, fax tones).</summary>
    public static char Of(byte eventCode) => eventCode <= LastEvent ? Keys[eventCode] : '\0';

    /// <summary>The event code of a key, small letters too; false for any other character.</summary>
    public static bool TryGetEvent(char key, out byte eventCode)
    {
        int at = Keys.IndexOf(char.ToUpperInvariant(key), StringComparison.Ordinal);
        eventCode = (byte)Math.Max(at, 0);
        return at >= 0;
    }
}
