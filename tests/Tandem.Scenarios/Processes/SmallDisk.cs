using System.Diagnostics;

namespace Tandem.Scenarios.Processes;

/// <summary>A file system of its own in memory, for a data folder that gets full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-small-disk-");

    public SmallDisk(int megabytes) =>
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tandem-scenario", Path).Should().BeTrue("a test that fills a disk mounts one: it runs as root");

    public string Path => _folder.FullName;

    private string Filling => System.IO.Path.Combine(Path, "filling");

    /// <summary>Nothing fits any more.</summary>
    public void Fill()
    {
        byte[] some = new byte[4096];
        using var file = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(some);
            }
        }
        catch (IOException)
        {
            // Full, as asked.
        }
    }

    public void MakeRoom() => File.Delete(Filling);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Delete(recursive: true);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start");
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
