using Microsoft.Extensions.Logging;

namespace Tandem.Api.OpenId;

internal static partial class OpenIdLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody at {Address} could not sign in by OpenID: {Why}")]
    public static partial void NotVouchedFor(this ILogger logger, string address, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The OpenID provider {Authority} can't be asked: {Why}")]
    public static partial void ProviderSilent(this ILogger logger, Uri authority, string why);
}
