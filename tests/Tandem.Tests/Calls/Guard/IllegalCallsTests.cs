using System.Net;
using Microsoft.Extensions.Time.Testing;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Guard;
using Tandem.Routing.Routes;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Guard;

public sealed class IllegalCallsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly RecordingJournal _journal = new();
    private readonly IllegalCalls _illegal;
    private readonly Cdr _record = new();
    private long _lastId;

    public IllegalCallsTests() => _illegal = new IllegalCalls(_journal, _time, () => ++_lastId, "node-1", new StrangerRates());

    private IReadOnlyList<Cdr> Records => _journal.EndedRecords;

    [Fact]
    public void A_few_attempts_are_a_record_each()
    {
        for (int i = 0; i < 10; i++)
        {
            Attempt("192.0.2.1", $"00{i}");
        }

        Records.Should().HaveCount(10).And.OnlyContain(static record => record.Attempts == 1 && record.BillingMode == BillingMode.IllegalCall && record.EndReason == -9);
        Records.Select(static record => record.CalledNumberIn).Should().Equal(Enumerable.Range(0, 10).Select(static i => $"00{i}"));
        Records.Select(static record => record.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void More_than_ten_a_second_become_one_record_after_a_minute()
    {
        for (int i = 0; i < 500; i++)
        {
            Attempt("192.0.2.1", $"00{i % 30}");
        }

        Records.Should().HaveCount(10);
        PassSeconds(59);
        Records.Should().HaveCount(10);
        PassSeconds(1);

        Cdr folded = Records.Should().HaveCount(11).And.Subject.Last();
        folded.Attempts.Should().Be(490);
        folded.SourceIp.Should().Be("192.0.2.1");
        folded.StartedAt.Should().Be(Noon);
        folded.EndedAt.Should().Be(Noon);
        folded.CalledNumberIn.Should().Be("0010");
        folded.CallingNumberIn.Should().Be("100");
        folded.CallId.Should().NotBeEmpty();
        folded.Node.Should().Be("node-1");
        (folded.BillingMode, folded.EndReason, folded.EndDirection, folded.SipStatus).Should().Be((BillingMode.IllegalCall, -9, EndDirection.Switch, 403));
        (folded.Customer.Account, folded.HoldTime, folded.Answered).Should().Be(("", 0L, false));
        RouteReason why = RouteReasons.Read(folded.Why.Span).Should().ContainSingle().Subject;
        why.Code.Should().Be(ReasonCode.AttemptsFolded);
        why.Number.Should().Be(490);
        why.Value.Split(", ").Should().HaveCount(20).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_source_that_goes_on_is_one_record_a_minute()
    {
        for (int second = 0; second < 300; second++)
        {
            for (int i = 0; i < 50; i++)
            {
                Attempt("192.0.2.1");
            }

            PassSeconds(1);
        }

        _illegal.Flush();
        Records.Count.Should().BeLessThanOrEqualTo(10 + 5 + 1);
        Total().Should().Be(300 * 50);
        Records.Where(static record => record.Attempts > 1).Should().OnlyContain(static record => record.EndedAt - record.StartedAt <= TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_source_that_was_quiet_for_a_minute_is_a_stranger_again()
    {
        for (int i = 0; i < 20; i++)
        {
            Attempt("192.0.2.1");
        }

        PassSeconds(130);
        _illegal.Watched.Should().Be(0);
        int before = Records.Count;
        Attempt("192.0.2.1");

        Records.Should().HaveCount(before + 1);
        Records[^1].Attempts.Should().Be(1);
    }

    [Fact]
    public void Ten_a_second_for_long_are_never_folded()
    {
        for (int second = 0; second < 100; second++)
        {
            for (int i = 0; i < 10; i++)
            {
                Attempt("192.0.2.1");
            }

            PassSeconds(1);
        }

        Records.Should().HaveCount(1000).And.OnlyContain(static record => record.Attempts == 1);
    }

    [Fact]
    public void A_thousand_sources_together_do_not_fill_the_disk()
    {
        // 5,000 INVITE/s from 1,000 addresses, each below its own limit, for three minutes
        for (int second = 0; second < 180; second++)
        {
            for (int source = 0; source < 1000; source++)
            {
                for (int i = 0; i < 5; i++)
                {
                    Attempt($"198.18.{source / 250}.{(source % 250) + 1}");
                }
            }

            PassSeconds(1);
        }

        _illegal.Flush();
        Total().Should().Be(180 * 5000);
        Records.Count.Should().BeLessThan(3 * 1000 + 3 * (IllegalCalls.PerSecond + 1) + 1000);
        Records.Select(static record => record.SourceIp).Distinct().Should().HaveCount(1000);
    }

    [Fact]
    public void Too_many_sources_are_folded_by_network_and_memory_stays_bounded()
    {
        int sent = 0;
        for (int high = 0; high < 200; high++)
        {
            for (int low = 1; low <= 250; low++)
            {
                Attempt($"198.51.{high}.{low}");
                sent++;
            }
        }

        for (int i = 0; i < 2000; i++)
        {
            Attempt($"2001:db8:{i:x}::{i + 1:x}");
            Attempt($"2001:db8:{i:x}::ffff:{i + 1:x}");
            sent += 2;
        }

        _illegal.Watched.Should().BeLessThanOrEqualTo(IllegalCalls.MostSources + IllegalCalls.MostNetworks + 1);
        _illegal.Flush();
        Total().Should().Be(sent);
        Records.Should().Contain(static record => record.SourceIp == "198.51.199.0" && record.Attempts == 250);
        Records.Should().ContainSingle(
            static record => record.SourceIp.Length == 0, "what no network has room for is counted all the same");
    }

    [Theory]
    [InlineData(1, 300, 1)]
    [InlineData(1, 30_000, 2)]
    [InlineData(2, 30_000, 3)]
    [InlineData(4, 3_000, 4)]
    [InlineData(16, 30_000, 5)]
    public void What_reaches_the_disk_is_bounded_whatever_the_flood_and_nothing_is_lost(int shards, int addresses, int seed)
    {
        var random = new Random(seed);
        RecordingJournal[] journals = [.. Enumerable.Range(0, shards).Select(static _ => new RecordingJournal())];
        var rates = new StrangerRates();
        IllegalCalls[] illegal = [.. journals.Select(journal => new IllegalCalls(journal, _time, () => ++_lastId, "node-1", rates, shards))];
        var folded = new List<int>();
        var alone = new List<int>();
        long sent = 0;

        // Three quarters from anywhere, the others from three that never stop.
        for (int second = 0; second < 240; second++)
        {
            for (int i = 0; i < 800; i++, sent++)
            {
                string source = i % 4 == 0 ? $"192.0.2.{random.Next(3)}" : $"10.{random.Next(addresses) / 250}.{random.Next(250)}.7";
                Fill(source, "00441");
                illegal[random.Next(shards)].Seen(Address(source), _record);
            }

            _time.Advance(TimeSpan.FromSeconds(1));
            Array.ForEach(illegal, static one => one.Tick());
            List<Cdr> written = [.. journals.SelectMany(static journal => journal.EndedRecords)];
            folded.Add(written.Count(static record => !record.Why.IsEmpty));
            alone.Add(written.Count(static record => record.Why.IsEmpty));
        }

        for (int from = 0; from + 60 < folded.Count; from++)
        {
            (folded[from + 60] - folded[from]).Should().BeLessThanOrEqualTo(IllegalCalls.FoldedPerMinute);
        }

        for (int last = 59; last < alone.Count; last += 60)
        {
            (alone[last] - (last < 60 ? 0 : alone[last - 60])).Should().BeLessThanOrEqualTo(IllegalCalls.AlonePerMinute);
        }

        Array.ForEach(illegal, static one => one.Flush());
        Cdr[] all = [.. journals.SelectMany(static journal => journal.EndedRecords)];
        all.Sum(static record => (long)record.Attempts).Should().Be(sent);
        all.Where(static record => record.SourceIp.StartsWith("192.0.2.", StringComparison.Ordinal))
            .Sum(static record => (long)record.Attempts).Should().Be(sent / 4, "the heaviest are never added up with others");
    }

    [Fact]
    public void What_the_packet_gate_dropped_is_counted_too()
    {
        _illegal.SeenDropped(Address("192.0.2.9"), 4_000);
        Attempt("192.0.2.9", "0044");
        _illegal.SeenDropped(Address("192.0.2.9"), 1_000);
        _illegal.SeenDropped(Address("192.0.2.9"), 0);
        _illegal.SeenDropped(Address("192.0.2.10"), 7);
        PassSeconds(60);

        Records.Should().HaveCount(2);
        Records.Single(static record => record.SourceIp == "192.0.2.9").Attempts.Should().Be(5_001);
        Records.Single(static record => record.SourceIp == "192.0.2.9").CalledNumberIn.Should().Be("0044");
        Cdr unread = Records.Single(static record => record.SourceIp == "192.0.2.10");
        (unread.Attempts, unread.EndReason, unread.CalledNumberIn).Should().Be((7, -9, ""));
    }

    [Fact]
    public void More_attempts_than_a_record_can_count_become_several()
    {
        _illegal.SeenDropped(Address("192.0.2.9"), 2_500_000_000);
        _illegal.Flush();

        Total().Should().Be(2_500_000_000);
        Records.Should().HaveCount(3);
    }

    [Fact]
    public void A_clock_set_back_does_not_keep_a_fold_for_ever()
    {
        for (int i = 0; i < 20; i++)
        {
            Attempt("192.0.2.1");
        }

        var earlier = new FakeTimeProvider(Noon.AddHours(-3));
        var illegal = new IllegalCalls(_journal, earlier, () => ++_lastId, "node-1", new StrangerRates());
        illegal.SeenDropped(Address("192.0.2.2"), 5);
        earlier.Advance(TimeSpan.FromMinutes(1));
        illegal.Tick();

        Records[^1].Attempts.Should().Be(5);
    }

    [Fact]
    public void Nothing_is_lost_whatever_comes_when()
    {
        var random = new Random(11);
        long sent = 0;
        for (int step = 0; step < 20_000; step++)
        {
            string source = $"203.0.{random.Next(3)}.{random.Next(1, 20)}";
            if (random.Next(20) == 0)
            {
                int dropped = random.Next(1, 300);
                _illegal.SeenDropped(Address(source), dropped);
                sent += dropped;
            }
            else
            {
                Attempt(source);
                sent++;
            }

            if (random.Next(50) == 0)
            {
                PassSeconds(random.Next(1, random.Next(20) == 0 ? 200 : 3));
            }
        }

        _illegal.Flush();
        Total().Should().Be(sent);
        Records.Select(static record => record.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void While_the_journal_can_not_be_written_all_is_folded_and_kept_until_it_can()
    {
        _journal.IsWritable = false;
        for (int second = 0; second < 300; second++)
        {
            Attempt("192.0.2.1");
            Attempt("192.0.2.2");
            PassSeconds(1);
        }

        Records.Should().BeEmpty("memory is for the ends of calls that are charged");
        _journal.IsWritable = true;
        PassSeconds(1);

        Records.Select(static record => record.Attempts).Should().Equal(300, 300);
    }

    [Fact]
    public void A_journal_that_fails_while_a_minute_is_written_delays_it_and_no_minute_holds_more()
    {
        var folded = new List<int>();
        int atFailure = 0;
        long sent = 0;
        for (int second = 0; second < 400; second++)
        {
            _journal.IsWritable = second is < 85 or >= 125;
            for (int i = 0; i < 100; i++, sent++)
            {
                Attempt($"10.{sent / 250 % 200}.{sent % 250}.7");
            }

            PassSeconds(1);
            if (_journal.IsWritable)
            {
                atFailure = second < 85 ? Records.Count : atFailure;
            }
            else
            {
                Records.Should().HaveCount(atFailure, "what was chosen waits too");
            }

            folded.Add(Records.Count(static record => !record.Why.IsEmpty));
        }

        folded[84].Should().BeInRange(1, IllegalCalls.FoldedPerMinute - 1, "the minute was half written when the journal failed");
        for (int from = 0; from + 60 < folded.Count; from++)
        {
            (folded[from + 60] - folded[from]).Should().BeLessThanOrEqualTo(IllegalCalls.FoldedPerMinute);
        }

        _illegal.Flush();
        Records.Sum(static record => (long)record.Attempts).Should().Be(sent);
    }

    [Fact]
    public void Folding_allocates_nothing()
    {
        for (int i = 0; i < 100; i++)
        {
            Attempt("192.0.2.1", "0044");
        }

        UInt128 source = Address("192.0.2.1");
        Allocated.By(() => _illegal.Seen(source, _record)).Should().Be(0);
    }

    private static UInt128 Address(string text) => NetAddress.From(IPAddress.Parse(text), 0).Ip;

    private void Attempt(string source, string called = "00441")
    {
        Fill(source, called);
        _illegal.Seen(Address(source), _record);
    }

    private void Fill(string source, string called)
    {
        _record.Clear();
        _record.CallId = "abc@192.0.2.1";
        _record.CallingNumberIn = _record.CallingNumber = "100";
        _record.CalledNumberIn = _record.CalledNumber = called;
        _record.SourceIp = source;
        _record.StartedAt = _record.EndedAt = _time.GetUtcNow();
        _record.BillingMode = BillingMode.IllegalCall;
        _record.EndReason = (int)EndReason.IllegalCall;
        _record.SipStatus = 403;
    }

    private void PassSeconds(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _illegal.Tick();
        }
    }

    private long Total() => Records.Sum(static record => (long)record.Attempts);
}
