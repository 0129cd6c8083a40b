using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.TestKit;

/// <summary>A mail server that takes everything and keeps it (RFC 5321, the least of it). No TLS, no passwords.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SunkMail> _mails = new();
    private Task _taking = Task.CompletedTask;

    private SmtpSink(IPAddress address) => _listener = new(address, 0);

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What has come, in order.</summary>
    public IReadOnlyList<SunkMail> Mails => [.. _mails];

    /// <summary>While it says no, mails are refused for the moment (451).</summary>
    public bool Refuses { get; set; }

    public static SmtpSink Start(string address)
    {
        var sink = new SmtpSink(IPAddress.Parse(address));
        sink._listener.Start();
        sink._taking = sink.TakeAsync();
        return sink;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _taking;
        _stop.Dispose();
    }

    private async Task TakeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await SpeakAsync(client);
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // who spoke has gone, or the test is over
            }
        }
    }

    private async Task SpeakAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 sink");
        List<string> to = [];
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            string verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "RCPT":
                    to.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "DATA" when Refuses:
                    await writer.WriteLineAsync("451 not now");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } data and not ".")
                    {
                        text.Append(data).Append('\n');
                    }

                    _mails.Enqueue(new(to, text.ToString()));
                    to = [];
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }
}

/// <summary>A mail that came: whom it is for, and its headers and text.</summary>
public sealed record SunkMail(IReadOnlyList<string> To, string Text);
