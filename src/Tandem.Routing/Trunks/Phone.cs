namespace Tandem.Routing.Trunks;

/// <summary>An extension (VOS3000: phone). Its INVITE is known by digest; its account pays (billing mode 0).</summary>
public sealed record Phone : IMediaSettings
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

    /// <summary>Whether its media goes through the switch (VOS3000 <c>rtpForwardType</c>).</summary>
    public RtpForwardType RtpForwardType { get; init; }

    /// <summary>Which silent direction ends a call (VOS3000 <c>mediaCheckDirection</c>).</summary>
    public MediaCheckDirection MediaCheckDirection { get; init; }

    /// <summary>Its calls are recorded from the answer on (VOS3000 <c>mediaRecord</c>).</summary>
    public bool MediaRecord { get; init; }
}
