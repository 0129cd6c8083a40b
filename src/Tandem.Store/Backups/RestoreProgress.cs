namespace Tandem.Store.Backups;

/// <summary>How far the preparing of a restore is, in octets that are read. Written by one thread, read by any.</summary>
public sealed class RestoreProgress
{
    private long _done;
    private long _total;

    public long DoneBytes => Volatile.Read(ref _done);

    /// <summary>0 while it is not known.</summary>
    public long TotalBytes => Volatile.Read(ref _total);

    internal void Begin(long total) => Volatile.Write(ref _total, total);

    internal void Reach(long done) => Volatile.Write(ref _done, done);
}
