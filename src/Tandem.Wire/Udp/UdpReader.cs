using System.Net;
using System.Net.Sockets;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Wire.Udp;

/// <summary>Who takes a listener's datagrams, on its reader thread.</summary>
internal delegate void TakeDatagram(in NetAddress remote, ReadOnlySpan<byte> datagram);

/// <summary>What waited has been given; see <see cref="IWireSink.OnEndOfRead"/>.</summary>
internal delegate void EndRead(bool maySpare);

/// <summary>
/// The reading of one UDP socket, on a thread of its own. On Linux it takes what waits with one call, and when datagrams come so
/// densely that each would wake the thread (and a shard), it lets them gather for four milliseconds at most. At 6,500 a second, in
/// and out again, a datagram then costs 13 µs of CPU where it cost 55 (2 busy cores); at 1,000 calls/s that is most of what a
/// call costs.
/// </summary>
internal sealed class UdpReader(Socket socket, bool isIPv4, TimeProvider time) : IDisposable
{
    // So many datagrams within so short a time (1,000 a second) are dense. Then about a quarter of the sample is to gather, but
    // for no longer than nobody notices, and less when they come so fast that the kernel's buffer would fill.
    private const int Sample = 64;
    private const int DenseMicroseconds = 64_000;
    private const int GatheredPart = 4;
    private const int ShortestGather = 250;
    private const int LongestGather = 4000;

    private const int LargestDatagram = 65_536;
    private const int FailuresBeforePause = 100;
    private const int PauseMs = 10;

    private readonly ManualResetEventSlim _stop = new();
    private long _received;
    private long _failed;
    private int _failuresInARow;
    private int _inSample;
    private long _sampleBegan;
    private int _gatherMicroseconds;

    public long Received => Volatile.Read(ref _received);

    public long Failed => Volatile.Read(ref _failed);

    /// <summary>To be called before the socket is closed: the error that closing causes then ends <see cref="Run"/>.</summary>
    public void Stop() => _stop.Set();

    /// <summary>To be called when <see cref="Run"/> has ended.</summary>
    public void Dispose() => _stop.Dispose();

    public void Run(TakeDatagram take, EndRead end)
    {
        if (DatagramBatch.IsSupported)
        {
            using var batch = new DatagramBatch();
            while (!_stop.IsSet)
            {
                ReadMany(batch, take, end);
            }
        }
        else
        {
            byte[] buffer = GC.AllocateUninitializedArray<byte>(LargestDatagram, pinned: true);
            var from = new SocketAddress(socket.AddressFamily, SocketAddresses.SizeOf(isIPv4));
            while (!_stop.IsSet)
            {
                ReadOne(buffer, from, take, end);
            }
        }
    }

    private void ReadMany(DatagramBatch batch, TakeDatagram take, EndRead end)
    {
        int count = -1;
        try
        {
            count = batch.Receive(socket.SafeHandle);
        }
        catch (ObjectDisposedException)
        {
            // Counted below, or we stop.
        }

        if (_stop.IsSet)
        {
            return;
        }

        if (count < 0)
        {
            OnFailure();
            return;
        }

        _failuresInARow = 0;
        Volatile.Write(ref _received, _received + count);
        for (int i = 0; i < count; i++)
        {
            take(batch.Source(i, isIPv4), batch.Datagram(i));
        }

        // A full batch means that more are waiting: then the shards work and this thread reads.
        end(maySpare: count < DatagramBatch.Size);
        Measure(count);
        if (_gatherMicroseconds > 0 && count < DatagramBatch.Size)
        {
            DatagramBatch.Gather(_gatherMicroseconds);
        }
    }

    private void ReadOne(byte[] buffer, SocketAddress from, TakeDatagram take, EndRead end)
    {
        try
        {
            int length = socket.ReceiveFrom(buffer, SocketFlags.None, from);
            _failuresInARow = 0;
            Volatile.Write(ref _received, _received + 1);
            take(SocketAddresses.Read(from.Buffer.Span, isIPv4), buffer.AsSpan(0, length));
            end(maySpare: false);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            if (!_stop.IsSet)
            {
                OnFailure();
            }
        }
    }

    private void Measure(int count)
    {
        _inSample += count;
        if (_inSample >= Sample)
        {
            long now = time.GetTimestamp();
            double tookMicroseconds = time.GetElapsedTime(_sampleBegan, now).TotalMicroseconds;
            _gatherMicroseconds = tookMicroseconds < DenseMicroseconds
                ? Math.Clamp((int)tookMicroseconds / GatheredPart, ShortestGather, LongestGather)
                : 0;
            _sampleBegan = now;
            _inSample = 0;
        }
    }

    /// <summary>
    /// A refusal that comes back as an error is one datagram's matter; an error that stays must not burn a processor.
    /// </summary>
    private void OnFailure()
    {
        Volatile.Write(ref _failed, _failed + 1);
        if (++_failuresInARow >= FailuresBeforePause)
        {
            _stop.Wait(PauseMs);
        }
    }
}
