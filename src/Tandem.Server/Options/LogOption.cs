using Serilog.Events;

namespace Tandem.Server.Options;

/// <summary>What is logged, and how.</summary>
/// <param name="Level">No line of a lower level.</param>
/// <param name="IsJson">A JSON object a line, with the values of each message as fields; else text for people.</param>
internal sealed record LogOption(LogEventLevel Level, bool IsJson)
{
    public const string FormatName = "log-format";
    private const string Json = "json";
    private const string Text = "text";

    /// <summary>For the media process, which logs where its parent does.</summary>
    public IReadOnlyList<string> Words => IsJson ? [$"--{FormatName}", Json] : [];

    /// <summary>Whether a word names the format of JSON; null: neither format is called so.</summary>
    public static bool? IsJsonWord(string word) => word.ToLowerInvariant() switch
    {
        Json => true,
        Text => false,
        _ => null,
    };

    /// <summary>Reads both options; null has the default.</summary>
    public static LogOption Read(string? level, string? format, List<string> problems)
    {
        if (!Enum.TryParse(level ?? nameof(LogEventLevel.Information), ignoreCase: true, out LogEventLevel known) || !Enum.IsDefined(known))
        {
            problems.Add($"--log {level}: write one of {string.Join(", ", Enum.GetNames<LogEventLevel>())}");
            known = LogEventLevel.Information;
        }

        bool? isJson = IsJsonWord(format ?? Text);
        if (isJson is null)
        {
            problems.Add($"--{FormatName} {format}: write {Text} or {Json}");
        }

        return new(known, isJson == true);
    }
}
