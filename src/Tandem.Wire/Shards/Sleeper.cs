using Tandem.Wire.Interop;

namespace Tandem.Wire.Shards;

/// <summary>
/// Where one thread sleeps when it has nothing to do. The sleeper says so first and then looks once more for work; a waker has
/// made its work visible first and then looks whether somebody sleeps. So no wake-up is lost, and none is paid for while the
/// thread is busy.
/// </summary>
internal sealed class Sleeper
{
    private const int Awake = 0;
    private const int Asleep = 1;

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

    public void Stay() => Volatile.Write(ref _state[0], Awake);

    public void Sleep(int milliseconds)
    {
        Sleeps++;
        if (_monitor is null)
        {
            Futex.Wait(_state, Asleep, milliseconds);
        }
        else
        {
            lock (_monitor)
            {
                if (Volatile.Read(ref _state[0]) == Asleep)
                {
                    Monitor.Wait(_monitor, milliseconds);
                }
            }
        }

        Volatile.Write(ref _state[0], Awake);
    }

    public void Wake()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _state[0]) != Asleep || Interlocked.Exchange(ref _state[0], Awake) != Asleep)
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
}
