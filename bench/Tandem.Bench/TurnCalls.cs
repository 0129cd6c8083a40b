using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Tandem.Media.Ice;
using Tandem.Media.Turn;
using Tandem.Wire.Flows;

namespace Tandem.Bench;

/// <summary>
/// Logs in to a TURN server as many clients, each with a port and a channel to its peer, and writes who is to send where, a line for each call:
/// <c>CLIENT TURN PEER RELAYED chan=0x4000</c>. What has been set up lives on for ten minutes.
/// </summary>
internal static class TurnCalls
{
    private const ushort Channel = 0x4000;
    private const string User = "bench";
    private const string Realm = "bench";
    private const int MostTries = 5;

    /// <summary>The list of users for a server that this logs in to, without limits.</summary>
    public static int WriteUsers(string file)
    {
        TurnBook.Write(file, new() { Realm = Realm, SourceRate = 0 }, [new(User, User, 1_000_000)]);
        return 0;
    }

    public static int Run(string turn, int calls, string file)
    {
        IPEndPoint point = IPEndPoint.Parse(turn);
        using StreamWriter pairs = File.CreateText(file);
        for (int call = 0; call < calls; call++)
        {
            IPAddress client = Peer(1, call);
            IPAddress peer = Peer(32, call);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 500 };
            socket.Bind(new IPEndPoint(client, 4000));
            socket.Connect(point);
            byte[] challenge = Ask(socket, Allocate(null));
            byte[] nonce = Value(challenge, StunAttribute.Nonce);
            byte[] made = nonce.Length == 0 ? challenge : Ask(socket, Allocate(nonce)); // one that asks for no password has made it already
            if (!StunMessage.TryReadAddress(made, Value(made, StunAttribute.XorRelayedAddress), out NetAddress relayed))
            {
                Console.Error.WriteLine($"no allocation: {Convert.ToHexString(made)}");
                return 1;
            }

            byte[] bound = Ask(socket, Bind(nonce, NetAddress.From(peer, 4002)));
            if (StunMessage.TypeOf(bound) != StunMessage.SuccessOf(TurnRequests.ChannelBind))
            {
                Console.Error.WriteLine($"no channel: {Convert.ToHexString(bound)}");
                return 1;
            }

            pairs.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{client}:4000 {turn} {peer}:4002 {relayed} chan=0x{Channel:x}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready {calls}"));
        return 0;
    }

    /// <summary>Keeps so many binding requests on their way for so long, and says how many were answered.</summary>
    public static int Flood(string stun, int seconds, int window)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 50 };
        socket.Connect(IPEndPoint.Parse(stun));
        byte[] request = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. RandomNumberGenerator.GetBytes(12)];
        byte[] answer = new byte[512];
        long answered = 0;
        long lost = 0;
        int open = 0;
        long end = Environment.TickCount64 + (seconds * 1000L);
        while (Environment.TickCount64 < end)
        {
            for (; open < window; open++)
            {
                socket.Send(request, SocketFlags.None, out _);
            }

            if (socket.Receive(answer, 0, answer.Length, SocketFlags.None, out SocketError error) > 0 && error == SocketError.Success)
            {
                answered++;
                open--;
            }
            else
            {
                (lost, open) = (lost + open, 0);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"answered={answered} per_second={answered / seconds} lost={lost}"));
        return 0;
    }

    private static byte[] Allocate(byte[]? nonce) => Request(TurnRequests.Allocate, nonce, static (ref writer) => writer.Add(StunAttribute.RequestedTransport, [17, 0, 0, 0]));

    private static byte[] Bind(byte[] nonce, NetAddress peer) => Request(TurnRequests.ChannelBind, nonce, (ref writer) =>
    {
        writer.Add(StunAttribute.ChannelNumber, (uint)Channel << 16);
        writer.AddXorAddress(StunAttribute.XorPeerAddress, peer);
    });

    private static byte[] Request(ushort method, byte[]? nonce, Filling fill)
    {
        byte[] transaction = [0x21, 0x12, 0xA4, 0x42, .. RandomNumberGenerator.GetBytes(12)];
        var writer = new StunWriter(new byte[512], method, transaction);
        fill(ref writer);
        if (nonce is { Length: > 0 })
        {
            writer.Add(StunAttribute.Username, Encoding.ASCII.GetBytes(User));
            writer.Add(StunAttribute.Realm, Encoding.ASCII.GetBytes(Realm));
            writer.Add(StunAttribute.Nonce, nonce);
            writer.Seal(MD5.HashData(Encoding.ASCII.GetBytes($"{User}:{Realm}:{User}")));
        }

        return writer.End().ToArray();
    }

    private static byte[] Ask(Socket socket, byte[] request)
    {
        byte[] answer = new byte[2048];
        for (int tries = 0; tries < MostTries; tries++)
        {
            socket.Send(request);
            int length = socket.Receive(answer, 0, answer.Length, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success && length >= StunMessage.HeaderLength && answer.AsSpan(4, 16).SequenceEqual(request.AsSpan(4, 16)))
            {
                return answer[..length];
            }
        }

        throw new TimeoutException("the server does not answer");
    }

    private static byte[] Value(byte[] message, StunAttribute type) => StunMessage.TryFind(message, type, out ReadOnlySpan<byte> value, out _) ? value.ToArray() : [];

    /// <summary>An address of 127.0.0.0/8 for each call.</summary>
    private static IPAddress Peer(int net, int call) => new([127, (byte)(net + (call / 62_500)), (byte)(call / 250 % 250), (byte)((call % 250) + 1)]);

    private delegate void Filling(ref StunWriter writer);
}
