using System.IO.Compression;
using System.Security.Cryptography;
using Tandem.Billing.Rating;
using Tandem.Store.Journal;

namespace Tandem.Store.Plan;

/// <summary>A rate deck as the database keeps it: each price and area once, a row is a prefix and two numbers; compressed.</summary>
internal static class DeckCodec
{
    private const byte Version = 1;

    public static (string Hash, byte[] Body) Pack(IReadOnlyList<RateRow> rows)
    {
        var sink = new ByteSink(rows.Count * 24 + 64);
        var rates = new Dictionary<Rate, int>(ReferenceEqualityComparer.Instance);
        var areas = new Dictionary<string, int>();
        sink.Byte(Version);
        sink.Number(rows.Count);
        foreach (RateRow row in rows)
        {
            sink.Text(row.Prefix);
            if (Index(areas, row.Area, sink))
            {
                sink.Text(row.Area);
            }

            if (Index(rates, row.Rate, sink))
            {
                RateCodec.Write(row.Rate, sink);
            }

            sink.Time(row.EffectiveFrom);
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(sink.Written);
        }

        return (Convert.ToHexStringLower(SHA256.HashData(sink.Written)), packed.ToArray());
    }

    public static IReadOnlyList<RateRow> Unpack(byte[] body)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress))
        {
            gzip.CopyTo(unpacked);
        }

        var source = new ByteSource(unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length));
        if (source.Byte() is not Version and byte version)
        {
            throw new InvalidDataException($"a stored rate deck has version {version}; this Tandem knows {Version}");
        }

        var rows = new List<RateRow>(source.Int());
        var rates = new List<Rate>();
        var areas = new List<string>();
        for (int left = rows.Capacity; left > 0; left--)
        {
            string prefix = source.Text();
            int area = source.Int();
            if (area == areas.Count)
            {
                areas.Add(source.Text());
            }

            int rate = source.Int();
            if (rate == rates.Count)
            {
                rates.Add(RateCodec.Read(ref source) ?? throw new InvalidDataException("a stored rate deck has a row without a rate"));
            }

            rows.Add(new RateRow(prefix, areas[area], rates[rate], source.TimeOrNull()));
        }

        return rows;
    }

    /// <summary>Writes the value's number; true when it is new and must follow.</summary>
    private static bool Index<T>(Dictionary<T, int> known, T value, ByteSink sink)
        where T : notnull
    {
        bool isNew = known.TryAdd(value, known.Count);
        sink.Number(known[value]);
        return isNew;
    }
}
