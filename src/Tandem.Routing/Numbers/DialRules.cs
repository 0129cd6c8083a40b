namespace Tandem.Routing.Numbers;

/// <summary>
/// A compiled rule set of the dial-rule grammar (SW §5.1): <c>original:target</c>, comma-separated. The rule with the longest
/// original that
/// matches the start of a number is applied once; what its original matched is replaced, the rest of the number is kept.
/// </summary>
/// <remarks>
/// Length of an original = its digits, letters and <c>?</c>; of two equally long the first in the list wins. <c>\</c> makes the
/// next sign a literal.
/// </remarks>
public sealed class DialRules
{
    public static readonly DialRules None = new([]);

    private readonly DialRule[] _rules;

    private DialRules(DialRule[] rules) => _rules = rules;

    public bool IsEmpty => _rules.Length == 0;

    /// <summary>
    /// Reads a rule set. <paramref name="problem"/> says what is wrong with which rule; the rules are <see cref="None"/>
    /// then.
    /// </summary>
    public static bool TryParse(string text, out DialRules rules, out string problem)
    {
        rules = None;
        problem = "";
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var parsed = new List<DialRule>();
        foreach (string rule in DialRuleText.Split(text, ','))
        {
            if (!DialRuleText.TryRead(rule.Trim(), out DialRule? read, out string fault))
            {
                problem = $"dial rule '{rule.Trim()}': {fault}";
                return false;
            }

            parsed.Add(read);
        }

        // OrderBy is stable: of equally long originals the first in the list stays first.
        rules = new DialRules([.. parsed.OrderByDescending(static rule => rule.Specificity)]);
        return true;
    }

    /// <summary>
    /// The number rewritten by the rule with the longest match; the same string when none matches or nothing changes.
    /// </summary>
    public string Apply(string number, Random random)
    {
        foreach (DialRule rule in _rules)
        {
            if (rule.TryApply(number, random, out string rewritten))
            {
                return rewritten;
            }
        }

        return number;
    }
}
