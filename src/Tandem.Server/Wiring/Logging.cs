using Serilog;
using Serilog.Configuration;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;
using Tandem.Server.Options;

namespace Tandem.Server.Wiring;

/// <summary>
/// Logs go to standard error, so that standard output holds the <c>ready</c> line alone; by a queue that drops what nobody reads, so that no shard waits for a terminal.
/// </summary>
internal static class Logging
{
    private const int QueueLines = 20_000;
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    public static SerilogLoggerFactory Open(LogOption option)
    {
        Serilog.Core.Logger logger = new LoggerConfiguration()
            .MinimumLevel.Is(option.Level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal) // what it would say is the command's one line
            .WriteTo.Async(sink => Write(sink, option.IsJson), bufferSize: QueueLines, blockWhenFull: false)
            .CreateLogger();
        return new(logger, dispose: true);
    }

    private static void Write(LoggerSinkConfiguration sink, bool asJson)
    {
        if (asJson)
        {
            sink.Console(new RenderedCompactJsonFormatter(), standardErrorFromLevel: LogEventLevel.Verbose);
        }
        else
        {
            sink.Console(outputTemplate: Line, standardErrorFromLevel: LogEventLevel.Verbose);
        }
    }
}
