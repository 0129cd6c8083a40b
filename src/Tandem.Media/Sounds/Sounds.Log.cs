using Microsoft.Extensions.Logging;

namespace Tandem.Media.Sounds;

internal static partial class SoundsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The sound {Path} can't be played: it is to be WAV, linear 16 bits or G.711, at 8,000 or 16,000 samples a second, up to two minutes")]
    public static partial void SoundNotRead(this ILogger logger, string path);
}
