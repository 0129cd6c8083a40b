using Tandem.Store.Soaks;

namespace Tandem.Scenarios.Console;

/// <summary>The report of a night's soak, for a demo that has not run so long.</summary>
internal static class DemoSoak
{
    public static void Add(string data)
    {
        SoakSample[] samples = [.. Enumerable.Range(0, 240).Select(static i => new SoakSample(i * 120, 231 + (i % 7), 312 + (i % 3), i * 1_200))];
        new SoakFolder(Path.Combine(data, "soaks")).Keep(new(
            new DateTimeOffset(2026, 11, 20, 22, 0, 0, TimeSpan.Zero), 8,
            [new("answered", 143_400, 0, 143_400, 143_400, 0), new("failover", 71_700, 0, 71_700, 71_700, 0), new("busy", 71_700, 0, 71_700, 0, 0)], samples, []));
    }
}
