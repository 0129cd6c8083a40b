using System.Globalization;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>Services of phones with two real softphones that are called: which of them has the call, and who pays for it.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class TwoSoftphonesTests : IDisposable
{
    private const string Customer = "127.0.0.2";
    private const string Did = "442079461005";
    private const string Password = "a-password-of-a-scenario";
    private const int SipPort = 15_071;
    private const int BaresipsTone = 500;
    private const int LinphonesTone = 800;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-softphones-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Of_two_that_ring_at_once_one_has_the_call_and_both_are_free_for_the_next()
    {
        await using Phones phones = await StartAsync("1005", "1005");
        for (int call = 1; call <= 2; call++)
        {
            await using var customer = Sipp.Caller("caller-hangs-up", Customer, phones.Switch.SipPort, "00" + Did, talk: TimeSpan.FromSeconds(3));
            await phones.Switch.AnsweredCallsAsync(1);
            await customer.SucceedsAsync();
            IReadOnlyList<JsonNode> records = await phones.Switch.RecordsAsync("00" + Did, call);
            records.Should().HaveCount(call).And.OnlyContain(static record => (string?)record["account"] == "acme" && Money(record) == 0.012m && (string?)record["endReasonName"] == "NormalCallClearing");
            string ladder = (await phones.Switch.GetAsync($"cdrs/{(string)records[0]["id"]!}/ladder")).ToJsonString();
            ladder.Should().Contain("baresip", "both rang").And.Contain("Linphone");
        }

        await phones.Switch.VerifiesAsync();
    }

    [Fact]
    public async Task A_call_to_the_first_goes_to_the_second_always_or_when_the_first_is_busy()
    {
        await using Phones phones = await StartAsync("1005", "1006");
        await phones.Switch.SetParameterAsync("SERVER_BILLING_FREE_E164S", "100*");
        var second = new JsonObject { ["e164"] = new JsonArray("1006") };
        await phones.Switch.ChangeAsync("phones/1005", "unconditionalForwardE164", second.DeepClone());
        await phones.Switch.ChangeAsync("phones/1005", "unconditionalForward", true);
        await CallsAsync(phones.Switch, 1);
        await EndsAtAsync(phones.Switch, 1);

        await phones.Switch.ChangeAsync("phones/1005", "unconditionalForward", false);
        await phones.Switch.ChangeAsync("phones/1005", "busyForwardE164", second.DeepClone());
        await phones.Switch.ChangeAsync("phones/1005", "busyForward", true);
        await phones.Switch.ChangeAsync("phones/1005", "lineCapacity", 1);
        await using var keepsBusy = Sipp.Caller("caller-hangs-up", Customer, phones.Switch.SipPort, "00" + Did, talk: TimeSpan.FromSeconds(8), port: 5063);
        await phones.Switch.AnsweredCallsAsync(1);
        await CallsAsync(phones.Switch, 2);
        await EndsAtAsync(phones.Switch, 2);
        await keepsBusy.SucceedsAsync();
        (await phones.Switch.RecordsAsync("00" + Did, 3)).Should().HaveCount(3).And.OnlyContain(static record => (string?)record["account"] == "acme" && Money(record) == 0.012m);
        await phones.Switch.VerifiesAsync();
    }

    [Fact]
    public async Task A_call_to_the_first_goes_to_the_second_at_times_when_it_wants_none_does_not_answer_or_is_switched_off()
    {
        await using Phones phones = await StartAsync("1005", "1006", answers: false);
        SwitchProcess tandem = phones.Switch;
        await tandem.SetParameterAsync("SERVER_BILLING_FREE_E164S", "100*");
        var second = new JsonObject { ["e164"] = new JsonArray("1006") };

        await tandem.ChangeAsync("phones/1005", "periodForwardings", new JsonArray(new JsonObject { ["forwardE164"] = second.DeepClone(), ["beginSecondInDay"] = 0, ["endSecondInDay"] = 86_400 }));
        await tandem.ChangeAsync("phones/1005", "periodForwarding", true);
        await CallsAsync(tandem, 1);
        await EndsAtAsync(tandem, 1);
        await tandem.ChangeAsync("phones/1005", "periodForwarding", false);

        await tandem.ChangeAsync("phones/1005", "doNotDisturb", true);
        await using (var refused = Sipp.Caller("caller-fails", Customer, tandem.SipPort, "00" + Did, status: 486))
        {
            await refused.SucceedsAsync();
        }

        await tandem.ChangeAsync("phones/1005", "busyForwardE164", second.DeepClone());
        await tandem.ChangeAsync("phones/1005", "busyForward", true);
        await CallsAsync(tandem, 1);
        await EndsAtAsync(tandem, 2);
        await tandem.ChangeAsync("phones/1005", "doNotDisturb", false);

        await tandem.ChangeAsync("phones/1005", "timeoutRinging", 2);
        await tandem.ChangeAsync("phones/1005", "noAnswerForwardE164", second.DeepClone());
        await tandem.ChangeAsync("phones/1005", "noAnswerForward", true);
        await CallsAsync(tandem, 1);
        await EndsAtAsync(tandem, 3);
        (await phones.Baresip.HasRungAsync()).Should().Contain("sip:", "the first rang before");

        await tandem.ChangeAsync("phones/1005", "offlineForwardE164", second.DeepClone());
        await tandem.ChangeAsync("phones/1005", "offlineForward", true);
        await phones.Baresip.LeavesAsync();
        await Eventually.GetAsync(async () => await CountAsync(tandem, "1005") == 0 ? "gone" : null, TimeSpan.FromSeconds(20), () => "it is registered still");
        await CallsAsync(tandem, 1);
        await EndsAtAsync(tandem, 4);

        IReadOnlyList<JsonNode> records = await tandem.RecordsAsync("00" + Did, 5);
        records.Should().HaveCount(5).And.OnlyContain(static record => (string?)record["account"] == "acme");
        records.Where(static record => (string?)record["endReasonName"] == "NormalCallClearing").Should().HaveCount(4).And.OnlyContain(static record => Money(record) == 0.012m);
        records.Should().ContainSingle(static record => record["answeredAt"] == null && Money(record) == 0m, "nobody pays for a phone that wants no calls");
        await tandem.VerifiesAsync();
    }

    private static async Task CallsAsync(SwitchProcess tandem, int talking)
    {
        await using var customer = Sipp.Caller("caller-hangs-up", Customer, tandem.SipPort, "00" + Did, talk: TimeSpan.FromSeconds(2));
        await tandem.AnsweredCallsAsync(talking);
        await customer.SucceedsAsync();
    }

    /// <summary>So many forwardings have ended at linphone, free of charge for the phone that forwards.</summary>
    private static async Task EndsAtAsync(SwitchProcess tandem, int count) =>
        (await tandem.RecordsAsync("1006", count)).Should().HaveCount(count).And.OnlyContain(static record => (string?)record["phone"] == "1005" && Money(record) == 0m);

    private static decimal Money(JsonNode record) => decimal.Parse((string)record["fee"]!, CultureInfo.InvariantCulture);

    private async Task<Phones> StartAsync(string baresip, string linphone, bool answers = true)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        var phones = new Phones { First = await OtherMachine.StartAsync(8), Second = await OtherMachine.StartAsync(9) };
        try
        {
            phones.Switch = await SwitchProcess.StartAsync(
                _data.FullName, "--media", "0.0.0.0:36700-36800", "--sip", $"udp:{phones.First.Here}:{SipPort}", "--sip", $"udp:{phones.Second.Here}:{SipPort}");
            await phones.Switch.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
            await phones.Switch.SetParameterAsync("SS_ENDPOINT_REGISTER_REPLACE", "Off");
            foreach (string number in new[] { "1005", "1006" })
            {
                await phones.Switch.AddAsync("phones", new JsonObject { ["number"] = number, ["account"] = "acme", ["password"] = Password });
            }

            await phones.Switch.ChangeAsync("phones/1005", "dids", new JsonArray(Did));
            phones.Linphone = await RegisteringLinphone.StartAsync(phones.Second, linphone, Password, $"{phones.Second.Here}:{SipPort}", LinphonesTone);
            phones.Baresip = await Baresip.RegisteredAsync(phones.First, baresip, Password, $"{phones.First.Here}:{SipPort}", BaresipsTone, answers: answers);
            await Eventually.GetAsync(
                async () => await CountAsync(phones.Switch, baresip) + (baresip == linphone ? 0 : await CountAsync(phones.Switch, linphone)) == 2 ? "both" : null,
                TimeSpan.FromSeconds(20), () => phones.Linphone.Said);
            return phones;
        }
        catch
        {
            await phones.DisposeAsync();
            throw;
        }
    }

    private static async Task<int> CountAsync(SwitchProcess tandem, string number) => SwitchProcess.Items(await tandem.GetAsync($"phones/{number}/registrations")).Count();

    /// <summary>A switch, and a softphone on each of two machines.</summary>
    private sealed class Phones : IAsyncDisposable
    {
        public required OtherMachine First { get; init; }
        public required OtherMachine Second { get; init; }
        public SwitchProcess Switch { get; set; } = null!; // they are made one after another
        public RegisteringLinphone Linphone { get; set; } = null!;
        public Baresip Baresip { get; set; } = null!;

        public async ValueTask DisposeAsync()
        {
            foreach (IAsyncDisposable? one in new IAsyncDisposable?[] { Baresip, Linphone, Switch, Second, First })
            {
                await (one?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }
    }
}
