using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tandem.Api.Plans;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.Plan;

namespace Tandem.Api.PlanObjects;

/// <summary>
/// One object of the plan, read and replaced as the plan file writes it: the same reader and the same rules as for a whole plan, so that no
/// kind of object needs code of its own. Pure.
/// </summary>
internal sealed class PlanEdit
{
    /// <summary>The field that is never shown, and keeps its value when it is left out.</summary>
    public const string Secret = "password";

    private readonly PlanDocument _full;
    private readonly PlanKind _kind;
    private readonly string? _name;
    private readonly JsonObject _plan;
    private readonly JsonArray _objects;

    public PlanEdit(PlanDocument full, PlanKind kind, string? name)
    {
        _full = full;
        _kind = kind;
        _name = name;
        string text = PlanText.Write(PlanKind.WithoutRows(full, kind == PlanKind.RateTables ? name : null), PlanFormat.Json);
        _plan = JsonNode.Parse(text) as JsonObject ?? [];
        if (_plan[kind.Key] is JsonArray objects)
        {
            _objects = objects;
        }
        else
        {
            _plan[kind.Key] = _objects = [];
        }
    }

    public IReadOnlyList<JsonObject> All => [.. _objects.OfType<JsonObject>()];

    public JsonObject? Find() => _objects.OfType<JsonObject>().FirstOrDefault(candidate => NameOf(candidate) == _name);

    /// <summary>The objects by their names, for edits of many.</summary>
    public Dictionary<string, JsonObject> ByName() =>
        _objects.OfType<JsonObject>().DistinctBy(candidate => NameOf(candidate) ?? "").ToDictionary(candidate => NameOf(candidate) ?? "");

    public string? NameOf(JsonObject candidate) => candidate[_kind.NameKey]?.ToString();

    /// <summary>Adds the object, or puts it in the place of the one of that name.</summary>
    public void Set(JsonObject value) => Replace(Find(), value);

    public void Remove()
    {
        if (Find() is JsonObject old)
        {
            Replace(old, null);
        }
    }

    /// <summary>Puts another in the place of one that is there (null: none), or adds it when there was none.</summary>
    public void Replace(JsonObject? old, JsonObject? value)
    {
        if (old is null)
        {
            _objects.Add(value);
        }
        else if (value is null)
        {
            _objects.Remove(old);
        }
        else
        {
            _objects[_objects.IndexOf(old)] = value;
        }
    }

    /// <summary>Where an object stands in its list, from 0: the place that a problem's path names.</summary>
    public Dictionary<JsonNode, int> Places() =>
        _objects.Select(static (candidate, at) => (candidate, at)).Where(static one => one.candidate is not null).ToDictionary(static one => one.candidate!, static one => one.at);

    /// <summary>The plan with the edit, or every problem it would have.</summary>
    public (PlanDocument? Plan, IReadOnlyList<ProblemEntry> Problems) Read()
    {
        PlanReading reading = PlanText.Read(_plan.ToJsonString(), PlanFormat.Json, "", null, PlanApi.NoEnvironment, _full);
        return reading.Problems.Count > 0 || reading.Document is null
            ? (null, Answers.Entries(reading.Problems, withPlace: false))
            : (PlanKind.WithRowsOf(reading.Document, _full, _kind == PlanKind.RateTables ? _name : null), []);
    }

    /// <summary>The object's ETag: what is shown decides, so a change elsewhere in the plan makes no edit stale.</summary>
    public static string Tag(JsonObject shown) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown.ToJsonString())).AsSpan(0, 8))}\"";

    /// <summary>JSON Merge Patch (RFC 7396 §2).</summary>
    public static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        JsonObject merged = target is JsonObject old ? (JsonObject)old.DeepClone() : [];
        foreach ((string key, JsonNode? value) in changes)
        {
            if (value is null)
            {
                merged.Remove(key);
            }
            else
            {
                merged[key] = Merge(merged[key], value);
            }
        }

        return merged;
    }

    /// <summary>The object with the fields of a patch. A secret that is null is removed (RFC 7396 §1); left out it would keep its value.</summary>
    public static JsonObject Patched(JsonObject current, JsonObject patch)
    {
        var value = (JsonObject)(Merge(current, patch) ?? new JsonObject());
        if (patch.TryGetPropertyValue(Secret, out JsonNode? secret) && secret is null)
        {
            value[Secret] = "";
        }

        return value;
    }
}
