using System.Security.Cryptography;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Media.Turn;

/// <summary>
/// The ports that are lent to clients, taken at random so that nobody can guess the next one, and those kept for a moment for a client that wants two in a row
/// (EVEN-PORT, RESERVATION-TOKEN; RFC 8656 §7.2).
/// </summary>
internal sealed class TurnPorts(TurnOptions options) : IDisposable
{
    public const int TokenLength = 8;

    // Ports that others hold are passed over, but not without end within one request.
    private const int MostTries = 64;
    private const int MostReserved = 256;
    private const long ReservedMs = 30_000;
    private readonly Dictionary<ulong, (DatagramSocket Socket, long UntilMs, UInt128 User)> _reserved = [];

    /// <summary>A socket on a free port of this address, or null. With <paramref name="isEven"/> on an even one.</summary>
    public DatagramSocket? TryTake(UInt128 local, bool isEven)
    {
        for (int tries = 0; tries < MostTries; tries++)
        {
            if (TryOpen(local, Pick(isEven)) is { } socket)
            {
                return socket;
            }
        }

        return null;
    }

    /// <summary>An even port, and a token for the one after it.</summary>
    public DatagramSocket? TryTakeTwo(UInt128 local, UInt128 user, long nowMs, out ulong token)
    {
        token = 0;
        for (int tries = 0; tries < MostTries && _reserved.Count < MostReserved; tries++)
        {
            int port = Pick(isEven: true);
            if (port < options.HighPort && TryOpen(local, port) is { } socket)
            {
                if (TryOpen(local, port + 1) is { } next)
                {
                    token = (ulong)RandomNumberGenerator.GetInt32(int.MaxValue) << 32 | (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
                    if (_reserved.TryAdd(token, (next, nowMs + ReservedMs, user)))
                    {
                        return socket;
                    }

                    next.Dispose();
                }

                socket.Dispose();
            }
        }

        return null;
    }

    /// <summary>The port that was kept for this token's user.</summary>
    public DatagramSocket? Claim(ulong token, UInt128 user) =>
        _reserved.TryGetValue(token, out (DatagramSocket Socket, long UntilMs, UInt128 User) kept) && kept.User == user && _reserved.Remove(token) ? kept.Socket : null;

    public void Sweep(long nowMs)
    {
        foreach ((ulong token, (DatagramSocket socket, long untilMs, _)) in _reserved)
        {
            if (untilMs <= nowMs)
            {
                socket.Dispose();
                _reserved.Remove(token);
            }
        }
    }

    public void Dispose()
    {
        foreach ((DatagramSocket socket, _, _) in _reserved.Values)
        {
            socket.Dispose();
        }

        _reserved.Clear();
    }

    private int Pick(bool isEven)
    {
        int port = RandomNumberGenerator.GetInt32(options.LowPort, options.HighPort + 1);
        return isEven && (port & 1) != 0 ? Math.Max(options.LowPort + (options.LowPort & 1), port - 1) : port;
    }

    private DatagramSocket? TryOpen(UInt128 local, int port)
    {
        DatagramSocket? socket = DatagramSocket.TryOpen(new(local, (ushort)port), out _);
        if (socket is not null && socket.Descriptor > options.HighestDescriptor)
        {
            socket.Dispose();
            return null;
        }

        return socket;
    }
}
