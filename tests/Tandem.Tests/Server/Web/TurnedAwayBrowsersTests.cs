using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tandem.Server.Web;

namespace Tandem.Tests.Server.Web;

public sealed class TurnedAwayBrowsersTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger _list = new();

    [Fact]
    public void Each_is_counted_and_a_minute_has_one_line_at_most()
    {
        var browsers = new TurnedAwayBrowsers(_list, _time);
        for (int i = 0; i < 500; i++)
        {
            browsers.Add();
        }

        _list.Lines.Should().ContainSingle().Which.Should().StartWith("1 streams");
        _time.Advance(TimeSpan.FromMinutes(1));
        browsers.Add();
        _list.Lines.Should().HaveCount(2);
        _list.Lines[1].Should().StartWith("500 streams");
        browsers.Count.Should().Be(501);
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
