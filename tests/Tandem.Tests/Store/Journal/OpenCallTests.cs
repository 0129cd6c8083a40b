using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Billing.Cdrs;
using Tandem.Store.Journal;

namespace Tandem.Tests.Store.Journal;

public sealed class OpenCallTests : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private static readonly JournalOptions Still = new()
    {
        SyncEvery = Timeout.InfiniteTimeSpan,
        CreateFile = new FakeDisk { SkipsSync = true }.Create,
    };

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Samples.Start);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_call_that_said_how_to_go_on_stays_open_and_the_newest_word_counts()
    {
        using JournalFolder journals = Open(_folder.Path);
        Talks(journals, 1, 5);
        journals.ForShard(0).Kept(1, "newer"u8);
        journals.ForShard(0).Answered(Samples.AtAnswer(2));
        _time.Advance(TimeSpan.FromSeconds(3));
        journals.ForShard(0).Alive(_time.GetUtcNow());
        _time.Advance(TimeSpan.FromSeconds(20));

        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder next = Open(killed.Path);
        RecoveryNote note = next.Recover(takeBackWithin: Within);

        note.OpenCallsClosed.Should().Be(1, "the second has not said how");
        OpenCall call = note.Open.Should().ContainSingle().Subject;
        call.State.ToArray().Should().Equal("newer"u8.ToArray());
        call.Record.TalkMs.Should().Be(8000);
        call.Record.EndReason.Should().Be((int)EndReason.NodeCrash);
        (NowMs - call.TalksSinceMs).Should().Be(28_000);
        Marks.Ends(killed.Path).Should().ContainSingle().Which.Id.Should().Be(2);
    }

    [Fact]
    public void A_process_that_was_dead_for_too_long_leaves_no_open_call()
    {
        using JournalFolder journals = Open(_folder.Path);
        Talks(journals, 1, 5);
        _time.Advance(Within + TimeSpan.FromMilliseconds(1));

        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder next = Open(killed.Path);
        RecoveryNote note = next.Recover(takeBackWithin: Within);

        note.Open.Should().BeEmpty();
        Marks.Ends(killed.Path).Should().ContainSingle().Which.TalkMs.Should().Be(5000);
    }

    [Fact]
    public void A_call_whose_end_may_stand_in_what_is_damaged_is_closed()
    {
        using JournalFolder journals = Open(_folder.Path);
        Talks(journals, 1, 5);
        journals.ForShard(0).Ended(Samples.Small(9));
        long damaged = new FileInfo(Marks.Files(_folder.Path).Single()).Length - 10;
        journals.ForShard(0).Alive(_time.GetUtcNow());

        using TempFolder killed = Marks.Killed(_folder.Path);
        string file = Marks.Files(killed.Path).Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[damaged] ^= 0xff;
        File.WriteAllBytes(file, bytes);
        using JournalFolder next = Open(killed.Path);

        next.Recover(takeBackWithin: Within).Open.Should().BeEmpty();
    }

    [Fact]
    public void Taken_back_and_killed_again_it_is_closed_with_the_talk_of_both_processes()
    {
        using JournalFolder journals = Open(_folder.Path);
        Talks(journals, 1, 5);
        _time.Advance(TimeSpan.FromSeconds(2));
        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder second = Open(killed.Path);
        OpenCall call = second.Recover(takeBackWithin: Within).Open.Single();
        call.Record.TalkMs = 7000;
        second.ForShard(0).Answered(call.Record).Should().BeTrue();
        _time.Advance(TimeSpan.FromSeconds(4));
        second.ForShard(0).Alive(_time.GetUtcNow());

        using TempFolder again = Marks.Killed(killed.Path);
        using JournalFolder third = Open(again.Path);
        third.Recover().OpenCallsClosed.Should().Be(1);

        Marks.Ends(again.Path).Should().ContainSingle().Which.TalkMs.Should().Be(11_000);
    }

    [Fact]
    public void A_process_that_dies_before_it_has_decided_leaves_every_open_call_to_the_next()
    {
        using JournalFolder journals = Open(_folder.Path);
        Talks(journals, 1, 1);
        Talks(journals, 2, 1);
        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder second = Open(killed.Path);
        OpenCall[] open = [.. second.Recover(takeBackWithin: Within).Open];
        open.Should().HaveCount(2);

        // The first is taken back, in a segment of its own; then this process dies as well.
        second.ForShard(0).Answered(open[0].Record);

        using TempFolder again = Marks.Killed(killed.Path);
        using JournalFolder third = Open(again.Path);
        third.Recover().OpenCallsClosed.Should().Be(2);
        Marks.Ends(again.Path).Select(static cdr => cdr.Id).Should().BeEquivalentTo([1L, 2L]);
    }

    [Fact]
    public void Once_its_calls_are_settled_the_old_segment_is_read_no_more()
    {
        using JournalFolder journals = Open(_folder.Path);
        Talks(journals, 1, 1);
        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder second = Open(killed.Path);
        OpenCall call = second.Recover(takeBackWithin: Within).Open.Single();
        second.ForShard(0).Answered(call.Record);
        second.Logs[0].Segments[0].Open.Should().Be(1);
        second.ForShard(0).Ended(call.Record);

        second.Logs[0].Segments.Should().OnlyContain(static segment => segment.Open == 0);
    }

    private long NowMs => _time.GetTimestamp() / (_time.TimestampFrequency / 1000);

    private JournalFolder Open(string path)
    {
        JournalFolder journals = JournalFolder.Open(path, 1, _time, Still, NullLogger.Instance);
        return journals;
    }

    private void Talks(JournalFolder journals, long id, int seconds)
    {
        ICallJournal journal = journals.ForShard(0);
        journal.Answered(Samples.AtAnswer(id));
        journal.Kept(id, "how to go on"u8);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        journal.Alive(_time.GetUtcNow());
    }
}
