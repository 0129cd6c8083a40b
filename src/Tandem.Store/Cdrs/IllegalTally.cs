using System.Runtime.InteropServices;
using System.Text.Json;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Routes;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>Illegal calls of one batch by source: a flood costs one row for each source, not for each attempt.</summary>
internal sealed class IllegalTally
{
    /// <summary>So many of the last numbers tried are kept for each source.</summary>
    private const int NumbersKept = 20;

    private readonly Dictionary<string, Tally> _bySource = [];

    private struct Tally
    {
        public long Count;
        public DateTimeOffset First;
        public DateTimeOffset Last;
        public List<string> Numbers;
    }

    public void Clear() => _bySource.Clear();

    public void Add(Cdr record)
    {
        ref Tally tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySource, record.SourceIp, out bool isKnown);
        if (!isKnown)
        {
            tally = new Tally { First = record.StartedAt, Last = record.EndedAt, Numbers = [] };
        }

        tally.Count += record.Attempts;
        tally.First = record.StartedAt < tally.First ? record.StartedAt : tally.First;
        tally.Last = record.EndedAt > tally.Last ? record.EndedAt : tally.Last;
        Add(tally.Numbers, record.CalledNumberIn.Length > 0 ? record.CalledNumberIn : record.CalledNumber);
        if (record.Attempts > 1)
        {
            foreach (string number in NumbersFolded(record.Why))
            {
                Add(tally.Numbers, number);
            }
        }
    }

    public void Write(Database database)
    {
        foreach ((string source, Tally tally) in _bySource)
        {
            Statement known = database.Sql("SELECT numbers FROM illegal_source WHERE source_ip = ?").Bind(source);
            IEnumerable<string> before = known.Step() ? known.Text(0).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
            known.Reset();
            string numbers = string.Join('\n', tally.Numbers.Concat(before).Distinct().Take(NumbersKept));
            database.Sql(
                """
                INSERT INTO illegal_source (source_ip, count, first_at, last_at, numbers) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT (source_ip) DO UPDATE SET count = count + ?2, first_at = min(first_at, ?3), last_at = max(last_at, ?4), numbers = ?5
                """).Bind(source).Bind(tally.Count).Bind(tally.First).Bind(tally.Last).Bind(numbers).Run();
        }
    }

    private static void Add(List<string> numbers, string number)
    {
        if (number.Length > 0 && numbers.Count < NumbersKept && !numbers.Contains(number))
        {
            numbers.Add(number);
        }
    }

    /// <summary>A folded record says in its reasons which other numbers its attempts were for.</summary>
    internal static string[] NumbersFolded(ReadOnlyMemory<byte> why)
    {
        if (why.IsEmpty)
        {
            return [];
        }

        try
        {
            using var reasons = JsonDocument.Parse(why);
            foreach (JsonElement reason in reasons.RootElement.EnumerateArray())
            {
                if (reason.TryGetProperty("code", out JsonElement code) && code.ValueEquals(nameof(ReasonCode.AttemptsFolded))
                    && reason.TryGetProperty("value", out JsonElement numbers))
                {
                    return (numbers.GetString() ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The attempts count whether their reasons can be read or not, and no record may hold up those behind it.
        }

        return [];
    }
}
