using Tandem.Billing.Cdrs;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Media;

/// <summary>What re-INVITE and UPDATE do to the sound of a call, with nothing scripted between signalling and the sockets.</summary>
public sealed class RealRelayTests : IDisposable
{
    private readonly RelayedSwitch _switch = new();

    [Fact]
    public void Sound_flows_both_ways_and_the_record_has_its_counts()
    {
        _switch.Talk().Sound().Should().Be((10, 10));
        _switch.Customer.Byes();
        _switch.Customer.Gets(200);

        _switch.Tandem.Cdr.MediaNode.Should().Be("local");
        _switch.Tandem.Cdr.CallerMediaIn!.Value.Packets.Should().Be(10);
        _switch.Tandem.Cdr.CalleeMediaOut!.Value.Packets.Should().Be(10);
    }

    [Theory]
    [InlineData("INVITE", true)]
    [InlineData("INVITE", false)]
    [InlineData("UPDATE", true)]
    [InlineData("UPDATE", false)]
    public void A_hold_is_silent_and_the_sound_is_back_after_it(string method, bool byCustomer)
    {
        _switch.Talk().Sound().Should().Be((10, 10));
        SipPeer asks = byCustomer ? _switch.Customer : _switch.Carrier;
        SipPeer asked = byCustomer ? _switch.Carrier : _switch.Customer;

        Agree(method, asks, "inactive", asked, "inactive");
        _switch.Sound().Should().Be((0, 0));
        Agree(method, asks, "resume", asked, "resumed");

        _switch.Sound().Should().Be((10, 10));
        _switch.Tandem.Cdrs.Should().BeEmpty();
    }

    [Fact]
    public void A_side_that_is_held_hears_what_the_holder_plays()
    {
        _switch.Talk().Sound();
        Agree("INVITE", _switch.Customer, "sendonly", _switch.Carrier, "recvonly");

        _switch.Sound().Should().Be((0, 10));
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void A_refresh_with_the_same_description_changes_nothing(string method)
    {
        _switch.Talk().Sound();
        Agree(method, _switch.Customer, "offer", _switch.Carrier, "answer");

        _switch.Sound().Should().Be((10, 10));
    }

    [Fact]
    public void A_re_INVITE_without_an_offer_lets_the_other_side_make_it()
    {
        _switch.Talk().Sound();
        _switch.Customer.Sends("INVITE");
        _switch.Carrier.Gets("INVITE");
        _switch.Carrier.Answers(200, sdp: "their-offer");
        _switch.Customer.Gets(200, answerSdp: "our-answer");
        _switch.Carrier.Gets("ACK");

        _switch.Sound().Should().Be((10, 10));
        _switch.Customer.Byes();
        _switch.Customer.Gets(200);
        _switch.Tandem.Cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
    }

    [Fact]
    public void A_re_INVITE_that_is_refused_leaves_the_sound_as_it_was()
    {
        _switch.Talk().Sound();
        _switch.Customer.Sends("INVITE", "inactive");
        _switch.Carrier.Gets("INVITE");
        _switch.Carrier.Answers(488);
        _switch.Customer.Gets(488);

        _switch.Sound().Should().Be((10, 10));
    }

    public void Dispose() => _switch.Dispose();

    private static void Agree(string method, SipPeer asks, string offer, SipPeer asked, string answer)
    {
        asks.Sends(method, offer);
        asked.Gets(method);
        asked.Answers(200, sdp: answer);
        asks.Gets(200);
    }
}
