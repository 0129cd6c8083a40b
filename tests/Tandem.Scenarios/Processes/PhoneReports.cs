using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Scenarios.Processes;

/// <summary>
/// The RTCP of a telephone (RFC 3550 §6.4.1): what it has sent, and what it has heard of the other's stream. It says that it has kept a report shorter than it has, by <c>away</c>: its leg has that
/// round trip, though it is on this machine.
/// </summary>
internal sealed class PhoneReports : IDisposable
{
    /// <summary>The jitter that it reports, of a clock of 8,000 a second.</summary>
    public const int JitterMs = 10;

    private const int SenderReport = 200;
    private const int Header = 28;
    private const int Block = 24;
    private const long UnixEpochInNtp = 2_208_988_800;
    private readonly Socket _socket;
    private readonly TimeSpan _away;
    private readonly Lock _lock = new();
    private (uint Ssrc, uint Middle, long At)? _heard;

    private PhoneReports(IPEndPoint at, TimeSpan away)
    {
        _away = away;
        _socket = PhoneSockets.Bound(at);
        PhoneSockets.Listen(_socket, Hear);
    }

    /// <summary>A socket for RTP on an even port, and the reports on the next; <paramref name="away"/>: how far the phone's leg is, there and back.</summary>
    public static (Socket Rtp, PhoneReports Reports) BesideRtp(IPAddress address, TimeSpan away)
    {
        while (true)
        {
            Socket rtp = PhoneSockets.Bound(new IPEndPoint(address, 0));
            int port = ((IPEndPoint)rtp.LocalEndPoint!).Port;
            try
            {
                if (port % 2 == 0)
                {
                    return (rtp, new PhoneReports(new IPEndPoint(address, port + 1), away));
                }
            }
            catch (SocketException)
            {
                // The next one is somebody else's.
            }

            rtp.Dispose();
        }
    }

    /// <summary>A report: of what it has sent as <paramref name="ssrc"/>, and of the packets that it has heard.</summary>
    public void Send(IPEndPoint to, uint ssrc, int sent, IReadOnlyList<byte[]> heard)
    {
        Span<byte> report = stackalloc byte[Header + Block];
        (uint Ssrc, uint Middle, long At)? last;
        lock (_lock)
        {
            last = _heard is { } newest && Stopwatch.GetElapsedTime(newest.At) >= _away ? newest : null; // one that is younger has not got there yet
        }

        int length = last is null ? Header : Header + Block;
        report[0] = (byte)(0x80 | (last is null ? 0 : 1));
        report[1] = SenderReport;
        BinaryPrimitives.WriteUInt16BigEndian(report[2..], (ushort)((length / 4) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(report[4..], ssrc);
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt32BigEndian(report[8..], (uint)(UnixEpochInNtp + (now / 1000)));
        BinaryPrimitives.WriteUInt32BigEndian(report[12..], (uint)(((now % 1000) << 32) / 1000));
        BinaryPrimitives.WriteUInt32BigEndian(report[20..], (uint)sent);
        BinaryPrimitives.WriteUInt32BigEndian(report[24..], (uint)(sent * 160));
        if (last is { } known)
        {
            WriteBlock(report[Header..], known.Ssrc, known.Middle, Stopwatch.GetElapsedTime(known.At) - _away, heard);
        }

        _socket.SendTo(report[..length], to);
    }

    public void Dispose() => _socket.Dispose();

    private static void WriteBlock(Span<byte> block, uint ssrc, uint middle, TimeSpan kept, IReadOnlyList<byte[]> heard)
    {
        int[] numbers = [.. heard.Select(static packet => (int)BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)))];
        int highest = numbers.DefaultIfEmpty().Max();
        int expected = numbers.Length == 0 ? 0 : highest - numbers.Min() + 1;
        int lost = expected - numbers.Distinct().Count();
        BinaryPrimitives.WriteUInt32BigEndian(block, ssrc);
        BinaryPrimitives.WriteInt32BigEndian(block[4..], lost);
        block[4] = (byte)(expected == 0 ? 0 : 256 * lost / expected);
        BinaryPrimitives.WriteInt32BigEndian(block[8..], highest);
        BinaryPrimitives.WriteInt32BigEndian(block[12..], JitterMs * VoicePhone.Rate / 1000);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], middle);
        BinaryPrimitives.WriteUInt32BigEndian(block[20..], (uint)(kept.TotalSeconds * 65_536));
    }

    private void Hear(ReadOnlySpan<byte> report)
    {
        if (report.Length >= Header && report[1] == SenderReport)
        {
            lock (_lock)
            {
                _heard = (BinaryPrimitives.ReadUInt32BigEndian(report[4..]), BinaryPrimitives.ReadUInt32BigEndian(report[10..]), Stopwatch.GetTimestamp());
            }
        }
    }
}
