using System.Diagnostics;

namespace Tandem.Bench;

/// <summary>
/// How long this machine itself keeps a thread from its work: rounds of the same arithmetic, nothing allocated, nothing called. A round that takes
/// many times the median was not run for that time, whoever had the processor: another process, or another machine on the same host. No pause of a
/// program can be measured finer than that.
/// </summary>
internal static class Stalls
{
    private const int Steps = 100_000;

    public static void Measure(TimeSpan time)
    {
        var rounds = new List<double>(1 << 20);
        uint number = 1;
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time;)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Steps; i++)
            {
                number = (number * 1_664_525) + 1_013_904_223;
            }

            rounds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        rounds.Sort();
        Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"machine_round_ms={At(0.5):F3} machine_stall_p999_ms={At(0.999):F2} machine_longest_stall_ms={rounds[^1]:F2}{(number == 0 ? " " : "")}"));

        double At(double part) => rounds[(int)(part * (rounds.Count - 1))];
    }
}
