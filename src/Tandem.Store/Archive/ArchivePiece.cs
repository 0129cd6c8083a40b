using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Store.Backups;

namespace Tandem.Store.Archive;

/// <summary>A segment of a journal, and how much of it was whole.</summary>
internal sealed record PieceSegment(string Name, long Length);

/// <summary>What has come to a segment since the piece before.</summary>
internal sealed record PieceTail(string Name, long Offset, long Bytes);

/// <summary>What stands in front of a piece.</summary>
/// <param name="Number">Of the piece, from 1 without a gap.</param>
/// <param name="At">Everything that was stored up to then is in it, or in one before it; of one that is only a part, in the last of the parts.</param>
/// <param name="PageBytes">Of the database; 0 when the piece has no pages.</param>
/// <param name="DatabasePages">How long the database is afterwards.</param>
/// <param name="Pages">The numbers of its pages, in the order in which they follow.</param>
/// <param name="Segments">All segments that there are: others have been dropped.</param>
/// <param name="Tails">What of them follows behind the pages.</param>
internal sealed record PieceHeader(int Number, DateTimeOffset At, int PageBytes, uint DatabasePages, IReadOnlyList<uint> Pages, IReadOnlyList<PieceSegment> Segments, IReadOnlyList<PieceTail> Tails);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PieceHeader))]
[JsonSerializable(typeof(ArchiveOwner))]
internal sealed partial class ArchiveJson : JsonSerializerContext;

/// <summary>Takes what is in a piece as it is read, a part at a time.</summary>
internal interface IPieceTarget
{
    void Page(PieceHeader header, uint number, ReadOnlySpan<byte> page);

    /// <summary>Some of a tail; <paramref name="offset"/> is that in the segment.</summary>
    void Tail(PieceHeader header, PieceTail tail, long offset, ReadOnlySpan<byte> part);
}

/// <summary>
/// One piece of an archive: a header, the pages that were changed, what came to the journals; packed, with the SHA-256 of all before it at its end. Written beside and moved into its place, so that one that is there is
/// whole, unless a disk or a copy has spoiled it, which reading finds. However much there is in it, little of it is in memory.
/// </summary>
internal static class ArchivePiece
{
    private const int LargestHeader = 64 << 20;
    private const int LargestPage = 1 << 16;
    private const int AtOnce = 1 << 16;

    /// <summary>Writes one. <paramref name="content"/> gives pages and tails as the header has them.</summary>
    public static void Write(string path, PieceHeader header, Action<Action<ReadOnlySpan<byte>>> content)
    {
        string draft = path + ".part";
        File.Delete(draft);
        using (FileStream file = BackupContents.Create(draft))
        {
            using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, ArchiveJson.Default.PieceHeader);
                Put(BitConverter.GetBytes(json.Length));
                Put(json);
                content(Put);
                zip.Write(hash.GetHashAndReset());

                void Put(ReadOnlySpan<byte> bytes)
                {
                    hash.AppendData(bytes);
                    zip.Write(bytes);
                }
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }

    /// <summary>Its header; null when it is not whole. Prove it before <paramref name="target"/> is given what is in it.</summary>
    public static PieceHeader? Read(string path, IPieceTarget? target = null)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(AtOnce);
        try
        {
            using FileStream file = File.OpenRead(path);
            using var zip = new GZipStream(file, CompressionMode.Decompress);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            int length = BitConverter.ToInt32(Take(new byte[sizeof(int)]));
            if (length is <= 0 or > LargestHeader || JsonSerializer.Deserialize(Take(new byte[length]), ArchiveJson.Default.PieceHeader) is not { PageBytes: >= 0 and <= LargestPage, Pages: not null, Segments: not null, Tails: not null } header)
            {
                return null;
            }

            byte[] page = new byte[header.PageBytes];
            foreach (uint number in header.Pages)
            {
                Take(page);
                target?.Page(header, number, page);
            }

            foreach (PieceTail tail in header.Tails)
            {
                for (long done = 0; done < tail.Bytes;)
                {
                    ReadOnlySpan<byte> part = Take(buffer.AsSpan(0, (int)Math.Min(AtOnce, tail.Bytes - done)));
                    target?.Tail(header, tail, tail.Offset + done, part);
                    done += part.Length;
                }
            }

            byte[] whole = hash.GetHashAndReset();
            byte[] written = new byte[whole.Length];
            zip.ReadExactly(written);
            return whole.AsSpan().SequenceEqual(written) ? header : null;

            ReadOnlySpan<byte> Take(Span<byte> into)
            {
                zip.ReadExactly(into);
                hash.AppendData(into);
                return into;
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or JsonException or OverflowException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
