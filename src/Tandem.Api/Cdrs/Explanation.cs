using System.Globalization;
using System.Text.Json;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Routes;

namespace Tandem.Api.Cdrs;

/// <summary>One line of a charge: what it is for, and its amount.</summary>
public sealed record ChargeLine(string What, decimal Amount);

/// <summary>How the charge of one party came about.</summary>
public sealed record ChargeExplanation(
    string Party, string Account, string RateTable, string RatePrefix, string Area, string Currency, IReadOnlyList<ChargeLine> Lines, decimal Fee, decimal Tax);

/// <summary>Why a call went as it went: the decisions as they were taken, in words and as values, and each line of its charges.</summary>
public sealed record Explanation(
    string Id,
    long PlanRevision,
    string Result,
    IReadOnlyList<string> Sentences,
    JsonElement Decisions,
    IReadOnlyList<TriedView> Tried,
    ChargeExplanation? Customer,
    ChargeExplanation? Vendor,
    decimal Margin,
    IReadOnlyList<FactView> Facts)
{
    /// <summary>For who is limited to accounts (<paramref name="isLimited"/>): without routes, carriers and what they cost.</summary>
    public static Explanation Of(Cdr cdr, bool isLimited = false)
    {
        CdrView view = CdrView.Of(cdr);
        List<FactView> facts = FactsOf(cdr);
        return new(
            view.Id,
            view.PlanRevision,
            ResultOf(view, isLimited),
            [.. facts.Select(static fact => fact.Sentence)],
            Parsed(cdr.Why),
            view.Tried,
            ChargeLines.Of("customer", cdr.Customer, cdr),
            isLimited ? null : ChargeLines.Of("vendor", cdr.Vendor, cdr),
            isLimited ? 0m : view.Margin,
            facts);
    }

    /// <summary>The same as plain text, for a terminal.</summary>
    public IEnumerable<string> Lines(bool isLimited = false)
    {
        yield return Result;
        foreach (string sentence in Sentences)
        {
            yield return "  " + sentence;
        }

        foreach (ChargeExplanation charge in new[] { Customer, Vendor }.OfType<ChargeExplanation>())
        {
            yield return $"{charge.Party} {charge.Account} (table {charge.RateTable}, prefix {charge.RatePrefix}{(charge.Area.Length > 0 ? $", {charge.Area}" : "")})";
            foreach (ChargeLine line in charge.Lines)
            {
                yield return $"  {line.What}: {Json.MoneyConverter.Text(line.Amount)}";
            }
        }

        if (!isLimited)
        {
            yield return $"margin: {Json.MoneyConverter.Text(Margin)}";
        }
    }

    /// <summary>What was decided while the call went, and what was done with it when the switch had died under it: nobody was there to note that.</summary>
    private static List<FactView> FactsOf(Cdr cdr)
    {
        List<FactView> facts = cdr.Why.IsEmpty ? [] : [.. RouteReasons.Read(cdr.Why.Span).Select(FactView.Of)];
        if (cdr.EndReason == (int)EndReason.NodeCrash)
        {
            string at = $"{cdr.EndedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC";
            facts.Add(new(nameof(EndReason.NodeCrash), "", at, null, null, $"The switch died while the call was up; the next start closed it at its last proven moment, {at}."));
        }

        return facts;
    }

    private static string ResultOf(CdrView cdr, bool isLimited)
    {
        string[] enders = ["the caller", "the callee", "the switch"];
        string ender = cdr.EndDirection >= 0 && cdr.EndDirection < enders.Length ? enders[cdr.EndDirection] : "nobody known";
        string talk = cdr.AnsweredAt is null ? "not answered" : $"answered, {cdr.TalkMs} ms of talk are {cdr.HoldTime} s";
        string way = isLimited ? "through the switch" : $"to {Or(cdr.EgressTrunk, cdr.CalledNumberOut.Length > 0 ? $"phone {cdr.CalledNumberOut}" : "no trunk")}";
        string path = $"{Or(cdr.IngressTrunk, Or(cdr.Phone, Or(cdr.SourceIp, "the switch itself")))} {way}";
        return $"{cdr.CallingNumberIn} called {cdr.CalledNumberIn}, {path}: {talk}; ended by {ender}, {EndOf(cdr)}.";
    }

    /// <summary>The switch's own reason by its name; what a far side said by its code, which it has said itself.</summary>
    private static string EndOf(CdrView cdr) => cdr.EndReason switch
    {
        >= 200 => $"SIP {cdr.EndReason}",
        > 0 and not (int)EndReason.NormalCallClearing => $"Q.850 cause {cdr.EndReason}",
        _ => $"{cdr.EndReasonName} ({cdr.EndReason})",
    };

    private static string Or(string text, string other) => text.Length > 0 ? text : other;

    private static JsonElement Parsed(ReadOnlyMemory<byte> why)
    {
        using var decisions = JsonDocument.Parse(why.IsEmpty ? "[]"u8.ToArray() : why);
        return decisions.RootElement.Clone();
    }
}
