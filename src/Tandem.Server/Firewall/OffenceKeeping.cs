using Tandem.Calls.Guard.Bans;
using Tandem.Routing.Access;
using Tandem.Store.Firewall;
using Tandem.Store.Sqlite;

namespace Tandem.Server.Firewall;

/// <summary>Writes down what strangers have tried since the last time. A database that takes nothing is asked again the next time.</summary>
internal sealed class OffenceKeeping(Offenders offenders, OffenceStore store)
{
    public async Task SaveAsync()
    {
        IReadOnlyList<OffenceMinute> minutes = offenders.TakeMinutes();
        if (minutes.Count == 0)
        {
            return;
        }

        try
        {
            await store.AddAsync(minutes, CancellationToken.None);
        }
        catch (Exception refused) when (StoreFaults.TryExplain(refused, out _))
        {
            offenders.GiveBack(minutes);
        }
    }
}
