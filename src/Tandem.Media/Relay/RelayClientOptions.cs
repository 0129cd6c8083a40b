namespace Tandem.Media.Relay;

/// <summary>How signalling talks to its media process.</summary>
public sealed record RelayClientOptions
{
    /// <summary>The media process's control socket. The client binds its own beside it.</summary>
    public required string SocketPath { get; init; }

    /// <summary>A random number for this run of signalling. Sessions that it opened or asked for are kept while it says hello.</summary>
    public required ulong Epoch { get; init; }

    /// <summary>From the first sending to the second; then twice as long each time.</summary>
    public TimeSpan FirstRepeat { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest time from one sending to the next.</summary>
    public TimeSpan LongestRepeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After so long an order ends as TimedOut.</summary>
    public TimeSpan GiveUp { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan HelloEvery { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(3);
}
