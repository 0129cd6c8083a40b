using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tandem.Store.Soaks;

/// <summary>A report that lies there, and what is in it.</summary>
/// <param name="Name">Of its file, without the ending.</param>
/// <param name="Report">Null when it can't be read.</param>
public sealed record KeptSoak(string Name, SoakReport? Report);

/// <summary>Reports of soaks, one file each: <c>soak-TIME.json</c>. A switch shows those in <c>soaks</c> of its data directory; they come there from wherever the soak ran.</summary>
public sealed partial class SoakFolder(string path)
{
    private const string Ending = ".json";
    private const int MostShown = 50;

    /// <summary>Eight hours make some 300 KB.</summary>
    private const long LargestFile = 16 << 20;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The newest, newest first.</summary>
    public IReadOnlyList<KeptSoak> List() => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, "*" + Ending).Select(static file => Path.GetFileNameWithoutExtension(file)).Where(static name => Name().IsMatch(name))
            .OrderDescending(StringComparer.Ordinal).Take(MostShown).Select(name => new KeptSoak(name, Read(name)))]
        : [];

    /// <summary>Null when there is none of that name.</summary>
    public KeptSoak? Find(string name) => Name().IsMatch(name) && File.Exists(PathOf(name)) ? new(name, Read(name)) : null;

    /// <summary>Keeps a report; the file that it is in.</summary>
    public string Keep(SoakReport report)
    {
        Directory.CreateDirectory(path);
        string file = PathOf("soak-" + report.Began.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        File.WriteAllText(file, JsonSerializer.Serialize(report, s_json));
        return file;
    }

    private string PathOf(string name) => Path.Combine(path, name + Ending);

    private SoakReport? Read(string name)
    {
        try
        {
            using FileStream file = File.OpenRead(PathOf(name));
            return file.Length <= LargestFile && JsonSerializer.Deserialize<SoakReport>(file, s_json) is { Kinds: not null, Samples: not null, Faults: not null } report ? report : null;
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^soak-[A-Za-z0-9._-]{1,80}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
