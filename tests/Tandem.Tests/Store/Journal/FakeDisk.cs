using Tandem.Store.Journal;

namespace Tandem.Tests.Store.Journal;

/// <summary>A disk that can be full, or fail to sync: real files behind a door.</summary>
internal sealed class FakeDisk
{
    public bool IsFull { get; set; }
    public bool FailsToSync { get; set; }

    /// <summary>For tests that cut files by the hundred.</summary>
    public bool SkipsSync { get; set; }

    /// <summary>Writes of a full disk still get so many bytes down before they fail.</summary>
    public int TornBytes { get; set; }

    /// <summary>How often it was written.</summary>
    public int Writes { get; private set; }

    public ISegmentFile Create(string path) => IsFull
        ? throw new IOException("No space left on device")
        : new Door(this, DiskSegmentFile.Create(path));

    private sealed class Door(FakeDisk disk, ISegmentFile file) : ISegmentFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            disk.Writes++;
            if (disk.IsFull)
            {
                file.Write(bytes[..Math.Min(disk.TornBytes, bytes.Length)], offset);
                throw new IOException("No space left on device");
            }

            file.Write(bytes, offset);
        }

        public void Sync()
        {
            if (disk.FailsToSync)
            {
                throw new IOException("Input/output error");
            }

            if (!disk.SkipsSync)
            {
                file.Sync();
            }
        }

        public void Dispose() => file.Dispose();
    }
}
