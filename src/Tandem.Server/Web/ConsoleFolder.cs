namespace Tandem.Server.Web;

/// <summary>Where the built console lies: beside the program, or in the build's directory of the repository. It may be built while the switch runs.</summary>
internal sealed class ConsoleFolder(IReadOnlyList<string> candidates)
{
    /// <summary>One line for who comes without it.</summary>
    public const string HowToGetIt = "The console is not built: install Node 20 or newer and start the switch with ./tandem up. The API is here without it; /openapi/v1.json describes it.";

    public static ConsoleFolder OfThisProgram { get; } = new(
    [
        Path.Combine(AppContext.BaseDirectory, "console"),
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "console")), // artifacts/bin/Tandem.Server/release → artifacts/console
    ]);

    /// <summary>The directory that has an index.html now; null while there is none.</summary>
    public string? Find() => candidates.FirstOrDefault(static directory => File.Exists(Path.Combine(directory, "index.html")));
}
