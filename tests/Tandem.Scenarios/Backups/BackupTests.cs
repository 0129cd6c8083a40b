using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Backups;

/// <summary>A backup that is taken while calls are made, restored elsewhere: judged by counting records, money and messages.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class BackupTests : IDisposable
{
    private const string Customer = "127.0.0.2";
    private const string CarrierA = "127.0.0.3";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");
    private readonly DirectoryInfo _other = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose()
    {
        _data.Delete(recursive: true);
        _other.Delete(recursive: true);
    }

    [Fact]
    public async Task A_backup_amid_calls_restored_elsewhere_has_every_record_balance_and_ladder_of_its_time()
    {
        const string Number = "00442079460012";
        const int Calls = 300;
        const int Before = 80;
        IReadOnlyList<JsonNode> before;
        IReadOnlyList<JsonNode> all;
        JsonNode ladder;
        JsonNode ledger;
        string file;
        await using (SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName))
        {
            await running.RechargeAsync(100m);
            await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: Calls);
            await using var caller = Sipp.Caller("caller-hangs-up", Customer, running.SipPort, Number, calls: Calls, rate: 20, talk: TimeSpan.FromMilliseconds(500));
            before = await running.RecordsAsync(Number, Before);
            ladder = await running.GetAsync($"cdrs/{(string)before[0]["id"]!}/ladder");
            string printed = await BackUpAsync(running);
            file = printed.Split('\n')[0].Split(" (")[0];
            File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);

            // Not by what SIPp says: on a busy machine it is surprised by what comes again. Each attempt leaves its record.
            await running.RecordsWrittenAsync(Calls);
            all = await running.RecordsAsync(Number, Calls);
            await running.VerifiesAsync();
            ledger = await running.GetAsync("accounts/acme/ledger?limit=1000");
            (await running.GetAsync("backups"))["items"]!.AsArray().Should().BeEmpty("the command took its backup with it");
            await running.StopAsync();
        }

        string said = await CommandAsync("restore", file, "--data", _other.FullName);
        said.Should().Contain(_other.FullName);
        await using SwitchProcess restored = await SwitchProcess.StartAsync(_other.FullName);
        IReadOnlyList<JsonNode> back = await restored.RecordsAsync(Number, Before);
        back.Select(static record => (string)record["id"]!).Should().OnlyHaveUniqueItems().And.Contain(before.Select(static record => (string)record["id"]!));
        back.Count.Should().BeLessThan(Calls, "it was taken amid the calls");

        // Calls that were up are closed where they were proven; the others are what they were, to the cent.
        var whole = all.ToDictionary(static record => (string)record["id"]!);
        foreach (JsonNode record in back.Where(static record => (string?)record["endReasonName"] != "NodeCrash"))
        {
            record.ToJsonString().Should().Be(whole[(string)record["id"]!].ToJsonString());
        }

        // What came after the record was made, such as an answer to the BYE, the switch that runs has in memory for a while, and no database.
        string[] seen = [.. SwitchProcess.Items(ladder).Select(static message => message.ToJsonString())];
        string[] again = [.. SwitchProcess.Items(await restored.GetAsync($"cdrs/{(string)before[0]["id"]!}/ladder")).Select(static message => message.ToJsonString())];
        again.Length.Should().BeGreaterThan(8);
        again.Should().Equal(seen.Take(again.Length));
        SwitchProcess.Items(await restored.GetAsync("accounts/acme/ledger?limit=1000")).Should().Contain(static entry => (string?)entry["kind"] == "recharge");
        SwitchProcess.Items(ledger).Should().NotBeEmpty();
        await restored.VerifiesAsync();
    }

    [Fact]
    public async Task The_way_back_that_the_running_switch_prepares_is_gone_at_its_next_start()
    {
        await using (SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName))
        {
            await running.RechargeAsync(7m);
            await running.SetParameterAsync("SS_RECORD_RETENTION", "31");
            await PostAsync(running, "backups");
            string name = await Eventually.GetAsync(
                async () => SwitchProcess.Items(await running.GetAsync("backups")).Where(static one => (string?)one["state"] == "done").Select(static one => (string?)one["name"]).FirstOrDefault(),
                TimeSpan.FromSeconds(60), static () => "a backup");
            await running.RechargeAsync(1000m);
            await running.SetParameterAsync("SS_RECORD_RETENTION", "77");
            await PostAsync(running, $"backups/{name}/restore");
            ((string?)(await running.GetAsync("parameters/SS_RECORD_RETENTION"))["value"]).Should().Be("77", "the switch that runs goes on");
            await running.StopAsync();
        }

        await using SwitchProcess again = await SwitchProcess.StartWithoutPlanAsync(_data.FullName);
        await again.SaysAsync("Restored the backup");
        ((string?)(await again.GetAsync("parameters/SS_RECORD_RETENTION"))["value"]).Should().Be("31");
        decimal.Parse((string)(await again.GetAsync("accounts/acme"))["balance"]!, System.Globalization.CultureInfo.InvariantCulture).Should().Be(10m + 7m);
        (await again.GetAsync("restore"))["backup"].Should().BeNull();
        Directory.GetDirectories(_data.FullName, "before-restore-*").Should().ContainSingle();
        await again.VerifiesAsync();
    }

    [Fact]
    public async Task A_directory_that_a_switch_runs_on_is_not_restored_into()
    {
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName);
        string file = (await BackUpAsync(running)).Split('\n')[0].Split(" (")[0];
        await using var command = new Child("dotnet", [SwitchProcess.Server, "restore", file, "--data", _data.FullName], _data.FullName);
        (await command.ExitAsync(TimeSpan.FromSeconds(30))).Should().Be(1);
        command.Errors.Should().ContainSingle().Which.Should().Contain("in use by another switch");
        await running.VerifiesAsync();
    }

    /// <summary>What the command prints: it says how far it is on standard error, so that is not empty.</summary>
    private async Task<string> BackUpAsync(SwitchProcess running)
    {
        running.Should().NotBeNull();
        return await CommandAsync("backup", Path.Combine(_other.FullName, "kept/"), "--with-seal-key", "--data", _data.FullName);
    }

    private async Task<string> CommandAsync(params string[] words)
    {
        await using var command = new Child("dotnet", [SwitchProcess.Server, .. words], _data.FullName);
        int code = await command.ExitAsync(TimeSpan.FromSeconds(60));
        code.Should().Be(0, "{0}", string.Join('\n', command.Lines));
        return string.Join('\n', command.Lines.Except(command.Errors, StringComparer.Ordinal));
    }

    private static async Task PostAsync(SwitchProcess running, string path) =>
        (await running.PostAsync(path)).Should().BeInRange(200, 299, "{0} is taken", path);
}
