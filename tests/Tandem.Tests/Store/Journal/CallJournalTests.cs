using AwesomeAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Billing.Cdrs;
using Tandem.Store.Journal;
using Xunit;

namespace Tandem.Tests.Store.Journal;

public sealed class CallJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Samples.Start);
    private readonly FakeDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mark_is_in_the_file_when_the_call_returns()
    {
        using JournalFolder journals = Open();
        ICallJournal journal = journals.ForShard(0);

        journal.Answered(Samples.AtAnswer(1)).Should().BeTrue();
        journal.Alive(Samples.Start.AddSeconds(1));
        journal.Ended(Samples.Answered(1)).Should().BeTrue();

        Marks.Read(_folder.Path).Select(static mark => mark.Kind).Should().Equal(MarkKind.Answered, MarkKind.Alive, MarkKind.Ended);
        Samples.Bytes(Marks.Ends(_folder.Path)[0]).Should().Equal(Samples.Bytes(Samples.Answered(1)));
    }

    [Fact]
    public void An_idle_switch_writes_nothing()
    {
        using JournalFolder journals = Open();
        journals.ForShard(0).Alive(Samples.Start);
        Marks.Files(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void Each_shard_has_its_own_files()
    {
        using JournalFolder journals = Open(shards: 2);
        journals.ForShard(0).Ended(Samples.Answered(1));
        journals.ForShard(1).Ended(Samples.Answered(2));
        Marks.Files(_folder.Path).Select(Path.GetFileName).Should().Equal("0-1.log", "1-1.log");
    }

    [Fact]
    public void Writing_marks_allocates_nothing()
    {
        using JournalFolder journals = Open();
        ICallJournal journal = journals.ForShard(0);
        Cdr answered = Samples.AtAnswer(1);
        Cdr ended = Samples.Answered(1);
        for (int i = 0; i < 50; i++)
        {
            Round();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Round();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Round()
        {
            journal.Answered(answered);
            journal.Alive(Samples.Start);
            journal.Ended(ended);
        }
    }

    [Fact]
    public void A_full_segment_is_followed_by_another()
    {
        using JournalFolder journals = Open(new JournalOptions { SegmentBytes = 4096 });
        ICallJournal journal = journals.ForShard(0);
        for (int id = 1; id <= 40; id++)
        {
            journal.Ended(Samples.Answered(id)).Should().BeTrue();
        }

        Marks.Files(_folder.Path).Should().HaveCountGreaterThan(3)
            .And.OnlyContain(static path => new FileInfo(path).Length <= 4096);
        Marks.Ends(_folder.Path).Select(static cdr => cdr.Id).Should().Equal(Enumerable.Range(1, 40).Select(static id => (long)id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(200)]
    [InlineData(100_000)]
    public void While_the_disk_is_full_ends_wait_in_memory_and_none_is_lost(int tornBytes)
    {
        using JournalFolder journals = Open();
        ICallJournal journal = journals.ForShard(0);
        journal.Answered(Samples.AtAnswer(1));
        journal.IsWritable.Should().BeTrue();

        (_disk.IsFull, _disk.TornBytes) = (true, tornBytes);
        journal.Ended(Samples.Answered(1)).Should().BeFalse();
        journal.IsWritable.Should().BeFalse();
        journal.Answered(Samples.AtAnswer(2)).Should().BeFalse();
        journal.Ended(Samples.Answered(2)).Should().BeFalse();

        _disk.IsFull = false;
        journal.Alive(_time.GetUtcNow());
        journal.IsWritable.Should().BeFalse("the next look at the disk is a second later");
        _time.Advance(TimeSpan.FromSeconds(1));
        journal.Alive(_time.GetUtcNow());

        journal.IsWritable.Should().BeTrue();
        journal.Ended(Samples.Answered(3)).Should().BeTrue();
        Marks.Ends(_folder.Path).Select(static cdr => cdr.Id).Should().Equal(1, 2, 3);
        Marks.Ends(_folder.Path).Should().OnlyContain(static cdr => cdr.Ladder.Length > 0);
        journals.Lost.Should().Be(0);
    }

    [Fact]
    public void A_disk_that_is_full_from_the_start_is_written_when_it_has_room()
    {
        using JournalFolder journals = Open();
        ICallJournal journal = journals.ForShard(0);
        _disk.IsFull = true;
        journal.Ended(Samples.Answered(1)).Should().BeFalse();

        _disk.IsFull = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        journal.Ended(Samples.Answered(2)).Should().BeTrue();

        Marks.Ends(_folder.Path).Select(static cdr => cdr.Id).Should().Equal(1, 2);
    }

    [Fact]
    public void A_disk_that_was_full_is_tried_again_though_no_call_is_up()
    {
        using JournalFolder journals = Open();
        ICallJournal journal = journals.ForShard(0);
        _disk.IsFull = true;
        journal.Answered(Samples.AtAnswer(1));
        journal.Forget(1);
        journal.IsWritable.Should().BeFalse();

        _disk.IsFull = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        journal.Alive(_time.GetUtcNow());
        journal.IsWritable.Should().BeTrue();
    }

    [Fact]
    public void What_waits_is_bounded_and_gives_up_ladders_before_records()
    {
        int one = Samples.Bytes(Samples.Answered(1)).Length + JournalFormat.MarkLength;
        using JournalFolder journals = Open(new JournalOptions { HeldBytes = one * 4 });
        ICallJournal journal = journals.ForShard(0);
        _disk.IsFull = true;
        for (int id = 1; id <= 8; id++)
        {
            journal.Ended(Samples.Answered(id));
        }

        _disk.IsFull = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        journal.Alive(_time.GetUtcNow());

        List<Cdr> ends = Marks.Ends(_folder.Path);
        ends.Select(static cdr => cdr.Id).Should().Equal(Enumerable.Range(1, ends.Count).Select(static id => (long)id));
        ends.Count.Should().BeGreaterThanOrEqualTo(4);
        journals.Lost.Should().Be(8 - ends.Count);
        ends[0].Ladder.Length.Should().BeGreaterThan(0);
        ends[^1].Ladder.Length.Should().Be(0);
    }

    [Fact]
    public void Strangers_and_unanswered_calls_leave_room_for_what_is_charged()
    {
        int one = Samples.Bytes(Samples.Answered(1)).Length + JournalFormat.MarkLength;
        using JournalFolder journals = Open(new JournalOptions { HeldBytes = one * 16 });
        ICallJournal journal = journals.ForShard(0);
        _disk.IsFull = true;
        for (int id = 1; id <= 100; id++)
        {
            Cdr stranger = Samples.Answered(id);
            (stranger.BillingMode, stranger.AnsweredAt) = (BillingMode.IllegalCall, null);
            journal.Ended(stranger);
        }

        for (int id = 101; id <= 200; id++)
        {
            Cdr refused = Samples.Answered(id);
            refused.AnsweredAt = null;
            journal.Ended(refused);
        }

        for (int id = 201; id <= 206; id++)
        {
            journal.Ended(Samples.Answered(id));
        }

        _disk.IsFull = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        journal.Alive(_time.GetUtcNow());

        List<Cdr> ends = Marks.Ends(_folder.Path);
        ends.Where(static cdr => cdr.Answered).Select(static cdr => cdr.Id).Should().Equal(201, 202, 203, 204, 205, 206);
        ends.Count(static cdr => cdr.Id <= 100).Should().BeInRange(1, 4);
        ends.Count(static cdr => cdr.Id <= 200).Should().BeInRange(5, 10);
    }

    [Fact]
    public void What_still_waits_at_the_end_is_written_on_closing()
    {
        using (JournalFolder journals = Open())
        {
            _disk.IsFull = true;
            journals.ForShard(0).Ended(Samples.Answered(1));
            _disk.IsFull = false;
        }

        Marks.Ends(_folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void A_disk_that_does_not_sync_takes_no_new_calls_until_it_does()
    {
        using JournalFolder journals = Open();
        ICallJournal journal = journals.ForShard(0);
        journal.Answered(Samples.AtAnswer(1));

        _disk.FailsToSync = true;
        journals.Tend();
        journal.IsWritable.Should().BeFalse();

        _disk.FailsToSync = false;
        journals.Tend();
        journal.IsWritable.Should().BeTrue();
    }

    [Fact]
    public void Old_segments_go_when_they_are_stored_and_hold_no_open_call()
    {
        using JournalFolder journals = Open(new JournalOptions { SegmentBytes = 4096, RetainBytes = 8000 });
        ICallJournal journal = journals.ForShard(0);
        journal.Answered(Samples.AtAnswer(1000));
        for (int id = 1; id <= 60; id++)
        {
            journal.Ended(Samples.Answered(id));
        }

        journals.Tend();
        int all = Marks.Files(_folder.Path).Length;
        all.Should().BeGreaterThan(5, "nothing has been stored");

        journals.Logs[0].Reading = journals.Logs[0].Segments[^1].Sequence;
        journals.Tend();
        Marks.Files(_folder.Path).Should().HaveCount(all, "the oldest has an open call");

        journal.Ended(Samples.Answered(1000));
        journals.Tend();
        Marks.Files(_folder.Path).Should().HaveCount(2);
        Marks.Ends(_folder.Path).Should().Contain(static cdr => cdr.Id == 1000);
    }

    [Fact]
    public void A_tiny_file_system_that_is_really_full_loses_nothing()
    {
        using TinyDisk tiny = TinyDisk.Mount();
        Assert.SkipUnless(tiny.IsMounted, "mounting a file system needs root");
        string ballast = Path.Combine(tiny.Path, "ballast");
        using JournalFolder journals = JournalFolder.Open(tiny.Path, 1, _time);
        ICallJournal journal = journals.ForShard(0);
        long id = 1;
        while (journal.Ended(Samples.Answered(id)))
        {
            id++;
            if (id == 3)
            {
                tiny.Fill(ballast);
            }
        }

        journal.IsWritable.Should().BeFalse();
        File.Delete(ballast);
        _time.Advance(TimeSpan.FromSeconds(1));
        journal.Ended(Samples.Answered(id + 1)).Should().BeTrue();
        Marks.Ends(tiny.Path).Select(static cdr => cdr.Id).Should().Equal(Enumerable.Range(1, (int)id + 1).Select(static i => (long)i));
    }

    private JournalFolder Open(JournalOptions? options = null, int shards = 1) => JournalFolder.Open(
        _folder.Path,
        shards,
        _time,
        (options ?? JournalOptions.Default) with { SyncEvery = Timeout.InfiniteTimeSpan, CreateFile = _disk.Create },
        NullLogger.Instance);
}
