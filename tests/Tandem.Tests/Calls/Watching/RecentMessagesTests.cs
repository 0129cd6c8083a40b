using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tandem.Calls.Live;
using Tandem.Calls.Watching;
using Tandem.Routing.Access;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Watching;

public sealed class RecentMessagesTests
{
    private const int Places = 40;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    private readonly RecentMessages _recent;

    public RecentMessagesTests() => _recent = new(Places * 2240, _time);

    [Fact]
    public void A_message_is_kept_as_it_passed()
    {
        Take("192.0.2.1:5070", "OPTIONS sip:x SIP/2.0\r\n\r\n", StrayReason.Options);
        _time.Advance(TimeSpan.FromSeconds(2));
        _recent.Take(Of("192.0.2.1:5070"), sent: true, StrayReason.Options, "", "SIP/2.0 200 OK\r\n\r\n"u8);

        IReadOnlyList<RecentMessage> all = All();
        all.Select(static one => (one.Number, one.Sent, Text(one))).Should().Equal((2, true, "SIP/2.0 200 OK\r\n\r\n"), (1, false, "OPTIONS sip:x SIP/2.0\r\n\r\n"));
        all[1].At.Should().Be(_time.GetUtcNow().AddSeconds(-2));
        ($"{all[1].TransportName} {all[1].Local} {all[1].Remote} {all[1].Reason}").Should().Be("udp 192.0.2.10:5060 192.0.2.1:5070 Options");
        all.Should().OnlyContain(static one => !one.IsCut);
    }

    [Fact]
    public void When_it_is_full_the_oldest_go()
    {
        for (int i = 1; i <= Places + 5; i++)
        {
            Take($"192.0.2.{i}:5060", $"{i}");
        }

        All().Select(Text).Should().Equal(Enumerable.Range(6, Places).Reverse().Select(static i => $"{i}"));
    }

    [Fact]
    public void Who_sends_many_pushes_out_his_own_only()
    {
        Take("192.0.2.1:5060", "quiet");
        for (int i = 0; i < 1000; i++)
        {
            Take($"192.0.2.2:{5060 + i}", $"{i}", StrayReason.IllegalCall);
        }

        Take("192.0.2.3:5060", "last");

        All().Select(Text).Should().Equal(["last", .. Enumerable.Range(980, 20).Reverse().Select(static i => $"{i}"), "quiet"]);
    }

    [Fact]
    public void A_subscriber_of_IPv6_is_one_source_whichever_of_his_addresses_he_takes()
    {
        for (int i = 1; i <= 30; i++)
        {
            Take($"[2001:db8::{i:x}]:5060", $"{i}");
        }

        Take("[2001:db8:0:1::1]:5060", "other");
        All().Should().HaveCount(21);
    }

    [Fact]
    public void What_is_kept_is_what_a_plain_list_would_keep()
    {
        // The same by the slowest means: a list from which the oldest of the source, else the oldest of all, goes.
        var random = new Random(5);
        List<(string Source, string Text)> expected = [];
        for (int i = 0; i < 3000; i++)
        {
            int one = random.Next(4) == 0 ? random.Next(200) : random.Next(3);
            string source = $"192.0.2.{one}";
            Take($"{source}:5060", $"{i}");
            if (expected.Count(held => held.Source == source) == RecentMessages.MostOfSource)
            {
                expected.RemoveAt(expected.FindIndex(held => held.Source == source));
            }
            else if (expected.Count == Places)
            {
                expected.RemoveAt(0);
            }

            expected.Add((source, $"{i}"));
            if (i % 100 == 0)
            {
                All().Select(Text).Should().Equal(expected.Select(static held => held.Text).Reverse());
            }
        }
    }

    [Fact]
    public void They_are_found_by_source_time_reason_and_number()
    {
        Take("192.0.2.1:5060", "a", StrayReason.Options);
        Take("192.0.2.1:5061", "b", StrayReason.IllegalCall);
        _time.Advance(TimeSpan.FromMinutes(1));
        Take("192.0.3.9:5060", "c", StrayReason.Options);

        Find(new(Source: Source("192.0.2.1"))).Should().Be("b a");
        Find(new(Source: Source("192.0.2.1:5061"))).Should().Be("b");
        Find(new(Source: Source("192.0.2.0/23"))).Should().Be("c b a");
        Find(new(Source: Source("192.0.2.0/24"), Reason: StrayReason.Options)).Should().Be("a");
        Find(new(Since: _time.GetUtcNow())).Should().Be("c");
        Find(new(Reason: StrayReason.Malformed)).Should().Be("");
        _recent.Find(new(), 3, 1).Select(Text).Should().Equal("b");
    }

    [Fact]
    public void Of_a_long_one_the_first_bytes_are_kept()
    {
        Take("192.0.2.1:5060", new string('x', 5000));
        RecentMessage one = All().Single();
        (one.Length, one.Message.Length, one.IsCut).Should().Be((5000, 2000, true));
    }

    [Theory]
    [InlineData(StrayReason.WrongPassword, "INVITE sip:x SIP/2.0\r\nAuthorization: Digest username=\"a\", response=\"0123456789abcdef\"\r\n\r\n", "0123456789abcdef")]
    [InlineData(StrayReason.WrongPassword, "INVITE sip:x SIP/2.0\r\nAuthorization: Basic c2VjcmV0\r\n\r\n", "c2VjcmV0")]
    [InlineData(StrayReason.Malformed, "INVITE sip:x SIP/2.0\r\n Authorization: Digest response=\"0123456789abcdef\"\r\n\r\n", "0123456789abcdef")]
    [InlineData(StrayReason.Malformed, "INVITE sip:x SIP/2.0\rProxy-authorization: Digest\r\n\tresponse=\"0123456789abcdef\"\r\n\r\n", "0123456789abcdef")]
    [InlineData(StrayReason.NotSip, "\u0001\ra=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0\r\n", "c2VjcmV0")]
    public void Credentials_are_stars(StrayReason reason, string message, string secret)
    {
        Take("192.0.2.1:5060", message, reason);
        Text(All().Single()).Should().NotContain(secret).And.Contain("****").And.HaveLength(message.Length);
    }

    [Fact]
    public void Without_memory_nothing_is_kept()
    {
        var off = new RecentMessages(0, _time);
        off.Take(Of("192.0.2.1:5060"), sent: false, StrayReason.Options, "", "x"u8);
        off.Find(new(), long.MaxValue, 10).Should().BeEmpty();
    }

    [Fact]
    public void Once_it_has_been_full_it_allocates_nothing()
    {
        var recent = new RecentMessages(Places * 2240, TimeProvider.System);
        byte[] message = Encoding.ASCII.GetBytes(new string('x', 600));
        Flow[] flows = [.. Enumerable.Range(1, 200).Select(static i => Of($"192.0.2.{i}:5060"))];
        void Round()
        {
            foreach (Flow flow in flows)
            {
                recent.Take(flow, sent: false, StrayReason.IllegalCall, "", message);
            }
        }

        Round();
        Round();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Round();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public async Task Many_may_write_and_read_at_once()
    {
        Task[] writers = [.. Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                Take($"192.0.{writer}.{i % 50}:5060", $"{writer} {i}");
            }
        }))];
        while (!Task.WhenAll(writers).IsCompleted)
        {
            All().Select(static one => one.Number).Should().BeInDescendingOrder().And.OnlyHaveUniqueItems();
        }

        await Task.WhenAll(writers);
        _recent.Seen.Should().Be(80_000);
        All().Should().HaveCount(Places);
    }

    private static Flow Of(string remote) => new(TransportKind.Udp, 0, 0, TestWire.Address("192.0.2.10:5060"), TestWire.Address(remote));

    private static SourceAddress Source(string text) => SourceAddress.TryParse(text, out SourceAddress source, out string problem) ? source : throw new FormatException(problem);

    private static string Text(RecentMessage one) => Encoding.UTF8.GetString(one.Message);

    private void Take(string remote, string message, StrayReason reason = StrayReason.IllegalCall) => _recent.Take(Of(remote), sent: false, reason, "", Encoding.UTF8.GetBytes(message));

    private IReadOnlyList<RecentMessage> All() => _recent.Find(new(), long.MaxValue, 1000);

    private string Find(RecentMessageFilter filter) => string.Join(' ', _recent.Find(filter, long.MaxValue, 1000).Select(Text));
}
