namespace Tandem.Sip.Headers;

/// <summary>Who refreshes the session.</summary>
public enum Refresher : byte
{
    NotSaid,
    Uac,
    Uas,
}

/// <summary>Session-Expires, and Min-SE with its seconds alone: RFC 4028 §4 and §5.</summary>
/// <param name="Seconds">The interval.</param>
/// <param name="Refresher">The refresher parameter.</param>
public readonly record struct SessionExpiresView(int Seconds, Refresher Refresher)
{
    public static bool TryRead(ReadOnlySpan<byte> value, out SessionExpiresView session)
    {
        int length = value.IndexOf((byte)';');
        ReadOnlySpan<byte> parameters = length < 0 ? default : value[length..];
        bool read = DeltaSeconds.TryRead(length < 0 ? value : value[..length], out int seconds);
        Refresher refresher = !Parameters.TryFind(parameters, "refresher"u8, out ReadOnlySpan<byte> who) ? Refresher.NotSaid
            : Grammar.Same(who, "uac"u8) ? Refresher.Uac
            : Grammar.Same(who, "uas"u8) ? Refresher.Uas
            : Refresher.NotSaid;
        session = new(seconds, refresher);
        return read;
    }
}
