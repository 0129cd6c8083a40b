using System.Text;
using Tandem.Routing.Routes;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.GatewayChecks;

/// <summary>Egress trunks whose addresses are asked by OPTIONS (SW §1.8): calls go to those that answer.</summary>
public sealed class GatewayChecksTests : IDisposable
{
    private readonly TestSwitch _tandem = TestSwitch.Start(static plan => plan
        .Set("SS_SIP_OPTIONS_CHECK_PERIOD", "40")
        .Route("44", "carrier-a", "carrier-b")
        .Carrier("carrier-a", static trunk => trunk with { SipOptionsCheck = true, Addresses = ["127.0.0.3", "127.0.0.7"] }));

    public GatewayChecksTests()
    {
        Second.Ignores(); // it is there
        _tandem.Passes(3);
    }

    private SipPeer First => _tandem.Peer("carrier-a");

    private SipPeer Second => _tandem.Peer("second", "127.0.0.7:5060");

    private SipPeer Customer => _tandem.Peer("customer");

    public void Dispose() => _tandem.Dispose();

    [Fact]
    public void Each_address_is_asked_in_each_period()
    {
        string asked = First.All[0];
        asked.Should().StartWith("OPTIONS sip:127.0.0.3 SIP/2.0\r\n");
        First.Say(First.Response(asked, 200, null));
        Second.Say(Second.Response(Second.All[0], 404, null));
        First.All.Clear();
        _tandem.Passes(35);
        First.All.Should().BeEmpty();
        _tandem.Passes(6);
        SipText.Header(First.All[0], "CSeq").Should().Be("2 OPTIONS");
        SipText.Header(First.All[0], "Call-ID").Should().Be(SipText.Header(asked, "Call-ID"));
        Silent().Should().Be(0);
    }

    [Theory]
    [InlineData(200, "first")]
    [InlineData(401, "first")]
    [InlineData(486, "first")]
    [InlineData(408, "second")]
    [InlineData(503, "second")]
    [InlineData(0, "second")]
    public void A_call_goes_to_the_first_address_that_answers(int answer, string called)
    {
        AnswersOnly(answer, 200);
        Customer.Invites("44207");
        (called == "first" ? First : Second).Gets("INVITE");
        (called == "first" ? Second : First).All.Should().NotContain(static text => text.StartsWith("INVITE", StringComparison.Ordinal));
    }

    [Fact]
    public void A_trunk_of_which_no_address_answers_gets_no_call_until_one_does()
    {
        AnswersOnly(0, 0);
        Customer.Invites("44207");
        SipPeer other = _tandem.Peer("carrier-b");
        other.Gets("INVITE");
        other.Answers(486);
        Customer.Gets(486);
        Why().Should().Contain(nameof(ReasonCode.EgressSilent));
        Silent().Should().Be(2);

        First.All.Clear();
        _tandem.Passes(41);
        First.Say(First.Response(First.All[^1], 200, null));
        Silent().Should().Be(1);
        First.Ignores();
        Customer.Invites("44207");
        First.Gets("INVITE");
    }

    [Fact]
    public void An_address_that_is_silent_is_passed_over_when_the_one_before_it_fails()
    {
        AnswersOnly(200, 0);
        Customer.Invites("44207");
        First.Gets("INVITE");
        _tandem.Passes(40); // it says nothing to the call
        _tandem.Peer("carrier-b").Gets("INVITE");
        Second.All.Should().NotContain(static text => text.StartsWith("INVITE", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_is_not_asked_any_more_counts_as_being_there()
    {
        AnswersOnly(0, 0);
        _tandem.Apply(static plan => plan.Carrier("carrier-a", static trunk => trunk with { SipOptionsCheck = false }));
        _tandem.Passes(2);
        Silent().Should().Be(0);
        First.All.Clear();
        _tandem.Passes(100);
        First.All.Should().BeEmpty();
        _tandem.Node.Leftovers().ClientTransactions.Should().Be(0);
    }

    /// <summary>What the two addresses answer; 0: nothing, until it is too late.</summary>
    private void AnswersOnly(int first, int second)
    {
        foreach ((SipPeer peer, int status) in new[] { (First, first), (Second, second) })
        {
            if (status > 0)
            {
                peer.Say(peer.Response(peer.All[0], status, null));
            }
        }

        _tandem.Passes(first == 0 || second == 0 ? 33 : 1);
        First.Ignores();
        Second.Ignores();
    }

    private int Silent() => _tandem.Traffic.Of(_tandem.Plan.Current.Egress.First(static trunk => trunk.Name == "carrier-a")).Silent.Count;

    private string Why() => Encoding.UTF8.GetString(_tandem.Cdrs[^1].Why.Span);
}
