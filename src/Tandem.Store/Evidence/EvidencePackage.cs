using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Evidence;

/// <summary>Names of the files that prove a package's manifest.</summary>
internal static class EvidenceNames
{
    public const string Audit = "audit.jsonl";
    public const string Anchor = "anchor.json";
    public const string ManifestSignature = "manifest.json.sig";
    public const string AnchorSignature = "anchor.json.sig";
    public const string Key = "public-key.pem";

    /// <summary>All but those that the manifest lists.</summary>
    public static readonly IReadOnlyList<string> Proofs = [EvidenceManifest.Name, ManifestSignature, Anchor, AnchorSignature, Key];

    /// <summary>What the audit line of a package says of its manifest.</summary>
    public static string Mention(byte[] manifest) => $"manifest SHA-256 {Convert.ToHexStringLower(SHA256.HashData(manifest))}";
}

/// <summary>
/// A package of evidence while it is made: a zip, file after file, each with its hash. <see cref="SealAsync"/> puts the audit trail of the period beside them, hangs the whole into the trail and signs it.
/// </summary>
public sealed class EvidencePackage : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly List<EvidenceFile> _files = [];

    /// <summary>Begins one.</summary>
    /// <param name="output">Where the zip goes; stays open.</param>
    public EvidencePackage(Stream output) => _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds a file, which <paramref name="write"/> fills.</summary>
    public void Add(string name, Action<Stream> write)
    {
        using var hash = SHA256.Create();
        long length;
        using (Stream entry = _zip.CreateEntry(name, CompressionLevel.Fastest).Open())
        using (var hashed = new CryptoStream(entry, hash, CryptoStreamMode.Write))
        using (var counted = new CountedStream(hashed))
        {
            write(counted);
            length = counted.Count;
        }

        _files.Add(new(name, length, Convert.ToHexStringLower(hash.Hash ?? [])));
    }

    /// <summary>
    /// The audit lines of the period, the manifest, the line about it in the audit trail, and the signatures. The head of the trail is read and the line added in one transaction: nothing is between them.
    /// </summary>
    public async Task SealAsync(SqliteStore store, EvidenceKey key, EvidenceManifest about, Author author, CancellationToken stop)
    {
        using ECDsa signing = await key.OpenAsync(stop);
        Add(EvidenceNames.Audit, file => WriteAudit(store, about, file, stop));
        (byte[] manifest, HashedAuditLine anchor) = await store.WriteAsync(
            database =>
            {
                AuditPlace head = AuditTrail.Head(database);
                byte[] json = (about with { Format = EvidenceManifest.Newest, Key = EvidenceKey.FingerprintOf(signing), Files = _files, Head = head }).ToJson();
                string what = about.Source.Length > 0 ? about.Source : "illegal calls";
                AuditTrail.Append(database, about.MadeAt, author, "evidence", what, $"from {Text(about.From)} to {Text(about.To)}, {EvidenceNames.Mention(json)}");
                return (json, AuditTrail.Hashed(database, head.Id + 1, head.Id + 1).Single());
            },
            stop);
        byte[] anchored = JsonSerializer.SerializeToUtf8Bytes(anchor, EvidenceLineJson.Default.HashedAuditLine);
        Put(EvidenceManifest.Name, manifest);
        Put(EvidenceNames.ManifestSignature, Sign(signing, manifest));
        Put(EvidenceNames.Anchor, anchored);
        Put(EvidenceNames.AnchorSignature, Sign(signing, anchored));
        Put(EvidenceNames.Key, Encoding.ASCII.GetBytes(signing.ExportSubjectPublicKeyInfoPem() + "\n"));
    }

    public void Dispose() => _zip.Dispose();

    /// <summary>As <c>openssl dgst -sha256 -verify</c> takes it.</summary>
    private static byte[] Sign(ECDsa key, byte[] data) => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>All lines from the first of the period to the last, so that each hash can be derived from the one before. The line before the first is there too, where there is one.</summary>
    private static void WriteAudit(SqliteStore store, EvidenceManifest about, Stream file, CancellationToken stop)
    {
        store.Read(
            database =>
            {
                (long first, long last) = AuditTrail.Within(database, about.From, about.To);
                foreach (HashedAuditLine line in last == 0 ? [] : AuditTrail.Hashed(database, Math.Max(1, first - 1), last))
                {
                    stop.ThrowIfCancellationRequested();
                    JsonSerializer.Serialize(file, line, EvidenceLineJson.Default.HashedAuditLine);
                    file.Write("\n"u8);
                }

                return true;
            },
            stop);
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private void Put(string name, byte[] content)
    {
        using Stream entry = _zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(content);
    }

    /// <summary>Writes on and counts.</summary>
    private sealed class CountedStream(Stream inner) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Count;

        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            Count += buffer.Length;
        }
    }
}
