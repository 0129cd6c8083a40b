using Microsoft.Extensions.Logging;

namespace Tandem.Wire.Shards;

internal static partial class ShardsLog
{
    [LoggerMessage(
        Level = LogLevel.Error, Message = "Shard {Shard}: a {During} failed, the shard goes on ({More} more failed since the last such line)")]
    public static partial void ShardEventFailed(this ILogger logger, Exception fault, int shard, string during, long more);
}
