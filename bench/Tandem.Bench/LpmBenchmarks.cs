using BenchmarkDotNet.Attributes;
using Tandem.Billing.Rating;

namespace Tandem.Bench;

/// <summary>Longest prefix in 1,000,000.</summary>
[MemoryDiagnoser]
public class LpmBenchmarks
{
    private const int Mask = (1 << 16) - 1;
    private RateTable _table = RateTable.Build("empty", "USD", []);
    private string[] _numbers = [];
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        RateRow[] rows = Decks.World(1_000_000);
        _table = RateTable.Build("world", "USD", rows);
        _numbers = Decks.Numbers(rows, Mask + 1);
    }

    /// <summary>Another part of the deck each time: the caches do not help.</summary>
    [Benchmark]
    public int AtRandom() => _table.Find(_numbers[_next++ & Mask], Decks.At).PrefixLength;

    /// <summary>Sixteen destinations again and again.</summary>
    [Benchmark]
    public int Hot() => _table.Find(_numbers[_next++ & 15], Decks.At).PrefixLength;
}
