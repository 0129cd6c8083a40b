using System.Globalization;
using Spectre.Console;
using Tandem.Calls.Nat;
using Tandem.Calls.Nat.Probes;

namespace Tandem.Server.NatCheck;

/// <summary>A report for a person.</summary>
internal static class NatCheckText
{
    public static void Write(NatCheckReport report, IAnsiConsole console)
    {
        console.WriteLine($"nat-check of {report.Switch} from {report.Own}");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("way", "message", "seen from", "altered");
        foreach (ProbeReport probe in report.Probes)
        {
            string altered = probe.Answers == 0 ? "no answer" : probe.Changes.Count == 0 ? "nothing" : string.Join(", ", probe.Changes.Select(static change => change.Part));
            table.AddRow(
                Markup.Escape($"{probe.Transport} {probe.Port}"), probe.Method, Markup.Escape(probe.Source), Markup.Escape(altered + (probe.Answers > 1 ? $" (came {probe.Answers} times)" : "")));
        }

        console.Write(table);
        foreach (ProbeReport probe in report.Probes.Where(static probe => probe.Changes.Count > 0))
        {
            console.WriteLine($"{probe.Method} by {probe.Transport} to port {probe.Port}:");
            foreach (ByteChange change in probe.Changes)
            {
                WriteChange(change, console);
            }
        }

        console.WriteLine($"NAT: mapping: {report.Type.Mapping}; filtering: {report.Type.Filtering}; port {(report.Type.KeepsPort ? "kept" : "moved")}");
        if (report.Binding is { } binding)
        {
            console.WriteLine(binding.LostSeconds == 0
                ? $"binding: outlives {binding.SurvivedSeconds} s of silence"
                : $"binding: outlives {binding.SurvivedSeconds} s of silence, not {binding.LostSeconds} s");
        }

        foreach (FindingReport finding in report.Findings)
        {
            WriteFinding(finding, console);
        }

        if (!report.IsAnswered)
        {
            console.WriteLine("No answer at all: a firewall in between, a wrong name or port, or a switch that does not answer strangers (SS_REPLY_UNAUTHORIZED).");
        }
    }

    private static void WriteChange(ByteChange change, IAnsiConsole console)
    {
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {change.Part}: byte {change.SentAt} '{change.Sent}' -> byte {change.ArrivedAt} '{change.Arrived}'"));
        console.WriteLine($"    - {change.SentLine}");
        console.WriteLine($"    + {change.ArrivedLine}");
    }

    private static void WriteFinding(FindingReport finding, IAnsiConsole console)
    {
        console.WriteLine("");
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"[{(finding.IsBreaking ? "red" : finding.Cures.Count > 0 ? "yellow" : "green")}]{Markup.Escape(finding.Finding)}[/] ({finding.Confidence} %{(finding.Problem == nameof(NatProblem.None) ? "" : ", " + finding.Problem)})"));
        foreach (NatPart part in finding.Evidence)
        {
            console.WriteLine($"  {part.What}: {part.Value}");
        }

        foreach (NatCure cure in finding.Cures)
        {
            console.WriteLine($"  {cure.Router}: {cure.Where}");
            foreach (string step in cure.Steps)
            {
                console.WriteLine($"    {step}");
            }
        }
    }
}
