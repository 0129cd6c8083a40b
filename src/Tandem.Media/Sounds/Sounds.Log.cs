using Microsoft.Extensions.Logging;

namespace Tandem.Media.Sounds;

internal static partial class SoundsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The sound {Path} can't be played: it is to be WAV, linear 16 bits or G.711, at 8,000 or 16,000 samples a second, up to two minutes")]
    public static partial void SoundNotRead(this ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no sound {Name}: what is to be said with it is not said, and the call goes on. Put {Name}.wav into the sounds of the data directory; it is read at the next start")]
    public static partial void SoundMissing(this ILogger logger, string name);
}
