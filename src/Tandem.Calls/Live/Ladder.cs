using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Live;

/// <summary>
/// The messages of one call as they passed, in one pooled buffer, bounded in size (64 KiB: past it only start lines are kept). Packed form = what is stored in the CDR: a line that came before
/// is a reference, so that 20,000 calls in progress fit in memory. Secrets are blanked on the way in.
/// </summary>
public sealed class Ladder(BufferPool buffers)
{
    /// <summary>Bytes that a ladder takes at most.</summary>
    public const int MostBytes = 64 * 1024;

    // The last part is kept free for start lines.
    private const int WholeUpTo = MostBytes - 8192;
    private const int MostStartLine = 256;
    private const int MostHead = 5 + 1 + 10 + (2 * (2 + LadderPacking.AddressLength)) + 5;
    private const int MostReference = 10;
    private const int FirstBuffer = 2048;
    private const int HeadLength = 1;

    private readonly LadderLines _lines = new();
    private readonly NetAddress[] _addresses = new NetAddress[LadderPacking.MostAddresses];
    private byte[]? _buffer;
    private int _length;

    // The message in hand is packed here first, so that the buffer, which a long call keeps, is no larger than what it holds.
    private byte[] _bench = [];
    private int _packed;
    private int _addressCount;
    private long _lastMicroseconds;

    /// <summary>The packed bytes; valid until <see cref="Clear"/>, or the next message.</summary>
    public ReadOnlyMemory<byte> Packed => _buffer.AsMemory(0, _length);

    /// <summary>Takes one message. What does not fit any more is left out.</summary>
    public void Add(int leg, bool sent, DateTimeOffset at, in Flow flow, ReadOnlySpan<byte> message)
    {
        // A reference and the head of a run are shorter than the line that they stand for, so the packed bytes are at most a few more than the message.
        bool isCut = _length + MostHead + message.Length + MostReference > WholeUpTo;
        if (isCut)
        {
            message = StartLine(message);
        }

        if (_length + MostHead + message.Length + MostReference > MostBytes)
        {
            return;
        }

        _bench = buffers.Rent(MostHead + message.Length + MostReference);
        _packed = 0;
        WriteNumber((uint)leg);
        WriteNumber((uint)((sent ? LadderPacking.Sent : 0) | (isCut ? LadderPacking.Cut : 0) | ((int)flow.Transport << LadderPacking.TransportShift)));
        long microseconds = (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        WriteNumber(LadderPacking.Zigzag(microseconds - _lastMicroseconds));
        _lastMicroseconds = microseconds;
        WriteAddress(flow.Local);
        WriteAddress(flow.Remote);
        WriteNumber((uint)message.Length);
        WriteLines(message);
        Keep(_bench.AsSpan(0, _packed));
        buffers.Return(_bench);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Clear()
    {
        buffers.Return(_buffer);
        _buffer = null;
        _length = 0;
        _addressCount = 0;
        _lastMicroseconds = 0;
        _lines.Clear();
    }

    /// <summary>Reads packed bytes back; stops at damage.</summary>
    public static IReadOnlyList<LadderMessage> Read(ReadOnlySpan<byte> packed) => new LadderReader(packed).All();

    private static ReadOnlySpan<byte> StartLine(ReadOnlySpan<byte> message)
    {
        int end = message.IndexOf((byte)'\n') + 1;
        return message[..Math.Min(end == 0 ? message.Length : end, MostStartLine)];
    }

    /// <summary>Lines that stood here before become references, the others runs of bytes; neighbours of a kind are joined.</summary>
    private void WriteLines(ReadOnlySpan<byte> message)
    {
        int runFrom = 0;
        int copyAt = 0;
        int copyLength = 0;
        bool isSuspect = false;
        for (int from = 0, past; from < message.Length; from = past)
        {
            past = EndOfLine(message, from);
            ReadOnlySpan<byte> line = message[from..past];
            isSuspect = IsSuspect(line, isSuspect);
            int at = copyAt + copyLength;
            bool goesOn = copyLength > 0 && runFrom == from && LadderLines.Stands(line, _buffer.AsSpan(0, _length), at); // short lines too
            if (isSuspect || (!goesOn && !TryFind(line, out at)))
            {
                continue;
            }

            if (runFrom < from)
            {
                WriteCopy(copyAt, ref copyLength);
                WriteRun(message[runFrom..from]);
            }
            else if (copyAt + copyLength != at)
            {
                WriteCopy(copyAt, ref copyLength);
            }

            copyAt = copyLength == 0 ? at : copyAt;
            copyLength += line.Length;
            runFrom = past;
        }

        WriteCopy(copyAt, ref copyLength);
        if (runFrom < message.Length)
        {
            WriteRun(message[runFrom..]);
        }
    }

    /// <summary>Writes bytes as they are, blanks secrets, and notes the other lines for later.</summary>
    private void WriteRun(ReadOnlySpan<byte> run)
    {
        WriteNumber((ulong)run.Length << 1);
        Span<byte> written = _bench.AsSpan(_packed, run.Length);
        run.CopyTo(written);
        bool isSuspect = false;
        for (int from = 0, past; from < run.Length; from = past)
        {
            past = EndOfLine(run, from);
            ReadOnlySpan<byte> line = run[from..past];
            isSuspect = IsSuspect(line, isSuspect);
            if (isSuspect)
            {
                LadderSecrets.Blank(written[from..past]);
            }
            else if (line.Length >= LadderLines.Shortest)
            {
                _lines.Note(line, Math.Max(_length, HeadLength) + _packed + from);
            }
        }

        _packed += run.Length;
    }

    private bool TryFind(ReadOnlySpan<byte> line, out int at)
    {
        at = 0;
        return line.Length >= LadderLines.Shortest && _lines.TryFind(line, _buffer.AsSpan(0, _length), out at);
    }

    private static bool IsSuspect(ReadOnlySpan<byte> line, bool wasSuspect) =>
        (wasSuspect && line[0] is (byte)' ' or (byte)'\t') || LadderSecrets.IsSuspect(line);

    private static int EndOfLine(ReadOnlySpan<byte> text, int from)
    {
        int end = text[from..].IndexOf((byte)'\n');
        return end < 0 ? text.Length : from + end + 1;
    }

    private void WriteCopy(int at, ref int length)
    {
        if (length > 0)
        {
            WriteNumber(((ulong)length << 1) | 1);
            WriteNumber((uint)at);
            length = 0;
        }
    }

    private void WriteAddress(NetAddress address)
    {
        int place = _addresses.AsSpan(0, _addressCount).IndexOf(address);
        if (place >= 0)
        {
            WriteNumber((uint)place);
            return;
        }

        WriteNumber(LadderPacking.MostAddresses);
        LadderPacking.WriteAddress(_bench.AsSpan(_packed), address);
        _packed += LadderPacking.AddressLength;
        if (_addressCount < LadderPacking.MostAddresses)
        {
            _addresses[_addressCount++] = address;
        }
    }

    private void WriteNumber(ulong number) => _packed += LadderPacking.WriteNumber(_bench.AsSpan(_packed), number);

    private void Keep(ReadOnlySpan<byte> packed)
    {
        if (_buffer is null)
        {
            _buffer = buffers.Rent(Math.Max(FirstBuffer, HeadLength + packed.Length));
            _buffer[0] = LadderPacking.Version;
            _length = HeadLength;
        }
        else if (_length + packed.Length > _buffer.Length)
        {
            byte[] larger = buffers.Rent(_length + packed.Length);
            _buffer.AsSpan(0, _length).CopyTo(larger);
            buffers.Return(_buffer);
            _buffer = larger;
        }

        packed.CopyTo(_buffer.AsSpan(_length));
        _length += packed.Length;
    }
}
