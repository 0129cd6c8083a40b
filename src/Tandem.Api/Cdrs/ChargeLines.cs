using Tandem.Api.Json;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;

namespace Tandem.Api.Cdrs;

/// <summary>
/// A charge taken apart: time, free time, connect fee, sections, cycles, rounding, tax (BI §3.3–3.7). The amounts of the lines add up to fee and tax as they are on the
/// record; what rounding did to the fee is a line of its own, the tax is shown as it was rounded.
/// </summary>
internal static class ChargeLines
{
    public static ChargeExplanation? Of(string party, PartyCharge charge, Cdr cdr)
    {
        if (charge.Rate is not Rate rate)
        {
            return null;
        }

        List<ChargeLine> lines = Lines(rate, charge, cdr);
        return new(party, charge.Account, charge.RateTable, charge.RatePrefix, charge.Area, charge.Currency, lines, charge.Fee, charge.Tax);
    }

    private static List<ChargeLine> Lines(Rate rate, PartyCharge charge, Cdr cdr)
    {
        List<ChargeLine> lines = [];
        long seconds = cdr.HoldTime;
        lines.Add(new($"talk time {cdr.TalkMs} ms, rounded at {cdr.Rules.HoldTimePrecision} ms to {seconds} s", 0m));
        if (charge == cdr.Customer && cdr.FundedSeconds >= 0 && cdr.FundedSeconds < seconds)
        {
            seconds = cdr.FundedSeconds;
            lines.Add(new($"no more than the {seconds} s that the credit held for it had paid for", 0m));
        }

        if (cdr.Rules.FreeTime > 0)
        {
            seconds = Math.Max(0, seconds - cdr.Rules.FreeTime);
            lines.Add(new($"free time {cdr.Rules.FreeTime} s leaves {seconds} s", 0m));
        }

        if (seconds <= 0)
        {
            lines.Add(new("nothing to charge", charge.Fee));
            return lines;
        }

        decimal raw = AddUnits(rate, seconds, lines);
        if (charge.Fee != raw)
        {
            lines.Add(new(Rounding(cdr.Rules), charge.Fee - raw));
        }

        if (charge.Tax != 0m)
        {
            lines.Add(new($"tax {MoneyConverter.Text(rate.TaxPercent)} % of {MoneyConverter.Text(charge.Fee)}", charge.Tax));
        }

        return lines;
    }

    private static decimal AddUnits(Rate rate, long seconds, List<ChargeLine> lines)
    {
        decimal raw = 0m;
        if (rate.ConnectFee != 0m)
        {
            raw += Add(lines, "connect fee", rate.ConnectFee);
        }

        long left = seconds;
        foreach (RateSection section in rate.Sections)
        {
            if (left <= 0)
            {
                break;
            }

            raw += Add(lines, section.Seconds == 0 ? "set-up fee" : $"section of {section.Seconds} s", section.Fee);
            left -= section.Seconds;
        }

        if (left > 0)
        {
            long cycles = (left + rate.CycleSeconds - 1) / rate.CycleSeconds;
            raw += Add(lines, $"{cycles} cycle{(cycles == 1 ? "" : "s")} of {rate.CycleSeconds} s at {MoneyConverter.Text(rate.Price)}", cycles * rate.Price);
        }

        return raw;
    }

    private static decimal Add(List<ChargeLine> lines, string what, decimal amount)
    {
        lines.Add(new(what, amount));
        return amount;
    }

    private static string Rounding(BillingRules rules) => rules.FeeUnit > 0m
        ? $"rounded to {rules.FeePrecision} decimals in steps of {MoneyConverter.Text(rules.FeeUnit)}"
        : $"rounded to {rules.FeePrecision} decimals";
}
