using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Billing.Cdrs;
using Tandem.Store.Journal;

namespace Tandem.Tests.Store.Journal;

public sealed class GatheredMarksTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Samples.Start);
    private readonly FakeDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Marks_of_several_calls_are_one_write_and_whole_when_the_flush_returns()
    {
        using JournalFolder journals = Open();
        ICallJournal journal = Gathering(journals);
        journal.Answered(Samples.AtAnswer(1)).Should().BeTrue();
        journal.Kept(1, "state"u8).Should().BeTrue();
        journal.Ended(Samples.Answered(2)).Should().BeTrue();
        journal.Ended(Samples.Answered(1)).Should().BeTrue();
        Marks.Read(_folder.Path).Should().BeEmpty();

        int before = _disk.Writes;
        journal.Flush();
        journal.Flush();
        (_disk.Writes - before).Should().Be(1);
        Marks.Read(_folder.Path).Select(static mark => mark.Kind).Should().Equal(MarkKind.Answered, MarkKind.Kept, MarkKind.Ended, MarkKind.Ended);
        Samples.Bytes(Marks.Ends(_folder.Path)[1]).Should().Equal(Samples.Bytes(Samples.Answered(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(100_000)]
    public void When_the_disk_is_full_at_the_flush_all_of_them_wait_in_their_order(int tornBytes)
    {
        using JournalFolder journals = Open();
        ICallJournal journal = Gathering(journals);
        journal.Ended(Samples.Answered(1));
        journal.Flush();

        journal.Answered(Samples.AtAnswer(2));
        journal.Ended(Samples.Answered(2));
        journal.Ended(Samples.Answered(3));
        (_disk.IsFull, _disk.TornBytes) = (true, tornBytes);
        journal.Flush();
        journal.IsWritable.Should().BeFalse();
        journal.Ended(Samples.Answered(4)).Should().BeFalse();

        _disk.IsFull = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        journal.Ended(Samples.Answered(5)).Should().BeTrue();
        journal.IsWritable.Should().BeTrue();
        journal.Ended(Samples.Answered(6)).Should().BeTrue();
        journal.Flush();
        Marks.Ends(_folder.Path).Select(static cdr => cdr.Id).Should().Equal(1, 2, 3, 4, 5, 6);
        journals.Lost.Should().Be(0);
    }

    [Fact]
    public void So_many_that_they_find_no_room_together_are_written_before_they_are_asked_for()
    {
        using JournalFolder journals = Open();
        ICallJournal journal = Gathering(journals);
        const int Calls = 500;
        for (int id = 1; id <= Calls; id++)
        {
            journal.Ended(Samples.Answered(id)).Should().BeTrue();
        }

        Marks.Ends(_folder.Path).Should().NotBeEmpty();
        journal.Flush();
        Marks.Ends(_folder.Path).Select(static cdr => cdr.Id).Should().Equal(Enumerable.Range(1, Calls).Select(static id => (long)id));
    }

    [Fact]
    public void A_segment_that_is_full_ends_with_what_was_gathered_for_it()
    {
        using JournalFolder journals = Open(new JournalOptions { SegmentBytes = 4096 });
        ICallJournal journal = Gathering(journals);
        for (int id = 1; id <= 20; id++)
        {
            journal.Ended(Samples.Answered(id)).Should().BeTrue();
        }

        journal.Flush();
        Marks.Files(_folder.Path).Length.Should().BeGreaterThan(1);
        Marks.Files(_folder.Path).Should().OnlyContain(static file => new FileInfo(file).Length <= 4096);
        Marks.Ends(_folder.Path).Select(static cdr => cdr.Id).Order().Should().Equal(Enumerable.Range(1, 20).Select(static id => (long)id));
    }

    [Fact]
    public void What_waits_at_the_end_is_written()
    {
        using (JournalFolder journals = Open())
        {
            Gathering(journals).Ended(Samples.Answered(1));
        }

        Marks.Ends(_folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void Gathering_allocates_nothing()
    {
        using JournalFolder journals = Open();
        ICallJournal journal = Gathering(journals);
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
            journal.Ended(ended);
            journal.Flush();
        }
    }

    private static ICallJournal Gathering(JournalFolder journals)
    {
        ICallJournal journal = journals.ForShard(0);
        journal.Gather();
        return journal;
    }

    private JournalFolder Open(JournalOptions? options = null) =>
        JournalFolder.Open(_folder.Path, 1, _time, (options ?? JournalOptions.Default) with { SyncEvery = Timeout.InfiniteTimeSpan, CreateFile = _disk.Create }, NullLogger.Instance);
}
