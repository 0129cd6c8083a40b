using System.Buffers.Binary;

namespace Tandem.Store.Archive;

/// <summary>
/// Reads SQLite's write-ahead log behind its writer: whole transactions only, each frame held against its checksum (SQLite file format §4). It must not be emptied by anybody who has not let this read to its end before;
/// if it is, the next read says so. One thread.
/// </summary>
internal sealed class WalTail(string path)
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const uint Magic = 0x377f0682;
    private long _at;
    private ulong _salts;
    private (uint First, uint Second) _sums;
    private bool _isBigEndian;
    private bool _mayRestart;
    private int _pageBytes;

    /// <summary>Octets of the log that were read.</summary>
    public long At => _at;

    /// <summary>All that was read is in the database: the log may begin anew, once.</summary>
    public void MayRestart() => _mayRestart = true;

    /// <summary>What was committed since the last read, up to about <paramref name="most"/> pages; null: the log was begun anew, and what was in it is not known.</summary>
    public WalPages? Read(int most)
    {
        var read = new WalPages(path);
        if (!File.Exists(path))
        {
            return _at == 0 || _mayRestart ? read : null;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
        byte[] header = new byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return _at == 0 || _mayRestart ? read : null;
        }

        ulong salts = WalPages.Salts(header);
        if (_at == 0 || salts != _salts)
        {
            if (_at != 0 && !IsNext(salts))
            {
                return null;
            }

            if (!TryBegin(header, salts))
            {
                return read; // it is being written
            }
        }

        ReadFrames(file, read, most);
        return read;
    }

    /// <summary>The first salt counts how often the log has begun anew: twice since the last read, and what the one between had is lost.</summary>
    private bool IsNext(ulong salts) => _mayRestart && (uint)(salts >> 32) == unchecked((uint)(_salts >> 32) + 1);

    private bool TryBegin(byte[] header, ulong salts)
    {
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        _isBigEndian = (magic & 1) != 0;
        (uint First, uint Second) sums = Sum((0, 0), header.AsSpan(0, 24));
        if ((magic & ~1u) != Magic || !Is(sums, header.AsSpan(24)))
        {
            return false;
        }

        uint pageBytes = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8));
        (_pageBytes, _salts, _sums, _at, _mayRestart) = ((int)pageBytes, salts, sums, HeaderBytes, false);
        return true;
    }

    /// <summary>Notes where pages are; their content stays in the log until it is written, however large a transaction is.</summary>
    private void ReadFrames(FileStream file, WalPages read, int most)
    {
        byte[] header = new byte[FrameHeaderBytes];
        byte[] page = new byte[_pageBytes];
        var open = new List<(uint Number, long At)>();
        (uint First, uint Second) sums = _sums;
        long at = _at;
        file.Position = at;
        while (read.Count < most && file.ReadAtLeast(header, FrameHeaderBytes, throwOnEndOfStream: false) == FrameHeaderBytes)
        {
            if (WalPages.SaltsOfFrame(header) != _salts || file.ReadAtLeast(page, _pageBytes, throwOnEndOfStream: false) < _pageBytes)
            {
                return;
            }

            sums = Sum(Sum(sums, header.AsSpan(0, 8)), page);
            if (!Is(sums, header.AsSpan(16)))
            {
                return;
            }

            open.Add((BinaryPrimitives.ReadUInt32BigEndian(header), at + FrameHeaderBytes));
            at += FrameHeaderBytes + _pageBytes;
            if (BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)) is not 0 and uint pages)
            {
                read.Add(open, pages, _pageBytes, _salts);
                open.Clear();
                (_sums, _at, _mayRestart) = (sums, at, false);
            }
        }
    }

    private static bool Is((uint First, uint Second) sums, ReadOnlySpan<byte> written) =>
        sums.First == BinaryPrimitives.ReadUInt32BigEndian(written) && sums.Second == BinaryPrimitives.ReadUInt32BigEndian(written[4..]);

    private (uint First, uint Second) Sum((uint First, uint Second) sums, ReadOnlySpan<byte> bytes)
    {
        (uint first, uint second) = sums;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            unchecked
            {
                first += Word(bytes) + second;
                second += Word(bytes[4..]) + first;
            }
        }

        return (first, second);
    }

    private uint Word(ReadOnlySpan<byte> bytes) => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
