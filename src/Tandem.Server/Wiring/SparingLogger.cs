namespace Tandem.Server.Wiring;

/// <summary>
/// The log of calls: so many lines a second at Information, and under load no more, so that a busy switch spends nothing on them. What was left out is
/// said. Warnings and errors always pass. Asked by all shards at once, without a lock.
/// </summary>
internal sealed class SparingLogger(ILogger inner, TimeProvider time, int linesPerSecond) : ILogger
{
    private long _second;
    private long _asked;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) =>
        inner.IsEnabled(logLevel) && (logLevel != LogLevel.Information || HasRoom());

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        inner.Log(logLevel, eventId, state, exception, formatter);

    private bool HasRoom()
    {
        long second = time.GetTimestamp() / time.TimestampFrequency;
        long before = Interlocked.Exchange(ref _second, second);
        if (before != second)
        {
            long left = Interlocked.Exchange(ref _asked, 0) - linesPerSecond;
            if (left > 0)
            {
                inner.LinesLeftOut(left);
            }
        }

        return Interlocked.Increment(ref _asked) <= linesPerSecond;
    }
}
