using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Api.Events;
using Tandem.Api.Firewall;
using Tandem.Billing.Accounts;
using Tandem.Calls.Guard.Blacklists;
using Tandem.Calls.Nat;
using Tandem.Routing.Access;
using Tandem.Routing.Alarms;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.Alarms;
using Tandem.Tests.Calls.Nat;
using Tandem.Tests.Store;

namespace Tandem.Tests.Api.Events;

public sealed class EventFeedTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeSwitch _live = new();
    private readonly NatBoard _nat = new();
    private readonly FakeRegistrations _registrations = new();
    private readonly CreditBook _credit = new();
    private readonly FakeFirewall _firewall;
    private readonly NumberBook _numbers;
    private readonly StoreKit _kit = new();
    private readonly AlarmBook _alarms;
    private readonly EventFeed _feed;

    public EventFeedTests()
    {
        _credit.Set("acme", 10m, 0m);
        var plan = new PlanHolder(new SwitchPlan { Document = new PlanDocument { Accounts = [new Account { Name = "acme" }] } });
        _firewall = new(plan, _time);
        _numbers = new(_time);
        _alarms = new(_kit.Store, new AlarmStore(_kit.Store), _time);
        _feed = new(_live, _nat, _registrations, _firewall, _numbers, NoPlaces.Installed, _alarms, _credit, plan, _time, NullLogger<EventFeed>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.StopAsync(CancellationToken.None);
        _feed.Dispose();
        _kit.Dispose();
    }

    [Fact]
    public async Task Alarms_that_come_and_go_are_told()
    {
        ChannelReader<FeedEvent> heard = _feed.Listen("ann")!;
        await _feed.StartAsync(CancellationToken.None);
        await TickAsync();
        _alarms.Raise(new(0, AlarmType.Disk, "", AlarmLevel.Critical, 98, _time.GetUtcNow()));
        _alarms.Clear(AlarmType.Disk, "");
        await TickAsync();
        (await heard.ReadAsync()).Kind.Should().Be("alarm.raised");
        (await heard.ReadAsync()).Kind.Should().Be("alarm.cleared");
        heard.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public async Task A_listener_hears_what_changed_and_nothing_else()
    {
        ChannelReader<FeedEvent> heard = _feed.Listen("ann")!;
        await _feed.StartAsync(CancellationToken.None);
        await TickAsync();
        _live.Calls.Add(FakeSwitch.Call("a1"));
        await TickAsync();
        (await heard.ReadAsync()).What.Should().BeOfType<CallEventView>().Which.State.Should().Be("Ringing");
        await TickAsync();
        _live.Calls.Clear();
        _credit.Add("acme", -1m);
        await TickAsync();
        (await heard.ReadAsync()).What.Should().BeOfType<CallEventView>().Which.State.Should().Be("ended");
        (await heard.ReadAsync()).What.Should().BeOfType<BalanceEventView>().Which.Balance.Should().Be(9m);
        heard.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public async Task A_number_that_comes_onto_a_list_and_off_it_is_told()
    {
        ChannelReader<FeedEvent> heard = _feed.Listen("ann")!;
        await _feed.StartAsync(CancellationToken.None);
        await TickAsync();
        var key = new NumberKey(true, NumberSide.Caller, "2001", IsStandalone: false);
        _numbers.Detected(key, NumberReason.Concurrent, 3, 60);
        _numbers.Lift(key);
        await TickAsync();
        (await heard.ReadAsync()).Kind.Should().Be("number.added");
        (await heard.ReadAsync()).Kind.Should().Be("number.lifted");
    }

    [Fact]
    public async Task A_ban_that_begins_and_one_that_is_lifted_are_told()
    {
        ChannelReader<FeedEvent> heard = _feed.Listen("ann")!;
        await _feed.StartAsync(CancellationToken.None);
        await TickAsync();
        SourceAddress source = Ban.PlaceOf(0xFFFF_C000_0201);
        _firewall.Ban(source, TimeSpan.FromHours(1), "ann", "noise");
        await TickAsync();
        FeedEvent added = await heard.ReadAsync();
        (added.Kind, added.What.Should().BeOfType<BanEventView>().Which.Ban.Source).Should().Be(("ban.added", "192.0.2.1"));
        _firewall.Lift(source);
        await TickAsync();
        (await heard.ReadAsync()).Kind.Should().Be("ban.lifted");
        heard.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public async Task A_finding_that_appears_and_one_that_goes_are_told()
    {
        ChannelReader<FeedEvent> heard = _feed.Listen("ann")!;
        await _feed.StartAsync(CancellationToken.None);
        await TickAsync();
        var endpoint = new NatEndpoint("1001", true);
        var clean = new AgentMessage();
        _nat.Publish(NatReport.After(null, new NatNews(endpoint) { Seen = clean.Seen() }, _time.GetUtcNow()));
        await TickAsync();
        (await heard.ReadAsync()).What.Should().Be(new NatEventView("1001", "phone", "NatClean", true));
        _nat.Publish(NatReport.After(_nat.Report(endpoint), new NatNews(endpoint) { Seen = (clean with { Contact = AgentMessage.Router, ContactPort = 1024 }).Seen() }, _time.GetUtcNow()));
        await TickAsync();
        (await heard.ReadAsync()).What.Should().Be(new NatEventView("1001", "phone", "NatClean", false));
        (await heard.ReadAsync()).What.Should().Be(new NatEventView("1001", "phone", "SipAlgRewrites", true));
        heard.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public async Task A_listener_hears_of_registrations()
    {
        ChannelReader<FeedEvent> heard = _feed.Listen("ann")!;
        await _feed.StartAsync(CancellationToken.None);
        await TickAsync();
        _registrations.Changes.Add(new("expired", FakeRegistrations.Of("1001", "a")));
        await TickAsync();
        FeedEvent news = await heard.ReadAsync();
        news.Kind.Should().Be("registration");
        news.What.Should().BeOfType<RegistrationEventView>().Which.Should().Match<RegistrationEventView>(one => one.State == "expired" && one.Registration.Phone == "1001");
    }

    [Fact]
    public void Listeners_are_bounded_and_leave_room_when_they_go()
    {
        List<ChannelReader<FeedEvent>> all = [];
        while (_feed.Listen("ann") is ChannelReader<FeedEvent> reader)
        {
            all.Add(reader);
            all.Count.Should().BeLessThan(10_000);
        }

        _feed.Leave(all[0]);
        _feed.Listen("ann").Should().NotBeNull();
    }

    [Fact]
    public async Task Who_leaves_hears_the_end_and_no_failure()
    {
        ChannelReader<FeedEvent> heard = _feed.Listen("ann")!;
        _feed.Leave(heard);
        (await heard.WaitToReadAsync()).Should().BeFalse();
    }

    /// <summary>Lets a second pass, and the feed look at it.</summary>
    private async Task TickAsync()
    {
        long looks = _feed.Looks;
        for (int turn = 0; _feed.Looks == looks && turn < 60_000; turn++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1); // a busy machine lets the feed look only after a while
        }

        _feed.Looks.Should().BeGreaterThan(looks);
    }
}
