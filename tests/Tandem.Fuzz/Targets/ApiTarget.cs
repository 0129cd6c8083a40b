using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tandem.Api.PlanObjects;
using Tandem.Routing.Plan;
using Tandem.Store.Plan;

namespace Tandem.Fuzz.Targets;

/// <summary>The body of a request that changes one object of the plan: the first byte says of which kind, and whether it is a patch.</summary>
internal sealed class ApiTarget : FuzzTarget
{
    private readonly Lazy<PlanDocument> _plan = new(static () =>
        PlanText.Read(Carried("Plans").First(), PlanFormat.Yaml, "plan", null, static _ => null, null).Document ?? new());

    public override IEnumerable<byte[]> Seeds()
    {
        for (byte kind = 0; kind < PlanKind.All.Count; kind++)
        {
            foreach (JsonObject one in new PlanEdit(_plan.Value, PlanKind.All[kind], null).All.Take(2))
            {
                byte[] text = JsonSerializer.SerializeToUtf8Bytes(one);
                yield return [kind, .. text];
                yield return [(byte)(kind | 0x80), .. text];
            }
        }

        yield return Encoding.UTF8.GetBytes("\0{\"name\":\"a\",\"name\":\"b\"}");
        foreach (byte[] seed in Carried("Seeds/api"))
        {
            yield return seed;
        }
    }

    public override void Take(byte[] input)
    {
        if (input.Length < 2)
        {
            return;
        }

        PlanKind kind = PlanKind.All[(input[0] & 0x7F) % PlanKind.All.Count];
        JsonObject? body;
        try
        {
            body = JsonSerializer.Deserialize<JsonObject>(input.AsSpan(1));
        }
        catch (JsonException)
        {
            return; // the web server answers that
        }

        if (body is null || !ReadableBody.IsReadable(body))
        {
            return;
        }

        string? name = body[kind.NameKey]?.ToString();
        var edit = new PlanEdit(_plan.Value, kind, name);
        JsonObject? current = edit.Find();
        JsonObject value = current is not null && (input[0] & 0x80) != 0 ? PlanEdit.Patched(current, body) : body;
        edit.Set((JsonObject)value.DeepClone());
        (PlanDocument? plan, IReadOnlyList<Api.Problems.ProblemEntry> problems) = edit.Read();
        Must(plan is not null || problems.Count > 0, "what is no plan has a problem");
    }
}
