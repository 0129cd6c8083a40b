using System.Globalization;

namespace Tandem.Server.Media;

/// <summary>How many descriptors this process may open. The runtime has raised the soft limit to the hard one by the time that this is asked.</summary>
internal static class DescriptorLimit
{
    private const string Limits = "/proc/self/limits";

    /// <summary>Null when there is no limit, or none that can be read.</summary>
    public static int? Read()
    {
        try
        {
            return Read(File.ReadAllLines(Limits));
        }
        catch (IOException)
        {
            return null;
        }
    }

    internal static int? Read(IEnumerable<string> lines)
    {
        const string Name = "Max open files";
        string? line = lines.FirstOrDefault(static line => line.StartsWith(Name, StringComparison.Ordinal));
        string[] values = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return values.Length > 0 && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out int soft) ? soft : null;
    }
}
