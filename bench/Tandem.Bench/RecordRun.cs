using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Store.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Bench;

/// <summary>What it costs to store a call record in a database that has many, and to find some of them by each filter.</summary>
internal static class RecordRun
{
    private const int Searches = 9;
    private static readonly int[] Batches = [20, 40, 80, 200, 400];
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Adds so many records to a database in this directory, which is made and not removed.</summary>
    public static async Task<int> RunAsync(string directory, int rows)
    {
        Directory.CreateDirectory(directory);
        using SqliteStore store = SqliteStore.Open(directory, TimeProvider.System);
        using JournalFolder journals = JournalFolder.Open(
            directory, 1, TimeProvider.System, JournalOptions.Default with { SyncEvery = TimeSpan.FromDays(1), RetainBytes = 0 }, NullLogger.Instance);
        journals.Recover(store);
        using var transfer = new CdrTransfer(store, journals, TimeProvider.System, NullLogger.Instance);
        transfer.TryBegin();
        var calls = new Calls(store.Read(static database =>
        {
            Statement newest = database.Sql("SELECT max(started_at) FROM cdr");
            newest.Step();
            DateTimeOffset first = newest.TimeOrNull(0) is { } last ? last.AddSeconds(1) : Start;
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

    private static async Task SearchAsync(CdrQuery query, Calls calls)
    {
        DateTimeOffset middle = Start + ((calls.Last - Start) / 2);
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

    /// <summary>Calls as a switch of 400 a second has them: few accounts and trunks, many numbers, a tenth from strangers.</summary>
    private sealed class Calls
    {
        private readonly Random _random = new(1);
        private readonly Cdr _record = new();
        private readonly byte[] _why = new byte[900];
        private readonly DateTimeOffset _first;
        private long _count;

        public Calls(DateTimeOffset first) => Last = _first = first;

        public string SomeCaller { get; private set; } = "";
        public string SomeCallee { get; private set; } = "";
        public DateTimeOffset Last { get; private set; }

        public Cdr Next()
        {
            Cdr cdr = _record;
            cdr.Clear();
            Last = _first.AddMilliseconds(_count++ * 5 / 2);
            cdr.Id = ((Last.ToUnixTimeMilliseconds() - 1_577_836_800_000) << 22) | (_count & 0x3fff);
            cdr.CallId = string.Create(CultureInfo.InvariantCulture, $"{_random.NextInt64():x16}@10.0.0.1");
            cdr.Node = "n1";
            cdr.PlanRevision = 3;
            cdr.StartedAt = Last;
            cdr.EndedAt = Last.AddSeconds(_random.Next(300));
            cdr.CallingNumberIn = cdr.CallingNumber = "4420" + _random.Next(10_000_000).ToString("d7", CultureInfo.InvariantCulture);
            cdr.CalledNumberIn = cdr.CalledNumber = "4479" + _random.Next(100_000_000).ToString("d8", CultureInfo.InvariantCulture);
            cdr.SourceIp = "10.0.0." + _random.Next(50).ToString(CultureInfo.InvariantCulture);
            cdr.SourcePort = 5060;
            cdr.CallerUserAgent = "carrier exchange 1.0";
            if (_random.Next(10) == 0)
            {
                cdr.SourceIp = "203.0." + _random.Next(256).ToString(CultureInfo.InvariantCulture) + ".9";
                cdr.BillingMode = BillingMode.IllegalCall;
                cdr.EndReason = (int)EndReason.IllegalCall;
                return cdr;
            }

            Fill(cdr);
            return cdr;
        }

        private void Fill(Cdr cdr)
        {
            cdr.CallIds.Add(string.Create(CultureInfo.InvariantCulture, $"{_random.NextInt64():x16}@n1"));
            cdr.CallingNumberOut = cdr.CallingNumber;
            cdr.CalledNumberOut = cdr.CalledNumber;
            cdr.IngressTrunk = "in-" + _random.Next(20).ToString(CultureInfo.InvariantCulture);
            cdr.EgressTrunk = "out-" + _random.Next(10).ToString(CultureInfo.InvariantCulture);
            cdr.DestinationIp = "10.1.0.1";
            cdr.EndDirection = (EndDirection)_random.Next(2);
            cdr.EndReason = _random.Next(100_000) == 0 ? -15 : 16;
            cdr.SipStatus = 200;
            cdr.BillingMode = BillingMode.IngressTrunk;
            cdr.Tried.Add(new TriedRoute(cdr.EgressTrunk, 200, 900));
            bool isAnswered = _random.Next(2) == 0;
            cdr.AnsweredAt = isAnswered ? Last.AddSeconds(5) : null;
            cdr.TalkMs = isAnswered ? _random.Next(300_000) : 0;
            Fill(cdr.Customer, "account-" + _random.Next(10).ToString(CultureInfo.InvariantCulture), new Rate { Price = 0.012m });
            Fill(cdr.Vendor, "vendor-" + _random.Next(10).ToString(CultureInfo.InvariantCulture), new Rate { Price = 0.008m, CycleSeconds = 1 });
            cdr.Why = _why;
            if (_count % 100_000 == 0 || SomeCaller.Length == 0)
            {
                (SomeCaller, SomeCallee) = (cdr.CallingNumber, cdr.CalledNumber);
            }
        }

        private static void Fill(PartyCharge party, string account, Rate rate)
        {
            party.Account = account;
            party.RateTable = "retail";
            party.Currency = "USD";
            party.RatePrefix = "4479";
            party.Area = "UK mobile";
            party.Rate = rate;
        }
    }
}
