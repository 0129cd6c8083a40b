using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Billing.Cdrs;
using Tandem.Store.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Bench;

/// <summary>What it costs to store a call record in a database that has many, and to find some of them by each filter.</summary>
internal static class RecordRun
{
    private const int Searches = 9;
    private static readonly int[] Batches = [20, 40, 80, 200, 400];

    /// <summary>Adds so many records to a database in this directory, which is made and not removed.</summary>
    public static async Task<int> RunAsync(string directory, int rows)
    {
        Directory.CreateDirectory(directory);
        using SqliteStore store = SqliteStore.Open(directory, TimeProvider.System);
        using JournalFolder journals = JournalFolder.Open(
            directory, 1, TimeProvider.System, JournalOptions.Default with { SyncEvery = TimeSpan.FromDays(1), RetainBytes = 0 }, NullLogger.Instance);
        journals.Recover(store);
        using var transfer = new CdrTransfer(store, journals, TimeProvider.System, NullLogger.Instance, static _ => false);
        transfer.TryBegin();
        var calls = new SeededCalls(store.Read(static database =>
        {
            Statement newest = database.Sql("SELECT max(started_at) FROM cdr");
            newest.Step();
            DateTimeOffset first = newest.TimeOrNull(0) is { } last ? last.AddSeconds(1) : SeededCalls.Start;
            newest.Reset();
            return first;
        }));
        double filling = Store(rows, 500);
        Console.WriteLine($"{rows:N0} records in batches of 500: {filling:0.0} us of CPU for each");
        foreach (int batch in Batches)
        {
            Store(batch * 20, batch);
            Console.WriteLine($"batches of {batch}: {Store(Math.Max(4000, batch * 50), batch):0.0} us of CPU for each record");
        }

        await SearchAsync(new CdrQuery(store), calls);
        return 0;

        double Store(int count, int batch)
        {
            TimeSpan used = TimeSpan.Zero;
            for (int done = 0; done < count; done += batch)
            {
                for (int i = 0; i < batch; i++)
                {
                    journals.ForShard(0).Ended(calls.Next());
                }

                TimeSpan before = Environment.CpuUsage.TotalTime;
                transfer.StoreBatch(batch);
                used += Environment.CpuUsage.TotalTime - before;
                if (done % 50_000 < batch)
                {
                    journals.Tend();
                }
            }

            return used.TotalMicroseconds / count;
        }
    }

    private static async Task SearchAsync(CdrQuery query, SeededCalls calls)
    {
        DateTimeOffset middle = SeededCalls.Start + ((calls.Last - SeededCalls.Start) / 2);
        (string What, CdrFilter Filter)[] filters =
        [
            ("nothing", new()),
            ("account", new() { Account = "account-3" }),
            ("account, in the middle", new() { Account = "account-3", From = middle, To = middle.AddHours(1) }),
            ("account of nobody", new() { Account = "nobody" }),
            ("calling number", new() { CallingNumber = calls.SomeCaller }),
            ("called number", new() { CalledNumber = calls.SomeCallee }),
            ("called number of nobody", new() { CalledNumber = "999" }),
            ("called number, 7 digits", new() { CalledNumber = calls.SomeCallee[..7] + "*" }),
            ("called number, 2 digits", new() { CalledNumber = "44*" }),
            ("ingress trunk", new() { IngressTrunk = "in-7" }),
            ("egress trunk", new() { EgressTrunk = "out-4" }),
            ("source", new() { SourceIp = "10.0.0.7" }),
            ("illegal", new() { BillingMode = (int)BillingMode.IllegalCall }),
            ("end reason, rare", new() { EndReason = -15 }),
            ("end direction", new() { EndDirection = 1 }),
            ("answered", new() { Answered = true }),
            ("from, to", new() { From = middle, To = middle.AddMinutes(1) }),
            ("ingress trunk and called number", new() { IngressTrunk = "in-7", CalledNumber = calls.SomeCallee }),
        ];
        foreach ((string what, CdrFilter filter) in filters)
        {
            var times = new List<double>();
            int found = 0;
            for (int i = 0; i < Searches; i++)
            {
                long began = Stopwatch.GetTimestamp();
                found = (await query.FindAsync(filter, 100, 0, CancellationToken.None)).Count;
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            times.Sort();
            Console.WriteLine($"search {what,-36} {found,4} found in {times[Searches / 2],8:0.00} ms");
        }
    }
}
