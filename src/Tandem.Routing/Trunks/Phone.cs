namespace Tandem.Routing.Trunks;

/// <summary>An extension (VOS3000: phone). Its INVITE is known by digest; its account pays (billing mode 0).</summary>
public sealed record Phone : MediaSettings
{
    public required string Number { get; init; }
    public required string Account { get; init; }
    public LockType Lock { get; init; }

    /// <summary>Digest password; write-only in the plan.</summary>
    public string Password { get; init; } = "";

    public string RateTable { get; init; } = "";
    public string CallingRewrite { get; init; } = "";
    public string CalledRewrite { get; init; } = "";
    public int LineCapacity { get; init; }
}
