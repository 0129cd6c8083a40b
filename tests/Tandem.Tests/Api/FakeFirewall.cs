using System.Net;
using Tandem.Calls.Guard.Bans;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Api;

/// <summary>A firewall with a real book, and whom the test spares.</summary>
internal sealed class FakeFirewall(PlanHolder plan, TimeProvider time) : ILiveFirewall
{
    private readonly Dictionary<SourceAddress, string> _spared = [];
    private BanBook? _book;

    public BanBook Book => _book ??= new(new SourceGate(time, new Random(1)).Bans, plan, (source, _) => WhySpared(source), time);

    public IReadOnlyList<FirewallLine> Lines { get; private set; } = [];

    public (string Where, string Why) Enforced => ("process", "a test");

    public void Spare(string source, string who) => _spared[SourceAddress.TryParse(source, out SourceAddress read, out _) ? read : default] = who;

    public IReadOnlyList<LiveBan> All() => Book.All();

    public BanOutcome Ban(SourceAddress source, TimeSpan length, string by, string comment) => Book.Add(source, length, by, comment);

    public Ban? Lift(SourceAddress source) => Book.Lift(source);

    public void Take(IReadOnlyList<FirewallLine> lines) => Lines = lines;

    public string WhySpared(SourceAddress source) => _spared.GetValueOrDefault(source, "");

    public IReadOnlyList<WouldBan> WouldHave() => Book.WouldHave();

    public IReadOnlyList<RuleTally> Tallies() => Book.Tallies();

    public DateTimeOffset? BannedUntil(IPAddress source) => Book.Until(NetAddress.From(source, 0).Ip);

    public IReadOnlyList<BanChange> ChangesSince(ref long seen) => Book.ChangesSince(ref seen);
}
