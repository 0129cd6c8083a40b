using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Faults;

/// <summary>What machines do to a switch while its customers talk: afterwards there are as many records as there were calls, each is charged once, and the balances verify.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class NothingLostTests : IDisposable
{
    private const string Customer = "127.0.0.2";
    private const string CarrierA = "127.0.0.3";
    private const int Calls = 12;
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(4);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-faults-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_full_disk_ends_no_call_and_loses_no_record()
    {
        using var disk = new SmallDisk(megabytes: 48);
        await using SwitchProcess tandem = await StartAsync(disk.Path);
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: Calls + 1);
        await using (var callers = Caller("caller-hangs-up", tandem, "00442079460301", Calls, Talk))
        {
            await tandem.AnsweredCallsAsync(Calls);
            disk.Fill();
            await callers.SucceedsAsync();
        }

        // A call of which no record could be kept must not be.
        await using (Sipp refused = Sipp.Caller("caller-fails", Customer, tandem.SipPort, "00442079460302", status: 503))
        {
            await refused.SucceedsAsync();
        }

        disk.MakeRoom();
        await tandem.SaysAsync("is written again");
        await CallsAreChargedAsync(tandem, "00442079460301", Calls);
        await using (var again = Caller("caller-hangs-up", tandem, "00442079460303", 1))
        {
            await again.SucceedsAsync();
        }

        await CallsAreChargedAsync(tandem, "00442079460303", 1);
        (await tandem.AllAsync("cdrs")).Should().HaveCount(Calls + 1);
        await tandem.VerifiesAsync();
    }

    [Fact]
    public async Task A_database_that_another_program_has_locked_ends_no_call_and_loses_no_record()
    {
        const string Number = "00442079460311";
        await using SwitchProcess tandem = await StartAsync(_data.FullName);
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: Calls);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(_data.FullName, "tandem.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await ExecuteAsync(other, "BEGIN IMMEDIATE");
            await using var callers = Caller("caller-hangs-up", tandem, Number, Calls);
            await callers.SucceedsAsync();
            (await tandem.AllAsync("cdrs")).Should().BeEmpty("nobody can write");
            await ExecuteAsync(other, "ROLLBACK");
        }

        await CallsAreChargedAsync(tandem, Number, Calls);
        await tandem.VerifiesAsync();
    }

    [Fact]
    public async Task A_process_that_is_killed_and_leaves_a_torn_journal_loses_no_record()
    {
        const string Ended = "00442079460321";
        const string Open = "00442079460322";
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: 2 * Calls);
        await using (SwitchProcess dying = await StartAsync(_data.FullName))
        {
            await using (var done = Caller("caller-hangs-up", dying, Ended, Calls))
            {
                await done.SucceedsAsync();
            }

            await using var up = Caller("caller-hangs-up", dying, Open, Calls, TimeSpan.FromMinutes(1));
            await dying.AnsweredCallsAsync(Calls);
            await dying.KillAsync();
        }

        // What was being written when the power went: the beginning of a mark, and noise.
        foreach (FileInfo journal in new DirectoryInfo(Path.Combine(_data.FullName, "journal")).GetFiles("*.log"))
        {
            await using FileStream file = journal.OpenWrite();
            file.Seek(0, SeekOrigin.End);
            await file.WriteAsync("TJ\u0001\u0001"u8.ToArray());
            await file.WriteAsync(new byte[77]);
        }

        await using SwitchProcess again = await SwitchProcess.StartAsync(_data.FullName, "--media", "off");
        await CallsAreChargedAsync(again, Ended, Calls);
        IReadOnlyList<JsonNode> open = await again.RecordsAsync(Open, Calls);
        open.Should().HaveCount(Calls).And.OnlyContain(static record => (string?)record["endReasonName"] == "NodeCrash" && record["answeredAt"] != null);
        open.Select(static record => (string?)record["callId"]).Should().OnlyHaveUniqueItems();
        await again.VerifiesAsync();
    }

    [Fact]
    public async Task When_streams_take_all_descriptors_that_they_get_calls_go_on_and_no_record_is_lost()
    {
        const string Number = "00442079460331";
        await using SwitchProcess tandem = await SwitchProcess.StartWithDescriptorsAsync(_data.FullName, most: 400, "--media", "off", "--sip", "tcp:127.0.0.1:0");
        await tandem.LiftLimitsAsync();
        await tandem.RechargeAsync(1000m);
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: 2 * Calls);
        await using var callers = Caller("caller-hangs-up", tandem, Number, Calls, Talk);
        await tandem.AnsweredCallsAsync(Calls);
        List<Socket> streams = await ConnectAsync(tandem.PortOf("tcp:127.0.0.1"), 600);
        try
        {
            await using var more = Sipp.Caller("caller-hangs-up", Customer, tandem.SipPort, Number, calls: Calls, rate: Calls, port: 5062);
            await more.SucceedsAsync();
            await callers.SucceedsAsync();
            (await tandem.MetricAsync("tandem_streams_closed_total{reason=\"TooMany\"}")).Should().BeGreaterThan(400, "most find no room, and the API answers all the same");
        }
        finally
        {
            streams.ForEach(static stream => stream.Dispose());
        }

        await CallsAreChargedAsync(tandem, Number, 2 * Calls);
        await tandem.VerifiesAsync();
    }

    [Fact]
    public async Task When_the_media_ports_are_used_up_calls_that_have_some_go_on_and_each_attempt_has_its_record()
    {
        const string Number = "00442079460341";
        const int Fit = 3;
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName, "--media", $"127.0.0.1:35000-{35000 + (4 * Fit) - 1}");
        await tandem.LiftLimitsAsync();
        await tandem.RechargeAsync(1000m);
        await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: Fit);
        await using var callers = Caller("caller-hangs-up", tandem, Number, Fit, Talk);
        await tandem.AnsweredCallsAsync(Fit);
        await using var late = Sipp.Caller("caller-fails", Customer, tandem.SipPort, Number, status: 503, calls: Calls, port: 5062);
        await late.SucceedsAsync();
        await callers.SucceedsAsync();
        await carrier.SucceedsAsync();

        IReadOnlyList<JsonNode> records = await tandem.RecordsAsync(Number, Fit + Calls);
        records.Should().HaveCount(Fit + Calls);
        records.Count(static record => record["answeredAt"] is not null && (string?)record["fee"] != "0").Should().Be(Fit);
        records.Count(static record => (string?)record["endReasonName"] == "MediaPortsUsedUp" && (string?)record["fee"] == "0").Should().Be(Calls);
        await tandem.VerifiesAsync();
    }

    private static async Task<SwitchProcess> StartAsync(string data)
    {
        SwitchProcess tandem = await SwitchProcess.StartAsync(data, "--media", "off");
        await tandem.LiftLimitsAsync();
        await tandem.RechargeAsync(1000m);
        return tandem;
    }

    private static Sipp Caller(string scenario, SwitchProcess tandem, string number, int calls, TimeSpan talk = default) =>
        Sipp.Caller(scenario, Customer, tandem.SipPort, number, calls: calls, rate: calls, talk: talk);

    private static async Task CallsAreChargedAsync(SwitchProcess tandem, string number, int calls)
    {
        IReadOnlyList<JsonNode> records = await tandem.RecordsAsync(number, calls);
        records.Should().HaveCount(calls).And.OnlyContain(static record => record["answeredAt"] != null && (string?)record["endReasonName"] == "NormalCallClearing");
        records.Select(static record => (string?)record["callId"]).Should().OnlyHaveUniqueItems();
    }

    /// <summary>So many streams are begun; those that the switch has no room for are closed by it.</summary>
    private static async Task<List<Socket>> ConnectAsync(int port, int count)
    {
        List<Socket> streams = [];
        for (int i = 0; i < count; i++)
        {
            var stream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            streams.Add(stream);
            stream.Bind(new IPEndPoint(new IPAddress([127, 0, 7, (byte)(1 + (i % 200))]), 0));
            try
            {
                await stream.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            }
            catch (SocketException closed) when (closed.SocketErrorCode == SocketError.ConnectionReset)
            {
                // Before we even saw that it was there.
            }
        }

        return streams;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
