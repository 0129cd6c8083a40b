using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Tandem.Store.Soaks;

namespace Tandem.Bench.Soak;

/// <summary>
/// Calls of all kinds for hours, in rounds: after each, memory and handles are looked at; at the end every call must have its record, every answered one its charge, once, and the books must agree.
/// </summary>
internal static class SoakRun
{
    private const double CallsPerSecond = 10;
    private const double RoundSeconds = 8;

    /// <summary>Runs so long and writes its report into the folder, for the switch that shows it and as text. The exit code: 0 when nothing was found.</summary>
    public static async Task<int> RunAsync(double hours, string folder)
    {
        Directory.CreateDirectory(folder);
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-soak-");
        DateTimeOffset began = TimeProvider.System.GetUtcNow();
        var clock = Stopwatch.StartNew();
        List<SoakSample> samples = [];
        List<string> faults = [];
        var calls = SoakKind.All.ToDictionary(static kind => kind, static _ => (Calls: 0L, Failed: 0L));
        IReadOnlyList<SoakCount> counts;
        try
        {
            using SoakSwitch tandem = await SoakSwitch.StartAsync(data.FullName);
            while (clock.Elapsed < TimeSpan.FromHours(hours))
            {
                foreach ((SoakKind kind, int count, string? fault) in await RoundAsync(data.FullName))
                {
                    (long before, long failed) = calls[kind];
                    calls[kind] = (before + count, failed + (fault is null ? 0 : 1));
                    if (fault is not null && faults.Count < 20)
                    {
                        faults.Add(string.Create(CultureInfo.InvariantCulture, $"after {clock.Elapsed.TotalSeconds:0} s, {kind.Name}: {fault}"));
                    }
                }

                (double megabytes, int handles) = tandem.Look();
                samples.Add(new(clock.Elapsed.TotalSeconds, megabytes, handles, calls.Values.Sum(static count => count.Calls)));
            }

            (bool agrees, string said) = await tandem.VerifyAsync();
            if (!agrees)
            {
                faults.Add("the books do not agree: " + said);
            }

            int code = await tandem.StopAsync();
            if (code != 0)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"the switch has ended with exit code {code}"));
            }

            counts = Count(Path.Combine(data.FullName, "tandem.db"), calls);
        }
        finally
        {
            data.Delete(recursive: true);
        }

        faults.AddRange(Missing(counts));
        faults.AddRange(SoakVerdict.Growth(samples));
        var report = new SoakReport(began, clock.Elapsed.TotalHours, counts, samples, faults);
        string file = new SoakFolder(folder).Keep(report);
        await File.WriteAllTextAsync(Path.ChangeExtension(file, ".txt"), SoakVerdict.Text(report));
        Console.WriteLine(SoakVerdict.Text(report));
        Console.WriteLine(report.HasPassed ? "1 passed, 0 failed" : "0 passed, 1 failed");
        return report.HasPassed ? 0 : 1;
    }

    private static async Task<IReadOnlyList<(SoakKind Kind, int Calls, string? Fault)>> RoundAsync(string folder)
    {
        var ends = SoakKind.All.Select(async kind =>
        {
            int count = Math.Max(1, (int)(CallsPerSecond * RoundSeconds * kind.Share / 100));
            using SoakSipp carrier = SoakSipp.Carrier(kind, kind.Carrier, kind.Status, kind.CarrierAddress, count, folder);
            using SoakSipp? first = kind.HasSecondRoute ? SoakSipp.Carrier(kind, "carrier-refuses", 503, kind.FirstCarrierAddress, count, folder) : null;
            await Task.Delay(TimeSpan.FromMilliseconds(700)); // SIPp says nothing when it listens; a request that comes too early is sent again
            using SoakSipp caller = SoakSipp.Caller(kind, count, count / RoundSeconds, folder);
            string? fault = await caller.EndAsync();
            string? carriers = fault is null ? await carrier.EndAsync() : null;
            return (kind, count, fault is not null ? "caller, " + fault : carriers is not null ? "carrier, " + carriers : null);
        });
        return await Task.WhenAll(ends);
    }

    /// <summary>In the books: records by their carrier's number range, and charges of each.</summary>
    private static List<SoakCount> Count(string database, Dictionary<SoakKind, (long Calls, long Failed)> calls)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        List<SoakCount> counts = [];
        foreach ((SoakKind kind, (long made, long failed)) in calls)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText =
                """
                WITH charge AS (SELECT cdr_id, count(*) AS times FROM ledger WHERE cdr_id IS NOT NULL GROUP BY cdr_id)
                SELECT count(*),
                       count(*) FILTER (WHERE answered_at IS NOT NULL AND fee > 0 AND cost > 0 AND times = 2),
                       count(*) FILTER (WHERE times > 2 OR (answered_at IS NULL AND times > 0))
                FROM cdr LEFT JOIN charge ON cdr_id = cdr.id WHERE called_in = $number
                """;
            command.Parameters.AddWithValue("$number", kind.Number);
            using SqliteDataReader row = command.ExecuteReader();
            row.Read();
            counts.Add(new(kind.Name, made, failed, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        }

        return counts;
    }

    private static IEnumerable<string> Missing(IReadOnlyList<SoakCount> counts)
    {
        foreach ((SoakKind kind, SoakCount count) in SoakKind.All.Zip(counts))
        {
            if (count.Records != count.Calls)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{kind.Name}: {count.Calls} calls, {count.Records} records");
            }

            if (count.Billed != (kind.IsBilled ? count.Calls : 0) || count.BilledTwice > 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{kind.Name}: {count.Calls} calls, {count.Billed} billed, {count.BilledTwice} of them more than once");
            }
        }
    }
}
