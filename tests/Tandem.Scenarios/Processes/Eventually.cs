using System.Diagnostics;

namespace Tandem.Scenarios.Processes;

/// <summary>Waiting with an end: asks again and again until there is an answer or the time is up.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>The first answer that is not null; <paramref name="otherwise"/> says what was there instead when the time is up.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> ask, TimeSpan within, Func<string> otherwise)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is T answer)
            {
                return answer;
            }

            if (clock.Elapsed > within)
            {
                throw new TimeoutException($"Not within {within.TotalSeconds} s: {otherwise()}");
            }

            await Task.Delay(Pace);
        }
    }
}
