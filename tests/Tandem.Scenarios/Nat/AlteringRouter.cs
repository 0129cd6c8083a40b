using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Scenarios.Nat;

/// <summary>What a SIP ALG touches, and how well.</summary>
[Flags]
internal enum AlgManners
{
    None = 0,
    Via = 1,
    Contact = 2,
    Sdp = 4,

    /// <summary>Content-Length follows the body.</summary>
    MendsLength = 8,

    /// <summary>Contact gets a port that nothing listens on.</summary>
    StrangePort = 16,

    /// <summary>Every request goes out twice.</summary>
    Doubles = 32,
}

/// <summary>
/// A router with a SIP ALG, as one socket inside and one outside: what comes from the one client inside goes to the switch from an address outside, with the private address replaced where such ALGs
/// replace it; in answers the other way round, as they do.
/// </summary>
internal sealed partial class AlteringRouter : IAsyncDisposable
{
    private const int StrangePort = 1024;
    private readonly Socket _inside = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _outside = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _switch;
    private readonly AlgManners _manners;
    private readonly Task _work;
    private IPEndPoint? _client;

    public AlteringRouter(IPEndPoint inside, IPAddress outside, IPEndPoint theSwitch, AlgManners manners)
    {
        (_switch, _manners) = (theSwitch, manners);
        _inside.Bind(inside);
        _outside.Bind(new IPEndPoint(outside, 0));
        _work = Task.WhenAll(OutAsync(), InAsync());
    }

    private IPEndPoint Outside => (IPEndPoint)_outside.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _work;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        _inside.Dispose();
        _outside.Dispose();
        _stop.Dispose();
    }

    private async Task OutAsync()
    {
        byte[] buffer = new byte[65_536];
        while (true)
        {
            SocketReceiveFromResult got = await _inside.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            _client = (IPEndPoint)got.RemoteEndPoint;
            byte[] altered = Encoding.Latin1.GetBytes(Alter(Encoding.Latin1.GetString(buffer, 0, got.ReceivedBytes), _client));
            await _outside.SendToAsync(altered, _switch, _stop.Token);
            if (_manners.HasFlag(AlgManners.Doubles))
            {
                await _outside.SendToAsync(altered, _switch, _stop.Token);
            }
        }
    }

    private async Task InAsync()
    {
        byte[] buffer = new byte[65_536];
        while (true)
        {
            SocketReceiveFromResult got = await _outside.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            if (_client is { } client)
            {
                string text = Encoding.Latin1.GetString(buffer, 0, got.ReceivedBytes);
                string mended = _manners == AlgManners.None ? text : text.Replace(Outside.Address.ToString(), client.Address.ToString(), StringComparison.Ordinal);
                await _inside.SendToAsync(Encoding.Latin1.GetBytes(mended), client, _stop.Token);
            }
        }
    }

    private string Alter(string message, IPEndPoint client)
    {
        int head = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return message;
        }

        string own = client.Address.ToString();
        string body = message[(head + 4)..];
        string newBody = _manners.HasFlag(AlgManners.Sdp) ? body.Replace(own, Outside.Address.ToString(), StringComparison.Ordinal) : body;
        IEnumerable<string> lines = message[..head].Split("\r\n").Select(line => AlterLine(line, own, newBody.Length));
        return string.Join("\r\n", lines) + "\r\n\r\n" + newBody;
    }

    private string AlterLine(string line, string own, int bodyLength)
    {
        bool isVia = line.StartsWith("Via:", StringComparison.Ordinal) && _manners.HasFlag(AlgManners.Via);
        bool isContact = line.StartsWith("Contact:", StringComparison.OrdinalIgnoreCase) && _manners.HasFlag(AlgManners.Contact);
        if (isVia || isContact)
        {
            int port = isContact && _manners.HasFlag(AlgManners.StrangePort) ? StrangePort : Outside.Port;
            return AddressAndPort().Replace(line, found => found.Groups["ip"].Value == own ? string.Create(CultureInfo.InvariantCulture, $"{Outside.Address}:{port}") : found.Value);
        }

        return line.StartsWith("Content-Length:", StringComparison.Ordinal) && _manners.HasFlag(AlgManners.MendsLength)
            ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bodyLength}")
            : line;
    }

    [GeneratedRegex(@"(?<ip>\d+\.\d+\.\d+\.\d+)(:\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressAndPort();
}
