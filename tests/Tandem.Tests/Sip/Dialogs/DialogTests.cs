using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.TestKit;
using static Tandem.Tests.Sip.Dialogs.DialogTexts;

namespace Tandem.Tests.Sip.Dialogs;

public class DialogTests
{
    private readonly DialogTable _table = NewTable();

    [Fact]
    public void The_first_INVITE_and_what_follows_in_the_dialog_are_as_approved()
    {
        Dialog dialog = _table.BeginOurs();
        const string Routes = "Record-Route: <sip:p2.example.net;lr>, <sip:p1.example.net;lr>\r\n";
        string all = Write(dialog, SipMethod.Invite);
        _table.ForAnswer(dialog, Answer(dialog, 183, "c-1", Routes));
        all += "\n" + Write(dialog, SipMethod.Prack);
        _table.ForAnswer(dialog, Answer(dialog, 200, "c-1", Routes));
        var writer = new SipWriter();
        dialog.WriteAckStart(writer, Flow, Us, 0xAB);
        all += "\n" + writer.Written.Text();
        all += "\n" + Write(dialog, SipMethod.Bye);
        Approved.Match(all.Replace(dialog.LocalTag.ToString(), "OURTAG", StringComparison.Ordinal)
            .Replace(dialog.CallId.Text(), "OURCALLID", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_their_INVITE_the_dialog_takes_sides_target_tags_and_routes_in_order()
    {
        Dialog dialog = _table.BeginTheirs("leg", Invite("Record-Route: <sip:p1.example.net;lr>,<sip:p2.example.net;lr>\r\n"))!;
        dialog.CallId.Text().Should().Be("theirs@example.com");
        dialog.LocalAddress.Text().Should().Be("<sip:bob@192.0.2.1>");
        dialog.RemoteAddress.Text().Should().Be("\"Alice\" <sip:alice@example.com>");
        dialog.RemoteTag.Text().Should().Be("al-1");
        dialog.RemoteTarget.Text().Should().Be("sip:alice@192.0.2.99:5062");
        dialog.Routes.Text().Should().Be("<sip:p1.example.net;lr>, <sip:p2.example.net;lr>");
        dialog.NextHop.Text().Should().Be("sip:p1.example.net;lr");
        (dialog.IsOurs, dialog.State, dialog.RemoteCSeq, dialog.LocalCSeq, dialog.Pending)
            .Should().Be((false, DialogState.Early, 100u, 0u, DialogPending.TheirInvite));
    }

    [Fact]
    public void An_INVITE_without_a_Contact_makes_no_dialog()
    {
        _table.BeginTheirs("leg", Invite(contact: "")).Should().BeNull();
        _table.Count.Should().Be(0);
    }

    [Fact]
    public void A_From_without_brackets_loses_its_tag_and_nothing_else()
    {
        Dialog dialog = _table.BeginTheirs("leg", Invite(from: "sip:alice@example.com"))!;
        dialog.RemoteAddress.Text().Should().Be("sip:alice@example.com");
        Write(dialog, SipMethod.Bye).Should().Contain("To: sip:alice@example.com;tag=al-1\r\n");
    }

    [Fact]
    public void The_side_that_asked_reverses_the_routes()
    {
        Dialog dialog = _table.BeginOurs();
        Write(dialog, SipMethod.Invite);
        const string Routes = "Record-Route: <sip:p3;lr>, <sip:p2;lr>\r\nRecord-Route: <sip:p1;lr>\r\n";
        _table.ForAnswer(dialog, Answer(dialog, 200, "c", Routes));
        dialog.Routes.Text().Should().Be("<sip:p1;lr>, <sip:p2;lr>, <sip:p3;lr>");
        dialog.NextHop.Text().Should().Be("sip:p1;lr");
    }

    [Fact]
    public void The_2xx_recomputes_the_route_set_and_a_later_answer_changes_nothing()
    {
        Dialog dialog = _table.BeginOurs();
        Write(dialog, SipMethod.Invite);
        _table.ForAnswer(dialog, Answer(dialog, 180, "c", "Record-Route: <sip:p1;lr>\r\n"));
        dialog.Routes.Text().Should().Be("<sip:p1;lr>");
        _table.ForAnswer(dialog, Answer(dialog, 183, "c", "Record-Route: <sip:p9;lr>\r\n", "sip:other@198.51.100.8"));
        dialog.Routes.Text().Should().Be("<sip:p1;lr>");
        dialog.RemoteTarget.Text().Should().Be("sip:carrier@198.51.100.7:5080");
        _table.ForAnswer(dialog, Answer(dialog, 200, "c", "", "sip:final@198.51.100.9"));
        dialog.Routes.Text().Should().BeEmpty();
        dialog.NextHop.Text().Should().Be("sip:final@198.51.100.9");
        dialog.State.Should().Be(DialogState.Confirmed);
        _table.ForAnswer(dialog, Answer(dialog, 200, "c", "Record-Route: <sip:p9;lr>\r\n"));
        dialog.Routes.Text().Should().BeEmpty();
    }

    [Fact]
    public void A_strict_router_gets_its_own_URI_and_the_target_as_last_route()
    {
        Dialog dialog = _table.BeginTheirs("leg", Invite("Record-Route: <sip:strict.example.net>, <sip:p2.example.net;lr>\r\n"))!;
        string bye = Write(dialog, SipMethod.Bye);
        bye.Should().StartWith("BYE sip:strict.example.net SIP/2.0\r\n")
            .And.Contain("Route: <sip:p2.example.net;lr>, <sip:alice@192.0.2.99:5062>\r\n");
        dialog.NextHop.Text().Should().Be("sip:strict.example.net");

        Dialog alone = _table.BeginTheirs("leg", Invite("Record-Route: <sip:strict.example.net>\r\n"))!;
        Write(alone, SipMethod.Bye).Should().Contain("Route: <sip:alice@192.0.2.99:5062>\r\n");
    }

    [Fact]
    public void A_strict_router_that_the_2xx_leaves_out_is_forgotten()
    {
        Dialog dialog = _table.BeginOurs();
        Write(dialog, SipMethod.Invite);
        _table.ForAnswer(dialog, Answer(dialog, 180, "c", "Record-Route: <sip:strict.example.net>\r\n"));
        _table.ForAnswer(dialog, Answer(dialog, 200, "c", "", "sip:final@198.51.100.9"));

        Write(dialog, SipMethod.Bye).Should().StartWith("BYE sip:final@198.51.100.9 SIP/2.0\r\n").And.NotContain("Route:");
    }

    [Fact]
    public void Their_Contact_moves_the_target_when_it_can_be_read()
    {
        Dialog dialog = _table.BeginTheirs("leg", Invite())!;
        dialog.RefreshTarget(Invite(contact: "Contact: \"A\" <sip:moved@192.0.2.50>;x=1\r\n")).Should().BeTrue();
        dialog.RemoteTarget.Text().Should().Be("sip:moved@192.0.2.50");
        dialog.RefreshTarget(Invite(contact: "")).Should().BeFalse();
        dialog.RemoteTarget.Text().Should().Be("sip:moved@192.0.2.50");
    }

    [Fact]
    public void A_longer_text_after_a_short_one_and_a_short_after_a_long_are_kept_whole()
    {
        Dialog dialog = _table.BeginTheirs("leg", Invite())!;
        string user = new('9', 900);
        dialog.RefreshTarget(Invite(contact: $"Contact: <sip:{user}@192.0.2.50>\r\n"));
        dialog.RemoteTarget.Text().Should().Be($"sip:{user}@192.0.2.50");
        dialog.RefreshTarget(Invite());
        dialog.RemoteTarget.Text().Should().Be("sip:alice@192.0.2.99:5062");
    }

    [Fact]
    public void Each_request_of_ours_takes_the_next_CSeq_and_the_ACK_that_of_its_INVITE()
    {
        Dialog dialog = _table.BeginOurs();
        Write(dialog, SipMethod.Invite).Should().Contain("CSeq: 1 INVITE\r\n");
        Write(dialog, SipMethod.Invite).Should().Contain("CSeq: 2 INVITE\r\n");
        Write(dialog, SipMethod.Prack).Should().Contain("CSeq: 3 PRACK\r\n");
        Write(dialog, SipMethod.Other, methodName: "FOO").Should().StartWith("FOO sip:").And.Contain("CSeq: 4 FOO\r\n");
        var writer = new SipWriter();
        dialog.WriteAckStart(writer, Flow, Us, 1);
        writer.Written.Text().Should().Contain("CSeq: 2 ACK\r\n");
    }

    [Theory]
    [InlineData("INVITE", 101, DialogPending.None, InDialogVerdict.Proceed)]
    [InlineData("INVITE", 99, DialogPending.None, InDialogVerdict.OutOfOrder)]
    [InlineData("BYE", 99, DialogPending.None, InDialogVerdict.OutOfOrder)]
    [InlineData("BYE", 100, DialogPending.None, InDialogVerdict.Proceed)]
    [InlineData("ACK", 99, DialogPending.None, InDialogVerdict.Proceed)]
    [InlineData("INVITE", 101, DialogPending.TheirInvite, InDialogVerdict.TooSoon)]
    [InlineData("INVITE", 101, DialogPending.OurInvite, InDialogVerdict.Glare)]
    [InlineData("BYE", 101, DialogPending.OurInvite | DialogPending.TheirInvite, InDialogVerdict.Proceed)]
    [InlineData("UPDATE", 101, DialogPending.TheirUpdate, InDialogVerdict.TooSoon)]
    [InlineData("UPDATE", 101, DialogPending.OurInvite, InDialogVerdict.Proceed)]
    public void Requests_within_are_judged(string method, uint cseq, DialogPending pending, InDialogVerdict expected)
    {
        Dialog dialog = _table.BeginTheirs("leg", Invite())!;
        dialog.Pending = pending;
        dialog.Judge(Within(dialog, method, cseq)).Should().Be(expected);
    }

    [Fact]
    public void What_proceeds_is_remembered_and_what_is_too_soon_still_uses_its_number()
    {
        Dialog dialog = _table.BeginTheirs("leg", Invite())!;
        dialog.Judge(Within(dialog, "INVITE", 101)).Should().Be(InDialogVerdict.TooSoon);
        dialog.RemoteCSeq.Should().Be(101);
        dialog.Done(DialogPending.TheirInvite);
        dialog.Judge(Within(dialog, "INVITE", 102)).Should().Be(InDialogVerdict.Proceed);
        dialog.Pending.Should().Be(DialogPending.TheirInvite);
        dialog.Judge(Within(dialog, "UPDATE", 103)).Should().Be(InDialogVerdict.Proceed);
        dialog.Pending.Should().Be(DialogPending.TheirInvite | DialogPending.TheirUpdate);
        dialog.Judge(Within(dialog, "ACK", 102)).Should().Be(InDialogVerdict.Proceed);
        dialog.RemoteCSeq.Should().Be(103);
        dialog.Judge(Within(dialog, "INFO", 102)).Should().Be(InDialogVerdict.OutOfOrder);
    }

    [Fact]
    public void Their_first_request_in_a_dialog_of_ours_may_have_any_number()
    {
        Dialog dialog = _table.BeginOurs();
        Write(dialog, SipMethod.Invite);
        _table.ForAnswer(dialog, Answer(dialog, 200, "c"));
        dialog.RemoteCSeq.Should().BeNull();
        dialog.Judge(Within(dialog, "BYE", 1)).Should().Be(InDialogVerdict.Proceed);
        dialog.RemoteCSeq.Should().Be(1);
    }
}
