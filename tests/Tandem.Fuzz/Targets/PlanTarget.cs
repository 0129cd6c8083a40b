using Tandem.Store.Plan;

namespace Tandem.Fuzz.Targets;

/// <summary>A plan file: YAML, or JSON when it begins with a brace.</summary>
internal sealed class PlanTarget : FuzzTarget
{
    public override IEnumerable<byte[]> Seeds() => Carried("Plans").Concat(Carried("Seeds/plan"));

    public override void Take(byte[] input)
    {
        PlanFormat format = input is [(byte)'{', ..] ? PlanFormat.Json : PlanFormat.Yaml;
        PlanReading reading = PlanText.Read(input, format, "plan", null, static _ => null, null);
        Must(reading.Document is not null || reading.Problems.Count > 0, "what is no plan has a problem");
        if (reading.Document is { } plan && reading.Problems.Count == 0)
        {
            PlanReading again = PlanText.Read(PlanText.Write(plan, format), format, "plan", null, static _ => null, plan);
            Must(again.Problems.Count == 0, "we read what we have written: " + (again.Problems.Count > 0 ? again.Problems[0] : null));
        }
    }
}
