using System.Runtime.InteropServices;

namespace Tandem.Wire.Interop;

/// <summary>Signals to other processes: kill(2).</summary>
public static partial class ProcessSignals
{
    private const int Term = 15;

    /// <summary>Asks a process to end. False when it is not there or not ours.</summary>
    public static bool Terminate(int process) => process > 0 && Kill(process, Term) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
