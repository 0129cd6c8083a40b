using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Nat;

/// <summary>One switch with a laboratory on each of its addresses, and a carrier that answers; for scenarios that run one after another.</summary>
public sealed class SwitchAmongRouters : IAsyncLifetime
{
    /// <summary>The carrier's number, and what it says.</summary>
    internal const string Called = "442079460301";

    internal const int CarriersTone = 800;

    /// <summary>The number of each phone, and its password.</summary>
    internal const string Phone = "1001";

    internal const string Password = "a-password-of-a-scenario";

    /// <summary>How long a router remembers a silent binding: longer than the shortest period of keep-alives, shorter than two.</summary>
    internal const int BindingSeconds = 14;


    private static readonly (string Name, Router Router)[] s_routers =
    [
        ("no NAT", new(NatKind.Public)),
        ("a VPN", new(NatKind.Private)),
        ("port kept", new(NatKind.PortKept) { BindingSeconds = BindingSeconds }),
        ("port moved", new(NatKind.PortMoved) { BindingSeconds = BindingSeconds }),
        ("symmetric", new(NatKind.FullyRandom) { BindingSeconds = BindingSeconds }),
        ("full cone", new(NatKind.FullCone) { BindingSeconds = BindingSeconds }),
        ("address restricted", new(NatKind.AddressRestricted) { BindingSeconds = BindingSeconds }),
        ("the kernel's SIP helper", new(NatKind.PortKept) { HasHelper = true }),
        ("an ALG that rewrites all", new(NatKind.PortKept)),
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-routers-");
    private readonly Dictionary<string, NatLab> _labs = [];
    private ScriptedAlg? _alg;
    private OtherMachine? _machine;
    private SwitchProcess? _running;
    private Baresip? _carrier;

    internal SwitchProcess Running => _running!;

    internal Baresip Carrier => _carrier!;

    /// <summary>Where a trunk's call to a number goes.</summary>
    internal string Place => $"{_machine!.Here}:{NatLab.SipPort}";

    /// <summary>The laboratory whose router has this name; the test is skipped where there can be none.</summary>
    internal NatLab Lab(string name)
    {
        NatLab.SkipUnlessPossible();
        return _labs[name];
    }

    public async ValueTask InitializeAsync()
    {
        if (NatLab.Refusal() is not null)
        {
            return;
        }

        foreach ((string name, Router router) in s_routers)
        {
            _labs[name] = await NatLab.StartAsync(router);
        }

        _alg = await ScriptedAlg.StartAsync(_labs["an ALG that rewrites all"], AlgHabits.AsTheKernel);
        _machine = await OtherMachine.StartAsync(5);
        _running = await SwitchProcess.StartAsync(
            _data.FullName,
            [
                "--media", "0.0.0.0:38000-38400", "--sip", $"udp:{_machine.Here}:{NatLab.SipPort}",
                .. _labs.Values.SelectMany(static lab => new[] { "--sip", $"udp:{lab.Switch}:{NatLab.SipPort}", "--sip", $"tcp:{lab.Switch}:{NatLab.SipPort}" }),
            ]);
        await _running.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
        await _running.ChangeAsync("egress-trunks/carrier-a", "addresses", new JsonArray($"{_machine.There}:5070"));
        await _running.ChangeAsync("ingress-trunks/acme-pbx", "addresses", new JsonArray(_machine.There));
        _carrier = await Baresip.StartAsync(_machine, Called, 5070, $"{_machine.Here}:{NatLab.SipPort}", "pcmu", CarriersTone);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable? one in new IAsyncDisposable?[] { _carrier, _running, _machine, _alg }.Concat(_labs.Values))
        {
            if (one is not null)
            {
                await one.DisposeAsync();
            }
        }

        _data.Delete(recursive: true);
    }
}
