using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Tests.Sip.Transport;

/// <summary>
/// A name server of a few records on loopback, speaking RFC 1035 by hand. A name it does not know does not exist.
/// </summary>
internal sealed class FakeDns : IDisposable
{
    private const ushort A = 1;
    private const ushort Aaaa = 28;
    private const ushort Srv = 33;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ConcurrentDictionary<(string Name, ushort Type), List<(uint Ttl, byte[] Bytes)>> _records = new();
    private readonly Thread _thread;

    public FakeDns()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    public IPEndPoint At => (IPEndPoint)_socket.LocalEndPoint!;

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Takes the questions, but answers none.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Answers SERVFAIL.</summary>
    public bool IsBroken { get; set; }

    public FakeDns Host(string name, string address, uint ttl = 300)
    {
        IPAddress ip = IPAddress.Parse(address);
        Add(name, ip.AddressFamily == AddressFamily.InterNetwork ? A : Aaaa, ttl, ip.GetAddressBytes());
        return this;
    }

    public FakeDns Service(string name, int priority, int weight, int port, string target, uint ttl = 300)
    {
        byte[] bytes = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)priority);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)weight);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), (ushort)port);
        Add(name, Srv, ttl, [.. bytes, .. NameBytes(target)]);
        return this;
    }

    public void Clear() => _records.Clear();

    public void Dispose()
    {
        _socket.Dispose();
        _thread.Join();
    }

    private static byte[] NameBytes(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(LabelBytes), 0];

    private static byte[] LabelBytes(string label) => [(byte)label.Length, .. Encoding.ASCII.GetBytes(label)];

    private void Add(string name, ushort type, uint ttl, byte[] bytes) => _records.GetOrAdd((name, type), static _ => []).Add((ttl, bytes));

    private void Serve()
    {
        byte[] query = new byte[4096];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        while (true)
        {
            try
            {
                int length = _socket.ReceiveFrom(query, ref from);
                if (Answer(query.AsSpan(0, length)) is { } answer)
                {
                    _socket.SendTo(answer, from);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private byte[]? Answer(ReadOnlySpan<byte> query)
    {
        var labels = new List<string>();
        int at = 12;
        while (query[at] != 0)
        {
            labels.Add(Encoding.ASCII.GetString(query.Slice(at + 1, query[at])));
            at += query[at] + 1;
        }

        ushort type = BinaryPrimitives.ReadUInt16BigEndian(query[(at + 1)..]);
        ReadOnlySpan<byte> question = query[12..(at + 5)];
        string name = string.Join('.', labels);
        Asked.Enqueue($"{type switch { A => "A", Aaaa => "AAAA", Srv => "SRV", _ => "?" }} {name}");
        if (IsSilent)
        {
            return null;
        }

        List<(uint Ttl, byte[] Bytes)> records = IsBroken ? [] : _records.GetValueOrDefault((name, type)) ?? [];
        bool exists = _records.Keys.Any(key => key.Name == name);
        var answer = new List<byte>();
        answer.AddRange(query[..2]);
        answer.AddRange([0x81, (byte)(0x80 | (IsBroken ? 2 : exists ? 0 : 3)), 0, 1, 0, (byte)records.Count, 0, 0, 0, 0]);
        answer.AddRange(question);
        Span<byte> head = stackalloc byte[12];
        foreach ((uint ttl, byte[] bytes) in records)
        {
            BinaryPrimitives.WriteUInt16BigEndian(head, 0xC00C); // the name of the question
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], type);
            BinaryPrimitives.WriteUInt16BigEndian(head[4..], 1);
            BinaryPrimitives.WriteUInt32BigEndian(head[6..], ttl);
            BinaryPrimitives.WriteUInt16BigEndian(head[10..], (ushort)bytes.Length);
            answer.AddRange(head);
            answer.AddRange(bytes);
        }

        return [.. answer];
    }
}
