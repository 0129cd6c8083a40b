using System.Globalization;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;

namespace Tandem.Bench;

/// <summary>Calls as a switch of 400 a second has them: few accounts and trunks, many numbers, a tenth from strangers.</summary>
internal sealed class SeededCalls
{
    /// <summary>When the first one of a new database began.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(1);
    private readonly Cdr _record = new();
    private readonly byte[] _why = new byte[900];
    private readonly DateTimeOffset _first;
    private long _count;

    public SeededCalls(DateTimeOffset first) => Last = _first = first;

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
