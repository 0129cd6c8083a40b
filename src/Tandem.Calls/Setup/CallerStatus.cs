namespace Tandem.Calls.Setup;

/// <summary>
/// A carrier's failure as it may be passed to the caller (SW §4.3): what would mislead when it comes from us is made harmless — a redirection without its Contact, a challenge meant
/// for our own credentials, a complaint about our own request. The CDR keeps what the carrier said. The trunk's own replacements come after this.
/// </summary>
internal static class CallerStatus
{
    public static int For(int carrierStatus) => carrierStatus switch
    {
        < 400 => 480,
        401 or 407 or 420 or 421 or 422 or 423 or 482 or 483 or 494 => 503,
        481 or 487 or 491 => 480,
        _ => carrierStatus,
    };
}
