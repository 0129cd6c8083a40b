using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Billing.Accounts;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Guard;
using Tandem.Calls.Recovery;
using Tandem.Calls.Registration;
using Tandem.Calls.Traffic;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Sip.Auth;
using Tandem.Sip.Transport;
using Tandem.Store.Registrations;
using Tandem.Store.Sqlite;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;

namespace Tandem.Bench;

/// <summary>
/// What it costs that phones register: the whole switch but its sockets, on one shard; each registration is a REGISTER, its challenge, and the REGISTER with the password. Then what they weigh, what
/// it costs to store them, and to keep their NATs open through a real socket. Registrations come at a pace, in a time of their own: their transactions absorb repeats for 32 s.
/// </summary>
internal static class RegistrationRun
{
    private const int Chunk = 500;
    private const int AskedPerSecond = 2000;
    private const int RefreshedPerSecond = 333; // 100,000 phones every 300 s
    private const string Node = "tandem";
    private static readonly NetAddress Local = NetAddress.From(IPAddress.Loopback, 5060);

    public static async Task<int> RunAsync(int phones)
    {
        long empty = GC.GetTotalMemory(forceFullCollection: true);
        var plan = new PlanHolder(SwitchPlan.Compile(
            new()
            {
                Parameters = new Dictionary<string, string> { ["SS_SIP_NAT_KEEP_ALIVE_SEND_ONE_TIME"] = "100000", ["SS_SIP_NAT_KEEP_ALIVE_PERIOD"] = "86400" },
                Accounts = [new Account { Name = "acme" }],
                Phones = [.. Enumerable.Range(0, phones).Select(static i => new Phone { Number = BenchPhones.Number(i), Account = "acme", Password = SealedPassword.Seal(BenchPhones.Number(i), Node, BenchPhones.Password) })],
            },
            1));
        long withPlan = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"a plan of {phones:N0} phones: {Megabytes(withPlan - empty)}");
        var wire = new Answers();
        using var seal = new KeptSeal(new byte[KeptSeal.KeyBytes]);
        var time = new PacedTime();
        var shard = new Shard(0, time);
        var table = new RegistrationTable(time);
        await using var locator = new Locator(new(), TimeProvider.System, new Random(1), NullLogger<Locator>.Instance);
        new SwitchNode(new()
        {
            Node = Node,
            Shards = [shard],
            Wire = wire,
            Plan = plan,
            Credit = new CreditBook(),
            Journal = static _ => new NoJournal(),
            Seal = seal,
            Time = time,
            Random = static _ => new UnguessableRandom(),
            Locator = locator,
            Traffic = new TrunkTraffic(TimeProvider.System),
            Logins = new FailedLogins(time),
            Registrations = table,
            KnowsSource = static _ => false,
        }).Start();
        var dispatcher = new SipDispatcher([shard], wire, Node, time);
        Register("registered", 1, AskedPerSecond);
        Report($"first registrations, {AskedPerSecond:N0} a second");
        Register("refreshed", 1001, RefreshedPerSecond);
        Report($"the same once more, {RefreshedPerSecond:N0} a second");
        RegistrationTable back = await StoreAsync(table, phones);
        await KeepAliveAsync(back, plan, phones);
        return table.Count == (phones, phones) ? 0 : 1;

        void Register(string what, int cseq, int perSecond)
        {
            TimeSpan busy = default;
            for (int from = 0; from < phones; from += Chunk)
            {
                int count = Math.Min(Chunk, phones - from);
                busy += Say(from, count, cseq, static _ => "");
                string[] credentials = [.. Enumerable.Range(0, count).Select(i => BenchPhones.Credentials(from + i, wire.Last[i]))];
                busy += Say(from, count, cseq + 1, i => credentials[i]);
                time.Pass(TimeSpan.FromSeconds((double)count / perSecond));
                shard.Pump();
            }

            Console.WriteLine($"{phones:N0} {what}: {busy.TotalMicroseconds / phones:F1} us of CPU each, {phones / busy.TotalSeconds:N0} a second on one core");
        }

        TimeSpan Say(int from, int count, int cseq, Func<int, string> credentials)
        {
            byte[][] messages = [.. Enumerable.Range(0, count).Select(i => BenchPhones.Register(from + i, cseq, credentials(i)))];
            wire.From = from;
            TimeSpan before = Environment.CpuUsage.TotalTime; // others may run on this machine
            for (int i = 0; i < count; i++)
            {
                dispatcher.OnMessage(new(TransportKind.Udp, 0, 0, Local, AddressOf(from + i)), messages[i]);
            }

            shard.Pump();
            return Environment.CpuUsage.TotalTime - before;
        }

        void Report(string when)
        {
            long now = GC.GetTotalMemory(forceFullCollection: true);
            Console.WriteLine(
                $"after {when}: {Megabytes(now - withPlan)} for registrations and the transactions that absorb repeats, {Megabytes(now)} live in all, {Megabytes(Environment.WorkingSet)} resident");
        }
    }

    /// <summary>What the keeping does each second, all at once; what is read back then lives in the machine's own time.</summary>
    private static async Task<RegistrationTable> StoreAsync(RegistrationTable table, int phones)
    {
        string directory = Directory.CreateTempSubdirectory("tandem-bench-").FullName;
        var back = new RegistrationTable(TimeProvider.System);
        using (SqliteStore database = SqliteStore.Open(directory, TimeProvider.System))
        {
            var store = new RegistrationStore(database);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            while (table.TakeChanges(1000) is { Count: > 0 } changes)
            {
                await store.SaveAsync([.. changes.Select(static one => new StoredRegistration(one.Phone, one.Until, one.Bindings))], CancellationToken.None);
            }

            Console.WriteLine($"stored: {(Environment.CpuUsage.TotalTime - before).TotalMicroseconds / phones:F1} us of CPU each, in batches of 1,000");
            long began = Stopwatch.GetTimestamp();
            back.Take(store.Load(DateTimeOffset.UnixEpoch).Select(static one => new KeptPhone(one.Phone, one.Until, one.Bindings)), new Answers());
            Console.WriteLine($"read back: {back.Count.Phones:N0} in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:N0} ms");
        }

        Directory.Delete(directory, recursive: true);
        return back;
    }

    private static async Task KeepAliveAsync(RegistrationTable table, PlanHolder plan, int phones)
    {
        await using var hub = new WireHub(
            new WireOptions { Bind = [new(TransportKind.Udp, IPAddress.Loopback, 0)] }, new SourceGate(TimeProvider.System, new Random(1)), TimeProvider.System, NullLoggerFactory.Instance);
        await using var alive = new KeepAlives(table, hub, plan, Node, TimeProvider.System);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        alive.Start();
        SpinWait.SpinUntil(() => { Thread.Sleep(1); return alive.Sent >= phones; }, TimeSpan.FromMinutes(2));
        double micros = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / alive.Sent;
        Console.WriteLine($"kept alive: {micros:F1} us of CPU each, so {phones:N0} every 30 s take {micros * phones / 30e6:P1} of a core");
    }

    private static NetAddress AddressOf(int i) => NetAddress.FromIPv4(0x7F10_0000u + (uint)i, 5060);

    private static string Megabytes(long bytes) => $"{bytes / 1048576.0:F1} MB";

    /// <summary>Keeps the last answer to each phone of a chunk.</summary>
    private sealed class Answers : IWire
    {
        public byte[][] Last { get; } = new byte[Chunk][];

        public int From { get; set; }

        public bool Send(in Flow flow, ReadOnlySpan<byte> message)
        {
            uint index = (uint)flow.Remote.Ip - 0x7F10_0000u - (uint)From;
            if (index < Chunk)
            {
                Last[index] = message.ToArray();
            }

            return true;
        }

        public bool TryRoute(TransportKind transport, NetAddress remote, out Flow flow)
        {
            flow = new(transport, 0, 0, Local, remote);
            return true;
        }

        public bool TryRoute(TransportKind transport, NetAddress local, NetAddress remote, out Flow flow) => TryRoute(transport, remote, out flow);
    }

    private sealed class NoJournal : ICallJournal
    {
        public bool IsWritable => true;

        public bool Answered(Cdr record) => true;

        public bool Kept(long id, ReadOnlySpan<byte> state) => true;

        public void Alive(DateTimeOffset at)
        {
        }

        public bool Ended(Cdr record) => true;

        public void Gather()
        {
        }

        public void Flush()
        {
        }

        public bool Forget(long id) => true;
    }
}
