using System.Buffers;
using System.Text;

namespace Tandem.Calls.Guard.Bans;

/// <summary>User agents of known scanners: a file in the program.</summary>
internal static class ScannerNames
{
    private const string File = "scanners.txt";
    private const int Longest = 256;
    private static readonly SearchValues<string> Names = SearchValues.Create([.. Read()], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a User-Agent holds one of them. Only its first 256 bytes are looked at.</summary>
    public static bool Has(ReadOnlySpan<byte> userAgent)
    {
        if (userAgent.IsEmpty)
        {
            return false;
        }

        Span<char> text = stackalloc char[Longest];
        int length = Encoding.Latin1.GetChars(userAgent[..Math.Min(userAgent.Length, Longest)], text);
        return ((ReadOnlySpan<char>)text[..length]).ContainsAny(Names);
    }

    private static IEnumerable<string> Read()
    {
        using Stream file = typeof(ScannerNames).Assembly.GetManifestResourceStream(File) ?? throw new InvalidOperationException($"{File} is part of the program.");
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            if (line.Trim() is { Length: > 0 } name && !name.StartsWith('#'))
            {
                yield return name;
            }
        }
    }
}
