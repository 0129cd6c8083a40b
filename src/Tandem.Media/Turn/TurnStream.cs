using System.Buffers.Binary;
using Tandem.Media.Ice;
using Tandem.Wire.Interop;

namespace Tandem.Media.Turn;

/// <summary>
/// One client's TCP connection, cut into messages. What the peer does not read fast enough is dropped as a datagram would be, whole: the rest of one that was begun is kept.
/// </summary>
internal sealed class TurnStream(StreamSocket socket, int slot, long nowMs) : IDisposable
{
    /// <summary>Longest message; no packet of sound or video is as long.</summary>
    public const int LongestMessage = 16_384;

    private const int FirstRoom = 2048;
    private byte[] _received = new byte[FirstRoom];
    private byte[] _unsent = [];
    private int _length;
    private int _unsentLength;

    public StreamSocket Socket => socket;

    public int Slot => slot;

    public TurnClient Client { get; } = new(socket.Peer, TurnClient.FirstStream + slot);

    public long HeardAtMs { get; private set; } = nowMs;

    /// <summary>It is to be closed.</summary>
    public bool IsBroken { get; private set; }

    public bool HasUnsent => _unsentLength > 0;

    /// <summary>Reads what has come.</summary>
    public void Receive()
    {
        if (_length == _received.Length)
        {
            Array.Resize(ref _received, Math.Min(_length * 2, LongestMessage));
        }

        int read = socket.Receive(_received.AsSpan(_length));
        IsBroken |= read == StreamSocket.Closed;
        _length += Math.Max(0, read);
    }

    /// <summary>The next whole message; false when there is none yet, or none ever because the stream is out of step.</summary>
    public bool TryTake(ref int at, long nowMs, out ReadOnlySpan<byte> message)
    {
        message = default;
        ReadOnlySpan<byte> rest = _received.AsSpan(at, _length - at);
        if (rest.Length < TurnRelay.ChannelHeader)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        bool isChannel = TurnRelay.IsChannelData(rest);
        int whole = isChannel ? TurnRelay.ChannelHeader + ((length + 3) & ~3) : StunMessage.HeaderLength + length;
        if (whole > LongestMessage || (!isChannel && !MayBeStun(rest, length)))
        {
            IsBroken = true;
            return false;
        }

        if (rest.Length < whole)
        {
            return false;
        }

        HeardAtMs = nowMs;
        message = rest[..whole];
        at += whole;
        return true;
    }

    /// <summary>What was taken makes room.</summary>
    public void Drop(int taken)
    {
        _received.AsSpan(taken, _length - taken).CopyTo(_received);
        _length -= taken;
    }

    public bool Send(ReadOnlySpan<byte> message)
    {
        if (IsBroken || (HasUnsent && !SendUnsent()))
        {
            return false;
        }

        int sent = socket.Send(message);
        IsBroken |= sent == StreamSocket.Closed;
        if (sent > 0 && sent < message.Length)
        {
            Keep(message[sent..]);
        }

        return sent > 0;
    }

    /// <summary>True when all of it is out.</summary>
    public bool SendUnsent()
    {
        int sent = socket.Send(_unsent.AsSpan(0, _unsentLength));
        IsBroken |= sent == StreamSocket.Closed;
        if (sent > 0)
        {
            _unsent.AsSpan(sent, _unsentLength - sent).CopyTo(_unsent);
            _unsentLength -= sent;
        }

        return _unsentLength == 0;
    }

    public void Dispose() => socket.Dispose();

    /// <summary>As far as it is there. A stream has no clients without the cookie: TLS and HTTP end here.</summary>
    private static bool MayBeStun(ReadOnlySpan<byte> rest, int length) =>
        (rest[0] & 0xC0) == 0 && (length & 3) == 0 && (rest.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(rest[4..]) == StunMessage.MagicCookie);

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (_unsent.Length < rest.Length)
        {
            _unsent = new byte[rest.Length];
        }

        rest.CopyTo(_unsent);
        _unsentLength = rest.Length;
    }
}
