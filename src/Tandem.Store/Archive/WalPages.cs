using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Tandem.Store.Archive;

/// <summary>Pages that transactions have changed, each as the last of them left it: where they are in the write-ahead log <paramref name="path"/>, or what they are once they were loaded.</summary>
internal sealed class WalPages(string path)
{
    private readonly Dictionary<uint, long> _places = [];
    private List<byte[]>? _loaded;
    private ulong _salts;

    public int Count => _places.Count;

    /// <summary>Their numbers, in the order of <see cref="Give"/>.</summary>
    public IReadOnlyList<uint> Numbers => [.. _places.Keys];

    /// <summary>Pages of the database after the last of these transactions; 0 when there is none.</summary>
    public uint DatabasePages { get; private set; }

    public int PageBytes { get; private set; }

    /// <summary>The salts in the log's header: others, once it has begun anew.</summary>
    public static ulong Salts(ReadOnlySpan<byte> logHeader) => BinaryPrimitives.ReadUInt64BigEndian(logHeader[16..]);

    public static ulong SaltsOfFrame(ReadOnlySpan<byte> frameHeader) => BinaryPrimitives.ReadUInt64BigEndian(frameHeader[8..]);

    /// <summary>A transaction's.</summary>
    public void Add(IEnumerable<(uint Number, long At)> pages, uint databasePages, int pageBytes, ulong salts)
    {
        foreach ((uint number, long at) in pages)
        {
            _places[number] = at;
        }

        (DatabasePages, PageBytes, _salts) = (databasePages, pageBytes, salts);
    }

    /// <summary>Takes them into memory: the log may be written over.</summary>
    public void Load()
    {
        var loaded = new List<byte[]>(_places.Count);
        Give(page => loaded.Add(page.ToArray()));
        _loaded = loaded;
    }

    /// <summary>Each page. Throws <see cref="IOException"/> when somebody has written over the log meanwhile.</summary>
    public void Give(Action<ReadOnlySpan<byte>> page)
    {
        if (_loaded is not null)
        {
            _loaded.ForEach(one => page(one));
            return;
        }

        if (_places.Count == 0)
        {
            return;
        }

        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[PageBytes];
        foreach (long at in _places.Values)
        {
            ReadAll(file, bytes, at);
            page(bytes);
        }

        // The header of a log that begins anew is written before its first frame: it is as it was, so were the pages.
        byte[] header = new byte[24];
        ReadAll(file, header, 0);
        if (Salts(header) != _salts)
        {
            throw new IOException(ArchiveGeneration.Emptied);
        }
    }

    private static void ReadAll(SafeFileHandle file, Span<byte> into, long at)
    {
        while (into.Length > 0)
        {
            int got = RandomAccess.Read(file, into, at);
            if (got == 0)
            {
                throw new IOException(ArchiveGeneration.Emptied);
            }

            into = into[got..];
            at += got;
        }
    }
}
