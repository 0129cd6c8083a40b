using Serilog;
using Serilog.Extensions.Logging;

namespace Tandem.Server.Wiring;

/// <summary>
/// Logs go to standard error, so that standard output holds the <c>ready</c> line alone; by a queue that drops what nobody reads, so that no shard waits for a terminal.
/// </summary>
internal static class Logging
{
    private const int QueueLines = 20_000;
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    public static SerilogLoggerFactory Open(Serilog.Events.LogEventLevel level)
    {
        Serilog.Core.Logger logger = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("System", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", Serilog.Events.LogEventLevel.Fatal) // what it would say is the command's one line
            .WriteTo.Async(
                sink => sink.Console(outputTemplate: Line, standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose),
                bufferSize: QueueLines, blockWhenFull: false)
            .CreateLogger();
        return new(logger, dispose: true);
    }
}
