using System.ComponentModel;
using System.Diagnostics;

namespace Tandem.Server.Firewall;

/// <summary>The program <c>nft</c>: a script in, all of it or nothing done.</summary>
internal static class Nft
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly string[] Places = ["/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft", "/usr/local/sbin/nft"];

    /// <summary>Where it is; null: it is not installed.</summary>
    public static string? Path { get; } = Array.Find(Places, File.Exists);

    /// <summary>Runs a script. A problem is what it said, in one line; empty when all went well.</summary>
    public static Task<(string Output, string Problem)> RunAsync(string script) => StartAsync(["-f", "-"], script);

    /// <summary>A set of a table of the family inet, as JSON, with all of its elements.</summary>
    public static Task<(string Output, string Problem)> ListAsync(string table, string set) => StartAsync(["-j", "list", "set", "inet", table, set], "");

    private static async Task<(string Output, string Problem)> StartAsync(string[] arguments, string script)
    {
        if (Path is null)
        {
            return ("", "there is no nft program");
        }

        var start = new ProcessStartInfo(Path, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process nft = Process.Start(start) ?? throw new InvalidOperationException("A program that starts has a process.");
            using var late = new CancellationTokenSource(Longest);
            try
            {
                Task<string> output = nft.StandardOutput.ReadToEndAsync(late.Token);
                Task<string> error = nft.StandardError.ReadToEndAsync(late.Token);
                await nft.StandardInput.WriteAsync(script.AsMemory(), late.Token);
                nft.StandardInput.Close();
                await nft.WaitForExitAsync(late.Token);
                string problem = nft.ExitCode == 0 ? "" : (await error).ReplaceLineEndings(" ").Trim();
                return (await output, problem.Length > 300 ? problem[..300] : nft.ExitCode == 0 ? "" : problem.Length > 0 ? problem : $"nft ended with {nft.ExitCode}");
            }
            catch (OperationCanceledException)
            {
                nft.Kill();
                return ("", "nft did not end");
            }
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            return ("", failure.Message);
        }
    }
}
