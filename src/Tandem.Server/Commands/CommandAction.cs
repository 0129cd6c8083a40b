using System.CommandLine;

namespace Tandem.Server.Commands;

/// <summary>What all commands but <c>up</c> have in common: they speak to the running switch, and a failure is a line and exit code 1.</summary>
internal static class CommandAction
{
    public static void OnSwitch(this Command command, Option<string> data, Func<ParseResult, RunningSwitch, CancellationToken, Task<int>> work) =>
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                using RunningSwitch running = RunningSwitch.Find(parsed.GetRequiredValue(data));
                return await work(parsed, running, stop);
            }
            catch (CommandFailedException failure)
            {
                foreach (string line in failure.Lines)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(line);
                }

                return 1;
            }
        });
}
