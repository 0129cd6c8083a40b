using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tandem.Api.Plans;

namespace Tandem.Api.PlanObjects;

/// <summary>What happens to one object of a bulk edit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BulkAction>))]
public enum BulkAction
{
    /// <summary>Its fields are changed as by PATCH: it has to be there.</summary>
    [JsonStringEnumMemberName("change")]
    Change,

    /// <summary>It is added: none of its name may be there.</summary>
    [JsonStringEnumMemberName("add")]
    Add,

    /// <summary>It is removed.</summary>
    [JsonStringEnumMemberName("remove")]
    Remove,
}

/// <summary>One object of a bulk edit.</summary>
/// <param name="Name">Its name; of a phone its number.</param>
/// <param name="Action">What happens to it.</param>
/// <param name="Value">The fields: of one that is changed a JSON Merge Patch (RFC 7396), of one that is added all of it. Left out when it is removed.</param>
/// <param name="IfMatch">The ETag that it must still have; left out, or *: whichever it has.</param>
public sealed record BulkRow(string Name, BulkAction Action, JsonObject? Value = null, string? IfMatch = null);

/// <summary>Edits of many objects of one kind, which are made all together or not at all.</summary>
public sealed record BulkEdit(IReadOnlyList<BulkRow> Rows);

/// <summary>What became, or would become, of one object.</summary>
/// <param name="Name">Its name; of a phone its number.</param>
/// <param name="Outcome">added, changed, removed, or unchanged.</param>
/// <param name="ETag">Of the object before the edit, for the If-Match of its row; null of one that was not there.</param>
/// <param name="Changes">Which of the changes are this object's.</param>
public sealed record BulkRowChanged(string Name, string Outcome, string? ETag, IReadOnlyList<PlanChangeView> Changes);

/// <summary>what a bulk edit did, or with <c>dryRun</c> would do: as one revision, and a line for each object.</summary>
public sealed record BulkChanged(long Revision, IReadOnlyList<PlanChangeView> Changes, IReadOnlyList<BulkRowChanged> Rows);
