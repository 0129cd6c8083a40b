using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Tandem.Store.Plan;

namespace Tandem.Api.PlanObjects;

/// <summary>
/// The types of the plan's objects in the description of the API: an object is handled as JSON, so that no kind needs code of its own, and described by its keys.
/// What is shown beside them (<see cref="ShownFields"/>) is no part of the plan, and is not among them.
/// </summary>
internal static class PlanSchemas
{
    public static void AddTo(OpenApiComponents components)
    {
        components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (PlanKind kind in PlanKind.All)
        {
            components.Schemas[kind.Type] = Of(kind.Keys);
        }
    }

    private static OpenApiSchema Of(IReadOnlyList<PlanKey> keys) => new()
    {
        Type = JsonSchemaType.Object,
        Required = keys.Where(static key => key.IsRequired).Select(static key => key.Name).ToHashSet(),
        Properties = keys.ToDictionary(static key => key.Name, static key => (IOpenApiSchema)Of(key)),
    };

    private static OpenApiSchema Of(PlanKey key)
    {
        OpenApiSchema schema = key.Form switch
        {
            PlanKeyForm.Part => Of(key.Part),
            PlanKeyForm.Parts => ListOf(Of(key.Part)),
            PlanKeyForm.Texts => ListOf(new() { Type = JsonSchemaType.String }),
            PlanKeyForm.Wholes => ListOf(new() { Type = JsonSchemaType.Integer }),
            PlanKeyForm.Whole => new() { Type = JsonSchemaType.Integer, Format = "int32" },
            PlanKeyForm.Truth => new() { Type = JsonSchemaType.Boolean },
            PlanKeyForm.Decimal => new() { Type = JsonSchemaType.String, Format = "decimal" },
            PlanKeyForm.Time => new() { Type = JsonSchemaType.String, Format = "date-time" },
            PlanKeyForm.Choice => new() { Type = JsonSchemaType.String, Enum = [.. key.Choices.Select(static choice => (JsonNode)JsonValue.Create(choice))] },
            _ => new() { Type = JsonSchemaType.String },
        };
        schema.Description = key.Description.Length > 0 ? key.Description : null;
        schema.WriteOnly = key.IsSecret;
        schema.Default = key.Default is { } json ? JsonNode.Parse(json) : null;
        return schema;
    }

    private static OpenApiSchema ListOf(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };
}
