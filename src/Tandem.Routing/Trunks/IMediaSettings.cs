namespace Tandem.Routing.Trunks;

/// <summary>What a trunk or phone says about its media; each of them has all of it (SW §2.2).</summary>
public interface IMediaSettings
{
    /// <summary>Whether its media goes through the switch (VOS3000 <c>rtpForwardType</c>).</summary>
    RtpForwardType RtpForwardType { get; }

    /// <summary>Which silent direction ends a call (VOS3000 <c>mediaCheckDirection</c>).</summary>
    MediaCheckDirection MediaCheckDirection { get; }

    /// <summary>Its calls are recorded from the answer on (VOS3000 <c>mediaRecord</c>).</summary>
    bool MediaRecord { get; }
}
