using System.Net;
using Microsoft.Extensions.Time.Testing;
using Tandem.Calls.Guard.Bans;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Guard.Bans;

public sealed class BanBookTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<SourceAddress, string> _spared = [];
    private readonly SourceGate _gate;
    private PlanHolder _plan = new(SwitchPlan.Empty);

    public BanBookTests() => _gate = new(_time, new Random(1));

    [Fact]
    public void Each_ban_of_a_source_is_longer_until_it_was_quiet_for_long()
    {
        BanBook book = Book();
        foreach (int seconds in new[] { 600, 3600, 21_600, 86_400, 604_800, 604_800 })
        {
            Ban ban = book.Judge(Verdict("192.0.2.1")).Ban!;
            (ban.Until - ban.From).Should().Be(TimeSpan.FromSeconds(seconds));
            _gate.Bars(Address("192.0.2.1")).Should().BeTrue();
            _time.Advance(TimeSpan.FromSeconds(seconds));
            book.Sweep();
            _gate.Bars(Address("192.0.2.1")).Should().BeFalse();
            book.All().Should().ContainSingle().Which.IsInForce.Should().BeFalse("it is remembered");
        }

        _time.Advance(TimeSpan.FromDays(7));
        book.Sweep();
        book.All().Should().BeEmpty();
        book.Judge(Verdict("192.0.2.1")).Ban!.Times.Should().Be(1);
    }

    [Fact]
    public void Who_must_stay_reachable_is_refused_by_name()
    {
        _spared[Source("192.0.2.1")] = "trunk 'acme'";
        BanBook book = Book();
        book.Judge(Verdict("192.0.2.1")).Should().Be(new BanOutcome(null, "trunk 'acme'"));
        book.Add(Source("192.0.2.1"), TimeSpan.FromHours(1), "ann", "").Refusal.Should().Be("trunk 'acme'");
        book.Add(Source("192.0.2.0/24"), TimeSpan.FromHours(1), "ann", "").Refusal.Should().Contain("network");
        book.All().Should().BeEmpty();
        _gate.Bars(Address("192.0.2.1")).Should().BeFalse();
        book.Tallies().Should().Contain(new RuleTally(BanReason.Scanner, 0, 0, 1));
    }

    [Fact]
    public void Who_becomes_a_friend_is_let_go_at_the_next_sweep()
    {
        BanBook book = Book();
        book.Judge(Verdict("192.0.2.1"));
        _spared[Source("192.0.2.1")] = "trunk 'acme'";
        book.Sweep();
        book.All().Should().BeEmpty();
        _gate.Bars(Address("192.0.2.1")).Should().BeFalse();
    }

    [Fact]
    public void A_rule_on_trial_bans_nobody_and_says_once_whom_it_would()
    {
        Set("SERVER_FIREWALL_SCANNER", "Dry Run");
        BanBook book = Book();
        book.Judge(Verdict("192.0.2.1")).Should().Be(new BanOutcome(null, ""));
        book.Judge(Verdict("192.0.2.1"));
        WouldBan trial = book.WouldHave().Should().ContainSingle().Subject;
        (trial.Source, trial.Reason, trial.Length).Should().Be((Source("192.0.2.1"), BanReason.Scanner, TimeSpan.FromSeconds(600)));
        _gate.Bars(Address("192.0.2.1")).Should().BeFalse();
        book.Tallies().Should().Contain(new RuleTally(BanReason.Scanner, 0, 1, 0));
    }

    [Fact]
    public void A_ban_that_is_lifted_is_forgotten_and_each_change_is_told_once()
    {
        BanBook book = Book();
        long seen = -1;
        book.ChangesSince(ref seen).Should().BeEmpty();
        book.Add(Source("192.0.2.1"), TimeSpan.FromHours(1), "ann", "noise").Ban!.By.Should().Be("ann");
        book.TakeChanges().Should().ContainSingle().Which.Ban!.Comment.Should().Be("noise");
        book.Lift(Source("192.0.2.1"))!.Times.Should().Be(1);
        book.Lift(Source("192.0.2.1")).Should().BeNull();
        book.ChangesSince(ref seen).Select(static change => change.What).Should().Equal("added", "lifted");
        book.TakeChanges().Should().ContainSingle().Which.Ban.Should().BeNull();
        book.TakeChanges().Should().BeEmpty();
        book.Until(Address("192.0.2.1").Ip).Should().BeNull();
    }

    [Fact]
    public void What_the_run_before_left_is_in_force_for_the_rest_of_its_time()
    {
        BanBook before = Book();
        before.Judge(Verdict("192.0.2.1"));
        before.Judge(Verdict("2001:db8::/64"));
        List<Ban> stored = [.. before.TakeChanges().Select(static change => change.Ban!)];
        _time.Advance(TimeSpan.FromSeconds(500));
        var gate = new SourceGate(_time, new Random(1));
        var after = new BanBook(gate.Bans, _plan, (_, _) => "", _time);
        after.Load(stored);
        after.InForce.Should().Be(2);
        gate.Bars(Address("192.0.2.1")).Should().BeTrue();
        gate.Bars(Address("2001:db8::9")).Should().BeTrue();
        _time.Advance(TimeSpan.FromSeconds(100));
        gate.Bars(Address("192.0.2.1")).Should().BeFalse();
        after.Sweep();
        after.InForce.Should().Be(0);
    }

    [Fact]
    public void There_are_never_more_than_fit_and_those_that_end_first_make_room()
    {
        BanBook book = Book();
        for (uint i = 0; i <= BanBook.MostKept; i++)
        {
            book.Add(Ban.PlaceOf(NetAddress.FromIPv4(0x0A00_0000 + i, 0).Ip), TimeSpan.FromSeconds(1000 + i), "ann", "").Ban.Should().NotBeNull();
        }

        book.InForce.Should().BeLessThanOrEqualTo(BanBook.MostKept);
        _gate.Bars(NetAddress.FromIPv4(0x0A00_0000, 1)).Should().BeFalse();
        _gate.Bars(NetAddress.FromIPv4(0x0A00_0000 + BanBook.MostKept, 1)).Should().BeTrue();
    }

    [Fact]
    public void A_ban_of_a_listed_country_says_its_line_and_makes_no_later_one_longer()
    {
        BanBook book = Book();
        Ban ban = book.AddListed(Source("192.0.2.1"), TimeSpan.FromHours(1), "black list: country BD").Ban!;
        (ban.Reason, ban.Comment, ban.Times, ban.Evidence.Count).Should().Be((BanReason.BlackList, "black list: country BD", 1, 1L));
        _gate.Bars(Address("192.0.2.1")).Should().BeTrue();
        _time.Advance(TimeSpan.FromHours(1));
        book.Sweep();
        book.AddListed(Source("192.0.2.1"), TimeSpan.FromHours(1), "black list: country BD").Ban!.Times.Should().Be(1);
        _spared[Source("192.0.2.2")] = "the white list's country:BD";
        book.AddListed(Source("192.0.2.2"), TimeSpan.FromHours(1), "black list: country BD").Should().Be(new BanOutcome(null, "the white list's country:BD"));
    }

    private BanBook Book() => new(_gate.Bans, _plan, (source, _) => _spared.GetValueOrDefault(source, ""), _time);

    private void Set(string name, string value) =>
        _plan = new PlanHolder(new SwitchPlan { Parameters = SystemParameters.Read(new Dictionary<string, string> { [name] = value }, []) });

    private Verdict Verdict(string source) => new(Source(source), BanReason.Scanner, new BanEvidence(1, _time.GetUtcNow(), _time.GetUtcNow(), "friendly-scanner"));

    private static SourceAddress Source(string text) => SourceAddress.TryParse(text, out SourceAddress source, out string problem) ? source : throw new ArgumentException(problem, nameof(text));

    private static NetAddress Address(string ip) => NetAddress.From(IPAddress.Parse(ip), 5060);
}
