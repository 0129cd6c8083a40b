using Microsoft.Win32.SafeHandles;

namespace Tandem.Store.Journal;

/// <summary>Reads the marks of one segment in order; steps over damage to the next sound mark and remembers how much was lost.</summary>
internal sealed class SegmentReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private byte[] _buffer = new byte[256 * 1024];
    private long _bufferAt;
    private int _filled;
    private int _markLength;

    private SegmentReader(SafeFileHandle file, SegmentHeader header, long offset)
    {
        _file = file;
        Header = header;
        Next = offset;
    }

    public SegmentHeader Header { get; }

    /// <summary>Where the mark that was read begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Where the next mark begins.</summary>
    public long Next { get; private set; }

    public MarkKind Kind => JournalFormat.KindOf(Mark);

    public long MonotonicMs => JournalFormat.MonotonicOf(Mark);

    public ReadOnlySpan<byte> Payload => Mark[JournalFormat.MarkLength..];

    /// <summary>Damaged stretches that were stepped over.</summary>
    public List<(long Offset, long Bytes)> Skipped { get; } = [];

    private ReadOnlySpan<byte> Mark => _buffer.AsSpan((int)(Offset - _bufferAt), _markLength);

    public static long LengthOf(string path) => new FileInfo(path).Length;

    /// <summary>Null when it isn't there or has no sound header.</summary>
    public static SegmentReader? Open(string path, long offset = 0)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[JournalFormat.HeaderLength];
            int length = RandomAccess.Read(file, bytes, 0);
            if (JournalFormat.TryReadHeader(bytes[..length], out SegmentHeader header))
            {
                var reader = new SegmentReader(file, header, Math.Max(offset, JournalFormat.HeaderLength));
                file = null;
                return reader;
            }

            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>The next sound mark before <paramref name="limit"/>; false at the end, or when only a torn tail follows.</summary>
    public bool TryRead(long limit)
    {
        if (TryReadAt(Next, limit))
        {
            return true;
        }

        if (Next >= limit || !TryFindAfter(Next, limit, out long found))
        {
            return false;
        }

        Skipped.Add((Next, found - Next));
        return TryReadAt(found, limit);
    }

    public void Dispose() => _file.Dispose();

    private bool TryReadAt(long offset, long limit)
    {
        if (!TryFill(offset, JournalFormat.MarkLength, limit))
        {
            return false;
        }

        int length = JournalFormat.LengthOf(_buffer.AsSpan((int)(offset - _bufferAt)));
        if (length == 0 || !TryFill(offset, length, limit)
            || !JournalFormat.IsSound(_buffer.AsSpan((int)(offset - _bufferAt), length), Header.Salt, offset))
        {
            return false;
        }

        Offset = offset;
        _markLength = length;
        Next = offset + length;
        return true;
    }

    /// <summary>Has so many bytes of the file in the buffer.</summary>
    private bool TryFill(long offset, int count, long limit)
    {
        if (offset + count > limit)
        {
            return false;
        }

        if (offset >= _bufferAt && offset + count <= _bufferAt + _filled)
        {
            return true;
        }

        if (count > _buffer.Length)
        {
            _buffer = new byte[count];
        }

        _bufferAt = offset;
        _filled = 0;
        int most = (int)Math.Min(_buffer.Length, limit - offset);
        while (_filled < most)
        {
            int read = RandomAccess.Read(_file, _buffer.AsSpan(_filled, most - _filled), offset + _filled);
            if (read == 0)
            {
                break;
            }

            _filled += read;
        }

        return _filled >= count;
    }

    private bool TryFindAfter(long offset, long limit, out long found)
    {
        byte[] rest = new byte[limit - offset];
        int length = RandomAccess.Read(_file, rest, offset);
        int at = 1;
        while (at < length)
        {
            int step = rest.AsSpan(at, length - at).IndexOf(JournalFormat.MarkStart);
            if (step < 0)
            {
                break;
            }

            at += step;
            if (length - at >= JournalFormat.MarkLength)
            {
                int mark = JournalFormat.LengthOf(rest.AsSpan(at));
                if (mark > 0 && mark <= length - at && JournalFormat.IsSound(rest.AsSpan(at, mark), Header.Salt, offset + at))
                {
                    found = offset + at;
                    return true;
                }
            }

            at++;
        }

        found = 0;
        return false;
    }
}
