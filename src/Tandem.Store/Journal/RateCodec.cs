using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;

namespace Tandem.Store.Journal;

/// <summary>Rates as bytes, and the basis of a record's charge: what it can be derived from again. In the journal, in <c>cdr.basis</c> and in stored decks.</summary>
internal static class RateCodec
{
    /// <summary>Both rates and the rules: what the charge can be derived from again.</summary>
    public static void Basis(Cdr record, ByteSink sink)
    {
        Write(record.Customer.Rate, sink);
        Write(record.Vendor.Rate, sink);
        BillingRules rules = record.Rules;
        sink.Number(rules.HoldTimePrecision);
        sink.Number(rules.FreeTime);
        sink.Number(rules.FeePrecision);
        sink.Decimal(rules.FeeUnit);
        sink.Byte((byte)rules.Rounding);
        sink.Number(rules.AdvanceMinutes);
    }

    public static void Basis(Cdr into, ref ByteSource source)
    {
        into.Customer.Rate = Read(ref source);
        into.Vendor.Rate = Read(ref source);
        into.Rules = new BillingRules
        {
            HoldTimePrecision = source.Int(),
            FreeTime = source.Int(),
            FeePrecision = source.Int(),
            FeeUnit = source.Decimal(),
            Rounding = (MoneyRoundingMode)source.Byte(),
            AdvanceMinutes = source.Int(),
        };
    }

    public static void Write(Rate? rate, ByteSink sink)
    {
        sink.Byte(rate is null ? (byte)0 : (byte)1);
        if (rate is null)
        {
            return;
        }

        sink.Decimal(rate.Price);
        sink.Number(rate.CycleSeconds);
        sink.Decimal(rate.ConnectFee);
        sink.Decimal(rate.TaxPercent);
        sink.Byte((byte)rate.Class);
        sink.Byte(rate.Locked ? (byte)1 : (byte)0);
        sink.Number(rate.Sections.Count);
        for (int i = 0; i < rate.Sections.Count; i++)
        {
            sink.Number(rate.Sections[i].Seconds);
            sink.Decimal(rate.Sections[i].Fee);
        }
    }

    public static Rate? Read(ref ByteSource source)
    {
        if (source.Byte() == 0)
        {
            return null;
        }

        var rate = new Rate
        {
            Price = source.Decimal(),
            CycleSeconds = source.Int(),
            ConnectFee = source.Decimal(),
            TaxPercent = source.Decimal(),
            Class = (CallClass)source.Byte(),
            Locked = source.Byte() != 0,
        };
        int count = source.Int();
        if (count == 0)
        {
            return rate;
        }

        var sections = new List<RateSection>();
        for (; count > 0; count--)
        {
            sections.Add(new RateSection(source.Int(), source.Decimal()));
        }

        return rate with { Sections = sections };
    }
}
