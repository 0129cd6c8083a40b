namespace Tandem.Scenarios.Processes;

/// <summary>The folder that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    /// <summary>A file or folder in it.</summary>
    public static string File(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Tandem.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Tandem.slnx above {AppContext.BaseDirectory}.");
    }
}
