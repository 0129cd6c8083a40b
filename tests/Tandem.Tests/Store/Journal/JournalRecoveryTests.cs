using AwesomeAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Billing.Cdrs;
using Tandem.Store.Journal;
using Xunit;

namespace Tandem.Tests.Store.Journal;

public sealed class JournalRecoveryTests : IDisposable
{
    private static readonly JournalOptions Still = new()
    {
        SyncEvery = Timeout.InfiniteTimeSpan,
        CreateFile = new FakeDisk { SkipsSync = true }.Create,
    };

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Samples.Start);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_call_that_nobody_saw_end_is_closed_at_its_last_proven_moment()
    {
        using JournalFolder journals = Open(_folder.Path);
        ICallJournal journal = journals.ForShard(0);
        journal.Answered(Samples.AtAnswer(1));
        _time.Advance(TimeSpan.FromMilliseconds(2500));
        journal.Answered(Samples.AtAnswer(2));
        _time.Advance(TimeSpan.FromMilliseconds(4000));
        journal.Alive(_time.GetUtcNow());
        _time.Advance(TimeSpan.FromMilliseconds(900));

        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder next = Open(killed.Path);
        RecoveryNote note = next.Recover();

        note.OpenCallsClosed.Should().Be(2);
        note.Repairs.Should().BeEmpty();
        List<Cdr> ends = Marks.Ends(killed.Path);
        ends.Select(static cdr => (cdr.Id, cdr.TalkMs)).Should().BeEquivalentTo([(1L, 6500L), (2L, 4000L)]);
        ends.Should().OnlyContain(static cdr =>
            cdr.EndReason == (int)EndReason.NodeCrash && cdr.EndDirection == EndDirection.Switch && cdr.EndedAt == cdr.AnsweredAt!.Value.AddMilliseconds(cdr.TalkMs));
    }

    [Fact]
    public void A_call_that_ended_without_a_record_is_not_taken_for_cut_off()
    {
        using JournalFolder journals = Open(_folder.Path);
        journals.ForShard(0).Answered(Samples.AtAnswer(1));
        journals.ForShard(0).Forget(1).Should().BeTrue();
        journals.Logs[0].Segments[0].Open.Should().Be(0);

        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder next = Open(killed.Path);
        next.Recover().OpenCallsClosed.Should().Be(0);
        Marks.Ends(killed.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_step_of_the_wall_clock_is_no_talk_time()
    {
        using JournalFolder journals = Open(_folder.Path);
        ICallJournal journal = journals.ForShard(0);
        journal.Answered(Samples.AtAnswer(1));
        _time.Advance(TimeSpan.FromSeconds(5));
        journal.Alive(_time.GetUtcNow().AddYears(10));

        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder next = Open(killed.Path);
        next.Recover();

        Marks.Ends(killed.Path).Should().ContainSingle().Which.TalkMs.Should().Be(5000);
    }

    [Fact]
    public void A_second_recovery_finds_nothing_to_do()
    {
        using JournalFolder journals = Open(_folder.Path);
        journals.ForShard(0).Answered(Samples.AtAnswer(1));
        using TempFolder killed = Marks.Killed(_folder.Path);
        using (JournalFolder next = Open(killed.Path))
        {
            next.Recover().OpenCallsClosed.Should().Be(1);
        }

        using JournalFolder third = Open(killed.Path);
        third.Recover().OpenCallsClosed.Should().Be(0);
        Marks.Ends(killed.Path).Should().ContainSingle();
    }

    [Fact]
    public void Killed_at_any_byte_every_answered_call_ends_exactly_once()
    {
        using JournalFolder journals = Open(_folder.Path);
        ICallJournal journal = journals.ForShard(0);
        journal.Answered(Samples.Small(1));
        journal.Answered(Samples.Small(2));
        journal.Ended(Samples.Small(2));
        journal.Alive(Samples.Start);
        journal.Ended(Samples.Small(1));
        string file = Marks.Files(_folder.Path).Single();
        byte[] whole = File.ReadAllBytes(file);
        List<long> ends = Boundaries(file);

        for (int length = 0; length <= whole.Length; length++)
        {
            using var cut = new TempFolder();
            Directory.CreateDirectory(cut.File("journal"));
            File.WriteAllBytes(Path.Combine(cut.File("journal"), "0-1.log"), whole[..length]);

            RecoveryNote note;
            using (JournalFolder next = Open(cut.Path))
            {
                note = next.Recover();
                next.ForShard(0).Ended(Samples.Small(3)).Should().BeTrue();
            }

            int kept = ends.FindLastIndex(end => end <= length);
            bool isTorn = length > JournalFormat.HeaderLength && length != ends[Math.Max(kept, 0)];
            note.Repairs.Should().HaveCount(isTorn ? 1 : 0, $"{length} bytes");
            note.OpenCallsClosed.Should().Be(kept switch { <= 0 => 0, 1 => 1, 2 => 2, 3 or 4 => 1, _ => 0 }, $"{length} bytes");
            Marks.Ends(cut.Path).Select(static cdr => cdr.Id).Should().BeEquivalentTo(
                kept switch { <= 0 => [3L], 1 => [1L, 3L], _ => new[] { 1L, 2L, 3L } }, $"{length} bytes");
        }
    }

    [Fact]
    public void Killed_at_any_byte_of_its_own_recovery_it_recovers_to_the_same()
    {
        using JournalFolder journals = Open(_folder.Path);
        foreach (long id in (long[])[1, 2, 3])
        {
            journals.ForShard(0).Answered(Samples.AtAnswer(id));
        }

        using TempFolder killed = Marks.Killed(_folder.Path);
        using (JournalFolder next = Open(killed.Path))
        {
            next.Recover();
        }

        string second = Marks.Files(killed.Path)[1];
        byte[] whole = File.ReadAllBytes(second);
        for (int length = 0; length <= whole.Length; length += 7)
        {
            using TempFolder again = Marks.Killed(killed.Path);
            File.WriteAllBytes(Path.Combine(again.File("journal"), "0-2.log"), whole[..length]);
            using (JournalFolder next = Open(again.Path))
            {
                next.Recover();
            }

            Marks.Ends(again.Path).Select(static cdr => cdr.Id).Should().BeEquivalentTo([1L, 2L, 3L], $"{length} bytes");
        }
    }

    [Fact]
    public void Damage_in_the_middle_costs_the_damaged_mark_only()
    {
        using (JournalFolder journals = Open(_folder.Path))
        {
            for (int id = 1; id <= 5; id++)
            {
                journals.ForShard(0).Ended(Samples.Answered(id));
            }
        }

        string file = Marks.Files(_folder.Path).Single();
        List<long> ends = Boundaries(file);
        for (long at = ends[1]; at < ends[2]; at += 5)
        {
            using TempFolder damaged = Marks.Killed(_folder.Path);
            Flip(Marks.Files(damaged.Path).Single(), at);
            using JournalFolder next = Open(damaged.Path);

            next.Recover().Repairs.Should().ContainSingle().Which.Should().Contain($"{ends[2] - ends[1]} damaged bytes at {ends[1]}");
            Marks.Ends(damaged.Path).Select(static cdr => cdr.Id).Should().Equal(1, 3, 4, 5);
        }
    }

    [Fact]
    public void A_mark_that_a_peer_put_into_a_message_is_not_taken_for_one()
    {
        using JournalFolder journals = Open(_folder.Path);
        journals.ForShard(0).Ended(Samples.Answered(1));
        string file = Marks.Files(_folder.Path).Single();
        Cdr carrier = Samples.Answered(2);
        carrier.Ladder = File.ReadAllBytes(file).AsMemory(JournalFormat.HeaderLength);
        journals.ForShard(0).Ended(carrier);
        journals.ForShard(0).Ended(Samples.Answered(3));

        using TempFolder damaged = Marks.Killed(_folder.Path);
        string copy = Marks.Files(damaged.Path).Single();
        Flip(copy, Boundaries(copy)[1] + 2);

        Marks.Ends(damaged.Path).Select(static cdr => cdr.Id).Should().Equal(1, 3);
    }

    [Fact]
    public void A_call_whose_end_may_be_in_the_damage_is_not_charged_past_it()
    {
        using JournalFolder journals = Open(_folder.Path);
        ICallJournal journal = journals.ForShard(0);
        journal.Answered(Samples.AtAnswer(1));
        _time.Advance(TimeSpan.FromSeconds(2));
        journal.Alive(_time.GetUtcNow());
        journal.Ended(Samples.Answered(1));
        journal.Answered(Samples.AtAnswer(2));
        _time.Advance(TimeSpan.FromHours(1));
        journal.Alive(_time.GetUtcNow());

        using TempFolder damaged = Marks.Killed(_folder.Path);
        string file = Marks.Files(damaged.Path).Single();
        Flip(file, Boundaries(file)[2] + 50);
        using JournalFolder next = Open(damaged.Path);
        next.Recover();

        Marks.Ends(damaged.Path).Select(static cdr => (cdr.Id, cdr.TalkMs)).Should().BeEquivalentTo([(1L, 2000L), (2L, 3_600_000L)]);
    }

    [Fact]
    public void A_long_call_is_found_in_the_segment_where_it_was_answered()
    {
        var options = Still with { SegmentBytes = 4096 };
        using JournalFolder journals = Open(_folder.Path, options);
        ICallJournal journal = journals.ForShard(0);
        journal.Ended(Samples.Answered(500));
        for (int id = 1; id <= 30; id++)
        {
            journal.Ended(Samples.Answered(id));
            if (id == 10)
            {
                journal.Answered(Samples.AtAnswer(1000));
            }
        }

        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder next = Open(killed.Path, options);
        RecoveryNote note = next.Recover();
        note.OpenCallsClosed.Should().Be(1);
        note.RecordsReplayed.Should().BeInRange(21, 27, "segments from before that call need not be read");
    }

    [Fact]
    public void Shards_that_are_no_more_are_recovered_too()
    {
        using JournalFolder journals = Open(_folder.Path, shards: 4);
        journals.ForShard(3).Answered(Samples.AtAnswer(1));
        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder next = Open(killed.Path, shards: 1);
        next.Recover().OpenCallsClosed.Should().Be(1);
    }

    [Fact]
    public void Nothing_is_written_before_recovery()
    {
        using JournalFolder journals = Open(_folder.Path);
        journals.ForShard(0).Answered(Samples.AtAnswer(1));
        using TempFolder killed = Marks.Killed(_folder.Path);
        using JournalFolder next = Open(killed.Path);
        next.Invoking(static folder => folder.ForShard(0)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_segment_without_a_sound_header_is_set_aside()
    {
        using (JournalFolder journals = Open(_folder.Path))
        {
            journals.ForShard(0).Ended(Samples.Answered(1));
        }

        Flip(Marks.Files(_folder.Path).Single(), 20);
        using JournalFolder next = Open(_folder.Path);
        next.Recover().RecordsReplayed.Should().Be(0);
        File.Exists(Path.Combine(_folder.File("journal"), "0-1.log.damaged")).Should().BeTrue();
    }

    private JournalFolder Open(string path, JournalOptions? options = null, int shards = 1) =>
        JournalFolder.Open(path, shards, _time, options ?? Still, NullLogger.Instance);

    private static void Flip(string file, long at)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[at] ^= 0x55;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Where the header and then each mark ends.</summary>
    private static List<long> Boundaries(string file)
    {
        var ends = new List<long> { JournalFormat.HeaderLength };
        using SegmentReader reader = SegmentReader.Open(file)!;
        while (reader.TryRead(SegmentReader.LengthOf(file)))
        {
            ends.Add(reader.Next);
        }

        return ends;
    }
}
