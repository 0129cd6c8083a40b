using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Bench;

/// <summary>
/// Sends bad SIP by UDP at a pace, from so many addresses of 10.98.0.0/16 that are not this machine's: whole IP packets through a raw socket, so it needs CAP_NET_RAW and a way to the
/// target that believes them (`bench/attack/run.sh` makes one).
/// </summary>
internal static class BadPackets
{
    private const int IpHeader = 20;
    private const int UdpHeader = 8;
    private const int Slice = 2; // milliseconds
    private const int SourcePort = 5060;
    private const ProtocolType WithHeaders = (ProtocolType)255; // IPPROTO_RAW

    /// <param name="target">The switch's SIP address.</param>
    /// <param name="rate">Packets a second.</param>
    /// <param name="sources">Addresses, in turn; 65,000 at most.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="kind">"mixed": strangers' calls, scanners' questions, wrong registrations and noise in turn; or one of them: call, scan, register, noise.</param>
    public static int Send(IPEndPoint target, int rate, int sources, int seconds, string kind)
    {
        byte[][] payloads = Payloads(kind, target);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, WithHeaders);
        var sends = new DatagramSends();
        var to = NetAddress.From(target.Address, 0);
        byte[] packet = new byte[DatagramSends.LongestDatagram];
        long sent = 0;
        long refused = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(seconds))
        {
            long due = (long)(clock.Elapsed.TotalSeconds * rate);
            for (; sent < due; sent++)
            {
                // Each source sends each kind in its turn.
                byte[] payload = payloads[(int)(((sent % sources) + (sent / sources)) % payloads.Length)];
                sends.Add(to, Packet(packet, (int)(sent % sources), target, payload));
                if (sends.Count == DatagramSends.Size)
                {
                    refused += uint.PopCount(sends.Send(socket.SafeHandle));
                    sends.Clear();
                }
            }

            Thread.Sleep(Slice);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sent={sent} per_second={sent / clock.Elapsed.TotalSeconds:F0} refused={refused}"));
        return 0;
    }

    private static ReadOnlySpan<byte> Packet(byte[] packet, int source, IPEndPoint target, byte[] payload)
    {
        int length = IpHeader + UdpHeader + payload.Length;
        Span<byte> header = packet.AsSpan(0, IpHeader + UdpHeader);
        header.Clear();
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
        header[8] = 64; // hops
        header[9] = 17; // UDP
        BinaryPrimitives.WriteUInt32BigEndian(header[12..], 0x0A62_0000u + 256 + (uint)source);
        target.Address.TryWriteBytes(header[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(header[20..], SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(header[22..], (ushort)target.Port);
        BinaryPrimitives.WriteUInt16BigEndian(header[24..], (ushort)(UdpHeader + payload.Length)); // its checksum stays 0: none (RFC 768)
        payload.CopyTo(packet.AsSpan(header.Length));
        return packet.AsSpan(0, length);
    }

    private static byte[][] Payloads(string kind, IPEndPoint target)
    {
        string sdp = "v=0\r\no=- 1 1 IN IP4 10.98.1.1\r\ns=-\r\nc=IN IP4 10.98.1.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0 8\r\n";
        (string Kind, string Text)[] all =
        [
            ("call", Request("INVITE", "sip:00442079460000@", target, $"Content-Type: application/sdp\r\nContent-Length: {sdp.Length}\r\n\r\n{sdp}")),
            ("scan", Request("OPTIONS", "sip:100@", target, "User-Agent: friendly-scanner\r\nContent-Length: 0\r\n\r\n")),
            ("register", Request("REGISTER", "sip:", target, "Authorization: Digest username=\"1000\", realm=\"x\", nonce=\"y\", uri=\"sip:x\", response=\"00000000000000000000000000000000\"\r\nContent-Length: 0\r\n\r\n")),
            ("noise", new string('\u0001', 300)),
        ];
        byte[][] chosen = [.. all.Where(one => kind == "mixed" || one.Kind == kind).Select(static one => Encoding.ASCII.GetBytes(one.Text))];
        return chosen.Length > 0 ? chosen : throw new ArgumentException($"no kind is called {kind}: mixed, {string.Join(", ", all.Select(static one => one.Kind))}", nameof(kind));
    }

    // All messages of a kind share a Call-ID and a branch: they differ by their sources.
    private static string Request(string method, string to, IPEndPoint target, string rest) =>
        $"{method} {to}{target} SIP/2.0\r\nVia: SIP/2.0/UDP 10.98.1.1:5060;branch=z9hG4bK-{method};rport\r\nMax-Forwards: 70\r\nFrom: <sip:1000@{target}>;tag={method}\r\n"
        + $"To: <{to}{target}>\r\nCall-ID: bad-{method}\r\nCSeq: 1 {method}\r\nContact: <sip:1000@10.98.1.1:5060>\r\n{rest}";
}
