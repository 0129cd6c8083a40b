using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tandem.Api.Alarms;
using Tandem.Api.Blacklists;
using Tandem.Api.Firewall;
using Tandem.Api.LiveCalls;
using Tandem.Api.Registrations;
using Tandem.Billing.Accounts;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Store.Alarms;

namespace Tandem.Api.Events;

/// <summary>A call began, changed its state, or (state <c>ended</c>) is no more.</summary>
public sealed record CallEventView(string State, LiveCallView Call);

/// <summary>An account has another balance than a second ago.</summary>
public sealed record BalanceEventView(string Account, decimal Balance, decimal Available);

/// <summary>A finding of the NAT doctor has appeared at an endpoint (<c>phone</c> or <c>trunk</c>), or is gone.</summary>
public sealed record NatEventView(string Endpoint, string EndpointKind, string Finding, bool IsThere);

/// <summary>A registration began (state <c>registered</c>) or ended: <c>unregistered</c>, <c>expired</c>, <c>replaced</c>, <c>removed</c>, <c>streamLost</c>, <c>silent</c>.</summary>
public sealed record RegistrationEventView(string State, RegistrationView Registration);

/// <summary>One event: its kind, and a <see cref="CallEventView"/>, <see cref="BalanceEventView"/>, <see cref="NatEventView"/>, <see cref="RegistrationEventView"/>, <see cref="RaisedAlarmView"/> or <see cref="Overview.OverviewView"/>.</summary>
internal sealed record FeedEvent(string Kind, object What);

/// <summary>
/// Looks at the switch once a second, for all listeners together, and tells them what is new. Nobody listening: nothing is looked at. A listener that
/// does not keep up is dropped; it reads the lists again when it comes back.
/// </summary>
internal sealed class EventFeed(
    ILiveSwitch live, ILiveNat nat, ILiveRegistrations registrations, ILiveFirewall firewall, ILiveNumbers numbers, IPlaces places, AlarmBook alarms, CreditBook credit, PlanHolder plan, TimeProvider time, ILogger<EventFeed> logger) : BackgroundService
{
    private const int MostListeners = 100;
    private const int MostOfOne = 20;
    private const int MostWaiting = 20_000;
    private readonly Lock _gate = new();
    private readonly List<Listener> _listeners = [];
    private Dictionary<string, LiveCall> _calls = [];
    private Dictionary<string, decimal> _balances = [];
    private long _natChanges;
    private bool _known;
    private long _registrationsSeen = -1;
    private long _bansSeen = -1;
    private long _numbersSeen = -1;
    private long _alarmsSeen = -1;
    private long _looks;

    /// <summary>How often the feed has looked.</summary>
    public long Looks => Volatile.Read(ref _looks);

    /// <summary>Whether somebody wants to hear the overview.</summary>
    public bool HasOverviewListeners
    {
        get
        {
            lock (_gate)
            {
                return _listeners.Exists(static listener => listener.WantsOverview);
            }
        }
    }

    /// <summary>Null when too many listen already, or too many of them are <paramref name="who"/>. The overview comes to those only who want it.</summary>
    public ChannelReader<FeedEvent>? Listen(string who, bool withOverview = false)
    {
        lock (_gate)
        {
            if (_listeners.Count >= MostListeners || _listeners.Count(listener => listener.Who == who) >= MostOfOne)
            {
                return null;
            }

            var channel = Channel.CreateBounded<FeedEvent>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
            _listeners.Add(new(who, channel, withOverview));
            return channel.Reader;
        }
    }

    /// <summary>Ends the listener's channel: what it has not read yet it may still read.</summary>
    public void Leave(ChannelReader<FeedEvent> reader)
    {
        lock (_gate)
        {
            int index = _listeners.FindIndex(listener => listener.Channel.Reader == reader);
            if (index >= 0)
            {
                _listeners[index].Channel.Writer.TryComplete();
                _listeners.RemoveAt(index);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await second.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LookFailed(failure);
            }

            Interlocked.Increment(ref _looks);
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        lock (_gate)
        {
            if (_listeners.Count == 0)
            {
                _known = false;
                _registrationsSeen = -1;
                _bansSeen = -1;
                _numbersSeen = -1;
                _alarmsSeen = -1;
                return;
            }
        }

        Dictionary<string, LiveCall> calls = (await live.CallsAsync(stop)).DistinctBy(call => call.Id).ToDictionary(call => call.Id);
        Dictionary<string, decimal> balances = Balances();
        if (_known)
        {
            TellCalls(calls);
            TellBalances(balances);
            TellNat();
        }

        _natChanges = nat.Changes;
        foreach (RegistrationChange change in registrations.ChangesSince(ref _registrationsSeen))
        {
            Tell(new("registration", new RegistrationEventView(change.State, RegistrationView.Of(change.Registration))));
        }

        foreach (BanChange change in firewall.ChangesSince(ref _bansSeen))
        {
            bool isAdded = change.What == "added";
            Tell(new(isAdded ? "ban.added" : "ban.lifted", new BanEventView(change.What, BanView.Of(change.Ban, isAdded, places.Of(change.Ban.Source.Ip)))));
        }

        foreach (NumberChange change in numbers.ChangesSince(ref _numbersSeen))
        {
            Tell(new(change.What == "added" ? "number.added" : "number.lifted", new NumberEventView(change.What, NumberLineView.Of(change.Line))));
        }

        foreach (AlarmNews news in alarms.NewsSince(ref _alarmsSeen))
        {
            Tell(new(EventFilter.AlarmKind(news.Kind), RaisedAlarmView.Of(news.Alarm)));
        }

        _calls = calls;
        _balances = balances;
        _known = true;
    }

    private void TellCalls(Dictionary<string, LiveCall> calls)
    {
        foreach (LiveCall call in calls.Values)
        {
            if (!_calls.TryGetValue(call.Id, out LiveCall? before) || before.State != call.State || before.EgressTrunk != call.EgressTrunk || before.CalleeCodec != call.CalleeCodec)
            {
                Tell(new("call", new CallEventView(call.State, LiveCallView.Of(call, places))));
            }
        }

        foreach (LiveCall gone in _calls.Values)
        {
            if (!calls.ContainsKey(gone.Id))
            {
                Tell(new("call", new CallEventView("ended", LiveCallView.Of(gone, places))));
            }
        }
    }

    private void TellBalances(Dictionary<string, decimal> balances)
    {
        foreach ((string account, decimal balance) in balances)
        {
            if (!_balances.TryGetValue(account, out decimal before) || before != balance)
            {
                credit.TryGetAvailable(account, out decimal available);
                Tell(new("balance", new BalanceEventView(account, balance, available)));
            }
        }
    }

    private void TellNat()
    {
        foreach (NatChanged change in nat.Since(_natChanges))
        {
            Tell(new("nat", new NatEventView(change.Endpoint, change.EndpointKind, change.Finding, change.IsThere)));
        }
    }

    private Dictionary<string, decimal> Balances()
    {
        Dictionary<string, decimal> balances = [];
        foreach (Routing.Trunks.Account account in plan.Current.Document.Accounts)
        {
            if (credit.TryGetAvailable(account.Name, out _))
            {
                balances[account.Name] = credit.Balance(account.Name);
            }
        }

        return balances;
    }

    /// <summary>Tells all listeners that want it.</summary>
    public void Tell(FeedEvent what)
    {
        bool isOverview = what.Kind == EventFilter.Overview;
        lock (_gate)
        {
            for (int i = _listeners.Count - 1; i >= 0; i--)
            {
                if ((!isOverview || _listeners[i].WantsOverview) && !_listeners[i].Channel.Writer.TryWrite(what))
                {
                    _listeners[i].Channel.Writer.TryComplete();
                    _listeners.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>One who listens.</summary>
    private sealed record Listener(string Who, Channel<FeedEvent> Channel, bool WantsOverview);
}
