using Tandem.Store.Cdrs;

namespace Tandem.Api.Cdrs;

/// <summary>What a selection charges in one currency, without tax. Cost and margin are null for who is limited to accounts.</summary>
public sealed record CdrMoneyView(string Currency, decimal Fee, decimal? Cost, decimal? Margin);

/// <summary>A selection of records, added up. <paramref name="TalkSeconds"/> is the talk as it was measured, not as it is charged.</summary>
public sealed record CdrTotalsView(long Count, long Answered, long TalkSeconds, IReadOnlyList<CdrMoneyView> Money)
{
    private const int MsPerSecond = 1000;

    internal static CdrTotalsView Of(CdrTotals totals, bool isLimited) => new(
        totals.Count, totals.Answered, totals.TalkMs / MsPerSecond,
        [.. totals.Money.Where(money => !isLimited || money.Fee != 0m)
            .Select(money => new CdrMoneyView(money.Currency, money.Fee, isLimited ? null : money.Cost, isLimited ? null : money.Fee - money.Cost))]);
}
