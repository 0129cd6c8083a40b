using Microsoft.Extensions.Logging;

namespace Tandem.Calls.Control;

internal static partial class CallsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Id} from {Trunk}: {Calling} to {Called}")]
    public static partial void CallStarted(this ILogger logger, long id, string trunk, string calling, string called);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Id} from {Trunk} to {Called} ended by {Side} after {TalkMs} ms: {Reason} ({Code})")]
    public static partial void CallEnded(this ILogger logger, long id, string trunk, string called, Billing.Cdrs.EndDirection side, long talkMs, string reason, int code);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Id} taken back after {TalkMs} ms of talk")]
    public static partial void CallTakenBack(this ILogger logger, long id, long talkMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Carrier {Trunk}: {Address} {What}")]
    public static partial void GatewayChecked(this ILogger logger, string trunk, string address, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} is behind: messages wait longer than {DelayMs} ms. New calls are refused with 503 until it has caught up; calls that are up go on")]
    public static partial void SheddingBegins(this ILogger logger, int shard, int delayMs);

    [LoggerMessage(Level = LogLevel.Information, Message = "Shard {Shard} has caught up and takes all calls again")]
    public static partial void SheddingEnds(this ILogger logger, int shard);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal of shard {Shard} could not take the mark of call {Id}: it is held in memory until the disk is back")]
    public static partial void MarkNotWritten(this ILogger logger, int shard, long id);
}
