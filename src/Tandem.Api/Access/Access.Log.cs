using Microsoft.Extensions.Logging;

namespace Tandem.Api.Access;

internal static partial class AccessLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} at {Address} was refused {Method} {Path}: {Why}")]
    public static partial void Refused(this ILogger logger, string who, string address, string method, string path, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} at {Address} asked for the {What} '{Name}', which is not of his accounts")]
    public static partial void Foreign(this ILogger logger, string who, string address, string what, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A last use could not be noted: {Words}")]
    public static partial void NotNoted(this ILogger logger, string words);

    [LoggerMessage(Level = LogLevel.Warning, Message = "API key {Name} was refused: shown from {Address}, outside its geofence: {Place}")]
    public static partial void KeyElsewhere(this ILogger logger, string name, string address, Tandem.Routing.Access.Place place);
}
