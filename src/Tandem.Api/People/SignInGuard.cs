using Tandem.Routing.Plan;

namespace Tandem.Api.People;

/// <summary>
/// Counts wrong passwords and codes. After five in a row nobody signs in under the name for SERVER_LOGIN_FAILED_DISABLE_TIME, with the right password neither; after thirty from one address
/// nobody from there. Names that nobody has are counted alike, so that being locked out tells nothing. In memory: a restart forgets.
/// </summary>
internal sealed class SignInGuard(PlanHolder plan, TimeProvider time)
{
    public const int MostOfName = 5;
    public const int MostOfAddress = 30;
    private const int MostKept = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Last)> _failed = new(StringComparer.OrdinalIgnoreCase);

    private TimeSpan Locked => TimeSpan.FromSeconds(plan.Current.Parameters.LoginFailedDisableTime);

    /// <summary>How long a name or an address is still refused; null when it is not.</summary>
    public TimeSpan? RefusedFor(string name, string address)
    {
        lock (_gate)
        {
            return Left(NameKey(name), MostOfName) ?? Left(AddressKey(address), MostOfAddress);
        }
    }

    /// <summary>One more. True when the name is refused from now on.</summary>
    public bool Failed(string name, string address)
    {
        lock (_gate)
        {
            Count(AddressKey(address));
            return Count(NameKey(name)) >= MostOfName;
        }
    }

    /// <summary>The right one ends the row of the name, not that of the address: there may be others behind it.</summary>
    public void Succeeded(string name)
    {
        lock (_gate)
        {
            _failed.Remove(NameKey(name));
        }
    }

    private static string NameKey(string name) => "name " + name;

    private static string AddressKey(string address) => "from " + address;

    private TimeSpan? Left(string key, int most)
    {
        if (!_failed.TryGetValue(key, out (int Count, DateTimeOffset Last) row) || row.Count < most)
        {
            return null;
        }

        TimeSpan left = row.Last + Locked - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : null;
    }

    private int Count(string key)
    {
        DateTimeOffset now = time.GetUtcNow();
        _failed.TryGetValue(key, out (int Count, DateTimeOffset Last) row);
        int count = now - row.Last > Locked ? 1 : row.Count + 1;
        if (row.Count == 0 && _failed.Count >= MostKept)
        {
            _failed.Remove(_failed.MinBy(static pair => pair.Value.Last).Key);
        }

        _failed[key] = (count, now);
        return count;
    }
}
