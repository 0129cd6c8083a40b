using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Tandem.Store.Journal;

namespace Tandem.Store.Archive;

/// <summary>What has come to the journals since the last piece, in files that stay open: a segment that is dropped meanwhile can still be read.</summary>
internal sealed class JournalTails : IDisposable
{
    private const int AtOnce = 1 << 16;
    private readonly List<(PieceTail Tail, SafeFileHandle File)> _tails = [];

    /// <summary>Looks what there is, with segments held.</summary>
    /// <param name="journals">All of them.</param>
    /// <param name="known">The lengths that are archived already, by name.</param>
    public JournalTails(JournalFolder journals, IReadOnlyDictionary<string, long> known)
    {
        try
        {
            foreach ((string path, long length) in journals.Whole())
            {
                string name = Path.GetFileName(path);
                Segments.Add(new(name, length));
                long from = known.GetValueOrDefault(name);
                if (length > from)
                {
                    _tails.Add((new(name, from, length - from), File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)));
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public List<PieceSegment> Segments { get; } = [];

    public IReadOnlyList<PieceTail> Tails => [.. _tails.Select(static one => one.Tail)];

    /// <summary>Their octets, one after another.</summary>
    public void Give(Action<ReadOnlySpan<byte>> part)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(AtOnce);
        try
        {
            foreach ((PieceTail tail, SafeFileHandle file) in _tails)
            {
                for (long done = 0; done < tail.Bytes;)
                {
                    int got = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(AtOnce, tail.Bytes - done)), tail.Offset + done);
                    if (got == 0)
                    {
                        throw new EndOfStreamException($"the journal {tail.Name} is shorter than it was");
                    }

                    part(buffer.AsSpan(0, got));
                    done += got;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _tails.ForEach(static one => one.File.Dispose());
}
