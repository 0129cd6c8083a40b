namespace Tandem.Store.Journal;

/// <summary>How much the journals keep.</summary>
public sealed record JournalOptions
{
    public static readonly JournalOptions Default = new();

    /// <summary>A segment is closed at this size, in bytes.</summary>
    public long SegmentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>A segment is closed at this age, so that its marks can be dropped by age.</summary>
    public TimeSpan SegmentTime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Stored segments are kept, as the archive of ladders, up to this size in all.</summary>
    public long RetainBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// What may wait in memory while the disk can't be written, in bytes for each shard. Past a quarter ladders and the records of
    /// strangers are left out, past half all but the ends of answered calls.
    /// </summary>
    public long HeldBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>How often what was written is synced to the disk.</summary>
    public TimeSpan SyncEvery { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Where segments are written.</summary>
    internal Func<string, ISegmentFile> CreateFile { get; init; } = DiskSegmentFile.Create;
}
