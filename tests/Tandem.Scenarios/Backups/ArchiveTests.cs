using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Backups;

/// <summary>A switch that archives what it does, and somebody who deletes too much: back to the time before, judged by trunks, records and money. And a disk of the archive that gets full.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class ArchiveTests : IDisposable
{
    private const string Customer = "127.0.0.2";
    private const string CarrierA = "127.0.0.3";
    private const string Trunk = "egress-trunks/carrier-a";
    private const string Period = "SERVER_ARCHIVE_PERIOD";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");
    private readonly DirectoryInfo _other = Directory.CreateTempSubdirectory("tandem-scenarios-");
    private readonly DirectoryInfo _archive = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose()
    {
        _data.Delete(recursive: true);
        _other.Delete(recursive: true);
        _archive.Delete(recursive: true);
    }

    [Fact]
    public async Task Back_to_the_time_before_a_mistaken_delete_with_every_record_of_it_and_money_that_adds_up()
    {
        const string Number = "00442079460031";
        DateTimeOffset before;
        await using (SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--archive", _archive.FullName))
        {
            await running.SetParameterAsync(Period, "1");
            await CallsAsync(running, Number, 5);
            await running.RechargeAsync(100m);
            before = await ArchivedAsync(running, _archive.FullName);
            (await running.DeleteAsync(Trunk)).Should().BeInRange(200, 299);
            await running.RechargeAsync(-50m);
            await ArchivedAsync(running, _archive.FullName);
            await running.KillAsync();
        }

        File.Copy(Path.Combine(_data.FullName, "seal.key"), Path.Combine(_other.FullName, "seal.key"));
        string said = await RestoreAsync(before);
        said.Should().Contain(_other.FullName).And.Contain("UTC (generation-");
        string[] archived = Files();
        await using SwitchProcess restored = await SwitchProcess.StartAsync(_other.FullName, "--archive", _archive.FullName);
        await restored.SaysAsync($"is that of the data directory {_data.FullName}");
        ((string?)(await restored.GetAsync(Trunk))["name"]).Should().Be("carrier-a");
        (await restored.RecordsAsync(Number, 5)).Should().HaveCount(5);
        JsonNode[] payments = [.. SwitchProcess.Items(await restored.GetAsync("accounts/acme/ledger?limit=1000")).Where(static entry => (string?)entry["kind"] == "recharge")];
        payments.Should().ContainSingle("the other one came later");
        await restored.VerifiesAsync();
        Files().Should().Equal(archived, "it is another's archive");
    }

    [Fact]
    public async Task Back_to_a_time_of_the_archive_prepared_while_the_switch_runs_takes_effect_at_its_next_start()
    {
        const string Number = "00442079460035";
        DateTimeOffset before;
        await using (SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--archive", _archive.FullName))
        {
            await running.SetParameterAsync(Period, "1");
            await CallsAsync(running, Number, 3);
            await running.RechargeAsync(100m);
            before = await ArchivedAsync(running, _archive.FullName);
            (await running.DeleteAsync(Trunk)).Should().BeInRange(200, 299);
            await running.RechargeAsync(-50m);
            await ArchivedAsync(running, _archive.FullName);
            (await running.StatusOfPostAsync("archive/restore", new JsonObject { ["at"] = before.AddDays(-1).ToString("O") })).Should().Be(400);
            JsonNode begun = await running.MakeAsync("archive/restore", new JsonObject { ["at"] = before.ToString("O") });
            ((DateTimeOffset)begun["at"]!).Should().BeOnOrBefore(before);
            JsonNode ready = await Eventually.GetAsync(
                async () => await running.GetAsync("restore") is var now && (string?)now["preparing"]?["state"] != "running" ? now : null, 2 * Patience, static () => "the end of the preparing");
            ((bool)ready["archive"]!).Should().BeTrue(ready.ToJsonString());
            (await running.GetAsync("egress-trunks"))["items"]!.AsArray().Should().NotContain(static one => (string?)one!["name"] == "carrier-a", "the next start restores it");
            await running.StopAsync();
        }

        await using SwitchProcess restored = await SwitchProcess.StartAsync(_data.FullName, "--archive", _archive.FullName);
        ((string?)(await restored.GetAsync(Trunk))["name"]).Should().Be("carrier-a");
        (await restored.RecordsAsync(Number, 3)).Should().HaveCount(3);
        SwitchProcess.Items(await restored.GetAsync("accounts/acme/ledger?limit=1000")).Count(static entry => (string?)entry["kind"] == "recharge").Should().Be(1, "the other one came later");
        await restored.VerifiesAsync();
        await ArchivedAsync(restored, _archive.FullName); // it goes on
    }

    [Fact]
    public async Task A_disk_of_the_archive_that_hangs_raises_an_alarm_and_neither_calls_nor_the_stop_wait_for_it()
    {
        // Who opens a pipe that nobody writes into waits for ever, as on a hard mount whose server is away.
        await using var pipe = new Child("mkfifo", [Path.Combine(_archive.FullName, "archive.json")], _archive.FullName);
        (await pipe.ExitAsync(Patience)).Should().Be(0);
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--archive", _archive.FullName);
        JsonNode alarm = await AlarmAsync(running);
        ((string?)alarm["detail"]).Should().Contain("does not answer");
        await CallsAsync(running, "00442079460034", 5);
        await running.VerifiesAsync();
        await running.StopAsync();
    }

    [Fact]
    public async Task A_full_disk_of_the_archive_raises_an_alarm_calls_go_on_and_a_new_generation_follows()
    {
        using var disk = new SmallDisk(megabytes: 400);
        string archive = Path.Combine(disk.Path, "archive");
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--archive", archive);
        await running.SetParameterAsync(Period, "1");
        await ArchivedAsync(running, archive);
        disk.Fill();
        await CallsAsync(running, "00442079460032", 5);
        JsonNode alarm = await AlarmAsync(running);
        ((string?)alarm["detail"]).Should().NotBeNullOrEmpty();
        await CallsAsync(running, "00442079460033", 5);
        await running.VerifiesAsync();

        disk.MakeRoom();
        await Eventually.GetAsync(() => Task.FromResult(Directory.EnumerateFiles(archive, "base-*", SearchOption.AllDirectories).Skip(1).FirstOrDefault()), 3 * Patience, static () => "a second generation");
    }

    private static Task<JsonNode> AlarmAsync(SwitchProcess running) => Eventually.GetAsync(
        async () => SwitchProcess.Items(await running.GetAsync("alarms")).FirstOrDefault(static one => (int)one["type"]! == 30001), 2 * Patience, static () => "the alarm of the archive");

    private string[] Files() => [.. Directory.EnumerateFiles(_archive.FullName, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static async Task CallsAsync(SwitchProcess running, string number, int calls)
    {
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: calls);
        await using var caller = Sipp.Caller("caller-hangs-up", Customer, running.SipPort, number, calls: calls, talk: TimeSpan.FromMilliseconds(500));
        (await running.RecordsAsync(number, calls)).Should().HaveCount(calls);
    }

    /// <summary>What has been stored by now is in the archive; a time after it. Alarms are what is stored to see that: a piece may be under way already, so the second one counts.</summary>
    private static async Task<DateTimeOffset> ArchivedAsync(SwitchProcess running, string archive)
    {
        await Eventually.GetAsync(() => Task.FromResult(Directory.EnumerateFiles(archive, "base-*", SearchOption.AllDirectories).FirstOrDefault()), 2 * Patience, () => $"a backup in {archive}");
        for (int i = 0; i < 2; i++)
        {
            string[] known = Pieces(archive);
            await running.AddAsync("alarms", new JsonObject { ["object"] = $"mark {Guid.NewGuid():N}", ["level"] = 0 });
            await Eventually.GetAsync(() => Task.FromResult(Pieces(archive).Except(known).FirstOrDefault()), Patience, () => $"a piece in {archive}");
        }

        return DateTimeOffset.UtcNow;
    }

    private static string[] Pieces(string archive) => Directory.Exists(archive) ? Directory.GetFiles(archive, "*.piece", SearchOption.AllDirectories) : [];

    private async Task<string> RestoreAsync(DateTimeOffset at)
    {
        await using var command = new Child("dotnet", [SwitchProcess.Server, "restore", "--archive", _archive.FullName, "--at", at.ToString("O"), "--data", _other.FullName], _data.FullName);
        int code = await command.ExitAsync(TimeSpan.FromSeconds(60));
        code.Should().Be(0, "{0}", string.Join('\n', command.Lines));
        return string.Join('\n', command.Lines);
    }
}
