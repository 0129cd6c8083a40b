using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Tandem.Store.Audit;

namespace Tandem.Store.Evidence;

/// <summary>What looking at a package of evidence has shown.</summary>
/// <param name="Manifest">What it says of itself; null when that can't be read.</param>
/// <param name="Fingerprint">Of the key that it was looked at with; empty when there was none.</param>
/// <param name="Faults">What is not as it was when it was made, a sentence each; none when all is.</param>
public sealed record EvidenceVerdict(EvidenceManifest? Manifest, string Fingerprint, IReadOnlyList<string> Faults);

/// <summary>Looks at a package without the switch that made it: signatures, hashes of the files, hashes of the audit lines, and that the manifest is the one that the audit trail names.</summary>
public static class EvidenceCheck
{
    private const int MostProofBytes = 16 << 20;

    /// <summary>Looks at a package.</summary>
    /// <param name="package">A zip.</param>
    /// <param name="trustedKey">The public key of the switch (PEM); null: the one in the package, which proves only that nothing was changed by somebody without its private half.</param>
    /// <exception cref="InvalidDataException">It is no zip, or the key is none.</exception>
    public static EvidenceVerdict Run(Stream package, string? trustedKey)
    {
        using var zip = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
        List<string> faults = [];
        foreach (string missing in EvidenceNames.Proofs.Where(name => zip.GetEntry(name) is null))
        {
            faults.Add($"{missing} is missing");
        }

        if (faults.Count > 0)
        {
            return new(null, "", faults);
        }

        byte[] manifestBytes = Bytes(zip, EvidenceManifest.Name);
        byte[] anchorBytes = Bytes(zip, EvidenceNames.Anchor);
        string ownKey = System.Text.Encoding.ASCII.GetString(Bytes(zip, EvidenceNames.Key));
        using ECDsa? key = KeyOf(trustedKey ?? ownKey);
        if (key is null)
        {
            return trustedKey is null ? new(null, "", [$"{EvidenceNames.Key} is altered: it is no public key"]) : throw new InvalidDataException("The key to look at it with is no public key (PEM).");
        }

        string fingerprint = EvidenceKey.FingerprintOf(key);
        if (trustedKey is not null && KeyOf(ownKey) is var inside && (inside is null || EvidenceKey.FingerprintOf(inside) != fingerprint))
        {
            faults.Add($"{EvidenceNames.Key} is not the key that it was looked at with: the package was signed by somebody else, or the key in it was replaced");
        }

        if (!IsSigned(key, manifestBytes, Bytes(zip, EvidenceNames.ManifestSignature)))
        {
            faults.Add($"{EvidenceManifest.Name} is altered, or was signed with another key: its signature is wrong");
        }

        if (!IsSigned(key, anchorBytes, Bytes(zip, EvidenceNames.AnchorSignature)))
        {
            faults.Add($"{EvidenceNames.Anchor} is altered, or was signed with another key: its signature is wrong");
        }

        EvidenceManifest? manifest = EvidenceManifest.Read(manifestBytes);
        if (manifest is null)
        {
            faults.Add($"{EvidenceManifest.Name} can't be read");
            return new(null, fingerprint, faults);
        }

        if (manifest.Format != EvidenceManifest.Newest)
        {
            faults.Add($"{EvidenceManifest.Name} is of format {manifest.Format}, which this version does not know");
        }

        CheckFiles(zip, manifest, faults);
        CheckAnchor(manifest, manifestBytes, anchorBytes, faults);
        return new(manifest, fingerprint, faults);
    }

    private static void CheckFiles(ZipArchive zip, EvidenceManifest manifest, List<string> faults)
    {
        foreach (EvidenceFile file in manifest.Files)
        {
            if (zip.GetEntry(file.Name) is not { } entry)
            {
                faults.Add($"{file.Name} is missing");
                continue;
            }

            try
            {
                using Stream content = entry.Open();
                if (Convert.ToHexStringLower(SHA256.HashData(content)) != file.Sha256)
                {
                    faults.Add($"{file.Name} is altered: it is not what was signed");
                }
            }
            catch (InvalidDataException)
            {
                faults.Add($"{file.Name} is altered: it can't be unpacked");
            }
        }

        HashSet<string> known = [.. manifest.Files.Select(static file => file.Name), .. EvidenceNames.Proofs];
        faults.AddRange(zip.Entries.Where(entry => !known.Contains(entry.FullName)).Select(static entry => $"{entry.FullName} was added: the manifest does not name it"));
        faults.AddRange(zip.Entries.GroupBy(static entry => entry.FullName).Where(static group => group.Count() > 1).Select(static group => $"{group.Key} is there {group.Count()} times"));
        if (zip.GetEntry(EvidenceNames.Audit) is { } audit)
        {
            CheckAudit(audit, faults);
        }
        else if (!manifest.Files.Any(static file => file.Name == EvidenceNames.Audit))
        {
            faults.Add($"{EvidenceNames.Audit} is not in the manifest");
        }
    }

    /// <summary>Says which line was altered, which the hash of the file alone does not.</summary>
    private static void CheckAudit(ZipArchiveEntry entry, List<string> faults)
    {
        HashedAuditLine? before = null;
        int place = 0;
        try
        {
            using var reader = new StreamReader(entry.Open());
            while (reader.ReadLine() is { } text)
            {
                place++;
                if (JsonSerializer.Deserialize(text, EvidenceLineJson.Default.HashedAuditLine) is not { } line)
                {
                    faults.Add($"{EvidenceNames.Audit}, line {place} can't be read");
                    return;
                }

                if (before is not null && line.Id != before.Id + 1)
                {
                    faults.Add($"{EvidenceNames.Audit}: after audit line {before.Id} comes {line.Id}; lines were taken out or put in");
                    return;
                }

                if ((before is not null || line.Id == 1) && !AuditTrail.Follows(before?.Hash ?? "", line))
                {
                    faults.Add($"{EvidenceNames.Audit}: audit line {line.Id} is altered, or the one before it; its hash is wrong");
                    return;
                }

                before = line;
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidDataException or FormatException)
        {
            faults.Add($"{EvidenceNames.Audit}, line {place} can't be read");
        }
    }

    private static void CheckAnchor(EvidenceManifest manifest, byte[] manifestBytes, byte[] anchorBytes, List<string> faults)
    {
        try
        {
            HashedAuditLine? anchor = JsonSerializer.Deserialize(anchorBytes, EvidenceLineJson.Default.HashedAuditLine);
            if (anchor is null || anchor.Id != manifest.Head.Id + 1 || !AuditTrail.Follows(manifest.Head.Hash, anchor))
            {
                faults.Add($"{EvidenceNames.Anchor} does not follow the audit line that the manifest names: its hash is wrong");
            }
            else if (!anchor.Detail.Contains(EvidenceNames.Mention(manifestBytes), StringComparison.Ordinal))
            {
                faults.Add($"{EvidenceManifest.Name} is not the one that the audit trail names");
            }
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            faults.Add($"{EvidenceNames.Anchor} can't be read");
        }
    }

    private static bool IsSigned(ECDsa key, byte[] data, byte[] signature) => key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static ECDsa? KeyOf(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>A small file. One that is too large is none that was made here.</summary>
    private static byte[] Bytes(ZipArchive zip, string name)
    {
        ZipArchiveEntry entry = zip.GetEntry(name) ?? throw new InvalidDataException($"{name} is missing.");
        if (entry.Length > MostProofBytes)
        {
            throw new InvalidDataException($"{name} is too large to be what it should be.");
        }

        using Stream content = entry.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
