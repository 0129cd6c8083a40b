using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tandem.Api.Problems;

namespace Tandem.Api.PlanObjects;

/// <summary>
/// A body is looked at to its end before anything is done with it: text that is no Unicode (RFC 8259 §8.1), or a field that is there twice, shows only when it is asked for, and would be taken for a failure of ours then.
/// </summary>
internal static class ReadableBody
{
    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.Arguments.SelectMany(static argument => argument switch
            {
                JsonNode body => [body],
                BulkEdit { Rows: { } rows } => rows.Select(static row => row?.Value).OfType<JsonNode>(),
                _ => Enumerable.Empty<JsonNode>(),
            }).All(IsReadable)
            ? await next(context)
            : Answers.Problem(StatusCodes.Status400BadRequest, "The body has text that is no Unicode, or a field twice.", [new("$", "Write it as JSON in UTF-8, each field once.")]);

    public static bool IsReadable(JsonNode body)
    {
        try
        {
            Read(body);
            return true;
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static void Read(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach ((_, JsonNode? value) in fields)
                {
                    Read(value);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    Read(item);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
            default:
                break;
        }
    }
}
