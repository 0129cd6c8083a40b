using Microsoft.Win32.SafeHandles;

namespace Tandem.Store.Journal;

/// <summary>The disk under a journal: the edge that tests fill up.</summary>
internal interface ISegmentFile : IDisposable
{
    /// <summary>Throws <see cref="IOException"/> when it can't.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when all that was written survives the machine.</summary>
    void Sync();
}

/// <summary>A real file.</summary>
internal sealed class DiskSegmentFile : ISegmentFile
{
    private readonly SafeFileHandle _handle;

    private DiskSegmentFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var made = new FileStream(path, options);
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    public static ISegmentFile Create(string path) => new DiskSegmentFile(path);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_handle, bytes, offset);

    public void Sync() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();
}
