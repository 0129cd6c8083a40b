using Tandem.Calls.Control;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Server.Wiring;

/// <summary>What the gate dropped before anyone read it still counts as attempts of its source: told to the switch once a second.</summary>
internal sealed class GateEvidence : IAsyncDisposable
{
    private const int MostSourcesPerSecond = 10_000;
    private readonly SourceGate _gate;
    private readonly SwitchNode _node;
    private readonly PeriodicTimer _second;
    private Task _telling = Task.CompletedTask;

    public GateEvidence(SourceGate gate, SwitchNode node, TimeProvider time)
    {
        _gate = gate;
        _node = node;
        _second = new(TimeSpan.FromSeconds(1), time);
    }

    public void Start() => _telling = TellAsync();

    public async ValueTask DisposeAsync()
    {
        _second.Dispose();
        await _telling;
    }

    private async Task TellAsync()
    {
        while (await _second.WaitForNextTickAsync())
        {
            for (int told = 0; told < MostSourcesPerSecond && _gate.TryDrain(out NetAddress source, out long dropped); told++)
            {
                _node.GateDropped(source, dropped);
            }
        }
    }
}
