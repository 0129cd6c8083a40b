using Tandem.Wire.Interop;

namespace Tandem.Wire.Shards;

/// <summary>
/// Where one thread sleeps when it has nothing to do. The sleeper says so first and then looks once more for work; a waker has
/// made its work visible first and then looks whether somebody sleeps. So no wake-up is lost, and none is paid for while the
/// thread is busy. While it sleeps, another thread may borrow what it works on.
/// </summary>
internal sealed class Sleeper
{
    private const int Awake = 0;
    private const int Asleep = 1;
    private const int Lent = 2;

    // A sleeper whose time is up while another works in its place looks again after this.
    private const int LookAgainMs = 5;

    // On the pinned heap, because the kernel keeps its address, and a cache line for itself, because producers read it for each
    // message.
    private readonly int[] _state = GC.AllocateArray<int>(32, pinned: true);
    private readonly object? _monitor = Futex.IsSupported ? null : new();

    /// <summary>How often the thread really went to sleep.</summary>
    public long Sleeps { get; private set; }

    /// <summary>
    /// After this the thread must look for work once more, and then call <see cref="Sleep"/> or <see cref="Stay"/>.
    /// </summary>
    public void Announce() => Interlocked.Exchange(ref _state[0], Asleep);

    /// <summary>Goes on; waits while what the thread works on is lent, which may be since it was announced.</summary>
    public void Stay()
    {
        while (Interlocked.CompareExchange(ref _state[0], Awake, Asleep) == Lent)
        {
            WaitWhile(Lent, LookAgainMs);
        }
    }

    /// <summary>Returns when woken or when the time is up, and never while what the thread works on is lent.</summary>
    public void Sleep(int milliseconds)
    {
        Sleeps++;
        WaitWhile(Asleep, milliseconds);
        Stay();
    }

    public void Wake()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _state[0]) != Asleep || Interlocked.CompareExchange(ref _state[0], Awake, Asleep) != Asleep)
        {
            return;
        }

        if (_monitor is null)
        {
            Futex.Wake(_state);
            return;
        }

        lock (_monitor)
        {
            Monitor.Pulse(_monitor);
        }
    }

    /// <summary>
    /// From any thread: true when the sleeper sleeps, and then it goes on doing so until <see cref="Return"/>. Wake-ups in between are lost: whoever
    /// borrowed looks for work once more when it has returned.
    /// </summary>
    public bool TryBorrow() => Interlocked.CompareExchange(ref _state[0], Lent, Asleep) == Asleep;

    public void Return() => Interlocked.Exchange(ref _state[0], Asleep);

    private void WaitWhile(int state, int milliseconds)
    {
        if (_monitor is null)
        {
            Futex.Wait(_state, state, milliseconds);
            return;
        }

        lock (_monitor)
        {
            if (Volatile.Read(ref _state[0]) == state)
            {
                Monitor.Wait(_monitor, milliseconds);
            }
        }
    }
}
