using System.Security.Cryptography;
using System.Text;
using Tandem.Store.Audit;
using Tandem.Store.Backups;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Evidence;

/// <summary>The key can't be used: one line for the operator.</summary>
public sealed class EvidenceKeyException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// What evidence is signed with: ECDSA on P-256 (FIPS 186-5), made at the first use, in <c>evidence.key</c> of the data directory for the owner alone. The audit trail has a line of its making with its fingerprint, so
/// that a key which was put in its place later shows. It is in no backup: who has one shall not be able to make evidence.
/// </summary>
public sealed class EvidenceKey(SqliteStore store, TimeProvider time) : IDisposable
{
    public const string FileName = "evidence.key";

    /// <summary>Action of the audit line of its making.</summary>
    public const string MadeAction = "evidence-key";

    private const string Maker = "evidence";
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>A key to sign with, the same each time. Throws <see cref="EvidenceKeyException"/> when the file is no such key.</summary>
    internal async Task<ECDsa> OpenAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            string file = Path.Combine(store.DataDirectory, FileName);
            return File.Exists(file) ? Read(file) : await MakeAsync(file, stop);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceKeyException($"The key that evidence is signed with can't be had: {failure.Message}", failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The public half: PEM (SubjectPublicKeyInfo, RFC 7468 §13), and its fingerprint.</summary>
    public async Task<(string Pem, string Fingerprint)> PublicAsync(CancellationToken stop)
    {
        using ECDsa key = await OpenAsync(stop);
        return (key.ExportSubjectPublicKeyInfoPem() + "\n", FingerprintOf(key));
    }

    /// <summary>SHA-256 over the public half (DER), in hexadecimal.</summary>
    internal static string FingerprintOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    public void Dispose() => _turn.Dispose();

    private static ECDsa Read(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            if (key.KeySize == 256)
            {
                return key;
            }
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw NoKey(file, failure);
        }

        key.Dispose();
        throw NoKey(file, null);
    }

    private static EvidenceKeyException NoKey(string file, Exception? inner) =>
        new($"{file} is no private key of P-256. Put the right one back; if it is lost, move that file away and a new key is made.", inner);

    private async Task<ECDsa> MakeAsync(string file, CancellationToken stop)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            // The line first: a key without one would look like a key that was put there.
            string fingerprint = FingerprintOf(key);
            await store.WriteAsync(
                database =>
                {
                    AuditTrail.Append(database, time.GetUtcNow(), new Author(Maker), MadeAction, fingerprint, "a key to sign evidence with was made");
                    return true;
                },
                stop);
            Write(file, key);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static void Write(string file, ECDsa key)
    {
        string draft = file + ".new";
        File.Delete(draft);
        using (FileStream stream = BackupContents.Create(draft))
        {
            stream.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file);
    }
}
