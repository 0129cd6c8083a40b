namespace Tandem.Api.Documents;

/// <summary>Files that are made for a request and fetched by it: for the owner alone, and gone when they are closed. Few at once: each takes some of the disk, and who fetches may be slow.</summary>
internal sealed class FetchedFiles(int most)
{
    private int _open;

    /// <summary>A new one, empty; null while there are as many as there may be.</summary>
    public Stream? Open()
    {
        if (Interlocked.Increment(ref _open) > most)
        {
            Interlocked.Decrement(ref _open);
            return null;
        }

        try
        {
            return new Fetched(this, Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch
        {
            Interlocked.Decrement(ref _open);
            throw;
        }
    }

    /// <summary>Counts among the open ones until it is closed.</summary>
    private sealed class Fetched(FetchedFiles files, string path, FileStreamOptions options) : FileStream(path, options)
    {
        private int _isClosed;

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Leave();
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Leave();
        }

        private void Leave()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                Interlocked.Decrement(ref files._open);
            }
        }
    }
}
