using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>Two real softphones that speak SIP over TLS and believe only what the switch shows.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class TlsCallTests : IDisposable
{
    private const int SipPort = 15_061;
    private const int CallersTone = 500;
    private const int CalleesTone = 800;
    private const string Password = "a-password-of-a-scenario";
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(3);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-tls-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Baresip_calls_linphone_over_TLS_with_sound_both_ways()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        await using OtherMachine first = await OtherMachine.StartAsync(3);
        await using OtherMachine second = await OtherMachine.StartAsync(4);
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(
            _data.FullName, "--media", "0.0.0.0:36500-36600", "--sip", $"tls:{first.Here}:{SipPort}", "--sip", $"tls:{second.Here}:{SipPort}");
        await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
        await tandem.SetParameterAsync("SS_NO_BILLING_TO_PHONE", "On");
        await tandem.AddAsync("phones", new JsonObject { ["number"] = "1005", ["account"] = "acme", ["password"] = Password });
        string trusted = Path.Combine(_data.FullName, "tls", "default.crt"); // the switch has made it

        await using RegisteringLinphone callee = await RegisteringLinphone.StartAsync(second, "1005", Password, $"{second.Here}:{SipPort}", CalleesTone, "tls", trusted);
        await using Baresip caller = await Baresip.RegisteredAsync(first, "1001", Password, $"{first.Here}:{SipPort}", CallersTone, trusted: trusted);
        foreach (string phone in new[] { "1001", "1005" })
        {
            JsonNode registration = await Eventually.GetAsync(
                async () => SwitchProcess.Items(await tandem.GetAsync($"phones/{phone}/registrations")).SingleOrDefault(), TimeSpan.FromSeconds(20), () => callee.Said);
            ((string?)registration["transport"]).Should().BeEquivalentTo("tls");
        }

        await caller.DialsAsync($"sip:1005@{first.Here}:{SipPort};transport=tls");
        await tandem.AnsweredCallsAsync(1);
        await Task.Delay(Talk);
        await caller.HangsUpAsync();
        JsonNode record = await tandem.RecordAsync("1005");
        ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
        caller.Heard(CalleesTone).Should().BeGreaterThan(1);
        callee.Heard(CallersTone).Should().BeGreaterThan(1);
        string ladder = (await tandem.GetAsync($"cdrs/{(string)record["id"]!}/ladder")).ToJsonString();
        ladder.Should().Contain("SIP/2.0/TLS").And.NotContain("SIP/2.0/UDP");
    }
}
