using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tandem.Store.Plan;

/// <summary>What the comments of the plan's records say, from the documentation file that stands beside each assembly. Where it has been taken away, nothing.</summary>
internal static class RecordComments
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, string>> Files = new();

    // Where a comment has it from is for who reads the code. Without a limit in time, which a machine that stands still would break: it goes through a text once.
    private static readonly Regex s_sources = new(@" \(SW §[\d.]+\)|, SW §[\d.]+", RegexOptions.NonBacktracking);

    /// <summary>The summary of a property; without one, its enum's.</summary>
    public static string Of(PropertyInfo property)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return Find(property.DeclaringType!, $"P:{property.DeclaringType!.FullName}.{property.Name}") is { Length: > 0 } own ? own
            : type.IsEnum ? Find(type, $"T:{type.FullName}")
            : "";
    }

    private static string Find(Type type, string member) => Files.GetOrAdd(type.Assembly, Read).GetValueOrDefault(member, "");

    private static IReadOnlyDictionary<string, string> Read(Assembly assembly)
    {
        string path = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        if (!File.Exists(path))
        {
            return new Dictionary<string, string>();
        }

        return XDocument.Load(path).Descendants("member")
            .Where(static member => member.Element("summary") is not null)
            .ToDictionary(static member => member.Attribute("name")!.Value, static member => TextOf(member.Element("summary")!));
    }

    private static string TextOf(XElement summary) => s_sources.Replace(string.Join(' ', string.Concat(summary.Nodes().Select(WordsOf)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), "");

    private static string WordsOf(XNode node) => node switch
    {
        XText text => text.Value,
        // <see cref="P:...EgressTrunk.Capacity"/>: the key, as the plan writes it.
        XElement element when element.Attribute("cref") is { } reference => JsonNamingPolicy.CamelCase.ConvertName(reference.Value[(reference.Value.LastIndexOf('.') + 1)..]),
        XElement element => element.Value,
        _ => "",
    };
}
