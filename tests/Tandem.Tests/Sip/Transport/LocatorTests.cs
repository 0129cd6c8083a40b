using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Sip.Transport;
using Tandem.TestKit;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;

namespace Tandem.Tests.Sip.Transport;

public sealed class LocatorTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();
    private readonly FakeDns _dns = new();
    private readonly Shard _shard;
    private readonly Answers _answers = new();
    private readonly Locator _locator;

    public LocatorTests()
    {
        _shard = new(0, TimeProvider.System) { Handler = _answers };
        _shard.Start();
        _locator = Make(new() { NameServers = [_dns.At], HostsFile = null, Timeout = TimeSpan.FromSeconds(10), Retries = 0 });
    }

    [Fact]
    public void Literal_addresses_are_known_at_once_and_without_allocating()
    {
        _locator.TryGet("192.0.2.1", out IReadOnlyList<Target> targets).Should().BeTrue();
        targets.Should().Equal(TargetOf("192.0.2.1", 5060));
        _locator.TryGet("[2001:db8::1]:5070;transport=tcp", out targets).Should().BeTrue();
        targets.Should().Equal(TargetOf("2001:db8::1", 5070, TransportKind.Tcp));
        Allocated.By(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                _locator.TryGet("192.0.2.1", out _);
            }
        }).Should().Be(0);
        _dns.Asked.Should().BeEmpty();
    }

    [Fact]
    public void A_name_with_a_port_is_looked_up_as_A_and_AAAA_only()
    {
        _dns.Host("gw.example", "192.0.2.1").Host("gw.example", "192.0.2.2").Host("gw.example", "2001:db8::1");
        _locator.TryGet("gw.example:5070", out _).Should().BeFalse();
        Resolve("gw.example:5070").Should().Equal(TargetOf("192.0.2.1", 5070), TargetOf("192.0.2.2", 5070), TargetOf("2001:db8::1", 5070));
        _dns.Asked.Should().BeEquivalentTo("A gw.example", "AAAA gw.example");
        _locator.TryGet("gw.example:5070", out IReadOnlyList<Target> cached).Should().BeTrue();
        cached.Should().HaveCount(3);
        _locator.Lookups.Should().Be(1);
    }

    [Fact]
    public void A_name_without_a_port_goes_by_SRV_in_order_of_priority()
    {
        _dns.Service("_sip._udp.carrier.example", 20, 0, 5080, "b.example").Service("_sip._udp.carrier.example", 10, 0, 5070, "a.example")
            .Host("a.example", "192.0.2.1").Host("b.example", "192.0.2.2");
        Resolve("carrier.example").Should().Equal(TargetOf("192.0.2.1", 5070), TargetOf("192.0.2.2", 5080));
    }

    [Fact]
    public void Equal_priorities_share_the_calls_by_weight()
    {
        _dns.Service("_sip._tcp.carrier.example", 1, 10, 5070, "a.example").Service("_sip._tcp.carrier.example", 1, 30, 5080, "b.example")
            .Host("a.example", "192.0.2.1").Host("b.example", "192.0.2.2");
        Resolve("carrier.example;transport=tcp").Should().HaveCount(2);
        int heavy = 0;
        for (int i = 0; i < 320; i++)
        {
            _locator.TryGet("carrier.example;transport=tcp", out IReadOnlyList<Target> targets).Should().BeTrue();
            heavy += targets[0] == TargetOf("192.0.2.2", 5080, TransportKind.Tcp) ? 1 : 0;
        }

        heavy.Should().BeInRange(180, 300);
    }

    [Fact]
    public void Without_SRV_the_name_itself_and_5060_are_used()
    {
        _dns.Host("gw.example", "192.0.2.1");
        Resolve("gw.example").Should().Equal(TargetOf("192.0.2.1", 5060));
        _dns.Asked.Should().Contain("SRV _sip._udp.gw.example");
    }

    [Fact]
    public void A_service_that_is_decidedly_not_there_leads_nowhere()
    {
        _dns.Service("_sip._udp.gw.example", 0, 0, 0, ".").Host("gw.example", "192.0.2.1");
        Resolve("gw.example").Should().BeEmpty();
    }

    [Fact]
    public void A_name_that_is_not_there_is_remembered_shortly()
    {
        Resolve("nobody.example:5060").Should().BeEmpty();
        _locator.TryGet("nobody.example:5060", out IReadOnlyList<Target> targets).Should().BeTrue();
        targets.Should().BeEmpty();
        _dns.Host("nobody.example", "192.0.2.1");
        _time.Advance(TimeSpan.FromSeconds(31));
        _locator.TryGet("nobody.example:5060", out _).Should().BeFalse();
        Resolve("nobody.example:5060").Should().Equal(TargetOf("192.0.2.1", 5060));
    }

    [Fact]
    public void An_answer_counts_for_its_TTL_and_then_the_new_one_does()
    {
        _dns.Host("gw.example", "192.0.2.1", ttl: 60);
        Resolve("gw.example:5060").Should().Equal(TargetOf("192.0.2.1", 5060));
        _dns.Clear();
        _dns.Host("gw.example", "192.0.2.2", ttl: 60);
        _time.Advance(TimeSpan.FromSeconds(40));
        Resolve("gw.example:5060").Should().Equal(TargetOf("192.0.2.1", 5060));
        _time.Advance(TimeSpan.FromSeconds(21));
        _locator.TryGet("gw.example:5060", out _).Should().BeFalse();
        Resolve("gw.example:5060").Should().Equal(TargetOf("192.0.2.2", 5060));
    }

    [Fact]
    public void A_name_in_use_is_refreshed_before_its_TTL_ends()
    {
        _dns.Host("gw.example", "192.0.2.1", ttl: 100);
        Resolve("gw.example:5060");
        _dns.Clear();
        _dns.Host("gw.example", "192.0.2.2", ttl: 100);
        _time.Advance(TimeSpan.FromSeconds(85));
        SpinWait.SpinUntil(
            () => _locator.TryGet("gw.example:5060", out IReadOnlyList<Target> targets) && targets[0] == TargetOf("192.0.2.2", 5060), Patience)
            .Should().BeTrue("each call asks, and none waits");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_no_server_answers_the_old_answer_is_used(bool isSilent)
    {
        // Impatient, since it is going to wait in vain; on a busy machine even the first answer may take it some tries.
        var impatient = new LocatorOptions
        {
            NameServers = [_dns.At],
            HostsFile = null,
            Timeout = TimeSpan.FromMilliseconds(300),
            Retries = 0,
        };
        await using Locator locator = Make(impatient);
        _dns.Service("_sip._udp.carrier.example", 1, 0, 5070, "a.example", ttl: 60).Host("a.example", "192.0.2.1", ttl: 60);
        while (Resolve("carrier.example", locator) is not [{ Address.Port: 5070 }])
        {
            _time.Advance(impatient.NegativeTtl);
        }

        _dns.IsSilent = isSilent;
        _dns.IsBroken = !isSilent;
        _time.Advance(TimeSpan.FromMinutes(10));
        Resolve("carrier.example", locator).Should().Equal(TargetOf("192.0.2.1", 5070));
        locator.StaleAnswers.Should().Be(1);
        locator.TryGet("carrier.example", out _).Should().BeTrue("nobody asks again within the pause");
        _time.Advance(TimeSpan.FromDays(2));
        Resolve("carrier.example", locator).Should().BeEmpty("what is that old is not believed any more");
    }

    [Fact]
    public void Many_who_ask_at_once_cause_one_lookup()
    {
        _dns.Host("gw.example", "192.0.2.1");
        for (int i = 0; i < 50; i++)
        {
            _locator.Resolve("gw.example:5060", _shard, i);
        }

        var tokens = new List<object>();
        for (int i = 0; i < 50; i++)
        {
            tokens.Add(Next().Token);
        }

        tokens.Should().BeEquivalentTo(Enumerable.Range(0, 50));
        _locator.Lookups.Should().Be(1);
    }

    [Fact]
    public void What_is_no_address_leads_nowhere_at_once()
    {
        _locator.TryGet("no address", out IReadOnlyList<Target> targets).Should().BeTrue();
        targets.Should().BeEmpty();
        Resolve("no address").Should().BeEmpty();
    }

    [Fact]
    public async Task The_hosts_file_wins_over_DNS_and_localhost_needs_neither()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "# by hand\n192.0.2.50\tgw.example gw # ours\n::1 ip6\n", TestContext.Current.CancellationToken);
        await using Locator locator = Make(new() { NameServers = [_dns.At], HostsFile = path });
        _dns.Host("gw.example", "192.0.2.1");
        Resolve("GW.example", locator).Should().Equal(TargetOf("192.0.2.50", 5060));
        Resolve("localhost:5062", locator).Should().Equal(TargetOf("127.0.0.1", 5062), TargetOf("::1", 5062));
        _dns.Asked.Should().BeEmpty();
        File.Delete(path);
    }

    [Fact]
    public async Task It_keeps_no_more_names_than_it_may()
    {
        await using Locator locator = Make(new() { NameServers = [_dns.At], HostsFile = null, MostNames = 20 });
        for (int i = 0; i < 200; i++)
        {
            locator.TryGet($"192.0.2.{i}", out IReadOnlyList<Target> targets).Should().BeTrue();
            targets.Should().Equal(TargetOf($"192.0.2.{i}", 5060));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _locator.DisposeAsync();
        _shard.Stop();
        _dns.Dispose();
    }

    private static Target TargetOf(string ip, int port, TransportKind transport = TransportKind.Udp) =>
        new(transport, NetAddress.From(IPAddress.Parse(ip), port));

    private Locator Make(LocatorOptions options) => new(options, _time, new Random(1), NullLogger<Locator>.Instance);

    private IReadOnlyList<Target> Resolve(string address, Locator? locator = null)
    {
        object token = new();
        (locator ?? _locator).Resolve(address, _shard, token);
        Located located = Next();
        located.Token.Should().BeSameAs(token);
        located.Address.Should().Be(address);
        return located.Targets;
    }

    private Located Next()
    {
        _answers.Posted.TryTake(out Located? located, Patience).Should().BeTrue("an answer should have been posted");
        return located!;
    }

    private sealed class Answers : IShardHandler
    {
        public BlockingCollection<Located> Posted { get; } = [];

        public void OnMessage(in Flow flow, ReadOnlySpan<byte> message)
        {
        }

        public void OnClosed(in Flow flow)
        {
        }

        public void OnPosted(object posted) => Posted.Add((Located)posted);

        public void OnIdle()
        {
        }
    }
}
