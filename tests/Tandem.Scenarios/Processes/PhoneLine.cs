using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Scenarios.Processes;

/// <summary>What a phone says of the line of its voice.</summary>
internal enum VoiceLine
{
    Used,

    /// <summary>It is there, with port 0.</summary>
    Rests,

    /// <summary>Another line has its place.</summary>
    Gone,
}

/// <summary>A line of a <see cref="VoicePhone"/> that is no voice, such as video or fax: datagrams that the test sends, and those that came.</summary>
internal sealed class PhoneLine : IDisposable
{
    private readonly ConcurrentQueue<byte[]> _heard = new();
    private readonly Socket _socket;
    private readonly string _kind;
    private readonly string _rest;

    /// <param name="address">Where it takes them.</param>
    /// <param name="kind">The first word of <c>m=</c>.</param>
    /// <param name="transport">What stands behind the port there.</param>
    /// <param name="attributes">Its <c>a=</c> lines.</param>
    public PhoneLine(string address, string kind, string transport, params string[] attributes)
    {
        var ip = IPAddress.Parse(address);
        _socket = new Socket(ip.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(ip, 0));
        _kind = kind;
        _rest = $"{transport}\r\n{string.Concat(attributes.Select(static attribute => $"a={attribute}\r\n"))}";
        new Thread(Listen) { IsBackground = true }.Start();
    }

    /// <summary>What came.</summary>
    public IReadOnlyList<byte[]> Heard => [.. _heard];

    /// <summary>Where the peer takes this line.</summary>
    public IPEndPoint? Peer { get; set; }

    /// <summary>It is not used any more.</summary>
    public bool Rests { get; set; }

    /// <summary>What stands in a description.</summary>
    public string Text => $"m={_kind} {(Rests ? 0 : ((IPEndPoint)_socket.LocalEndPoint!).Port)} {_rest}";

    public void Sends(byte[] datagram) => _socket.SendTo(datagram, Peer ?? throw new InvalidOperationException("The peer has not said where it takes this."));

    public void Dispose() => _socket.Dispose();

    private void Listen()
    {
        byte[] buffer = new byte[2000];
        try
        {
            while (true)
            {
                _heard.Enqueue(buffer[.._socket.Receive(buffer)]);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The phone is put away.
        }
    }
}
