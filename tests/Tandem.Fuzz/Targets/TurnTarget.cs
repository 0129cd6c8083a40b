using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tandem.Media.Ice;
using Tandem.Media.Turn;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Fuzz.Targets;

/// <summary>
/// Messages of a STUN and TURN client: before each, an octet of what is done to it (bit 0: credentials are added and it is sealed; bit 1: with SHA-256) and two of its length. Nothing leaves the machine.
/// </summary>
internal sealed class TurnTarget : FuzzTarget
{
    private const long NowSeconds = 1_000_000;
    private const int MostMessages = 12;
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("alice:here:wonder");
    private static readonly NetAddress Own = NetAddress.FromIPv4(0x7F00_006E, 3478);
    private static readonly TurnOptions Options = new() { Points = [Own], LowPort = 18_260, HighPort = 18_279, Own = new HashSet<UInt128> { Own.Ip } };
    private readonly byte[] _answer = new byte[2048];
    private readonly byte[] _message = new byte[4096];
    private readonly Lazy<TurnBook> _book = new(ReadBook);

    public override IEnumerable<byte[]> Seeds()
    {
        byte[] binding = Message(StunMessage.BindingRequest, []);
        byte[] old = [.. binding];
        old[4] = 0;
        byte[] allocate = Message(TurnRequests.Allocate, [0, 0x19, 0, 4, 17, 0, 0, 0]);
        byte[] even = Message(TurnRequests.Allocate, [0, 0x19, 0, 4, 17, 0, 0, 0, 0, 0x18, 0, 1, 0x80, 0, 0, 0]);
        byte[] refresh = Message(TurnRequests.Refresh, [0, 0x0D, 0, 4, 0, 0, 0, 0]);
        byte[] peer = [0, 0x12, 0, 8, 0, 1, 0x21, 0x13, 0x29, 0x12, 0xA4, 0x43];
        byte[] permit = Message(TurnRequests.CreatePermission, peer);
        byte[] bind = Message(TurnRequests.ChannelBind, [0, 0x0C, 0, 4, 0x40, 0, 0, 0, .. peer]);
        byte[] send = Message(TurnRelay.SendIndication, [.. peer, 0, 0x13, 0, 4, 1, 2, 3, 4]);
        byte[] channel = [0x40, 0, 0, 4, 1, 2, 3, 4];
        byte[] padded = Message(StunMessage.BindingRequest, [0, 3, 0, 4, 0, 0, 0, 6, 0, 0x26, 0, 4, 0, 0, 0, 0, 0, 0x27, 0, 2, 1, 1, 0, 0]);
        return
        [
            In(0, binding), In(0, old), In(0, padded), In(1, allocate), In(3, allocate), In(1, even), [.. In(1, allocate), .. In(1, permit), .. In(0, send)],
            [.. In(1, allocate), .. In(1, bind), .. In(0, channel), .. In(1, refresh)], .. Carried("Seeds/turn"),
        ];
    }

    public override void Take(byte[] input)
    {
        var time = new FakeTimeProvider();
        var counts = new TurnCounts();
        using var poll = new EventPoll();
        using var table = new TurnTable(poll);
        using var ports = new TurnPorts(Options);
        var ways = new TurnWays(Options.Points);
        var peers = new TurnPeers(Options.Own, []);
        var nonces = new TurnNonces(new byte[32]);
        using var relay = new TurnRelay(table, peers, new Nowhere(), counts);
        var requests = new TurnRequests(table, ports, peers, new(Options, ways), new(nonces), nonces, new SourceGate(time, new Random(1), 0), new(time), counts, static slot => (uint)slot) { Book = _book.Value };
        var bindings = new BindingAnswers(ways, counts);
        var client = new TurnClient(NetAddress.FromIPv4(0x7F00_006F, 4000), 0);
        ReadOnlySpan<byte> rest = input;
        for (int left = MostMessages; rest.Length >= 3 && left > 0; left--)
        {
            int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest[1..]), rest.Length - 3);
            ReadOnlySpan<byte> message = Made(rest[0], rest.Slice(3, Math.Min(length, 2048)), nonces, client);
            rest = rest[(length + 3)..];
            if (TurnRelay.IsChannelData(message))
            {
                relay.OnChannelData(client, message, 0);
            }
            else if (StunMessage.HasHeader(message))
            {
                Answer(requests, bindings, relay, client, message);
            }
        }
    }

    private void Answer(TurnRequests requests, BindingAnswers bindings, TurnRelay relay, in TurnClient client, ReadOnlySpan<byte> message)
    {
        switch (StunMessage.TypeOf(message))
        {
            case StunMessage.BindingRequest:
                int length = bindings.Answer(message, client, _answer, out _, out _);
                Must(length is > 0 and <= 2048, "an answer has a length");
                break;
            case var _ when !StunMessage.IsStun(message):
                break;
            case TurnRelay.SendIndication:
                relay.OnSend(client, message, 0);
                break;
            case TurnRequests.Allocate or TurnRequests.Refresh or TurnRequests.CreatePermission or TurnRequests.ChannelBind:
                _ = requests.Answer(message, client, _answer, 0, NowSeconds);
                break;
            default:
                break;
        }
    }

    private ReadOnlySpan<byte> Made(byte how, ReadOnlySpan<byte> message, TurnNonces nonces, in TurnClient client)
    {
        if ((how & 1) == 0 || !StunMessage.HasHeader(message))
        {
            message.CopyTo(_message);
            return _message.AsSpan(0, message.Length);
        }

        var writer = new StunWriter(_message, StunMessage.TypeOf(message), message.Slice(4, 16));
        message[StunMessage.HeaderLength..].CopyTo(_message.AsSpan(StunMessage.HeaderLength));
        int next = StunMessage.HeaderLength;
        while (StunMessage.TryNext(message, ref next, out StunAttribute type, out ReadOnlySpan<byte> value, out _))
        {
            writer.Add(type, value);
        }

        writer.Add(StunAttribute.Username, "alice"u8);
        writer.Add(StunAttribute.Realm, "here"u8);
        nonces.Write(writer.Begin(StunAttribute.Nonce, TurnNonces.Length), client.Address.Ip, NowSeconds);
        Span<byte> key = stackalloc byte[TurnAccess.LongestKey];
        bool isSha256 = (how & 2) != 0;
        if (isSha256)
        {
            writer.Add(StunAttribute.PasswordAlgorithms, TurnAccess.Algorithms);
            writer.Add(StunAttribute.PasswordAlgorithm, [0, 2, 0, 0]);
        }

        int length = TurnKeys.Write(Key, isSha256, key);
        if (isSha256)
        {
            writer.SealSha256(key[..length]);
        }
        else
        {
            writer.Seal(key[..length]);
        }

        return writer.End();
    }

    private static TurnBook ReadBook()
    {
        string file = Path.GetTempFileName();
        TurnBook.Write(file, new() { Realm = "here", SourceRate = 0 }, [new("alice", "wonder")]);
        TurnBook book = TurnBook.Read(file);
        File.Delete(file);
        return book;
    }

    private static byte[] Message(ushort type, byte[] attributes) =>
        [(byte)(type >> 8), (byte)type, (byte)(attributes.Length >> 8), (byte)attributes.Length, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, .. attributes];

    private static byte[] In(byte how, byte[] message) => [how, (byte)(message.Length >> 8), (byte)message.Length, .. message];

    private sealed class Nowhere : ITurnSender
    {
        public bool Send(in TurnClient client, ReadOnlySpan<byte> message) => true;
    }
}
