using Tandem.Media.Turn;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Server.Media;
using Tandem.Sip.Auth;
using TurnUser = Tandem.Routing.Trunks.TurnUser;

namespace Tandem.Server.Turn;

/// <summary>
/// Writes who may log in to TURN, as the plan in force says it, into the file that the media process reads: at the start, and within a second of a change. The realm is the switch's name, as
/// it is for SIP's digest.
/// </summary>
internal sealed class TurnBookKeeper : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly string _path;
    private readonly string _realm;
    private readonly PlanHolder _plan;
    private readonly ILogger _log;
    private readonly PeriodicTimer _second;
    private SwitchPlan? _written;
    private Task _watching = Task.CompletedTask;

    public TurnBookKeeper(string path, string realm, PlanHolder plan, TimeProvider time, ILogger log)
    {
        _path = path;
        _realm = realm;
        _plan = plan;
        _log = log;
        _second = new(LookEvery, time);
    }

    /// <summary>The file is there when this returns.</summary>
    public void Start()
    {
        Write(_plan.Current);
        _watching = WatchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _second.Dispose();
        await _watching;
    }

    internal static (TurnRules Rules, IEnumerable<TurnPassword> Users) Of(SwitchPlan plan, string realm)
    {
        SystemParameters parameters = plan.Parameters;
        IReadOnlyList<TurnUser> users = plan.Document.TurnUsers;
        var rules = new TurnRules
        {
            Realm = realm,
            UserQuota = parameters.TurnUserLimit,
            SourceQuota = parameters.TurnSourceLimit,
            SourceRate = parameters.StunSourceRate,
            MaxRetry = parameters.AuthenticationMaxRetry,
            FailedSuspend = parameters.AuthenticationFailedSuspend,
            Secrets = [.. users.Where(static user => user.TimeLimited).Select(static user => user.Password)],
        };
        return (rules, users.Where(static user => !user.TimeLimited).Select(static user => new TurnPassword(user.Name, user.Password, user.MaxAllocations))
            .Concat(plan.Document.Phones.Where(phone => parameters.TurnPhoneLogin && phone.Password.Length > 0).SelectMany(phone => Of(phone, realm))));
    }

    /// <summary>One, or none when what is kept of its password is for another realm.</summary>
    private static IEnumerable<TurnPassword> Of(Phone phone, string realm)
    {
        if (SealedPassword.TryOpen(phone.Password, phone.Number, realm, out DigestSecret? secret))
        {
            yield return new(phone.Number, "", Md5: secret.Ha1Md5!, Sha256: secret.Ha1Sha256!); // a sealed one has both
        }
        else if (!SealedPassword.IsSealed(phone.Password))
        {
            yield return new(phone.Number, phone.Password);
        }
    }

    private async Task WatchAsync()
    {
        while (await _second.WaitForNextTickAsync())
        {
            if (!ReferenceEquals(_plan.Current, _written))
            {
                Write(_plan.Current);
            }
        }
    }

    private void Write(SwitchPlan plan)
    {
        try
        {
            (TurnRules rules, IEnumerable<TurnPassword> users) = Of(plan, _realm);
            TurnBook.Write(_path, rules, users);
            _written = plan;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _log.TurnUsersNotWritten(failure);
        }
    }
}
