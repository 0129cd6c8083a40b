namespace Tandem.Bench;

/// <summary>A clock that stands until it is moved: what lives for half a minute does so at any rate that is played.</summary>
internal sealed class PacedTime : TimeProvider
{
    private readonly DateTimeOffset _began = System.GetUtcNow();
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => _began + _passed;

    public void Pass(TimeSpan time) => _passed += time;
}
