using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Media.Codecs;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Wire.Flows;

namespace Tandem.Bench;

/// <summary>
/// Sets up relayed calls in a media process and writes who is to send where, a line for each call: <c>A_LOCAL A_RELAY B_LOCAL B_RELAY</c>. Stays until SIGTERM, then ends them
/// and says what was counted.
/// </summary>
internal static class RelayCalls
{
    private const int MostAtOnce = 100;

    /// <param name="socketPath">Of the media process.</param>
    /// <param name="calls">How many.</param>
    /// <param name="file">Where the lines go.</param>
    /// <param name="work"><c>record</c> records all, <c>transcode</c> changes PCMU into PCMA both ways; else they are only carried.</param>
    public static int Run(string socketPath, int calls, string file, string work)
    {
        var answers = new Answers();
        using var client = new RelayClient(
            new() { SocketPath = socketPath, Epoch = (ulong)Random.Shared.NextInt64(1, long.MaxValue) }, answers, TimeProvider.System, NullLogger<RelayClient>.Instance);
        client.Start();
        for (int call = 0; call < calls; call++)
        {
            answers.Room.Wait();
            NetAddress a = NetAddress.From(Peer(1, call), 4000);
            NetAddress b = NetAddress.From(Peer(32, call), 4002);
            client.Open(new()
            {
                Key = new((UInt128)call + 1),
                Peers = [new() { Line = 0, Side = RelaySide.A, Rtp = a, SignallingSource = a }, new() { Line = 0, Side = RelaySide.B, Rtp = b, SignallingSource = b }],
            });
        }

        WaitFor(answers, calls);
        if (work.Length > 0)
        {
            answers.Done = 0;
            for (int call = 0; call < calls; call++)
            {
                answers.Room.Wait();
                client.Work(Order(call, work));
            }

            WaitFor(answers, calls);
        }

        using (StreamWriter pairs = File.CreateText(file))
        {
            for (int call = 0; call < calls; call++)
            {
                if (answers.Ports.TryGetValue((UInt128)call + 1, out RelayPorts ports))
                {
                    pairs.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Peer(1, call)}:4000 {ports.A} {Peer(32, call)}:4002 {ports.B}"));
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready {answers.Ports.Count} of {calls} calls"));
        int collections = Collections(socketPath);
        using var told = new ManualResetEventSlim();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            told.Set();
        });
        told.Wait();
        collections = Collections(socketPath) - collections;
        answers.Done = 0;
        for (int call = 0; call < calls; call++)
        {
            answers.Room.Wait();
            client.Close(new((UInt128)call + 1));
        }

        WaitFor(answers, calls);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"closed packets={answers.Packets} lost={answers.Lost} not_sent={answers.NotSent} foreign={answers.Foreign} collections_while_up={collections}"));
        return answers.Ports.Count == calls ? 0 : 1;
    }

    private static RelayWork Order(int call, string work)
    {
        var mine = default(VoiceFormats);
        mine.Add(new(0, VoiceCodec.Pcmu));
        var theirs = default(VoiceFormats);
        theirs.Add(work == "transcode" ? new(8, VoiceCodec.Pcma) : new(0, VoiceCodec.Pcmu));
        return new()
        {
            Key = new((UInt128)call + 1),
            Flags = work == "record" ? RelayWorkFlags.Record : RelayWorkFlags.Change,
            Recording = work == "record" ? $"{call + 1}" : "",
            FromA = new() { From = mine, To = theirs },
            FromB = new() { From = mine, To = theirs },
        };
    }

    private static void WaitFor(Answers answers, int calls) => SpinWait.SpinUntil(() => answers.Done >= calls, TimeSpan.FromSeconds(30));

    private static int Collections(string socketPath) => RelayProbe.Ask(socketPath, TimeSpan.FromSeconds(5))?.Collections ?? 0;

    /// <summary>An address of 127.0.0.0/8 for each call.</summary>
    private static IPAddress Peer(int net, int call) => new([127, (byte)(net + (call / 62_500)), (byte)(call / 250 % 250), (byte)((call % 250) + 1)]);

    private sealed class Answers : IRelayAnswers
    {
        public ConcurrentDictionary<UInt128, RelayPorts> Ports { get; } = new();

        public SemaphoreSlim Room { get; } = new(MostAtOnce);

        public int Done { get; set; }

        public long Packets { get; private set; }

        public long Lost { get; private set; }

        public long NotSent { get; private set; }

        public long Foreign { get; private set; }

        public void OnPorts(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelayPorts> lines)
        {
            if (status == RelayStatus.Ok && !lines.IsEmpty)
            {
                Ports[key.Value] = lines[0];
            }

            Finish();
        }

        public void OnClosed(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides)
        {
            foreach (RelaySideStatistics side in sides)
            {
                Packets += side.Packets;
                Lost += side.Lost;
                NotSent += side.NotSent;
                Foreign += side.Foreign;
            }

            Finish();
        }

        public void OnStatistics(RelayKey key, ulong request, RelayStatus status, ReadOnlySpan<RelaySideStatistics> sides)
        {
        }

        public void OnListed(ulong request, RelayStatus status, ReadOnlySpan<RelayListed> sessions, bool isLast)
        {
        }

        public void OnEvent(in RelayEvent seen)
        {
        }

        public void OnAlive(in RelayHello hello, bool isAnotherRun)
        {
        }

        public void OnLost() => Console.Error.WriteLine("the media process does not answer");

        private void Finish()
        {
            Done++;
            Room.Release();
        }
    }
}
