using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>One switch for all scenarios that leave it running.</summary>
public sealed class RunningSwitch : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");
    private SwitchProcess? _running;

    internal SwitchProcess Running => _running ?? throw new InvalidOperationException("The switch is not up yet.");

    public async ValueTask InitializeAsync() => _running = await SwitchProcess.StartAsync(_data.FullName);

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        _data.Delete(recursive: true);
    }
}

/// <summary>All scenarios use the carriers' ports, so they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OneAfterAnother : ICollectionFixture<RunningSwitch>
{
    public const string Name = "one after another";
}
