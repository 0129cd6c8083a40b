using System.Net;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Nat;

/// <summary>Real phones behind each kind of router register with their password, and talk.</summary>
public sealed class PhoneBehindRouterTests(SwitchAmongRouters routers) : IClassFixture<SwitchAmongRouters>
{
    private const int PhonesTone = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData("no NAT", false)]
    [InlineData("a VPN", false)]
    [InlineData("port kept", true)]
    [InlineData("port moved", true)]
    [InlineData("symmetric", true)]
    [InlineData("full cone", true)]
    [InlineData("address restricted", true)]
    [InlineData("the kernel's SIP helper", false)]
    [InlineData("an ALG that rewrites all", false)]
    public async Task Baresip_registers_and_calls_with_sound_both_ways(string router, bool isSeenBehindNat)
    {
        NatLab lab = routers.Lab(router);
        await using Baresip phone = await Baresip.RegisteredAsync(
            lab.Phones[0], SwitchAmongRouters.Phone, SwitchAmongRouters.Password, lab.Switch.ToString(), PhonesTone);
        JsonNode registration = await RegistrationAsync(lab, "baresip");
        ((bool)registration["behindNat"]!).Should().Be(isSeenBehindNat, "{0}", registration.ToJsonString());

        await phone.DialsAsync($"sip:{SwitchAmongRouters.Called}@{lab.Switch}");
        await routers.Running.AnsweredCallsAsync(1);
        await routers.Running.TalkedAsync(TimeSpan.FromSeconds(4));
        await phone.HangsUpAsync();
        await routers.Running.AnsweredCallsAsync(0);

        await HeardAsync("the phone", () => phone.Heard(SwitchAmongRouters.CarriersTone));
        await HeardAsync("the carrier", () => routers.Carrier.Heard(PhonesTone));
    }

    [Theory]
    [InlineData("port moved", "udp")]
    [InlineData("symmetric", "udp")]
    [InlineData("symmetric", "tcp")]
    public async Task Linphone_registers_and_calls_with_sound_both_ways(string router, string transport)
    {
        NatLab lab = routers.Lab(router);
        await using Linphone phone = await Linphone.StartAsync(
            lab.Phones[0], SwitchAmongRouters.Phone, SwitchAmongRouters.Password, lab.Switch.ToString(), PhonesTone, transport);
        await RegistrationAsync(lab, "Linphone");

        await phone.DialsAsync($"sip:{SwitchAmongRouters.Called}@{lab.Switch}");
        await routers.Running.AnsweredCallsAsync(1);
        await routers.Running.TalkedAsync(TimeSpan.FromSeconds(4));
        await phone.HangsUpAsync();
        await routers.Running.AnsweredCallsAsync(0);

        await HeardAsync("the phone", () => phone.Heard(SwitchAmongRouters.CarriersTone));
        await HeardAsync("the carrier", () => routers.Carrier.Heard(PhonesTone));
    }

    [Theory]
    [InlineData("HELLO", "Off")]
    [InlineData("HELLO", "On")]
    [InlineData("", "Off")]
    public async Task Keep_alives_and_nothing_else_hold_a_short_binding_open(string message, string options)
    {
        const string Sent = "tandem_keep_alives_sent_total";
        NatLab lab = routers.Lab("short bindings");
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_PERIOD", "10");
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_MESSAGE", message);
        await routers.Running.SetParameterAsync("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", options);
        long before = await routers.Running.MetricAsync(Sent);
        await using Baresip phone = await Baresip.RegisteredAsync(
            lab.Phones[0], SwitchAmongRouters.Phone, SwitchAmongRouters.Password, lab.Switch.ToString(), PhonesTone);
        JsonNode registration = await RegistrationAsync(lab, "baresip");
        var inside = new IPEndPoint(lab.Phones[0].Address, NatLab.SipPort);
        if (message.Length == 0)
        {
            await lab.ForgottenAsync(inside);
            (await routers.Running.MetricAsync(Sent)).Should().Be(before);
            return;
        }

        // Three periods are more than two lives of the binding.
        await Eventually.GetAsync(async () => await routers.Running.MetricAsync(Sent) >= before + 3 ? "three" : null, TimeSpan.FromSeconds(60), () => "three keep-alives");
        lab.Remembers(inside).Should().BeTrue("{0}", string.Join('\n', lab.Bindings()));
        JsonNode later = await RegistrationAsync(lab, "baresip");
        ((string?)later["source"]).Should().Be((string?)registration["source"]);
        (later["roundTripMs"] is not null).Should().Be(options == "On", "{0}", later.ToJsonString());
    }

    /// <summary>What a phone of this kind has registered from the router's address, once it has.</summary>
    private Task<JsonNode> RegistrationAsync(NatLab lab, string userAgent)
    {
        JsonNode[] all = [];
        return Eventually.GetAsync(
            async () =>
            {
                all = [.. SwitchProcess.Items(await routers.Running.GetAsync($"phones/{SwitchAmongRouters.Phone}/registrations"))];
                return all.SingleOrDefault(one => ((string)one["source"]!).Contains($"{(lab.Router.Translates ? lab.Outside : lab.Phones[0].Address)}:", StringComparison.Ordinal)
                    && ((string)one["userAgent"]!).StartsWith(userAgent, StringComparison.Ordinal));
            },
            Patience, () => string.Join('\n', all.Select(static one => one.ToJsonString())));
    }

    private static Task HeardAsync(string who, Func<double> seconds) => Eventually.GetAsync(
        () => Task.FromResult(seconds() > 2 ? "enough" : null), Patience, () => $"{who} has heard {seconds()} s of the other");
}
