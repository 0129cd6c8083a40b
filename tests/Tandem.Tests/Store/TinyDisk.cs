using System.Diagnostics;

namespace Tandem.Tests.Store;

/// <summary>A file system of one megabyte, where the user may mount one.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    private TinyDisk() => IsMounted = Run("mount", "-t", "tmpfs", "-o", "size=1m", "tandem-test", _folder.Path);

    public bool IsMounted { get; }
    public string Path => _folder.Path;

    public static TinyDisk Mount() => new();

    /// <summary>Writes until nothing fits any more.</summary>
    public void Fill(string path)
    {
        using FileStream file = File.Create(path, 1);
        try
        {
            while (true)
            {
                file.WriteByte(0);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full, as asked.
        }
    }

    public void Dispose()
    {
        if (IsMounted)
        {
            Run("umount", "-l", _folder.Path);
        }

        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
