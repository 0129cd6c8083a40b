using System.Text;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using static Tandem.Tests.Sip.Dialogs.DialogTexts;

namespace Tandem.Tests.Sip.Dialogs;

public class DialogTableTests
{
    private readonly DialogTable _table = NewTable();

    [Fact]
    public void A_request_within_finds_its_dialog_by_our_tag()
    {
        Dialog first = _table.BeginTheirs("one", Invite())!;
        Dialog second = _table.BeginTheirs("two", Invite())!;
        _table.Find(Within(first, "BYE", 101)).Should().BeSameAs(first);
        _table.Find(Within(second, "BYE", 101)).Should().BeSameAs(second);
        _table.Count.Should().Be(2);
    }

    [Fact]
    public void A_wrong_tag_or_Call_ID_finds_nothing()
    {
        Dialog dialog = _table.BeginTheirs("one", Invite())!;
        string tag = dialog.LocalTag.ToString();
        string other = tag[..^1] + (tag[^1] == '0' ? "1" : "0");
        foreach (string wrong in (string[])[other, "ffffffff00000000", "x", tag + "0", "7fffffff" + tag[8..]])
        {
            _table.Find(Within(dialog, "BYE", 101, localTag: wrong)).Should().BeNull();
        }

        _table.Find(Within(dialog, "BYE", 101, callId: "other")).Should().BeNull();
        _table.Find(Within(dialog, "BYE", 101, remoteTag: "other")).Should().BeNull();
    }

    [Fact]
    public void A_dialog_that_was_removed_is_found_no_more_though_its_place_is_used_again()
    {
        Dialog old = _table.BeginTheirs("one", Invite())!;
        SipMessage bye = Within(old, "BYE", 101);
        _table.Remove(old);
        _table.Find(bye).Should().BeNull();
        Dialog next = _table.BeginTheirs("two", Invite())!;
        next.LocalTag.Index.Should().Be(0);
        _table.Find(bye).Should().BeNull();
        _table.Count.Should().Be(1);
    }

    [Fact]
    public void Removing_twice_does_no_harm()
    {
        Dialog dialog = _table.BeginTheirs("one", Invite())!;
        _table.Remove(dialog);
        _table.Remove(dialog);
        _table.Count.Should().Be(0);
        Dialog a = _table.BeginTheirs("a", Invite())!;
        Dialog b = _table.BeginTheirs("b", Invite())!;
        a.LocalTag.Should().NotBe(b.LocalTag);
        a.Should().NotBeSameAs(b);
    }

    [Fact]
    public void A_100_and_a_failure_make_no_dialog()
    {
        Dialog dialog = Dialled();
        _table.ForAnswer(dialog, Answer(dialog, 100, "")).Should().BeNull();
        _table.ForAnswer(dialog, Answer(dialog, 180, "")).Should().BeNull();
        _table.ForAnswer(dialog, Answer(dialog, 486, "busy")).Should().BeNull();
        dialog.State.Should().Be(DialogState.Starting);
        _table.Find(Within(dialog, "BYE", 1)).Should().BeNull();
    }

    [Fact]
    public void A_forking_carrier_makes_a_dialog_for_each_tag()
    {
        Dialog first = Dialled();
        _table.ForAnswer(first, Answer(first, 180, "a")).Should().BeSameAs(first);
        Dialog second = _table.ForAnswer(first, Answer(first, 180, "b", contact: "sip:b@198.51.100.8"))!;
        second.Should().NotBeSameAs(first);
        (second.Owner, second.State, second.LocalTag).Should().Be((first.Owner, DialogState.Early, first.LocalTag));
        second.RemoteTarget.Text().Should().Be("sip:b@198.51.100.8");
        first.RemoteTarget.Text().Should().Be("sip:carrier@198.51.100.7:5080");
        _table.ForAnswer(second, Answer(first, 200, "a")).Should().BeSameAs(first);
        (first.State, second.State).Should().Be((DialogState.Confirmed, DialogState.Early));

        _table.Find(Within(first, "INFO", 1)).Should().BeSameAs(first);
        _table.Find(Within(second, "INFO", 1)).Should().BeSameAs(second);
        Write(second, SipMethod.Bye).Should().StartWith("BYE sip:b@198.51.100.8 SIP/2.0\r\n")
            .And.Contain(";tag=b\r\n").And.Contain("CSeq: 2 BYE\r\n");
        _table.Count.Should().Be(1);
    }

    [Fact]
    public void A_late_fork_after_a_reINVITE_is_acknowledged_with_the_number_of_the_first_INVITE()
    {
        Dialog first = Dialled();
        SipMessage late = Answer(first, 200, "b");
        _table.ForAnswer(first, Answer(first, 200, "a"));
        Write(first, SipMethod.Invite);
        Dialog fork = _table.ForAnswer(first, late)!;
        fork.InviteCSeq.Should().Be(1);
        first.InviteCSeq.Should().Be(2);
    }

    [Fact]
    public void When_one_fork_has_won_the_others_are_found_no_more()
    {
        Dialog first = Dialled();
        _table.ForAnswer(first, Answer(first, 180, "a"));
        Dialog second = _table.ForAnswer(first, Answer(first, 200, "b"))!;
        SipMessage ofFirst = Within(first, "BYE", 1);
        SipMessage ofSecond = Within(second, "BYE", 1);
        SipMessage stray = Answer(second, 200, "b");
        SipMessage late = Answer(second, 200, "c");
        _table.RemoveOtherForks(second);
        _table.Find(ofFirst).Should().BeNull();
        _table.Find(ofSecond).Should().BeSameAs(second);
        _table.FindForResponse(stray).Should().BeSameAs(second);
        _table.FindForResponse(late).Should().BeNull();
        _table.FindAnyForResponse(late).Should().BeSameAs(second);
        _table.RemoveAll(second);
        _table.FindAnyForResponse(late).Should().BeNull();
        _table.Count.Should().Be(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_fork_can_end_alone(int ended)
    {
        Dialog root = Dialled();
        Dialog[] forks = [.. new[] { "a", "b", "c" }.Select(tag => _table.ForAnswer(root, Answer(root, 180, tag))!)];
        SipMessage[] requests = [.. forks.Select(f => Within(f, "BYE", 1))];
        _table.Remove(forks[ended]);
        for (int i = 0; i < forks.Length; i++)
        {
            _table.Find(requests[i]).Should().Be(i == ended ? null : forks[i]);
        }

        foreach (Dialog fork in forks.Where((_, i) => i != ended))
        {
            _table.Remove(fork);
        }

        _table.Count.Should().Be(0);
    }

    [Fact]
    public void A_far_side_that_invents_tags_without_end_is_followed_only_so_far()
    {
        Dialog root = Dialled();
        int made = Enumerable.Range(0, 100).Count(i => _table.ForAnswer(root, Answer(root, 180, $"t{i}")) is not null);
        made.Should().Be(DialogTable.MostForks);
    }

    [Fact]
    public void Finding_and_reusing_allocates_nothing()
    {
        Dialog dialog = _table.BeginTheirs("one", Invite())!;
        SipMessage bye = Within(dialog, "BYE", 101);
        SipMessage strange = Within(dialog, "BYE", 101, callId: "other");
        SipMessage invite = Invite("Record-Route: <sip:p1.example.net;lr>,<sip:p2.example.net;lr>\r\n");
        void Act()
        {
            _table.Find(bye);
            _table.Find(strange);
            Dialog next = _table.BeginTheirs("two", invite)!;
            _table.Remove(next);
        }

        for (int i = 0; i < 40; i++)
        {
            Act();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Act();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Our_Call_IDs_name_their_shard_and_node_and_differ()
    {
        var ids = new DialogIds("node-a", 0xC4, new Random(5));
        byte[][] made = [.. Enumerable.Range(0, 1000).Select(_ =>
        {
            byte[] id = new byte[ids.CallIdLength];
            ids.NewCallId(id);
            return id;
        })];
        made.Select(Encoding.ASCII.GetString).Should().OnlyHaveUniqueItems()
            .And.AllSatisfy(id => id.Should().MatchRegex("^c4[0-9a-f]{14}@node-a$"));
        made.Should().AllSatisfy(id =>
        {
            DialogIds.TryReadShard(id, "node-a"u8, out int shard).Should().BeTrue();
            shard.Should().Be(0xC4);
        });
    }

    [Theory]
    [InlineData("c4000000000000000@node-a")]
    [InlineData("c40000000000000@node-a")]
    [InlineData("c40000000000000x@node-a")]
    [InlineData("c400000000000000@node-b")]
    [InlineData("c400000000000000#node-a")]
    [InlineData("")]
    public void Others_Call_IDs_name_none(string callId) =>
        DialogIds.TryReadShard(Encoding.ASCII.GetBytes(callId), "node-a"u8, out _).Should().BeFalse();

    [Fact]
    public void A_tag_reads_back()
    {
        DialogTag tag = new(0x12, 0xFEDCBA98);
        DialogTag.TryRead(Encoding.ASCII.GetBytes(tag.ToString()), out DialogTag read).Should().BeTrue();
        read.Should().Be(tag);
        DialogTag.TryRead("00000012fedcba9"u8, out _).Should().BeFalse();
        DialogTag.TryRead("00000012fedcba9x"u8, out _).Should().BeFalse();
    }

    private Dialog Dialled()
    {
        Dialog dialog = _table.BeginOurs();
        Write(dialog, SipMethod.Invite);
        return dialog;
    }
}
