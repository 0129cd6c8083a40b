using System.Net;
using System.Net.Sockets;
using Tandem.Routing.Plan;

namespace Tandem.Api.People;

/// <summary>
/// Counts wrong passwords and codes. After five in a row nobody signs in under the name for SERVER_LOGIN_FAILED_DISABLE_TIME, with the right password neither; after thirty from one address
/// nobody from there. An attempt counts as wrong from its beginning, until it has turned out to be right: however many come at once, no more are looked at. Names that nobody has are counted alike,
/// so that being locked out tells nothing. In memory: a restart forgets.
/// </summary>
internal sealed class SignInGuard(PlanHolder plan, TimeProvider time)
{
    public const int MostOfName = 5;
    public const int MostOfAddress = 30;
    private const int MostKept = 10_000;
    private const int SubscriberBytes = 8;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Last)> _failed = new(StringComparer.OrdinalIgnoreCase);

    private TimeSpan Locked => TimeSpan.FromSeconds(plan.Current.Parameters.LoginFailedDisableTime);

    /// <summary>An attempt begins. Null: it may, and counts as wrong until it ends otherwise. Else how long the name or the address is still refused.</summary>
    public TimeSpan? Begin(string name, string address)
    {
        lock (_gate)
        {
            if ((Left(NameKey(name), MostOfName) ?? Left(AddressKey(address), MostOfAddress)) is { } left)
            {
                return left;
            }

            Count(AddressKey(address));
            Count(NameKey(name));
            return null;
        }
    }

    /// <summary>Whether the name is refused from now on.</summary>
    public bool IsLocked(string name)
    {
        lock (_gate)
        {
            return Left(NameKey(name), MostOfName) is not null;
        }
    }

    /// <summary>Until when nobody signs in under the name; null: it may.</summary>
    public DateTimeOffset? LockedUntil(string name)
    {
        lock (_gate)
        {
            return Left(NameKey(name), MostOfName) is { } left ? time.GetUtcNow() + left : null;
        }
    }

    /// <summary>The row of the name is forgotten; whether it was refused. Addresses are counted on: one of them may be guessing.</summary>
    public bool Unlock(string name)
    {
        lock (_gate)
        {
            bool wasLocked = Left(NameKey(name), MostOfName) is not null;
            _failed.Remove(NameKey(name));
            return wasLocked;
        }
    }

    /// <summary>It was right. That ends the row of the name, not that of the address: there may be others behind it.</summary>
    public void Succeeded(string name, string address)
    {
        lock (_gate)
        {
            _failed.Remove(NameKey(name));
            TakeBack(AddressKey(address));
        }
    }

    /// <summary>It was neither right nor wrong.</summary>
    public void TakeBack(string name, string address)
    {
        lock (_gate)
        {
            TakeBack(NameKey(name));
            TakeBack(AddressKey(address));
        }
    }

    /// <summary>What is too long for a name is nobody's, and takes no room.</summary>
    private static string NameKey(string name) => name.Length > PeopleRules.LongestName ? "name too long" : "name " + name;

    /// <summary>An IPv6 address is its /64, which is what one subscriber has.</summary>
    private static string AddressKey(string address) => IPAddress.TryParse(address, out IPAddress? ip) && ip.AddressFamily == AddressFamily.InterNetworkV6
        ? $"from {Convert.ToHexString(ip.GetAddressBytes(), 0, SubscriberBytes)}"
        : "from " + address;

    private TimeSpan? Left(string key, int most)
    {
        if (!_failed.TryGetValue(key, out (int Count, DateTimeOffset Last) row) || row.Count < most)
        {
            return null;
        }

        TimeSpan left = row.Last + Locked - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : null;
    }

    private void Count(string key)
    {
        DateTimeOffset now = time.GetUtcNow();
        _failed.TryGetValue(key, out (int Count, DateTimeOffset Last) row);
        if (row.Count == 0 && _failed.Count >= MostKept)
        {
            _failed.Remove(_failed.MinBy(static pair => pair.Value.Last).Key);
        }

        _failed[key] = (now - row.Last > Locked ? 1 : row.Count + 1, now);
    }

    private void TakeBack(string key)
    {
        if (!_failed.TryGetValue(key, out (int Count, DateTimeOffset Last) row) || row.Count <= 1)
        {
            _failed.Remove(key);
            return;
        }

        _failed[key] = (row.Count - 1, row.Last);
    }
}
