using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Store.Backups;

namespace Tandem.Store.Archive;

/// <summary>A segment of a journal, and how much of it was whole.</summary>
internal sealed record PieceSegment(string Name, long Length);

/// <summary>What has come to a segment since the piece before.</summary>
internal sealed record PieceTail(string Name, long Offset, int Bytes);

/// <summary>What stands in front of a piece.</summary>
/// <param name="Number">Of the piece, from 1 without a gap.</param>
/// <param name="At">Everything that was stored up to then is in it, or in one before it.</param>
/// <param name="PageBytes">Of the database; 0 when the piece has no pages.</param>
/// <param name="DatabasePages">How long the database is afterwards.</param>
/// <param name="Pages">The numbers of its pages, in the order in which they follow.</param>
/// <param name="Segments">All segments that there are: others have been dropped.</param>
/// <param name="Tails">What of them follows behind the pages.</param>
internal sealed record PieceHeader(int Number, DateTimeOffset At, int PageBytes, uint DatabasePages, IReadOnlyList<uint> Pages, IReadOnlyList<PieceSegment> Segments, IReadOnlyList<PieceTail> Tails);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PieceHeader))]
internal sealed partial class ArchiveJson : JsonSerializerContext;

/// <summary>
/// One piece of an archive: a header, the pages that were changed, what came to the journals; packed, with the SHA-256 of all before it at its end. Written beside and moved into its place, so that one that is there is
/// whole, unless a disk or a copy has spoiled it, which reading finds.
/// </summary>
internal sealed record ArchivePiece(PieceHeader Header, IReadOnlyList<byte[]> Pages, IReadOnlyList<byte[]> Tails)
{
    private const int LargestHeader = 64 << 20;

    public void Write(string path)
    {
        string draft = path + ".part";
        File.Delete(draft);
        using (FileStream file = BackupContents.Create(draft))
        {
            using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                byte[] header = JsonSerializer.SerializeToUtf8Bytes(Header, ArchiveJson.Default.PieceHeader);
                Put(BitConverter.GetBytes(header.Length));
                Put(header);
                foreach (byte[] part in Pages.Concat(Tails))
                {
                    Put(part);
                }

                zip.Write(hash.GetHashAndReset());

                void Put(byte[] bytes)
                {
                    hash.AppendData(bytes);
                    zip.Write(bytes);
                }
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }

    /// <summary>Null when it is not whole.</summary>
    public static ArchivePiece? Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using var zip = new GZipStream(file, CompressionMode.Decompress);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            int length = BitConverter.ToInt32(Take(sizeof(int)));
            if (length is <= 0 or > LargestHeader || JsonSerializer.Deserialize(Take(length), ArchiveJson.Default.PieceHeader) is not { Pages: not null, Segments: not null, Tails: not null } header)
            {
                return null;
            }

            List<byte[]> pages = [.. header.Pages.Select(_ => Take(header.PageBytes))];
            List<byte[]> tails = [.. header.Tails.Select(tail => Take(tail.Bytes))];
            byte[] whole = hash.GetHashAndReset();
            byte[] written = new byte[whole.Length];
            zip.ReadExactly(written);
            return whole.AsSpan().SequenceEqual(written) ? new(header, pages, tails) : null;

            byte[] Take(int count)
            {
                byte[] bytes = new byte[count];
                zip.ReadExactly(bytes);
                hash.AppendData(bytes);
                return bytes;
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or JsonException or OverflowException)
        {
            return null;
        }
    }
}
