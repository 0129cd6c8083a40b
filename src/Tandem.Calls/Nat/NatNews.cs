using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>An endpoint: a phone by its number, a trunk by its name.</summary>
internal readonly record struct NatEndpoint(string Name, bool IsPhone)
{
    /// <summary>The same number in every shard of this process.</summary>
    public ulong Hash => System.IO.Hashing.XxHash3.HashToUInt64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Name.AsSpan()), IsPhone ? 1 : 2);
}

/// <summary>Something new about an endpoint, for the shard that keeps its evidence. Everything but the endpoint may be missing.</summary>
internal sealed record NatNews(NatEndpoint Endpoint)
{
    public NatSighting? Seen { get; init; }
    public NatSighting? Before { get; init; }

    /// <summary>Our address as it was reached.</summary>
    public NetAddress Local { get; init; }
    public string UserAgent { get; init; } = "";

    /// <summary>What the way to a phone has outlived by now.</summary>
    public NatBinding? Binding { get; init; }

    /// <summary>An answer has brought our Via back altered.</summary>
    public NatReturnedVia Returned { get; init; }

    public int Duplicates { get; init; }
    public int DuplicateGapMs { get; init; }

    /// <summary>What a call that has ended adds.</summary>
    public NatCalls Call { get; init; }
}
