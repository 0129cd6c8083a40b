using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Tandem.Media.Ice;
using Tandem.Media.Turn;
using Tandem.Tests.Media.Relay;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Turn;

/// <summary>A TURN client that does what it is told, right or wrong.</summary>
internal sealed class TurnPhone : IDisposable
{
    private readonly TurnBench _bench;
    private readonly string _user;
    private readonly string _password;
    private byte _transaction;

    public TurnPhone(TurnBench bench, string user, string password, string at)
    {
        (_bench, _user, _password) = (bench, user, password);
        Socket = RelayBench.Peer(at);
    }

    public Socket Socket { get; }

    public byte[] Nonce { get; set; } = [];

    public bool HasSha256 { get; set; }

    /// <summary>The newest answer.</summary>
    public byte[] Answer { get; private set; } = [];

    public NetAddress Relayed => Read(StunAttribute.XorRelayedAddress);

    public NetAddress Mapped => Read(StunAttribute.XorMappedAddress);

    public uint Lifetime => BinaryPrimitives.ReadUInt32BigEndian(Value(Answer, StunAttribute.Lifetime));

    /// <summary>0 of a success, −1 when nothing came.</summary>
    public int Code => CodeOf(Answer);

    public static int CodeOf(byte[] answer) =>
        answer.Length == 0 ? -1
        : StunMessage.TryFind(answer, StunAttribute.ErrorCode, out ReadOnlySpan<byte> value, out _) ? (value[2] * 100) + value[3]
        : 0;

    public static byte[] Value(byte[] message, StunAttribute type) => StunMessage.TryFind(message, type, out ReadOnlySpan<byte> value, out _) ? value.ToArray() : [];

    public static byte[] Udp => [17, 0, 0, 0];

    /// <summary>Asks without credentials.</summary>
    public int Ask(ushort method, params (StunAttribute Type, byte[] Value)[] attributes) => Send(Request(method, attributes));

    /// <summary>Asks with them, after it has been asked for them where it has no nonce.</summary>
    public int AskAs(ushort method, params (StunAttribute Type, byte[] Value)[] attributes)
    {
        if (Nonce.Length == 0)
        {
            Ask(method, attributes).Should().Be(401);
            Nonce = Value(Answer, StunAttribute.Nonce);
            Encoding.UTF8.GetString(Value(Answer, StunAttribute.Realm)).Should().Be(TurnBench.Realm);
        }

        return Send(Sealed(method, attributes));
    }

    public int Allocate(params (StunAttribute Type, byte[] Value)[] more) => AskAs(TurnRequests.Allocate, [(StunAttribute.RequestedTransport, Udp), .. more]);

    public int Permit(params NetAddress[] peers) => AskAs(TurnRequests.CreatePermission, [.. peers.Select(peer => (StunAttribute.XorPeerAddress, Xor(peer)))]);

    public int Bind(ushort channel, NetAddress peer) =>
        AskAs(TurnRequests.ChannelBind, (StunAttribute.ChannelNumber, [(byte)(channel >> 8), (byte)channel, 0, 0]), (StunAttribute.XorPeerAddress, Xor(peer)));

    public int Refresh(uint lifetime) => AskAs(TurnRequests.Refresh, (StunAttribute.Lifetime, [(byte)(lifetime >> 24), (byte)(lifetime >> 16), (byte)(lifetime >> 8), (byte)lifetime]));

    /// <summary>Sends to a peer without a channel.</summary>
    public void SendTo(NetAddress peer, byte[] data)
    {
        byte[] message = Build(TurnRelay.SendIndication, [(StunAttribute.XorPeerAddress, Xor(peer)), (StunAttribute.Data, data)]);
        _bench.Send(Socket, message, _bench.Point);
    }

    public void SendOn(ushort channel, byte[] data) => _bench.Send(Socket, OnChannel(channel, data), _bench.Point);

    public static byte[] OnChannel(ushort channel, byte[] data) => [(byte)(channel >> 8), (byte)channel, (byte)(data.Length >> 8), (byte)data.Length, .. data];

    /// <summary>The request once more, octet by octet.</summary>
    public int Send(byte[] request)
    {
        _bench.Send(Socket, request, _bench.Point);
        Answer = RelayBench.Got(Socket).LastOrDefault() ?? [];
        if (Answer.Length > 0)
        {
            StunMessage.IsStun(Answer).Should().BeTrue();
            Answer.AsSpan(4, 16).SequenceEqual(request.AsSpan(4, 16)).Should().BeTrue();
        }

        return Code;
    }

    /// <summary>With credentials; what comes behind the integrity may be given too.</summary>
    public byte[] Sealed(ushort method, (StunAttribute Type, byte[] Value)[] attributes)
    {
        byte[] into = new byte[2048];
        var writer = new StunWriter(into, method, NextTransaction());
        foreach ((StunAttribute type, byte[] value) in attributes)
        {
            writer.Add(type, Masked(type, value));
        }

        writer.Add(StunAttribute.Username, Encoding.UTF8.GetBytes(_user));
        writer.Add(StunAttribute.Realm, Encoding.UTF8.GetBytes(TurnBench.Realm));
        writer.Add(StunAttribute.Nonce, Nonce);
        byte[] whole = Encoding.UTF8.GetBytes($"{_user}:{TurnBench.Realm}:{_password}");
        if (HasSha256)
        {
            writer.Add(StunAttribute.PasswordAlgorithms, TurnAccess.Algorithms);
            writer.Add(StunAttribute.PasswordAlgorithm, [0, 2, 0, 0]);
            writer.SealSha256(SHA256.HashData(whole));
        }
        else
        {
            writer.Seal(MD5.HashData(whole));
        }

        return writer.End().ToArray();
    }

    public byte[] Request(ushort method, (StunAttribute Type, byte[] Value)[] attributes) => Build(method, attributes);

    public static byte[] Xor(NetAddress peer)
    {
        byte[] into = new byte[64];
        var writer = new StunWriter(into, 0, Transaction(0));
        writer.AddXorAddress(StunAttribute.XorPeerAddress, peer);
        return Value(writer.End().ToArray(), StunAttribute.XorPeerAddress);
    }

    public void Dispose() => Socket.Dispose();

    private NetAddress Read(StunAttribute type)
    {
        StunMessage.TryReadAddress(Answer, Value(Answer, type), out NetAddress address).Should().BeTrue();
        return address;
    }

    private byte[] Build(ushort type, (StunAttribute Type, byte[] Value)[] attributes)
    {
        byte[] into = new byte[4096];
        var writer = new StunWriter(into, type, NextTransaction());
        foreach ((StunAttribute attribute, byte[] value) in attributes)
        {
            writer.Add(attribute, Masked(attribute, value));
        }

        return writer.End().ToArray();
    }

    /// <summary>IPv4 addresses are masked by the cookie alone, those of IPv6 by the transaction too, of which only the last octet changes here.</summary>
    private byte[] Masked(StunAttribute type, byte[] value) => type == StunAttribute.XorPeerAddress && value.Length == 20 ? [.. value[..^1], (byte)(value[^1] ^ _transaction)] : value;

    private byte[] NextTransaction() => Transaction(++_transaction);

    private static byte[] Transaction(byte number) => [0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, number];
}
