using Microsoft.Extensions.Logging;

namespace Tandem.Wire.Tls;

internal static partial class TlsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "There was no certificate for TLS: {File} was made; nobody believes it unless told so")]
    public static partial void MadeCertificate(this ILogger logger, string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "The certificates in {Directory} have changed and count for new streams")]
    public static partial void ReadAgain(this ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Error, Message = "The certificates have changed and can't be used, the old ones stay in use: {Problem}")]
    public static partial void KeptOld(this ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No TLS with {Host} at {Address}: {Problem}")]
    public static partial void NotBelieved(this ILogger logger, string host, string address, string problem);
}
