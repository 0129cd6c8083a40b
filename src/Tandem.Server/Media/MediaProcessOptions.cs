namespace Tandem.Server.Media;

/// <summary>How <c>up</c> starts its media process.</summary>
internal sealed record MediaProcessOptions
{
    /// <summary>In the data directory, which is this user's alone.</summary>
    public required string SocketPath { get; init; }

    /// <summary>What stands after <c>--media</c>.</summary>
    public required IReadOnlyList<string> Ranges { get; init; }

    /// <summary>The program and the words before <c>media</c>; by default this program itself.</summary>
    public IReadOnlyList<string> Program { get; init; } = OwnProgram();

    /// <summary>More words, such as <c>--loops 2</c>.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>How long a process may take until it answers.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often it is asked whether it is there.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromSeconds(2);

    private static string[] OwnProgram()
    {
        string process = Environment.ProcessPath ?? "dotnet";
        bool isHost = Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isHost ? [process, typeof(MediaProcessOptions).Assembly.Location] : [process];
    }
}
