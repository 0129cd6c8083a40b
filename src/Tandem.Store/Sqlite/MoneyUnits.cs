namespace Tandem.Store.Sqlite;

/// <summary>Money as the database keeps it: whole units of 10⁻⁸. Up to ±92 thousand million.</summary>
internal static class MoneyUnits
{
    private const decimal Scale = 100_000_000m;

    /// <summary>The nearest unit; throws <see cref="OverflowException"/> beyond the range.</summary>
    public static long From(decimal money) => decimal.ToInt64(decimal.Round(money * Scale, MidpointRounding.AwayFromZero));

    /// <summary>Exact, without trailing zeros.</summary>
    public static decimal To(long units)
    {
        int scale = 8;
        while (scale > 0 && units % 10 == 0)
        {
            units /= 10;
            scale--;
        }

        ulong size = units < 0 ? (ulong)-units : (ulong)units;
        return new decimal((int)size, (int)(size >> 32), 0, units < 0, (byte)scale);
    }

    /// <summary>Whether an amount can be kept as it is.</summary>
    public static bool IsExact(decimal money) => Math.Abs(money) < 90_000_000_000m && money * Scale == decimal.Truncate(money * Scale);
}
