using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Nat;

/// <summary>
/// A network of its own (a network namespace of the kernel). It has no name, only this handle: however its owner ends, nothing of it stays. Needs root, and nsenter of util-linux.
/// </summary>
internal sealed class NetworkSpace : IDisposable
{
    private const int NewNetwork = 0x4000_0000;
    private readonly SafeFileHandle _handle;

    public NetworkSpace() => _handle = OnItsThread(static () =>
    {
        Check(Leave(NewNetwork));
        return File.OpenHandle("/proc/thread-self/ns/net");
    });

    /// <summary>Where other processes find it.</summary>
    public string Place => $"/proc/{Environment.ProcessId}/fd/{_handle.DangerousGetHandle()}";

    /// <summary>Why there can be none on this machine; null: there can.</summary>
    public static string? Refusal()
    {
        try
        {
            new NetworkSpace().Dispose();
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>What is done inside: sockets made there stay there, whoever uses them.</summary>
    public T Inside<T>(Func<T> what) => OnItsThread(() =>
    {
        Check(Enter((int)_handle.DangerousGetHandle(), NewNetwork));
        return what();
    });

    /// <summary>A UDP socket inside.</summary>
    public Socket Udp(IPEndPoint at) => Inside(() =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(at);
        return socket;
    });

    /// <summary>A TCP socket inside.</summary>
    public Socket Tcp() => Inside(static () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));

    /// <summary>Starts a program inside.</summary>
    public Child Run(string program, IEnumerable<string> arguments, string folder) => new("nsenter", [$"--net={Place}", program, .. arguments], folder);

    /// <summary>Lines for the shell, run inside, each of which must succeed.</summary>
    public async Task SetUpAsync(string lines)
    {
        string? failed = await TryAsync("sh", "-ec", lines);
        failed.Should().BeNull("the lines can be run: {0}", lines);
    }

    /// <summary>A short command inside; what it said when it failed, else null.</summary>
    public async Task<string?> TryAsync(string program, params string[] arguments)
    {
        await using Child child = Run(program, arguments, Path.GetTempPath());
        return await child.ExitAsync(TimeSpan.FromSeconds(20)) == 0 ? null : string.Join('\n', child.Lines);
    }

    public void Dispose() => _handle.Dispose();

    // A namespace belongs to a thread: one that does this and nothing else afterwards.
    private static T OnItsThread<T>(Func<T> what)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = what();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException($"no network namespace: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }
    }

    [DllImport("libc", EntryPoint = "unshare", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Leave(int what);

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Enter(int space, int kind);
}
