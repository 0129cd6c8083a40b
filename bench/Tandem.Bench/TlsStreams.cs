using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Tandem.Bench;

/// <summary>
/// Many TLS streams at a running switch: first so many that stay and are silent, then new ones at a pace beside them, each with a whole handshake (no resumption), an OPTIONS, its answer, and
/// its end. They come from 250 addresses of 127.1.0.0/16, which the plan must know.
/// </summary>
internal static class TlsStreams
{
    private const int Addresses = 250;
    private const int Slice = 10; // milliseconds
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly byte[] s_ping = "\r\n\r\n"u8.ToArray(); // RFC 5626 §3.5.1

    /// <param name="target">A tls: listener of the switch.</param>
    /// <param name="rate">New streams a second, in both parts.</param>
    /// <param name="idle">Streams that stay.</param>
    /// <param name="seconds">Length of the second part.</param>
    /// <param name="switchProcess">Whose CPU and memory are looked at.</param>
    public static async Task<int> RunAsync(IPEndPoint target, int rate, int idle, int seconds, int switchProcess)
    {
        ConcurrentBag<SslStream> kept = [];
        long before = ResidentMegabytes(switchProcess);
        bool good = await PartAsync("stay", target, rate, idle, switchProcess, kept);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"idle={kept.Count} resident_mb={ResidentMegabytes(switchProcess)} before_mb={before}"));
        good &= await PartAsync("come and go", target, rate, rate * seconds, switchProcess, null);
        int alive = (await Task.WhenAll(kept.Select(AliveAsync))).Count(static one => one);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"idle_that_answer_a_ping={alive}"));
        return good && alive == idle ? 0 : 1;
    }

    private static async Task<bool> PartAsync(string name, IPEndPoint target, int rate, int count, int switchProcess, ConcurrentBag<SslStream>? kept)
    {
        var clock = Stopwatch.StartNew();
        TimeSpan cpu = Cpu(switchProcess);
        TimeSpan own = Process.GetCurrentProcess().TotalProcessorTime;
        var open = new List<Task<double?>>(count);
        while (open.Count < count)
        {
            for (int due = (int)Math.Min(count, clock.Elapsed.TotalSeconds * rate); open.Count < due;)
            {
                int number = open.Count;
                open.Add(Task.Run(() => OneAsync(target, number, kept)));
            }

            await Task.Delay(Slice);
        }

        TimeSpan offered = clock.Elapsed;
        double?[] all = await Task.WhenAll(open);
        double[] done = [.. all.OfType<double>().Order()];
        double used = (Cpu(switchProcess) - cpu).TotalMilliseconds;
        double ownUsed = (Process.GetCurrentProcess().TotalProcessorTime - own).TotalMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: offered_per_second={count / offered.TotalSeconds:F0} answered={done.Length} failed={count - done.Length} median_ms={Part(done, 0.5):F1} p99_ms={Part(done, 0.99):F1} "
            + $"switch_cpu_ms_each={used / count:F2} client_cpu_ms_each={ownUsed / count:F2}"));
        return done.Length == count;
    }

    /// <summary>Milliseconds from the SYN to the answer; null: it failed.</summary>
    private static async Task<double?> OneAsync(IPEndPoint target, int number, ConcurrentBag<SslStream>? kept)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var clock = Stopwatch.StartNew();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SslStream? stream = null;
        try
        {
            socket.Bind(new IPEndPoint(new IPAddress([127, 1, 1, (byte)((number % Addresses) + 1)]), 0));
            await socket.ConnectAsync(target, patience.Token);
            stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await stream.AuthenticateAsClientAsync(Options(target), patience.Token);
            await stream.WriteAsync(Question(target, number), patience.Token);
            byte[] answer = new byte[2048];
            int length = await stream.ReadAsync(answer, patience.Token);
            if (!answer.AsSpan(0, length).StartsWith("SIP/2.0 200"u8))
            {
                throw new IOException(Encoding.ASCII.GetString(answer, 0, Math.Min(length, 40)));
            }

            if (kept is not null)
            {
                kept.Add(stream);
                stream = null;
            }

            return clock.Elapsed.TotalMilliseconds;
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }
            else if (kept is null)
            {
                socket.Dispose();
            }
        }
    }

    private static SslClientAuthenticationOptions Options(IPEndPoint target) => new()
    {
        TargetHost = target.Address.ToString(),
        AllowTlsResume = false,
        RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null, // the switch made it itself, and no root leads to it
    };

    private static byte[] Question(IPEndPoint target, int number) => Encoding.ASCII.GetBytes(
        $"OPTIONS sip:{target} SIP/2.0\r\nVia: SIP/2.0/TLS bench.invalid;branch=z9hG4bKt{number};rport\r\nMax-Forwards: 70\r\nFrom: <sip:bench@bench.invalid>;tag={number}\r\nTo: <sip:{target}>\r\n"
        + $"Call-ID: tls-{Environment.ProcessId}-{number}\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n");

    private static async Task<bool> AliveAsync(SslStream stream)
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await stream.WriteAsync(s_ping, patience.Token);
            return await stream.ReadAsync(new byte[16], patience.Token) == 2;
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static double Part(double[] sorted, double part) => sorted.Length == 0 ? double.NaN : sorted[(int)((sorted.Length - 1) * part)];

    private static TimeSpan Cpu(int process)
    {
        using var one = Process.GetProcessById(process);
        return one.TotalProcessorTime;
    }

    private static long ResidentMegabytes(int process)
    {
        using var one = Process.GetProcessById(process);
        return one.WorkingSet64 >> 20;
    }
}
