using System.Globalization;
using Tandem.Calls.Registration;
using Tandem.TestKit;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Registration;

/// <summary>SW §1.1: who gets a datagram, and how many in which time.</summary>
public sealed class KeepAlivesTests : IDisposable
{
    private readonly TestSwitch _tandem = TestSwitch.Start(static plan => plan.Phone("1001", "secret").Phone("1002", "secret"));
    private readonly KeepAlives _alive;

    public KeepAlivesTests() => _alive = new(_tandem.Registrations, _tandem.Wire, _tandem.Plan, "tandem", _tandem.Time);

    public void Dispose() => _tandem.Dispose();

    [Fact]
    public void A_phone_behind_a_NAT_gets_one_each_period_where_it_registered_from()
    {
        SipPeer behind = Registered("1001", isBehindNat: true);
        SipPeer open = Registered("1002", isBehindNat: false);
        behind.All.Clear();
        open.All.Clear();

        Runs(seconds: 91);

        behind.All.Should().Equal("HELLO", "HELLO", "HELLO", "HELLO");
        open.All.Should().BeEmpty();
        _alive.Sent.Should().Be(4);
    }

    [Theory]
    [InlineData("203.0.113.9:5060", "On", 4)]
    [InlineData("203.0.113.9:5060", "Off", 0)]
    [InlineData("10.1.2.3:5060", "On", 0)]
    [InlineData("127.0.9.8:5060", "On", 0)]
    [InlineData("[2001:db8::9]:5060", "On", 4)]
    [InlineData("[fd00::9]:5060", "On", 0)]
    public void A_phone_whose_router_may_hide_itself_gets_them_unless_it_is_in_a_network_like_ours_or_the_plan_says_no(string address, string all, int sent)
    {
        _tandem.Apply(plan => plan.Set("SS_SIP_NAT_KEEP_ALIVE_ALL", all));
        SipPeer peer = _tandem.Peer("hidden", address);
        new RegisteringPhone(_tandem, peer, "1001", "secret").Register().Should().Be(200);
        _tandem.Registrations.Of("1001")[0].IsBehindNat.Should().BeFalse();
        peer.All.Clear();

        Runs(seconds: 91);

        peer.All.Should().HaveCount(sent).And.OnlyContain(static text => text == "HELLO");
        _tandem.Registrations.Of("1001")[0].KeepAliveSeconds.Should().Be(sent > 0 ? 30 : null);
    }

    [Fact]
    public void Whoever_comes_through_a_proxy_gets_none_unless_a_NAT_shows()
    {
        SipPeer proxy = _tandem.Peer("proxy", "203.0.113.10:5060");
        new RegisteringPhone(_tandem, proxy, "1001", "secret").Register("Supported: path", "Path: <sip:203.0.113.10;lr>").Should().Be(200);
        proxy.All.Clear();
        Runs(seconds: 61);
        proxy.All.Should().BeEmpty("what stands before the phone is the proxy's business");
    }

    [Fact]
    public void Its_text_and_period_follow_the_plan_and_nothing_is_sent_without_a_text()
    {
        SipPeer behind = Registered("1001", isBehindNat: true);
        behind.All.Clear();
        _tandem.Apply(static plan => plan.Set("SS_SIP_NAT_KEEP_ALIVE_MESSAGE", "hi").Set("SS_SIP_NAT_KEEP_ALIVE_PERIOD", "10"));
        Runs(seconds: 11);
        behind.All.Should().Equal("hi", "hi");

        _tandem.Apply(static plan => plan.Set("SS_SIP_NAT_KEEP_ALIVE_MESSAGE", ""));
        Runs(seconds: 30);
        behind.All.Should().HaveCount(2);
    }

    [Fact]
    public void A_phone_may_have_a_period_of_its_own()
    {
        _tandem.Apply(static plan => plan.Phone("1002", "secret", static phone => phone with { NatKeepAlivePeriod = 10 }));
        SipPeer first = Registered("1001", isBehindNat: true);
        SipPeer second = Registered("1002", isBehindNat: true);
        first.All.Clear();
        second.All.Clear();

        Runs(seconds: 91);

        first.All.Should().HaveCountGreaterThanOrEqualTo(3).And.HaveCountLessThanOrEqualTo(4).And.OnlyContain(static text => text == "HELLO");
        second.All.Should().HaveCountGreaterThanOrEqualTo(9).And.HaveCountLessThanOrEqualTo(12).And.OnlyContain(static text => text == "HELLO");
        (_tandem.Registrations.Of("1001")[0].KeepAliveSeconds, _tandem.Registrations.Of("1002")[0].KeepAliveSeconds).Should().Be((30, 10));

        _tandem.Apply(static plan => plan.Phone("1002", "secret", static phone => phone with { NatKeepAlivePeriod = 0 }));
        Runs(seconds: 1);
        _tandem.Registrations.Of("1002")[0].KeepAliveSeconds.Should().Be(30);
    }

    [Fact]
    public void Who_has_gone_gets_none()
    {
        SipPeer behind = Registered("1001", isBehindNat: true, expires: 60);
        behind.All.Clear();
        Runs(seconds: 200);
        behind.All.Should().HaveCount(2, "at once and after 30 seconds; after 60 it is over");
    }

    [Theory]
    [InlineData(3000, 500, 10, 3000)]
    [InlineData(100, 500, 20, 200)]
    [InlineData(25, 500, 4, 10)]
    [InlineData(7, 50, 4, 28)]
    public void A_batch_is_sent_in_its_interval_in_tenths(int oneTime, int intervalMs, int ticks, int sent)
    {
        _tandem.Apply(plan => plan
            .Set("SS_SIP_NAT_KEEP_ALIVE_SEND_ONE_TIME", oneTime.ToString(CultureInfo.InvariantCulture))
            .Set("SS_SIP_NAT_KEEP_ALIVE_SEND_INTERVAL", intervalMs.ToString(CultureInfo.InvariantCulture)));
        Fill(5000);
        for (int i = 0; i < ticks; i++)
        {
            _alive.Step();
        }

        _alive.Sent.Should().Be(sent);
    }

    [Fact]
    public void Every_one_of_very_many_gets_exactly_one_in_a_round()
    {
        const int Phones = 20_000;
        Fill(Phones);
        var got = new Dictionary<NetAddress, int>();
        _tandem.Wire.Passes = (remote, _) =>
        {
            got[remote] = got.GetValueOrDefault(remote) + 1;
            return false;
        };

        Runs(seconds: 29);

        got.Should().HaveCount(Phones);
        got.Values.Should().OnlyContain(static times => times == 1);
    }

    [Fact]
    public void On_wish_it_is_an_OPTIONS_whose_answer_tells_the_round_trip()
    {
        _tandem.Apply(static plan => plan.Set("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", "On"));
        SipPeer behind = Registered("1001", isBehindNat: true);
        behind.All.Clear();
        _alive.Step();
        string options = behind.All.Should().ContainSingle().Subject;
        options.Should().StartWith("OPTIONS sip:x@192.168.1.2 SIP/2.0\r\n");
        _tandem.Time.Advance(TimeSpan.FromMilliseconds(42));

        SipPeer elsewhere = _tandem.Peer("forger", "127.0.9.99:5060");
        elsewhere.Say(SipText.AnswerTo(options));
        _tandem.Registrations.Of("1001")[0].RoundTripMs.Should().BeNull("it was not sent there");
        behind.Say(SipText.AnswerTo(options));

        _tandem.Registrations.Of("1001")[0].RoundTripMs.Should().Be(42);
    }

    [Fact]
    public void A_phone_that_used_to_answer_and_does_not_any_more_is_gone()
    {
        _tandem.Apply(static plan => plan.Set("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", "On"));
        SipPeer answers = Registered("1001", isBehindNat: true);
        SipPeer neverDid = Registered("1002", isBehindNat: true);
        neverDid.All.Clear();
        answers.All.Clear();
        _alive.Step();
        answers.Say(SipText.AnswerTo(answers.All[0]));

        Runs(seconds: 59);
        Sweep();
        _tandem.Registrations.Count.Phones.Should().Be(2);
        Runs(seconds: 40);
        Sweep();

        _tandem.Registrations.Find("1001").Should().BeEmpty();
        _tandem.Registrations.Find("1002").Should().HaveCount(1);

        void Sweep() => _tandem.Registrations.Sweep(static _ => true, TimeSpan.FromSeconds(60));
    }

    private SipPeer Registered(string number, bool isBehindNat, int expires = 300)
    {
        SipPeer peer = _tandem.Peer(number, $"127.0.9.{number[^1]}:5060");
        var phone = new RegisteringPhone(_tandem, peer, number, "secret");
        phone.Contact = isBehindNat ? "<sip:x@192.168.1.2>" : phone.Contact;
        phone.Register($"Expires: {expires}").Should().Be(200);
        return peer;
    }

    /// <summary>Phones behind NATs, each at an address of its own, as they come back from a run before.</summary>
    private void Fill(int phones)
    {
        NetAddress address = Registered("1001", isBehindNat: true).Address;
        byte[] kept = _tandem.Registrations.TakeChanges(1)[0].Bindings!;
        byte[] written = Written(address);
        int at = kept.AsSpan().IndexOf(written);
        _tandem.Registrations.Remove("1001", _tandem.Registrations.Of("1001")[0].Id);
        _tandem.Registrations.Take(
            Enumerable.Range(0, phones).Select(i => new KeptPhone(
                $"n{i}", default, [.. kept[..at], .. Written(address with { Ip = address.Ip + (UInt128)(1000 + i) }), .. kept[(at + written.Length)..]])),
            _tandem.Wire);
        _tandem.Registrations.Count.Phones.Should().Be(phones);
    }

    private static byte[] Written(NetAddress address) => new KeptWriter().Address(address).Written.ToArray();

    private void Runs(int seconds)
    {
        for (int i = 0; i < seconds * 20; i++)
        {
            _alive.Step();
            _tandem.Time.Advance(TimeSpan.FromMilliseconds(50));
        }
    }
}
