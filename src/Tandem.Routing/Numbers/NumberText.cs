using System.Buffers;

namespace Tandem.Routing.Numbers;

/// <summary>What a number from the network must look like before anything is decided by it.</summary>
public static class NumberText
{
    /// <summary>Longest number that is looked at.</summary>
    public const int Longest = 32;

    private const string DialledCharacters = "0123456789+*#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly SearchValues<char> Dialled = SearchValues.Create(DialledCharacters);
    private static readonly SearchValues<char> Shown = SearchValues.Create(DialledCharacters + "._-");
    private static readonly SearchValues<char> Separators = SearchValues.Create("-.()");

    /// <summary>
    /// The number proper: without the parameters of a telephone-subscriber (<c>;phone-context=</c>, RFC 3261 §19.1.6) and, when
    /// it starts like a
    /// telephone number, without visual separators (RFC 3966 §5.1.1). The same string when there is nothing to take off.
    /// </summary>
    public static string Read(string text)
    {
        int end = text.IndexOf(';', StringComparison.Ordinal);
        string number = end < 0 ? text : text[..end];
        bool telephone = number.Length > 0 && (char.IsAsciiDigit(number[0]) || number[0] is '+' or '(');
        if (telephone && number.AsSpan().ContainsAny(Separators))
        {
            return string.Concat(number.Where(static c => c is not ('-' or '.' or '(' or ')')));
        }

        return number;
    }

    public static bool IsDialled(string number) =>
        number.Length is > 0 and <= Longest && !number.AsSpan().ContainsAnyExcept(Dialled);

    /// <summary>A caller may show no number at all, or a name.</summary>
    public static bool IsShown(string number) => number.Length <= Longest && !number.AsSpan().ContainsAnyExcept(Shown);
}
