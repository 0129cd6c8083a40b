namespace Tandem.Media.Sdp;

/// <summary>Why a session description can't be used. The first that was met.</summary>
public enum SdpFault
{
    None,
    Empty,
    TooLong,
    LineTooLong,
    TooManyLines,
    TooManyMedia,
    TooManyFormats,

    /// <summary>A line is not <c>letter=value</c> (RFC 8866 §5).</summary>
    LineMalformed,

    /// <summary>A NUL, or a CR that ends no line.</summary>
    StrayControlCharacter,

    /// <summary>The first line is not <c>v=0</c>.</summary>
    Version,

    /// <summary>No <c>o=</c>, or less than the first three of its parts.</summary>
    Origin,

    /// <summary><c>c=</c> has not three parts, or an address that is none.</summary>
    Connection,

    /// <summary><c>m=</c> has not its parts, or a port above 65535.</summary>
    Media,

    /// <summary>A used m-line has no connection address, neither its own nor the session's (RFC 8866 §5.7).</summary>
    NoConnection,
}
