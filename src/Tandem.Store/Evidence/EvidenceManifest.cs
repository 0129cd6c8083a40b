using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Store.Audit;

namespace Tandem.Store.Evidence;

/// <summary>What is in a package of evidence, and where it hangs in the audit trail: <c>manifest.json</c>, which is signed.</summary>
/// <param name="Format">How the package is laid out; <see cref="Newest"/>.</param>
/// <param name="Node">The switch that made it.</param>
/// <param name="From">The period, inclusive.</param>
/// <param name="To">The period, exclusive.</param>
/// <param name="Source">The one address that it is about; empty for all.</param>
/// <param name="MadeBy">Who, as the audit trail names him.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Key">Fingerprint of the key that it is signed with.</param>
/// <param name="Files">All files but those that prove the manifest.</param>
/// <param name="Head">The newest line of the audit trail before the one about this package, which follows it.</param>
public sealed record EvidenceManifest(
    int Format, string Node, DateTimeOffset From, DateTimeOffset To, string Source, string MadeBy, DateTimeOffset MadeAt, string Key, IReadOnlyList<EvidenceFile> Files, AuditPlace Head)
{
    public const string Name = "manifest.json";

    /// <summary>The only layout that there has been.</summary>
    public const int Newest = 1;

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, EvidenceJson.Default.EvidenceManifest);

    /// <summary>Null when it is none.</summary>
    internal static EvidenceManifest? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, EvidenceJson.Default.EvidenceManifest) is { Files: not null, Head.Hash: not null, Key: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One file of a package.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">In hexadecimal.</param>
public sealed record EvidenceFile(string Name, long Bytes, string Sha256);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(EvidenceManifest))]
internal sealed partial class EvidenceJson : JsonSerializerContext;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HashedAuditLine))]
internal sealed partial class EvidenceLineJson : JsonSerializerContext;
