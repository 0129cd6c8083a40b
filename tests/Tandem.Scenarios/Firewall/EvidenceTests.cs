using System.IO.Compression;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Firewall;

/// <summary>An attack on the real server: what it was is found, when it came and that its source was banned is told, and proof of it holds without the switch until somebody alters it.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class EvidenceTests : IDisposable
{
    private const string Attacker = "127.0.0.72";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-evidence-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_walk_through_numbers_that_ends_in_a_ban_is_found_told_and_proved()
    {
        string file = Path.Combine(_data.FullName, "evidence.zip");
        string key = Path.Combine(_data.FullName, "switch.pem");
        await using (SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName, "--firewall", "process"))
        {
            await tandem.SetParameterAsync("SERVER_FIREWALL_BAN_LOOPBACK", "1");
            await tandem.SetParameterAsync("SERVER_FIREWALL_ILLEGAL_CALL_COUNT", "10");
            using var attacker = new Prober(Attacker, tandem.SipPort);
            for (int number = 2000; number < 2010; number++)
            {
                await attacker.AsksAsync("dialler/1", "INVITE", $"{number}");
            }

            JsonNode walk = await Eventually.GetAsync(
                async () => SwitchProcess.Items(await tandem.GetAsync("illegal-calls/patterns")).FirstOrDefault(static one => one["numberCount"]!.GetValue<int>() == 10), Patience, static () => "the walk");
            ($"{walk["kind"]} {walk["sources"]![0]} {walk["numbers"]![0]}").Should().Be($"sequentialDialling {Attacker} 2000");
            string record = walk["records"]![0]!.ToString();
            ((string?)(await tandem.GetAsync($"cdrs/{record}"))["calledNumberIn"]).Should().Be("2000");

            JsonNode banned = await Eventually.GetAsync(
                async () => SwitchProcess.Items(await tandem.GetAsync("illegal-calls/timeline")).FirstOrDefault(static part => part["bans"]!["illegalCall"] is not null), Patience, static () => "the ban in the timeline");
            banned["bans"]!["illegalCall"]!.GetValue<int>().Should().Be(1);

            await File.WriteAllBytesAsync(file, await tandem.BytesAsync($"illegal-calls/evidence?source={Attacker}"));
            await File.WriteAllTextAsync(key, (await tandem.GetAsync("illegal-calls/evidence/key"))["pem"]!.ToString());
            await tandem.VerifiesAsync();
            await tandem.StopAsync();
        }

        (int code, string said) = await LooksAsync(file, key);
        code.Should().Be(0, said);
        said.Should().Contain($"evidence of {Attacker}").And.Contain("nothing was altered");
        ReadOf(file, "messages.jsonl").Should().Contain("INVITE sip:2000@");
        ReadOf(file, "bans.jsonl").Should().Contain(Attacker);

        Alter(file, "records.csv");
        (code, said) = await LooksAsync(file, key);
        code.Should().Be(1);
        said.Should().Contain("records.csv is altered");
    }

    private static void Alter(string file, string name)
    {
        using ZipArchive zip = ZipFile.Open(file, ZipArchiveMode.Update);
        zip.GetEntry(name)!.Delete();
        using var other = new StreamWriter(zip.CreateEntry(name).Open());
        other.Write("id\r\n");
    }

    private static string ReadOf(string file, string name)
    {
        using ZipArchive zip = ZipFile.OpenRead(file);
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>On any machine: without the switch and its data.</summary>
    private static async Task<(int Code, string Said)> LooksAsync(string file, string key)
    {
        await using var command = new Child("dotnet", [SwitchProcess.Server, "evidence", file, "--key", key], Path.GetTempPath());
        int code = await command.ExitAsync(Patience);
        return (code, string.Join('\n', command.Lines.Concat(command.Errors)));
    }
}
