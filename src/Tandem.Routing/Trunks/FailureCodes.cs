using System.Globalization;

namespace Tandem.Routing.Trunks;

/// <summary>
/// What a customer is told instead of the true failure (VOS3000 <c>callFailedSipCode</c>, SW §4.3): <c>503:486,0:503</c>. An
/// original of 0 is any other
/// code, a target of 0 leaves the code alone. The hunt and the CDR see the true code.
/// </summary>
public sealed class FailureCodes
{
    public static readonly FailureCodes None = new([], 0);

    private readonly (int Original, int Target)[] _codes;
    private readonly int _others;

    private FailureCodes((int Original, int Target)[] codes, int others)
    {
        _codes = codes;
        _others = others;
    }

    public static bool TryParse(string text, out FailureCodes codes, out string problem)
    {
        codes = None;
        problem = "";
        var pairs = new List<(int Original, int Target)>();
        int? others = null;
        foreach (string pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0
                || !TryReadCode(pair.AsSpan(0, colon), out int original)
                || !TryReadCode(pair.AsSpan(colon + 1), out int target))
            {
                problem = $"'{pair}' is no original:target of failure codes (0, or 300 to 699)";
                return false;
            }

            bool again = original == 0 ? others is not null : pairs.Exists(known => known.Original == original);
            if (again)
            {
                problem = $"'{pair}': {original} has a target already";
                return false;
            }

            if (original == 0)
            {
                others = target;
            }
            else
            {
                pairs.Add((original, target));
            }
        }

        codes = pairs.Count == 0 && others is null ? None : new FailureCodes([.. pairs], others ?? 0);
        return true;
    }

    /// <summary>The status that the customer is told.</summary>
    public int Replace(int status)
    {
        foreach ((int original, int target) in _codes)
        {
            if (original == status)
            {
                return target == 0 ? status : target;
            }
        }

        return _others == 0 ? status : _others;
    }

    private static bool TryReadCode(ReadOnlySpan<char> text, out int code) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out code) && code is 0 or (>= 300 and <= 699);
}
