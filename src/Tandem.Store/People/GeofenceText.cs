using Tandem.Routing.Trunks;

namespace Tandem.Store.People;

/// <summary>The geofence of a user or an API key as a column has it: a line for each of its lines, <c>allow BD</c>, <c>deny asn:64500</c>, <c>deny-unknown</c>.</summary>
internal static class GeofenceText
{
    private const string Allow = "allow ";
    private const string Deny = "deny ";
    private const string DenyUnknown = "deny-unknown";

    /// <summary>Empty for one that lets everybody through.</summary>
    public static string Of(Geofence fence) => string.Join(
        '\n',
        [.. fence.Allow.Select(static line => Allow + line), .. fence.Deny.Select(static line => Deny + line), .. fence.DenyUnknown ? [DenyUnknown] : Array.Empty<string>()]);

    public static Geofence Read(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? Geofence.None : new()
        {
            Allow = Lines(lines, Allow),
            Deny = Lines(lines, Deny),
            DenyUnknown = lines.Contains(DenyUnknown),
        };
    }

    private static string[] Lines(string[] lines, string word) =>
        [.. lines.Where(line => line.StartsWith(word, StringComparison.Ordinal)).Select(line => line[word.Length..])];
}
