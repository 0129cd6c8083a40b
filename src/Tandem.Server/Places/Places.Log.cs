namespace Tandem.Server.Places;

internal static partial class PlacesLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Countries and networks from {File}: {Kind}")]
    public static partial void PlacesRead(this ILogger logger, string file, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "--geo {File} can't be read, what it said before goes on counting: {Fault}")]
    public static partial void PlacesStay(this ILogger logger, string file, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "--geo {File} is broken at {Address}, which counts as unknown: {Fault}")]
    public static partial void PlaceBroken(this ILogger logger, string file, System.Net.IPAddress address, string fault);
}
