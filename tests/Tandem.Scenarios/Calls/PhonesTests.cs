using System.Globalization;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>Calls of phones and to phones, with their services, through the real server: SIPp is customer, carrier and the phones that are called.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class PhonesTests : IAsyncLifetime
{
    private const string Customer = "127.0.0.2";
    private const string CarrierA = "127.0.0.3";
    private const string Ann = "127.0.0.21";
    private const string Bob = "127.0.0.22";
    private const string Cat = "127.0.0.23";
    private const string Did = "442079461002";
    private const string Mobile = "447700900001";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");
    private SwitchProcess _switch = null!; // made before the first fact

    public async ValueTask InitializeAsync()
    {
        _switch = await SwitchProcess.StartAsync(_data.FullName);
        foreach (string name in new[] { "ann", "bob", "cat" })
        {
            await _switch.AddAsync("accounts", new JsonObject { ["name"] = name, ["balance"] = "5", ["rateTable"] = "retail" });
        }

        await AddPhoneAsync("1004", "ann", Ann);
        await AddPhoneAsync("1002", "bob", Bob);
        await AddPhoneAsync("1003", "cat", Cat);
        await _switch.ChangeAsync("phones/1002", "dids", new JsonArray(Did));
    }

    public async ValueTask DisposeAsync()
    {
        await _switch.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_phone_calls_a_phone_and_its_account_pays()
    {
        await using Sipp bob = await Sipp.CarrierAsync("carrier-answers", Bob);
        await CallsAsync(Did);
        await bob.SucceedsAsync();

        JsonNode record = await _switch.RecordAsync(Did);
        Charged(record).Should().Be((0, "ann", 0.012m));
        ((string?)record["phone"], (string?)record["calledNumberOut"], (string?)record["egressTrunk"]).Should().Be(("1004", "1002", ""));
        string explained = (await _switch.GetAsync($"cdrs/{(string)record["id"]!}/explain")).ToString();
        explained.Should().Contain($"{Did} is a number of phone 1002.");
        await _switch.VerifiesAsync();
    }

    [Fact]
    public async Task Phones_call_phones_for_free_where_the_plan_says_so()
    {
        await _switch.SetParameterAsync("SS_NO_BILLING_TO_PHONE", "On");
        await using Sipp bob = await Sipp.CarrierAsync("carrier-answers", Bob);
        await CallsAsync("1002");
        await bob.SucceedsAsync();
        Charged(await _switch.RecordAsync("1002")).Should().Be((-1, "ann", 0m));
        await _switch.VerifiesAsync();
    }

    [Fact]
    public async Task A_trunks_call_to_a_phone_is_the_trunks_to_pay()
    {
        await using Sipp bob = await Sipp.CarrierAsync("carrier-answers", Bob);
        await using var customer = Sipp.Caller("caller-hangs-up", Customer, _switch.SipPort, "00" + Did, talk: TimeSpan.FromSeconds(1));
        await customer.SucceedsAsync();
        await bob.SucceedsAsync();
        Charged(await _switch.RecordAsync("00" + Did)).Should().Be((1, "acme", 0.012m));
        await _switch.VerifiesAsync();
    }

    [Fact]
    public async Task On_busy_a_carrier_gets_the_call_and_the_phone_is_billed_for_it()
    {
        await _switch.ChangeAsync("phones/1002", "busyForwardE164", new JsonObject { ["e164"] = new JsonArray(Mobile) });
        await _switch.ChangeAsync("phones/1002", "busyForward", true);
        await using Sipp bob = await Sipp.CarrierAsync("carrier-refuses", Bob, status: 486);
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA);
        await using var customer = Sipp.Caller("caller-hangs-up", Customer, _switch.SipPort, "00" + Did, talk: TimeSpan.FromSeconds(1));
        await customer.SucceedsAsync();
        await bob.SucceedsAsync();
        await carrier.SucceedsAsync();

        JsonNode callers = await _switch.RecordAsync("00" + Did);
        JsonNode forwarded = await _switch.RecordAsync(Mobile);
        Charged(callers).Should().Be((1, "acme", 0.012m));
        Charged(forwarded).Should().Be((0, "bob", 0.003m));
        ((string?)callers["egressTrunk"], (string?)forwarded["egressTrunk"], (string?)forwarded["phone"]).Should().Be(("", "carrier-a", "1002"));
        Money(forwarded["vendor"]!["fee"]).Should().Be(0.008m);
        ((string?)forwarded["callId"]).Should().Be((string?)callers["callId"]);
        await _switch.VerifiesAsync();
    }

    [Fact]
    public async Task Of_two_phones_that_ring_at_once_the_one_that_answers_has_the_call()
    {
        await _switch.SetParameterAsync("SERVER_BILLING_FREE_E164S", "100*");
        await _switch.ChangeAsync("phones/1002", "unconditionalForwardE164", new JsonObject { ["e164"] = new JsonArray("1002", "1003"), ["forwardMethod"] = 3 });
        await _switch.ChangeAsync("phones/1002", "unconditionalForward", true);
        await using Sipp bob = await Sipp.CarrierAsync("carrier-rings", Bob);
        await using Sipp cat = await Sipp.CarrierAsync("phone-answers-late", Cat);
        await using var customer = Sipp.Caller("caller-hangs-up", Customer, _switch.SipPort, "00" + Did, talk: TimeSpan.FromSeconds(1));
        await customer.SucceedsAsync();
        await bob.SucceedsAsync();
        await cat.SucceedsAsync();

        Charged(await _switch.RecordAsync("00" + Did)).Should().Be((1, "acme", 0.012m));
        Charged(await _switch.RecordAsync("1003")).Should().Be((-1, "bob", 0m));
        await _switch.VerifiesAsync();
    }

    [Fact]
    public async Task A_phone_not_to_be_disturbed_is_busy()
    {
        await _switch.ChangeAsync("phones/1002", "doNotDisturb", true);
        await using var customer = Sipp.Caller("caller-fails", Customer, _switch.SipPort, "00" + Did, status: 486);
        await customer.SucceedsAsync();
        ((string?)(await _switch.RecordAsync("00" + Did))["endReasonName"]).Should().Be("CalleeBusy");
        await _switch.VerifiesAsync();
    }

    [Fact]
    public async Task A_phone_with_its_line_in_use_is_busy_for_the_next_call()
    {
        await _switch.ChangeAsync("phones/1002", "lineCapacity", 1);
        await using Sipp bob = await Sipp.CarrierAsync("carrier-answers", Bob);
        await using var first = Sipp.Caller("caller-hangs-up", Customer, _switch.SipPort, "00" + Did, talk: TimeSpan.FromSeconds(4));
        await _switch.AnsweredCallsAsync(1);
        await using var second = Sipp.Caller("caller-fails", Customer, _switch.SipPort, "00" + Did, status: 486, port: 5062);
        await second.SucceedsAsync();
        await first.SucceedsAsync();
        await bob.SucceedsAsync();

        IReadOnlyList<JsonNode> records = await _switch.RecordsAsync("00" + Did, 2);
        records.Select(static record => (string?)record["endReasonName"]).Should().BeEquivalentTo("CalleeBusy", "NormalCallClearing");
        await _switch.VerifiesAsync();
    }

    /// <summary>Phone 1004 calls, proves itself, talks for a moment and hangs up.</summary>
    private async Task CallsAsync(string number)
    {
        using var ann = new VoicePhone(Ann, 5061) { Number = "1004" };
        ann.Invites(_switch.SipPort, number, "0 PCMU/8000");
        ann.InvitesAgain(await ann.GetsAsync("401"), "secret");
        await ann.GetsAsync("200");
        await _switch.TalkedAsync(TimeSpan.FromSeconds(0.2));
        ann.Byes();
        await ann.GetsAsync("200");
    }

    private Task AddPhoneAsync(string number, string account, string address) => _switch.AddAsync(
        "phones",
        new JsonObject { ["number"] = number, ["account"] = account, ["password"] = "secret", ["address"] = string.Create(CultureInfo.InvariantCulture, $"{address}:{Sipp.CarrierPort}") });

    private static (int Mode, string? Account, decimal Fee) Charged(JsonNode record) => ((int)record["billingMode"]!, (string?)record["account"], Money(record["fee"]));

    private static decimal Money(JsonNode? amount) => decimal.Parse(amount!.ToString(), CultureInfo.InvariantCulture);
}
