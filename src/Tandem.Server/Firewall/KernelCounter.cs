using System.Globalization;

namespace Tandem.Server.Firewall;

/// <summary>Packets that a named counter of our table has seen. A table that is made anew begins at zero; this goes on.</summary>
internal sealed class KernelCounter(string name)
{
    private const string Before = "packets ";
    private long _before;
    private long _count;

    /// <summary>As of the last look.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The table is made anew.</summary>
    public void BeginAgain() => _before = Count;

    /// <summary>Takes what <c>nft list counters</c> says: <c>counter NAME { packets 3 bytes 180 }</c> for each.</summary>
    public void Read(string told)
    {
        int own = told.IndexOf($"counter {name} ", StringComparison.Ordinal);
        int at = own < 0 ? -1 : told.IndexOf(Before, own, StringComparison.Ordinal);
        if (at >= 0)
        {
            ReadOnlySpan<char> digits = told.AsSpan(at + Before.Length);
            int end = digits.IndexOf(' ');
            if (end > 0 && long.TryParse(digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long count))
            {
                Interlocked.Exchange(ref _count, _before + count);
            }
        }
    }
}
