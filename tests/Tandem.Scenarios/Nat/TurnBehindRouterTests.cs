using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Nat;

/// <summary>A phone behind a symmetric NAT that lets no sound through but what goes to TURN, and one that keeps its binding by STUN.</summary>
public sealed class TurnBehindRouterTests : IAsyncLifetime
{
    private const string Phone = "1001";
    private const string Password = "a-password-of-a-scenario";
    private const string Called = "442079460309";
    private const int PhonesTone = 500;
    private const int CarriersTone = 800;
    private const int BindingSeconds = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-turn-router-");
    private NatLab? _lab;
    private OtherMachine? _machine;
    private SwitchProcess? _running;

    private NatLab Lab => _lab!;

    private SwitchProcess Running => _running!;

    [Fact]
    public async Task A_phone_with_ICE_and_TURN_has_sound_both_ways()
    {
        NatLab.SkipUnlessPossible();
        await using Baresip carrier = await Baresip.StartAsync(_machine!, Called, 5070, $"{_machine!.Here}:{NatLab.SipPort}", "pcmu", CarriersTone);
        await using Baresip phone = await Baresip.RegisteredAsync(
            Lab.Phones[0], Phone, Password, Lab.Switch.ToString(), PhonesTone, $"medianat=ice;stunserver=\"turn:{Lab.Switch}:3478\";stunuser={Phone};stunpass={Password}");
        await phone.DialsAsync($"sip:{Called}@{Lab.Switch}");
        await Running.AnsweredCallsAsync(1);
        await Running.TalkedAsync(TimeSpan.FromSeconds(15)); // baresip speaks when its checks on the ways that are closed have failed: about 5 s
        await phone.HangsUpAsync();
        await Running.AnsweredCallsAsync(0);

        await HeardAsync("the phone", () => phone.Heard(CarriersTone));
        await HeardAsync("the carrier", () => carrier.Heard(PhonesTone));
        await Eventually.GetAsync(
            async () => await Running.MetricAsync("tandem_turn_packets_to_peers_total") > 100 && await Running.MetricAsync("tandem_turn_packets_to_clients_total") > 100 ? "both ways" : null,
            Patience, static () => "the sound did not go through TURN");
        JsonNode ladder = await Running.GetAsync($"cdrs/{(string)(await Running.RecordAsync(Called))["id"]!}/ladder");
        ((string)SwitchProcess.Items(ladder).First()["message"]!).Should().Contain(" typ relay", "the phone has offered what TURN has lent it");
    }

    [Fact]
    public async Task STUN_on_the_SIP_port_keeps_a_binding_and_tells_where_it_leads()
    {
        NatLab.SkipUnlessPossible();
        var inside = new IPEndPoint(Lab.Phones[0].Address, 5081);
        using Socket phone = Lab.Phones[0].Network.Udp(inside);
        IPEndPoint first = await AskAsync(phone);
        first.Address.Should().Be(Lab.Outside);
        for (int i = 0; i < 5; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(BindingSeconds / 3.0));
            (await AskAsync(phone)).Should().Be(first);
        }

        Lab.Remembers(inside).Should().BeTrue();
        (await Running.MetricAsync("tandem_stun_keep_alives_total")).Should().BeGreaterThanOrEqualTo(6);
        await Lab.ForgottenAsync(inside); // and without it, not
    }

    public async ValueTask InitializeAsync()
    {
        if (NatLab.Refusal() is not null)
        {
            return;
        }

        _lab = await NatLab.StartAsync(new Router(NatKind.FullyRandom) { Sound = SoundRule.Lost, BindingSeconds = BindingSeconds });
        _machine = await OtherMachine.StartAsync(7);
        _running = await SwitchProcess.StartAsync(
            _data.FullName, "--media", "0.0.0.0:38500-38700", "--stun", $"{Lab.Switch}:3478", "--turn-allow", "media",
            "--sip", $"udp:{Lab.Switch}:{NatLab.SipPort}", "--sip", $"udp:{_machine.Here}:{NatLab.SipPort}");
        await _running.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
        await _running.ChangeAsync("egress-trunks/carrier-a", "addresses", new JsonArray($"{_machine.There}:5070"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable? one in new IAsyncDisposable?[] { _running, _machine, _lab })
        {
            if (one is not null)
            {
                await one.DisposeAsync();
            }
        }

        _data.Delete(recursive: true);
    }

    /// <summary>Where the switch sees us: XOR-MAPPED-ADDRESS (RFC 8489 §14.2), the only attribute of the answer.</summary>
    private async Task<IPEndPoint> AskAsync(Socket phone)
    {
        byte[] question = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. Guid.NewGuid().ToByteArray().AsSpan(0, 12)];
        await phone.SendToAsync(question, new IPEndPoint(Lab.Switch, NatLab.SipPort));
        byte[] answer = new byte[512];
        using var time = new CancellationTokenSource(Patience);
        SocketReceiveFromResult got = await phone.ReceiveFromAsync(answer, new IPEndPoint(IPAddress.Any, 0), time.Token);
        got.ReceivedBytes.Should().Be(32);
        answer.AsSpan(4, 16).ToArray().Should().Equal(question.AsSpan(4).ToArray());
        byte[] address = [.. answer.AsSpan(28, 4).ToArray().Zip([(byte)0x21, (byte)0x12, (byte)0xA4, (byte)0x42], static (one, mask) => (byte)(one ^ mask))];
        return new(new IPAddress(address), BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(26)) ^ 0x2112);
    }

    private static Task HeardAsync(string who, Func<double> seconds) => Eventually.GetAsync(
        () => Task.FromResult(seconds() > 2 ? "enough" : null), Patience, () => $"{who} has heard {seconds()} s of the other");
}
