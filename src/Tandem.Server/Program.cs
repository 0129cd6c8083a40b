using Tandem.Server.Commands;

namespace Tandem.Server;

internal static class Program
{
    private static Task<int> Main(string[] args) => TandemCommand.RunAsync(args, Console.Out, Console.Error);
}
