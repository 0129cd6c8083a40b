using System.Net;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Nat;

/// <summary>Real phones behind each kind of router register with their password, and talk.</summary>
public sealed class PhoneBehindRouterTests(SwitchAmongRouters routers) : IClassFixture<SwitchAmongRouters>, IAsyncLifetime
{
    private const int PhonesTone = 500;
    private const string Sent = "tandem_keep_alives_sent_total";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2.5 * SwitchAmongRouters.BindingSeconds);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly (string Name, string Value)[] s_defaults =
    [
        ("SS_SIP_NAT_KEEP_ALIVE_PERIOD", "30"), ("SS_SIP_NAT_KEEP_ALIVE_MESSAGE", "HELLO"), ("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", "Off"), ("SS_SIP_NAT_KEEP_ALIVE_ADAPT", "Off"), ("SS_SIP_NAT_KEEP_ALIVE_MEASURE", "Off"), ("SS_ENDPOINT_EXPIRE_NAT", "300"),
    ];

    /// <summary>They share one switch: each begins with what it is by default.</summary>
    public async ValueTask InitializeAsync()
    {
        if (NatLab.Refusal() is not null)
        {
            return;
        }

        foreach ((string name, string value) in s_defaults)
        {
            await routers.Running.SetParameterAsync(name, value);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("no NAT", false, true)]
    [InlineData("a VPN", false, false)]
    [InlineData("port kept", true, true)]
    [InlineData("port moved", true, true)]
    [InlineData("symmetric", true, true)]
    [InlineData("full cone", true, true)]
    [InlineData("address restricted", true, true)]
    [InlineData("the kernel's SIP helper", false, true)]
    [InlineData("an ALG that rewrites all", false, true)]
    public async Task Baresip_registers_and_calls_with_sound_both_ways(string router, bool isSeenBehindNat, bool getsKeepAlives)
    {
        NatLab lab = routers.Lab(router);
        await using Baresip phone = await Baresip.RegisteredAsync(
            lab.Phones[0], SwitchAmongRouters.Phone, SwitchAmongRouters.Password, lab.Switch.ToString(), PhonesTone);
        JsonNode registration = await RegistrationAsync(lab, SwitchAmongRouters.Phone, "baresip");
        ((bool)registration["behindNat"]!).Should().Be(isSeenBehindNat, "{0}", registration.ToJsonString());
        (registration["keepAliveSeconds"] is not null).Should().Be(getsKeepAlives, "a router that rewrites all hides itself, and its phone must be reached all the same: {0}", registration.ToJsonString());

        await phone.DialsAsync($"sip:{SwitchAmongRouters.Called}@{lab.Switch}");
        await TalkAsync(phone.HangsUpAsync, phone.Heard);
    }

    [Theory]
    [InlineData("port moved", "udp")]
    [InlineData("symmetric", "udp")]
    [InlineData("symmetric", "tcp")]
    public async Task Linphone_registers_and_calls_with_sound_both_ways(string router, string transport)
    {
        NatLab lab = routers.Lab(router);
        await using RegisteringLinphone phone = await RegisteringLinphone.StartAsync(
            lab.Phones[0], SwitchAmongRouters.Phone, SwitchAmongRouters.Password, lab.Switch.ToString(), PhonesTone, transport);
        await RegistrationAsync(lab, SwitchAmongRouters.Phone, "Linphone");

        await phone.DialsAsync($"sip:{SwitchAmongRouters.Called}@{lab.Switch}");
        await TalkAsync(phone.HangsUpAsync, phone.Heard);
    }

    [Theory]
    [InlineData("HELLO", "Off")]
    [InlineData("HELLO", "On")]
    [InlineData("", "Off")]
    public async Task Keep_alives_and_nothing_else_hold_a_short_binding_open(string message, string options)
    {
        NatLab lab = routers.Lab("port kept");
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_PERIOD", "10");
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_MESSAGE", message);
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", options);
        long before = await routers.Running.MetricAsync(Sent);
        await using Baresip phone = await Baresip.RegisteredAsync(
            lab.Phones[0], SwitchAmongRouters.Phone, SwitchAmongRouters.Password, lab.Switch.ToString(), PhonesTone);
        JsonNode registration = await RegistrationAsync(lab, SwitchAmongRouters.Phone, "baresip");
        var inside = new IPEndPoint(lab.Phones[0].Address, NatLab.SipPort);
        if (message.Length == 0)
        {
            await lab.ForgottenAsync(inside);
            (await routers.Running.MetricAsync(Sent)).Should().Be(before);
            return;
        }

        await Task.Delay(Silence);
        (await routers.Running.MetricAsync(Sent)).Should().BeGreaterThan(before + 1);
        lab.Remembers(inside).Should().BeTrue("{0}", string.Join('\n', lab.Bindings()));
        JsonNode later = await RegistrationAsync(lab, SwitchAmongRouters.Phone, "baresip");
        ((string?)later["source"]).Should().Be((string?)registration["source"]);
        (later["roundTripMs"] is not null).Should().Be(options == "On", "{0}", later.ToJsonString());
    }

    [Fact]
    public async Task A_binding_that_was_lost_once_is_kept_from_then_on()
    {
        NatLab lab = routers.Lab("port kept");
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", "On");
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_ADAPT", "On");
        await routers.Running.SetParameterAsync("SS_ENDPOINT_EXPIRE_NAT", "60");
        await using Baresip phone = await Baresip.RegisteredAsync(
            lab.Phones[0], SwitchAmongRouters.Phone, SwitchAmongRouters.Password, lab.Switch.ToString(), PhonesTone);
        JsonNode registration = await RegistrationAsync(lab, SwitchAmongRouters.Phone, "baresip");
        registration["keepAliveSeconds"]!.GetValue<int>().Should().Be(30, "nothing is known yet: {0}", registration.ToJsonString());
        var inside = new IPEndPoint(lab.Phones[0].Address, NatLab.SipPort);
        await lab.ForgottenAsync(inside);

        JsonNode learned = await LearnedAsync(lab, TimeSpan.FromSeconds(90));
        learned["bindingLostSeconds"]!.GetValue<int>().Should().BeInRange(SwitchAmongRouters.BindingSeconds, 32);
        learned["keepAliveSeconds"]!.GetValue<int>().Should().BeInRange(10, SwitchAmongRouters.BindingSeconds - 1);

        await Task.Delay(Silence);
        lab.Remembers(inside).Should().BeTrue("{0}", string.Join('\n', lab.Bindings()));
    }

    [Fact]
    public async Task Longer_silences_are_tried_on_a_phone_until_one_is_too_long_for_its_binding()
    {
        NatLab lab = routers.Lab("port moved");
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_PERIOD", "10");
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", "On");
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_MEASURE", "On");
        await routers.Running.SetParameterAsync("SS_ENDPOINT_EXPIRE_NAT", "60");
        await using Baresip phone = await Baresip.RegisteredAsync(
            lab.Phones[0], SwitchAmongRouters.Phone, SwitchAmongRouters.Password, lab.Switch.ToString(), PhonesTone);

        // Its keep-alives come each 10 s and would hold the binding for ever: it is lost in a silence that was left on purpose.
        JsonNode learned = await LearnedAsync(lab, TimeSpan.FromSeconds(200));
        learned["bindingLostSeconds"]!.GetValue<int>().Should().BeInRange(SwitchAmongRouters.BindingSeconds, 2 * SwitchAmongRouters.BindingSeconds, "{0}", learned.ToJsonString());
        learned["bindingSurvivedSeconds"]!.GetValue<int>().Should().BeInRange(9, SwitchAmongRouters.BindingSeconds, "{0}", learned.ToJsonString());
    }

    [Fact]
    public async Task Phones_are_called_after_a_silence_that_no_binding_survives_by_itself()
    {
        string[] names = ["port kept", "port moved", "symmetric", "full cone", "address restricted"];
        NatLab[] labs = [.. names.Select(routers.Lab)];
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_PERIOD", "10");
        List<Baresip> phones = [];
        try
        {
            for (int i = 0; i < labs.Length; i++)
            {
                await routers.Running.AddAsync(
                    "phones",
                    new JsonObject { ["number"] = Number(i), ["account"] = "acme", ["password"] = SwitchAmongRouters.Password, ["dids"] = new JsonArray(Did(i)) });
                phones.Add(await Baresip.RegisteredAsync(labs[i].Phones[0], Number(i), SwitchAmongRouters.Password, labs[i].Switch.ToString(), PhonesTone));
                await RegistrationAsync(labs[i], Number(i), "baresip");
            }

            await Task.Delay(Silence);
            for (int i = 0; i < labs.Length; i++)
            {
                await routers.Carrier.DialsAsync($"sip:00{Did(i)}@{routers.Place}");
                await TalkAsync(routers.Carrier.HangsUpAsync, phones[i].Heard);
                JsonNode record = await routers.Running.RecordAsync("00" + Did(i));
                ((string?)record["calledNumberOut"], (string?)record["endReasonName"]).Should().Be((Number(i), "NormalCallClearing"), "behind {0}", names[i]);
            }

            await routers.Running.VerifiesAsync();
        }
        finally
        {
            for (int i = 0; i < phones.Count; i++)
            {
                await phones[i].DisposeAsync();
                await routers.Running.DeleteAsync($"phones/{Number(i)}");
            }
        }
    }

    /// <summary>The phone's registration once it is known how long a silence was too long.</summary>
    private async Task<JsonNode> LearnedAsync(NatLab lab, TimeSpan patience)
    {
        JsonNode? learned = null;
        await Eventually.GetAsync(
            async () =>
            {
                learned = await RegistrationAsync(lab, SwitchAmongRouters.Phone, "baresip");
                return learned["bindingLostSeconds"];
            },
            patience, () => learned?.ToJsonString() ?? "no registration");
        return learned!;
    }

    private static string Number(int phone) => $"11{phone:00}";

    private static string Did(int phone) => $"4420794611{phone:00}";

    /// <summary>The only call is answered, talks, and is hung up; both have heard each other.</summary>
    private async Task TalkAsync(Func<Task> hangUp, Func<int, double> phoneHeard)
    {
        await routers.Running.AnsweredCallsAsync(1);
        await routers.Running.TalkedAsync(TimeSpan.FromSeconds(4));
        await hangUp();
        await routers.Running.AnsweredCallsAsync(0);
        await HeardAsync("the phone", () => phoneHeard(SwitchAmongRouters.CarriersTone));
        await HeardAsync("the carrier", () => routers.Carrier.Heard(PhonesTone));
    }

    /// <summary>What a phone of this kind has registered from the router's address, once it has.</summary>
    private Task<JsonNode> RegistrationAsync(NatLab lab, string number, string userAgent)
    {
        JsonNode[] all = [];
        return Eventually.GetAsync(
            async () =>
            {
                all = [.. SwitchProcess.Items(await routers.Running.GetAsync($"phones/{number}/registrations"))];
                return all.SingleOrDefault(one => ((string)one["source"]!).Contains($"{(lab.Router.Translates ? lab.Outside : lab.Phones[0].Address)}:", StringComparison.Ordinal)
                    && ((string)one["userAgent"]!).StartsWith(userAgent, StringComparison.Ordinal));
            },
            Patience, () => string.Join('\n', all.Select(static one => one.ToJsonString())));
    }

    private static Task HeardAsync(string who, Func<double> seconds) => Eventually.GetAsync(
        () => Task.FromResult(seconds() > 2 ? "enough" : null), Patience, () => $"{who} has heard {seconds()} s of the other");
}
