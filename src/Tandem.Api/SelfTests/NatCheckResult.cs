using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Calls.Live;
using Tandem.Store.Shares;

namespace Tandem.Api.SelfTests;

/// <summary>One change of a marked message on its way, to the byte.</summary>
public sealed record NatCheckChange(string Part, int SentAt, int ArrivedAt, string Sent, string Arrived, string SentLine, string ArrivedLine);

/// <summary>What one marked message came to; no source: there was no answer.</summary>
public sealed record NatCheckProbe(string Transport, int Port, string Method, string Source, int Answers, IReadOnlyList<NatCheckChange> Changes);

/// <summary>The kind of NAT.</summary>
public sealed record NatCheckType(string Mapping, string Filtering, bool KeepsPort);

/// <summary>How long a silent UDP binding lives, seconds; nothing lost: <paramref name="LostSeconds"/> 0.</summary>
public sealed record NatCheckBinding(int SurvivedSeconds, int LostSeconds);

/// <summary>What <c>nat-check</c> has found, as it reports and <c>--json</c> prints it.</summary>
public sealed record NatCheckResult(
    string Switch, string Own, IReadOnlyList<NatCheckProbe> Probes, NatCheckType Type, NatCheckBinding? Binding, IReadOnlyList<EndpointFinding> Findings, bool IsAnswered, bool HasFault)
{
    /// <summary>Bytes of a report at most.</summary>
    public const int MostBytes = 128 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
    };

    /// <summary>Reads what anybody may have sent: exactly what the tool writes, and nothing else.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> json, out NatCheckResult? result)
    {
        try
        {
            result = JsonSerializer.Deserialize<NatCheckResult>(json, Strict);
            return result is not null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            result = null;
            return false;
        }
    }

    /// <summary>What is kept of it.</summary>
    internal string Text() => JsonSerializer.Serialize(this, Strict);

    /// <summary>What was kept; null while nothing was reported.</summary>
    internal static NatCheckResult? Kept(KeptNatCheck check) => check.Report is { } text ? JsonSerializer.Deserialize<NatCheckResult>(text, Strict) : null;
}
