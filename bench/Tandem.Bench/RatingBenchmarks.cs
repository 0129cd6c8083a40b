using BenchmarkDotNet.Attributes;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;

namespace Tandem.Bench;

/// <summary>The price of a call.</summary>
[MemoryDiagnoser]
public class RatingBenchmarks
{
    private readonly Rate _plain = new() { Price = 0.012m };
    private readonly Rate _sections = new() { Price = 0.005m, CycleSeconds = 6, ConnectFee = 0.001m, TaxPercent = 15m, Sections = [new RateSection(60, 0.06m)] };
    private readonly Cdr _record = new() { AnsweredAt = Decks.At, TalkMs = 185_020, BillingMode = BillingMode.IngressTrunk };
    private long _seconds;

    public RatingBenchmarks()
    {
        _record.Customer.Rate = _sections;
        _record.Vendor.Rate = _plain;
    }

    [Benchmark]
    public decimal Price() => Rater.Price(_plain, _seconds++ & 1023, BillingRules.Default).Fee;

    [Benchmark]
    public decimal PriceWithSectionsAndTax() => Rater.Price(_sections, _seconds++ & 1023, BillingRules.Default).Total;

    [Benchmark]
    public long SecondsForMoney() => Rater.SecondsFor(_sections, (_seconds++ & 1023) * 0.01m, BillingRules.Default);

    /// <summary>Customer and vendor of one call.</summary>
    [Benchmark]
    public decimal ChargeRecord()
    {
        _record.TalkMs = (_seconds++ & 1023) * 1000;
        CdrMaker.Charge(_record);
        return _record.Margin;
    }
}
