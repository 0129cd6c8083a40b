using System.Globalization;
using System.Runtime.InteropServices;

namespace Tandem.Wire.Interop;

/// <summary>This process's open descriptors.</summary>
public static partial class Descriptors
{
    private const string Open = "/proc/self/fd";
    private const int LastStandard = 2;
    private const int SetFlags = 2;
    private const int CloseOnExec = 1;

    /// <summary>
    /// Children get standard input, output and error and nothing else. The runtime keeps its own descriptors from them; those that this process has got from whoever started it (a lock, a pipe of
    /// a shell) it passes on, and a child that outlives this process would hold them.
    /// </summary>
    public static void KeepFromChildren()
    {
        if (!Directory.Exists(Open))
        {
            return;
        }

        foreach (string path in Directory.GetFiles(Open))
        {
            if (int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor) && descriptor > LastStandard)
            {
                _ = Fcntl(descriptor, SetFlags, CloseOnExec); // the one that lists them is closed by now
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fcntl(int descriptor, int command, int flags);
}
