namespace Tandem.Store.Archive;

/// <summary>How much an archive takes at once, and for how long it is waited for.</summary>
internal sealed record ArchiveLimits
{
    public static ArchiveLimits Default { get; } = new();

    /// <summary>Octets of the write-ahead log from which on it is emptied.</summary>
    public long WalBytes { get; init; } = 32 << 20;

    /// <summary>Pages from which on what there is to write becomes several pieces.</summary>
    public int PiecePages { get; init; } = 16_384;

    /// <summary>How long a switch that stops waits for what is left to be archived.</summary>
    public TimeSpan LongestStop { get; init; } = TimeSpan.FromSeconds(10);
}
