using System.Globalization;

namespace Tandem.Server.Options;

/// <summary>A number of bytes as people write it: <c>4096</c>, <c>512kB</c>, <c>8MB</c>, <c>1GB</c>, each step 1,024 of the one before.</summary>
internal static class ByteSize
{
    private const int MostDigits = 9;

    /// <summary>The value of an option; 0 with a problem when it is none, or more than <paramref name="most"/>.</summary>
    public static int Read(string name, string text, int most, List<string> problems)
    {
        if (TryParse(text, out long bytes) && bytes <= most)
        {
            return (int)bytes;
        }

        problems.Add($"--{name} {text}: write a size up to {most >> 20}MB, such as 512kB or 8MB, or 0 for none");
        return 0;
    }

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        (string digits, int shift) = text.ToUpperInvariant() switch
        {
            [.. var number, 'K', 'B'] => (number, 10),
            [.. var number, 'M', 'B'] => (number, 20),
            [.. var number, 'G', 'B'] => (number, 30),
            var number => (number, 0),
        };
        digits = digits.TrimEnd();
        if (digits.Length > MostDigits || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return false;
        }

        bytes = (long)count << shift;
        return true;
    }
}
