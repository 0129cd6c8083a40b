using Microsoft.Extensions.Logging;
using Tandem.Calls.Registration;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Store.Registrations;
using Tandem.Store.Sqlite;
using Tandem.Wire.Flows;

namespace Tandem.Server.Wiring;

/// <summary>
/// Registrations outlive the process: once a second what has changed goes to the store in batches, and at the start it comes back. It also takes out what is over. A database that takes nothing
/// is asked again; phones are registered all the same.
/// </summary>
internal sealed class RegistrationKeeping : IAsyncDisposable
{
    /// <summary>Numbers in one transaction, so that who stores call records hardly waits.</summary>
    private const int Batch = 1000;

    /// <summary>Parts of the table's 64 that are swept each second: all in five.</summary>
    private const int PartsASecond = 13;

    private readonly RegistrationTable _table;
    private readonly RegistrationStore _store;
    private readonly PlanHolder _plan;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly PeriodicTimer _second;
    private Task _keeping = Task.CompletedTask;
    private bool _isWaiting;

    public RegistrationKeeping(RegistrationTable table, RegistrationStore store, PlanHolder plan, TimeProvider time, ILogger log)
    {
        _table = table;
        _store = store;
        _plan = plan;
        _time = time;
        _log = log;
        _second = new(TimeSpan.FromSeconds(1), time);
    }

    /// <summary>Before the first message: what the run before left.</summary>
    public void Start(IWire wire)
    {
        IReadOnlyList<StoredRegistration> stored = _store.Load(_time.GetUtcNow());
        SwitchPlan plan = _plan.Current;
        _table.Take(stored.Select(one => new KeptPhone(Admission.ByUsername(plan, one.Phone)?.Name ?? one.Phone, one.Until, one.Bindings)), wire); // the plan's own text: another of each would only be kept
        if (stored.Count > 0)
        {
            _log.RegistrationsBack(_table.Count.Phones);
        }

        _keeping = KeepAsync();
    }

    /// <summary>Stores what is left; after the last message.</summary>
    public async ValueTask DisposeAsync()
    {
        _second.Dispose();
        await _keeping;
        await SaveAsync();
    }

    private async Task KeepAsync()
    {
        while (await _second.WaitForNextTickAsync())
        {
            SwitchPlan plan = _plan.Current;
            SystemParameters parameters = plan.Parameters;
            TimeSpan timeToLive = parameters.NatKeepAliveOptions ? TimeSpan.FromSeconds(parameters.EndpointTimeToLive) : default;
            _table.Sweep(number => Admission.ByUsername(plan, number)?.IsPhone == true, timeToLive, PartsASecond);
            await SaveAsync();
        }
    }

    private async Task SaveAsync()
    {
        while (_table.TakeChanges(Batch) is { Count: > 0 } changes)
        {
            try
            {
                await _store.SaveAsync([.. changes.Select(static one => new StoredRegistration(one.Phone, one.Until, one.Bindings))], CancellationToken.None);
                _isWaiting = false;
            }
            catch (Exception refused) when (StoreFaults.TryExplain(refused, out string words))
            {
                _table.GiveBack(changes);
                if (!_isWaiting)
                {
                    _log.RegistrationsWait(words);
                }

                _isWaiting = true;
                return;
            }
        }
    }
}
