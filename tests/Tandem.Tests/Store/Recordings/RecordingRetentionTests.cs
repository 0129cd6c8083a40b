using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Routing.Plan;
using Tandem.Store.Recordings;
using Tandem.TestKit;

namespace Tandem.Tests.Store.Recordings;

public sealed class RecordingRetentionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-retention-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("2", "2026-11-24 2026-11-25")]
    [InlineData("0", "2026-11-23 2026-11-24 2026-11-25")]
    public void Once_an_hour_what_is_older_than_the_parameter_says_is_deleted(string days, string left)
    {
        foreach (string day in new[] { "2026-11-23", "2026-11-24", "2026-11-25" })
        {
            Directory.CreateDirectory(Path.Combine(_directory, day));
        }

        var plan = new PlanHolder(SwitchPlan.Compile(new PlanBuilder().Set("SS_RECORD_RETENTION", days).Build(), 1, SwitchPlan.Empty));
        using var retention = new RecordingRetention(new(_directory, _time), plan, _time, NullLogger<RecordingRetention>.Instance);
        Days().Should().HaveCount(3);
        _time.Advance(TimeSpan.FromHours(1));

        Days().Should().Equal(left.Split(' '));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private IEnumerable<string?> Days() => Directory.GetDirectories(_directory).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
