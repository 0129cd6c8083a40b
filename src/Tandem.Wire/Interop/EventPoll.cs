using System.Runtime.InteropServices;

namespace Tandem.Wire.Interop;

/// <summary>
/// Linux's epoll(7), level-triggered, for reading: one thread waits on thousands of sockets. Adding and removing may happen on any
/// thread, waiting and asking on one. Allocates when made and never after.
/// </summary>
public sealed unsafe partial class EventPoll : IDisposable
{
    /// <summary>The most events that one wait returns.</summary>
    public const int MostEvents = 256;

    private const int Add = 1;
    private const int Remove = 2;
    private const int CloseOnExec = 0x8_0000;
    private const uint Readable = 1;
    private const int LargestEvent = 16;

    // struct epoll_event is packed on x86-64 and nowhere else.
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int TokenAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    private readonly int _poll;
    private readonly byte* _events;
    private int _count;
    private bool _isDisposed;

    public EventPoll()
    {
        _poll = Create(CloseOnExec);
        if (_poll < 0)
        {
            throw new InvalidOperationException($"epoll_create1 failed: error {Marshal.GetLastPInvokeError()}");
        }

        // Safety: freed in Dispose only, which the one thread that waits calls last.
        _events = (byte*)NativeMemory.AllocZeroed(MostEvents, LargestEvent);
    }

    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Watches a descriptor; <paramref name="token"/> is what <see cref="Token"/> says when it can be read.</summary>
    public bool TryAdd(int descriptor, uint token)
    {
        // Safety: the event lives on this stack, as large as the largest layout; the kernel reads it during the call.
        byte* what = stackalloc byte[LargestEvent];
        *(uint*)what = Readable;
        *(ulong*)(what + TokenAt) = token;
        return Control(_poll, Add, descriptor, what) == 0;
    }

    public bool TryRemove(int descriptor) => Control(_poll, Remove, descriptor, null) == 0;

    /// <summary>Waits until something can be read, at most so long; how many events there are.</summary>
    public int Wait(int milliseconds)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // Safety: the kernel writes at most MostEvents events, each no larger than the block's cells.
        _count = Math.Max(0, WaitFor(_poll, _events, MostEvents, milliseconds));
        return _count;
    }

    public uint Token(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _count);

        // Safety: the index is within what the kernel wrote; the field may lie unaligned.
        return NativeMemoryRead(_events + (index * EventSize) + TokenAt);
    }

    /// <summary>Lets events gather for a moment, so that one wait returns many.</summary>
    public static void Gather(int microseconds) => DatagramBatch.Gather(microseconds);

    /// <summary>Keeps the calling thread on one processor. A wish: false when the system refuses.</summary>
    public static bool TryPinThread(int processor)
    {
        const int MaskWords = 16;
        if (processor is < 0 or >= MaskWords * 64)
        {
            return false;
        }

        // Safety: a mask of 1024 processors on this stack, read during the call; thread 0 is the caller.
        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        mask[processor / 64] = 1UL << (processor % 64);
        return SetAffinity(0, MaskWords * sizeof(ulong), mask) == 0;
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _count = 0;
            _ = SocketCalls.Close(_poll);

            // Safety: Wait and Token refuse from now on.
            NativeMemory.Free(_events);
        }
    }

    private static uint NativeMemoryRead(byte* at) => System.Runtime.CompilerServices.Unsafe.ReadUnaligned<uint>(at);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int poll, int operation, int descriptor, byte* what);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitFor(int poll, byte* events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAffinity(int thread, nuint bytes, ulong* mask);
}
