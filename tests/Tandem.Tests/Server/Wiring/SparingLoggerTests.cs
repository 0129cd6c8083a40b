using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tandem.Server.Wiring;

namespace Tandem.Tests.Server.Wiring;

public sealed class SparingLoggerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger _list = new();

    [Fact]
    public void A_busy_second_logs_so_many_lines_and_the_next_says_how_many_were_left_out()
    {
        var sparing = new SparingLogger(_list, _time, 3);
        Enumerable.Range(0, 10).Count(_ => sparing.IsEnabled(LogLevel.Information)).Should().Be(3);
        sparing.IsEnabled(LogLevel.Error).Should().BeTrue("what is wrong is always said");
        _time.Advance(TimeSpan.FromSeconds(1));
        sparing.IsEnabled(LogLevel.Information).Should().BeTrue();
        _list.Lines.Should().ContainSingle().Which.Should().StartWith("7 lines");
    }

    [Fact]
    public void A_calm_second_leaves_nothing_out()
    {
        var sparing = new SparingLogger(_list, _time, 3);
        for (int second = 0; second < 5; second++)
        {
            sparing.IsEnabled(LogLevel.Information).Should().BeTrue();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _list.Lines.Should().BeEmpty();
    }

    private sealed class ListLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
