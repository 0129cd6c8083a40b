using System.Net;
using Tandem.Calls.Guard;
using Tandem.Calls.Guard.Bans;
using Tandem.Calls.Live;
using Tandem.Calls.Registration;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Server.Options;
using Tandem.Server.Places;
using Tandem.Server.Wiring;
using Tandem.Sip.Transport;
using Tandem.Store.Firewall;
using Tandem.Store.Sqlite;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Server.Firewall;

/// <summary>
/// The firewall at work: five times a second it judges who has broken a rule, once a second it ends what is over and stores what has changed. Bans are always enforced in the process; where the kernel may be
/// used it has them too, and then hardly anything comes here. A database that takes nothing is asked again; bans hold all the same.
/// </summary>
internal sealed class RunningFirewall : ILiveFirewall, IAsyncDisposable
{
    private const int JudgedAtOnce = 4096;
    private const int LinesAtOnce = 10;
    private const int TicksPerSecond = 5;
    private const int SecondsBetweenOffences = 10;

    /// <summary>How long the kernel keeps a source of a listed country: then it is looked at once more.</summary>
    private static readonly TimeSpan ListedLast = TimeSpan.FromHours(1);
    private readonly FirewallPlace _place;
    private readonly SourceGate _gate;
    private readonly Offenders _offenders;
    private readonly WireHub _hub;
    private readonly Locator _locator;
    private readonly PlanHolder _plan;
    private readonly BanStore _bans;
    private readonly OffenceKeeping _offences;
    private readonly FirewallLineStore _lineStore;
    private readonly SparedSources _spared;
    private readonly BanBook _book;
    private readonly PlaceJudge _lands;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly PeriodicTimer _tick;
    private Task _working = Task.CompletedTask;
    private readonly Lock _publishing = new();
    private IReadOnlyList<FirewallLine> _lines = [];
    private KernelTable? _kernel;
    private HashSet<SourceNetwork> _black = [];
    private HashSet<SourceNetwork> _white = [];
    private HashSet<SourceNetwork> _listed = [];
    private long _stored;
    private bool _isWaiting;

    public RunningFirewall(FirewallPlace place, WireWiring wire, StoreWiring store, RegistrationTable registrations, PlaceFiles places, TimeProvider time, ILogger<RunningFirewall> log)
    {
        _place = place;
        _gate = wire.Gate;
        _offenders = wire.Offenders;
        _hub = wire.Hub;
        _locator = wire.Locator;
        _plan = store.Holder;
        _bans = store.Bans;
        _offences = new OffenceKeeping(wire.Offenders, store.Offences);
        _lineStore = store.FirewallLines;
        _time = time;
        _log = log;
        _spared = new SparedSources(wire.Gate, store.Holder, registrations, store.Sessions, wire.Offenders, places, time);
        _book = new BanBook(wire.Gate.Bans, store.Holder, _spared.Why, time);
        _lands = new PlaceJudge(places, time);
        _tick = new(TimeSpan.FromMilliseconds(1000.0 / TicksPerSecond), time);
    }

    public (string Where, string Why) Enforced { get; private set; } = ("process", "");

    public int InForce => _book.InForce;

    /// <summary>Packets that the kernel has dropped for us.</summary>
    public long KernelDropped => _kernel?.Dropped ?? 0;

    /// <summary>Connections that the kernel has not let begin.</summary>
    public long KernelKnocks => _kernel?.Knocks ?? 0;

    private int ConnectionRate => _plan.Current.Parameters.Firewall.ConnectionRate;

    /// <summary>Before the first message: what the run before left is in force again. Throws <see cref="StartFailedException"/> when the kernel is wanted and can't be had.</summary>
    public async Task StartAsync()
    {
        _book.Load(_bans.Load());
        Take(_lineStore.All());
        string why = _place == FirewallPlace.Process ? "as --firewall says" : KernelTable.WhyNot(_hub.Listeners, isWanted: _place == FirewallPlace.Kernel);
        if (why.Length == 0)
        {
            var kernel = new KernelTable(_hub.Listeners, _log);
            why = await kernel.MakeAsync(ConnectionRate);
            if (why.Length == 0)
            {
                _kernel = kernel;
                _lands.IsShowing = true;
                Enforced = ("kernel", $"nftables table inet {kernel.Name}");
                await SyncAsync();
            }
        }

        if (_kernel is null)
        {
            if (_place == FirewallPlace.Kernel)
            {
                throw new StartFailedException([$"--firewall kernel: {why}"]);
            }

            Enforced = ("process", why);
        }

        _log.Enforcing(Enforced.Where, Enforced.Why, _book.InForce);
        _working = WorkAsync();
    }

    /// <summary>After the last message. Bans are stored, and gone from the kernel.</summary>
    public async ValueTask DisposeAsync()
    {
        _tick.Dispose();
        await _working;
        await SaveAsync();
        await _offences.SaveAsync();
        if (_kernel is not null)
        {
            await _kernel.RemoveAsync();
        }
    }

    public IReadOnlyList<LiveBan> All() =>
        _kernel is { } kernel ? [.. _book.All().Select(ban => ban.IsInForce ? ban with { Dropped = ban.Dropped + kernel.DroppedOf(ban.Ban.Source) } : ban)] : _book.All();

    public BanOutcome Ban(SourceAddress source, TimeSpan length, string by, string comment) => _book.Add(source, length, by, comment);

    public Ban? Lift(SourceAddress source) => _book.Lift(source);

    public void Take(IReadOnlyList<FirewallLine> lines)
    {
        lock (_publishing)
        {
            _lines = lines;
        }

        Publish();
    }

    public string WhySpared(SourceAddress source) => _spared.Why(source, BanReason.Manual);

    public IReadOnlyList<WouldBan> WouldHave() => _book.WouldHave();

    public IReadOnlyList<RuleTally> Tallies() => _book.Tallies();

    public DateTimeOffset? BannedUntil(IPAddress source) => _book.Until(NetAddress.From(source, 0).Ip);

    public IReadOnlyList<BanChange> ChangesSince(ref long seen) => _book.ChangesSince(ref seen);

    private async Task WorkAsync()
    {
        bool hasFailed = false;
        for (int tick = 0; await _tick.WaitForNextTickAsync(); tick++)
        {
            try
            {
                bool hasJudged = Judge() | BanShown();
                if (tick % TicksPerSecond == 0)
                {
                    _book.Sweep();
                    Publish();
                    LiftUnlisted();
                    await SaveAsync();
                    await SyncAsync();
                    if (tick % (TicksPerSecond * SecondsBetweenOffences) == 0)
                    {
                        await _offences.SaveAsync();
                    }
                }
                else if (hasJudged)
                {
                    await SyncAsync();
                }
            }
            catch (Exception failure)
            {
                // It goes on: the next tick is another. Said once in a row.
                if (!hasFailed)
                {
                    _log.FirewallFailed(failure);
                }

                hasFailed = true;
                continue;
            }

            hasFailed = false;
        }
    }

    private bool Judge()
    {
        int banned = 0;
        int would = 0;
        int seen = 0;
        while (seen < JudgedAtOnce && _offenders.TryTake(out Verdict verdict))
        {
            seen++;
            BanOutcome outcome = _book.Judge(verdict);
            if (outcome.Ban is { } ban)
            {
                // What was on its way when its source was banned says nothing new.
                if (ReferenceEquals(ban.Evidence, verdict.Evidence) && ++banned <= LinesAtOnce)
                {
                    _log.Banned(ban.Source.ToString(), ban.Reason, ban.Evidence.Count, ban.Evidence.UserAgent, ban.Until);
                }
            }
            else if (outcome.Refusal.Length == 0 && ++would <= LinesAtOnce)
            {
                _log.WouldBan(verdict.Source.ToString(), verdict.Reason, verdict.Evidence.Count, verdict.Evidence.UserAgent);
            }
        }

        if (banned > LinesAtOnce)
        {
            _log.MoreBanned(banned - LinesAtOnce);
        }

        return banned > 0;
    }

    /// <summary>The lists as the packet gate wants them; lines that are over fall out.</summary>
    private void Publish()
    {
        DateTimeOffset now = _time.GetUtcNow();
        lock (_publishing)
        {
            List<FirewallLine> inForce = [.. _lines.Where(line => line.Until is null || line.Until > now)];
            List<FirewallLine> black = [.. inForce.Where(static line => line.IsBlack)];
            _spared.White = [.. inForce.Where(static line => !line.IsBlack)];
            _gate.Bans.Publish(_lands.Take(inForce) ? _lands : null);
            HashSet<SourceNetwork> barred = [.. black.Select(static line => line.Source.Network).OfType<SourceAddress>().Select(static line => new SourceNetwork(line.Ip, line.PrefixLength))];
            HashSet<SourceNetwork> spared = [.. _spared.Within(black)];
            HashSet<SourceNetwork> listed = [.. _spared.Listed()];
            if (!listed.SetEquals(_listed))
            {
                _listed = listed;
                _gate.Spare(new SourceTable(listed));
            }

            if (!barred.SetEquals(_black) || !spared.SetEquals(_white))
            {
                (_black, _white) = (barred, spared);
                _gate.Bans.Publish(barred, spared);
            }
        }
    }

    /// <summary>Whoever of a listed country or system has shown himself is the kernel's from now on.</summary>
    private bool BanShown()
    {
        bool hasBanned = false;
        for (int seen = 0; seen < JudgedAtOnce && _lands.TryTake(out UInt128 source); seen++)
        {
            hasBanned |= _lands.WhyBarred(source) is { Length: > 0 } line && _book.AddListed(Routing.Access.Ban.PlaceOf(source), ListedLast, line).Ban is not null;
        }

        return hasBanned;
    }

    /// <summary>Bans of lines that are gone, or that another database does not bear out any more.</summary>
    private void LiftUnlisted()
    {
        foreach (Ban ban in _book.Current().Where(ban => ban.Reason == BanReason.BlackList && _lands.WhyBarred(ban.Source.Ip) != ban.Comment))
        {
            _book.Lift(ban.Source);
        }
    }

    private async Task SaveAsync()
    {
        IReadOnlyList<BanToStore> changes = _book.TakeChanges();
        if (changes.Count == 0)
        {
            return;
        }

        long seen = _stored;
        List<Ban> begun = [.. _book.ChangesSince(ref seen).Where(static change => change.What == "added").Select(static change => change.Ban)];
        try
        {
            await _bans.SaveAsync([.. changes.Select(static change => (change.Source, change.Ban))], begun, CancellationToken.None);
            _stored = seen;
            _isWaiting = false;
        }
        catch (Exception refused) when (StoreFaults.TryExplain(refused, out string words))
        {
            _book.GiveBack(changes);
            if (!_isWaiting)
            {
                _log.BansWait(words);
            }

            _isWaiting = true;
        }
    }

    private async Task SyncAsync()
    {
        if (_kernel is not null)
        {
            await _kernel.SyncAsync(
                [.. _book.Current().Where(ban => !_gate.Knows(new NetAddress(ban.Source.Ip, 0)))],
                _lands.Spares ? [] : _black, // who is in a black network may be in a country that is spared: the kernel does not know
                _black.Count == 0 && ConnectionRate == 0 ? [] : [.. _white, .. _listed, .. PlanSources.Of(_plan.Current, _locator)],
                ConnectionRate,
                _time.GetUtcNow());
        }
    }
}
