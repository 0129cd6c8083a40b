using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Bench;

/// <summary>
/// Phones that register at a running switch over UDP, with digest, and refresh as phones do: what that switch weighs with all of them. They come from addresses of 127.16.0.0/16, a few hundred behind
/// each, and write private ones, so that the switch sees NATs. Nothing is sent again: what is lost on the way is counted.
/// </summary>
internal sealed class LivePhones : IDisposable
{
    private const int Sites = 250;
    private const int RefreshSeconds = 300;
    private readonly IPEndPoint _switch;
    private readonly int _phones;
    private readonly Socket[] _sites;
    private readonly int[] _cseq;
    private int _next;
    private long _challenged;
    private long _accepted;
    private long _refused;
    private long _other;

    private LivePhones(IPEndPoint to, int phones)
    {
        (_switch, _phones) = (to, phones);
        _cseq = new int[phones];
        Array.Fill(_cseq, (int)(DateTimeOffset.UtcNow.ToUnixTimeSeconds() % 1_000_000_000)); // later than in a run before
        _sites = [.. Enumerable.Range(1, Sites).Select(static i =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20 };
            socket.Bind(new IPEndPoint(new IPAddress([127, 16, 0, (byte)i]), 0));
            return socket;
        })];
    }

    /// <summary>The plan that they are phones of.</summary>
    public static void WritePlan(string path, int phones)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("accounts:\n  - name: acme\nphones:");
        for (int i = 0; i < phones; i++)
        {
            file.WriteLine($"  - {{ number: '{BenchPhones.Number(i)}', account: acme, password: {BenchPhones.Password} }}");
        }
    }

    /// <summary>Registers all, <paramref name="perSecond"/> a second, refreshes them for <paramref name="seconds"/> and says now and then what process <paramref name="pid"/> weighs.</summary>
    public static async Task<int> RunAsync(IPEndPoint to, int phones, int perSecond, int seconds, int pid)
    {
        using var run = new LivePhones(to, phones);
        using var stop = new CancellationTokenSource();
        Task[] listening = [.. run._sites.Select(site => run.ListenAsync(site, stop.Token))];
        run.Report("before", pid);
        await run.SendAsync(phones, perSecond);
        await Task.Delay(2000, CancellationToken.None);
        run.Report("all registered", pid);
        bool areAll = Volatile.Read(ref run._accepted) == phones;
        int refreshPerSecond = Math.Max(1, phones / RefreshSeconds);
        for (int done = 0; done < seconds; done += 10)
        {
            await run.SendAsync(refreshPerSecond * 10, refreshPerSecond);
            run.Report($"refreshed for {done + 10} s", pid);
        }

        await stop.CancelAsync();
        await Task.WhenAll(listening);
        return areAll ? 0 : 1;
    }

    public void Dispose()
    {
        foreach (Socket site in _sites)
        {
            site.Dispose();
        }
    }

    private async Task SendAsync(int count, int perSecond)
    {
        long began = Environment.TickCount64;
        for (int sent = 0; sent < count; sent++)
        {
            int phone = _next++ % _phones;
            Send(phone, ++_cseq[phone], "");
            while (sent > (Environment.TickCount64 - began) * perSecond / 1000)
            {
                await Task.Delay(1, CancellationToken.None);
            }
        }
    }

    private void Send(int phone, int cseq, string credentials) => _sites[phone % Sites].SendTo(BenchPhones.Register(phone, cseq, credentials), _switch);

    private async Task ListenAsync(Socket site, CancellationToken stop)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (true)
            {
                int length = await site.ReceiveAsync(buffer, stop);
                OnMessage(buffer.AsSpan(0, length).ToArray());
            }
        }
        catch (OperationCanceledException)
        {
            // the run is over
        }
    }

    private void OnMessage(byte[] message)
    {
        string text = Encoding.ASCII.GetString(message);
        int at = text.IndexOf("\r\nFrom: <sip:", StringComparison.Ordinal);
        if (!text.StartsWith("SIP/2.0 ", StringComparison.Ordinal) || at < 0)
        {
            Interlocked.Increment(ref _other); // a keep-alive
        }
        else if (text.StartsWith("SIP/2.0 401", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _challenged);
            int phone = int.Parse(text.AsSpan(at + 13, 8), CultureInfo.InvariantCulture) - 10_000_000;
            Send(phone, ++_cseq[phone], BenchPhones.Credentials(phone, message));
        }
        else if (text.StartsWith("SIP/2.0 200", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _accepted);
        }
        else
        {
            Interlocked.Increment(ref _refused);
        }
    }

    private void Report(string when, int pid)
    {
        string weight = pid == 0 ? "" : File.ReadLines($"/proc/{pid}/status").First(static line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split('\t', ' ').Last(static word => word.All(char.IsDigit) && word.Length > 0);
        string resident = pid == 0 ? "" : $"; {long.Parse(weight, CultureInfo.InvariantCulture) / 1024.0:F1} MB resident";
        Console.WriteLine($"{when}: {_challenged:N0} challenged, {_accepted:N0} accepted, {_refused:N0} refused, {_other:N0} keep-alives{resident}");
    }
}
