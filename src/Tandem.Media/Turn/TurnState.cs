using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Turn;

/// <summary>What the media process says of its STUN and TURN.</summary>
public sealed record TurnState
{
    private readonly long[] _counts = new long[TurnCounts.Kinds];

    internal TurnState(TurnBody body)
    {
        Allocations = body.Allocations;
        Streams = body.Streams;
        for (int i = 0; i < _counts.Length; i++)
        {
            _counts[i] = body.Counts[i];
        }
    }

    /// <summary>Open now.</summary>
    public int Allocations { get; }

    /// <summary>TCP connections of clients.</summary>
    public int Streams { get; }

    public long this[TurnCount count] => _counts[(int)count];

    /// <summary>Why something was refused or dropped, by the reason's name.</summary>
    public IReadOnlyDictionary<string, long> Refused =>
        Enum.GetValues<TurnCount>().Where(static count => count >= TurnCount.Malformed).ToDictionary(static count => count.ToString(), count => this[count]);
}
