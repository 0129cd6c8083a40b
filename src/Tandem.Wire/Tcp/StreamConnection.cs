using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Tandem.Wire.Flows;
using Tandem.Wire.Udp;

namespace Tandem.Wire.Tcp;

/// <summary>
/// One stream, accepted or opened by us. Messages to send wait in a bounded queue, also while it is being opened; two loops read
/// and write. It ends once, for one reason.
/// </summary>
internal sealed class StreamConnection(StreamTable table, Flow flow, bool isAccepted, long openedAtMs)
{
    private const int StillOpen = -1;
    private readonly Channel<ArraySegment<byte>> _queue = Channel.CreateUnbounded<ArraySegment<byte>>(new() { SingleReader = true });
    private readonly StreamFramer _framer = new(table.Limits.HeaderBytes, table.Limits.BodyBytes);
    private readonly bool _isKnown = table.Gate.Knows(flow.Remote);
    private readonly long _openedAtMs = openedAtMs;
    private ConnectionContext? _context;
    private long _queuedBytes;
    private int _reason = StillOpen;

    // Written by the loops, read by the sweep; 0 = no message is half there.
    private long _activeAtMs = openedAtMs;
    private long _partialSinceMs;
    private long _messages;

    public Flow Flow => flow;

    public bool IsOpen => Volatile.Read(ref _reason) == StillOpen;

    public CloseReason Reason => (CloseReason)Volatile.Read(ref _reason);

    /// <summary>From any thread. False when the stream is closed, or closes now because its peer does not read.</summary>
    public bool TrySend(ReadOnlySpan<byte> message)
    {
        if (!IsOpen)
        {
            return false;
        }

        if (Interlocked.Add(ref _queuedBytes, message.Length) > table.Limits.QueuedBytes)
        {
            Close(CloseReason.QueueFull);
            return false;
        }

        byte[] copy = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(copy);
        if (_queue.Writer.TryWrite(new(copy, 0, message.Length)))
        {
            return true;
        }

        ArrayPool<byte>.Shared.Return(copy);
        return false;
    }

    /// <summary>From any thread; the first reason counts. When we stop, what waits in the queue still goes out.</summary>
    public void Close(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, StillOpen) != StillOpen)
        {
            return;
        }

        _queue.Writer.TryComplete();
        if (reason != CloseReason.Stopping)
        {
            Abort();
        }
    }

    public void Abort() => Volatile.Read(ref _context)?.Abort();

    public void SetTos(byte tos)
    {
        if (Volatile.Read(ref _context)?.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            SocketTuning.SetTos(socket, tos);
        }
    }

    /// <summary>Closes the stream when it has used up its time.</summary>
    public void Sweep(long nowMs)
    {
        StreamLimits limits = table.Limits;
        long quietMs = nowMs - Volatile.Read(ref _activeAtMs);
        long partialSinceMs = Volatile.Read(ref _partialSinceMs);
        bool isFirstLate = isAccepted && !_isKnown && Volatile.Read(ref _messages) == 0
            && nowMs - _openedAtMs > limits.FirstMessage.TotalMilliseconds;
        if (isFirstLate || (partialSinceMs != 0 && nowMs - partialSinceMs > limits.Message.TotalMilliseconds))
        {
            Close(CloseReason.SlowMessage);
        }
        else if (quietMs > limits.Idle.TotalMilliseconds)
        {
            Close(CloseReason.Idle);
        }
    }

    /// <summary>Reads and writes until the stream ends. Never throws for what the network does.</summary>
    public async Task RunAsync(ConnectionContext context)
    {
        Volatile.Write(ref _context, context);
        SetTos(table.Tos);
        if (!IsOpen)
        {
            context.Abort();
        }

        Task reading = ReadAsync(context.Transport.Input);
        Task writing = WriteAsync(context.Transport.Output);
        await Task.WhenAny(reading, writing);
        Close(CloseReason.Peer);
        await Task.WhenAll(reading, writing);
    }

    /// <summary>The queue of a stream that never opened.</summary>
    public void DropQueue()
    {
        while (_queue.Reader.TryRead(out ArraySegment<byte> message))
        {
            ArrayPool<byte>.Shared.Return(message.Array ?? []);
        }
    }

    private static bool IsEndOfStream(Exception failure) =>
        failure is IOException or OperationCanceledException or SocketException or ObjectDisposedException;

    private async Task ReadAsync(PipeReader input)
    {
        try
        {
            while (true)
            {
                ReadResult read = await input.ReadAsync();
                bool isSound = true;
                foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                {
                    isSound = isSound && Take(segment.Span);
                }

                input.AdvanceTo(read.Buffer.End);
                if (!isSound || read.IsCompleted || read.IsCanceled)
                {
                    break;
                }
            }
        }
        catch (Exception failure) when (IsEndOfStream(failure))
        {
            // The reason is set by whoever closed it, or is Peer.
        }

        await input.CompleteAsync();
    }

    private async Task WriteAsync(PipeWriter output)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                while (_queue.Reader.TryRead(out ArraySegment<byte> message))
                {
                    output.Write(message.AsSpan());
                    Interlocked.Add(ref _queuedBytes, -message.Count);
                    ArrayPool<byte>.Shared.Return(message.Array ?? []);
                    table.CountSent();

                    // So much at a time: what the peer has not read must show in the queue, where it is limited.
                    if (output.CanGetUnflushedBytes && output.UnflushedBytes > 16 * 1024)
                    {
                        break;
                    }
                }

                FlushResult flushed = await output.FlushAsync();
                Volatile.Write(ref _activeAtMs, table.NowMs);
                if (flushed.IsCompleted || flushed.IsCanceled)
                {
                    break;
                }
            }
        }
        catch (Exception failure) when (IsEndOfStream(failure))
        {
            // As above.
        }

        await output.CompleteAsync();
    }

    /// <summary>False when the stream is of no more use.</summary>
    private bool Take(ReadOnlySpan<byte> bytes)
    {
        if (table.Gate.Bars(flow.Remote))
        {
            Close(CloseReason.Banned);
            return false;
        }

        long nowMs = table.NowMs;
        bool wasPartial = _framer.IsPartial;
        Volatile.Write(ref _activeAtMs, nowMs);
        _framer.Append(bytes);
        while (true)
        {
            switch (_framer.Next(out ReadOnlySpan<byte> message))
            {
                case FrameKind.Message:
                    wasPartial = false;
                    Volatile.Write(ref _messages, _messages + 1);
                    table.OnMessage(this, message);
                    break;
                case FrameKind.Ping:
                    table.CountPing();
                    TrySend("\r\n"u8);
                    break;
                case FrameKind.Fault:
                    Close(_framer.Fault);
                    return false;
                default:
                    if (!_framer.IsPartial)
                    {
                        Volatile.Write(ref _partialSinceMs, 0);
                    }
                    else if (!wasPartial)
                    {
                        Volatile.Write(ref _partialSinceMs, Math.Max(nowMs, 1));
                    }

                    return IsOpen;
            }
        }
    }
}
