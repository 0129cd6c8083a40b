using System.Diagnostics;
using Tandem.Billing.Rating;

namespace Tandem.Bench;

/// <summary>
/// Figures in a minute, for a busy machine: many rounds of a millisecond, of which most are not interrupted. The median, and the tenth part (what an
/// idle machine would have as its median), with the bytes that one operation allocates.
/// </summary>
internal static class QuickRun
{
    private const int Rounds = 1000;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(1);

    public static void All(string only)
    {
        Console.WriteLine($"{"operation",-42} {"median ns",12} {"tenth ns",12} {"bytes",8}");
        if (Wanted("rating"))
        {
            var rating = new RatingBenchmarks();
            Measure("rating: price", () => rating.Price());
            Measure("rating: price, sections and tax", () => rating.PriceWithSectionsAndTax());
            Measure("rating: seconds for money", () => rating.SecondsForMoney());
            Measure("rating: charge a record, two parties", () => rating.ChargeRecord());
        }

        if (Wanted("lpm"))
        {
            var lpm = new LpmBenchmarks();
            lpm.Setup();
            Measure("lpm: 1,000,000 prefixes, at random", () => lpm.AtRandom());
            Measure("lpm: 1,000,000 prefixes, hot", () => lpm.Hot());
            Build(200_000);
            Build(1_000_000);
        }

        if (Wanted("parse"))
        {
            var parse = new ParseBenchmarks();
            parse.Setup();
            Measure("parse: INVITE with SDP", () => parse.ParseInvite());
        }

        if (Wanted("nat"))
        {
            var nat = new NatBenchmarks();
            nat.Setup();
            Measure("nat: an INVITE that says nothing new", () => nat.NothingNew());
            Measure("nat: an INVITE examined, clean", () => nat.Clean());
            Measure("nat: an INVITE examined, altered", () => nat.Altered());
        }

        if (Wanted("ladder"))
        {
            var ladder = new LadderBenchmarks();
            Measure("ladder: 13 messages of a call", () => ladder.Call());
            (int came, int kept) = ladder.Size();
            Console.WriteLine($"ladder: {came:N0} bytes of messages are kept in {kept:N0}");
        }

        bool Wanted(string name) => only.Length == 0 || only == name;
    }

    private static void Measure<T>(string name, Func<T> operation)
    {
        Run(operation, 20_000); // lets the compiler finish its second tier
        Run(operation, 200_000);
        int batch = 100;
        while (Run(operation, batch) < Round)
        {
            batch *= 2;
        }

        double[] nanoseconds = new double[Rounds];
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            nanoseconds[round] = Run(operation, batch).TotalNanoseconds / batch;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Array.Sort(nanoseconds);
        Console.WriteLine($"{name,-42} {nanoseconds[Rounds / 2],12:F1} {nanoseconds[Rounds / 10],12:F1} {allocated / ((long)batch * Rounds),8}");
    }

    private static TimeSpan Run<T>(Func<T> operation, int times)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            operation();
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static void Build(int rows)
    {
        RateRow[] deck = Decks.World(rows);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        RateTable table = RateTable.Build("world", "USD", deck);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"lpm: build {rows:N0} rows: {took.TotalMilliseconds:F0} ms, {kept / 1048576.0:F1} MB ({table.Count:N0} rates)");
    }
}
