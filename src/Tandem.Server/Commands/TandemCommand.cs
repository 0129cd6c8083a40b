using System.CommandLine;
using System.CommandLine.Invocation;

namespace Tandem.Server.Commands;

/// <summary>The command line (contract §1).</summary>
internal static class TandemCommand
{
    /// <summary>Runs one command; the process's exit code.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        ParseResult parsed = Build().Parse(args);
        if (parsed.Action is ParseErrorAction mistake)
        {
            mistake.ShowHelp = false;
        }

        // Signals are the command's own: 'up' drains for as long as it was told to.
        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null });
    }

    public static RootCommand Build()
    {
        var root = new RootCommand("Tandem: an open carrier softswitch.")
        {
            UpCommand.Build(),
            ApplyCommand.Build(),
            CallCommand.Build(),
            CdrsCommand.Build(),
            VerifyCommand.Build(),
            EvidenceCommand.Build(),
            BackupCommand.Build(),
            RestoreCommand.Build(),
            ResealCommand.Build(),
            NatCheckCommand.Build(),
            MediaCommand.Build(),
        };
        root.HelpName = "./tandem";
        return root;
    }

    public static Option<string> DataOption() => new("--data")
    {
        Description = "Data directory of the switch",
        DefaultValueFactory = static _ => Environment.GetEnvironmentVariable("TANDEM__DATA") is { Length: > 0 } directory ? directory : "./data",
        HelpName = "DIR",
    };
}
