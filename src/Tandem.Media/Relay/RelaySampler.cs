using System.Runtime.CompilerServices;
using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Relay;

/// <summary>Answers signalling's one question about all sessions of a loop, page by page.</summary>
internal sealed class RelaySampler(RelayTable table, IReadOnlyList<PortRange> all, MediaClock clock)
{
    private const int MostSampled = 64;

    /// <summary>Writes the page that starts at the cursor behind the header's place; its end, and how many sessions are on it.</summary>
    public int Write(Span<byte> into, int cursor, out int count)
    {
        int at = RelayFrame.HeaderSize + Unsafe.SizeOf<SampleBody>();
        int position = Math.Max(0, cursor);
        RelayTotals totals = position == 0 ? table.Counted : default;
        totals.Sessions = position == 0 ? table.Count : 0;
        totals.FreePairs = all.Sum(static range => range.Free);
        totals.AllPairs = all.Sum(static range => range.Pairs);
        long unixOffsetMs = clock.UnixOffsetMs;
        for (count = 0; position < table.Count && count < MostSampled; position++, count++)
        {
            at = RelayFrame.Write(into, at, Sample(table.At(position), unixOffsetMs, ref totals));
        }

        RelayFrame.Write(into, RelayFrame.HeaderSize, new SampleBody { Cursor = position < table.Count ? position : -1, Totals = totals });
        return at;
    }

    private static RelaySample Sample(RelaySession session, long unixOffsetMs, ref RelayTotals totals)
    {
        var sample = new RelaySample { KeyValue = session.Key.Value };
        foreach (RelayLine? line in session.Lines)
        {
            if (line is { IsOpen: true })
            {
                line.A.Fill(out RelaySideStatistics a, line.Pending, unixOffsetMs);
                line.B.Fill(out RelaySideStatistics b, line.Pending, unixOffsetMs);
                sample.A.Add(ref a);
                sample.B.Add(ref b);
                totals.Add(ref a);
                totals.Add(ref b);
            }
        }

        return sample;
    }
}
