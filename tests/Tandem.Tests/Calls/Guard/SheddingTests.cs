using System.Globalization;
using System.Text.RegularExpressions;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Guard;

/// <summary>A switch of one shard that is slower than its callers.</summary>
public sealed class SheddingTests
{
    private const int Callers = 250;
    private static readonly TimeSpan Look = TimeSpan.FromMicroseconds(200);

    [Fact]
    public void Whoever_comes_when_it_is_behind_is_told_when_to_come_again_and_calls_that_are_up_go_on()
    {
        using TestSwitch tandem = TestSwitch.Start(Rich);
        SipPeer up = Talks(tandem);
        SipPeer[] callers = [.. Enumerable.Range(0, Callers).Select(i => tandem.Peer($"caller-{i}", $"127.0.0.2:{6000 + i}"))];
        decimal before = Held(tandem);

        tandem.PilesUp(Look, () =>
        {
            foreach (SipPeer caller in callers)
            {
                caller.Invites("4420");
            }

            up.Byes(); // the last of all
        });

        up.Gets(200);
        SipPeer[] shed = [.. callers.Where(static caller => caller.All.Any(static text => text.StartsWith("SIP/2.0 503", StringComparison.Ordinal)))];
        SipPeer[] taken = [.. callers.Except(shed)];
        shed.Length.Should().BeInRange(Callers / 4, Callers - 10, "most are too many, some are not");
        shed.SelectMany(static caller => caller.All).Where(static text => RetryAfter(text) is < 3 or > 10).Should().BeEmpty("each is told when to come again");
        taken.SelectMany(static caller => caller.All).Where(static text => !text.StartsWith("SIP/2.0 1", StringComparison.Ordinal)).Should().BeEmpty("the others' calls go on");

        // Nothing is kept of who was turned away but a number; every call that was taken has its record and its money.
        Counted(tandem, "refused_unrecorded", "Overload").Should().Be(shed.Length);
        Counted(tandem, "shed", "Call").Should().Be(shed.Length);
        Held(tandem).Should().Be(before * taken.Length, "each call that was taken holds its money, none of the others does");
        tandem.Passes(0.1);
        foreach (SipPeer caller in taken)
        {
            caller.Cancels();
        }

        tandem.Passes(70);
        tandem.Cdrs.Count.Should().Be(taken.Length + 1);
        tandem.Cdrs.Count(static cdr => cdr.AnsweredAt is not null).Should().Be(1);
        Held(tandem).Should().Be(0);

        SipPeer late = tandem.Peer("late", "127.0.0.2:5998");
        late.Invites("4420");
        tandem.Passes(1);
        late.All.Should().NotBeEmpty("it has caught up").And.OnlyContain(static text => text.StartsWith("SIP/2.0 100", StringComparison.Ordinal));
    }

    [Fact]
    public void Strangers_are_the_first_who_are_not_answered_and_they_stay_on_record()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan =>
        {
            Rich(plan);
            plan.Set("SS_REPLY_UNAUTHORIZED", "On");
        });
        SipPeer[] callers = [.. Enumerable.Range(0, Callers).Select(i => i % 10 == 9 ? tandem.Peer($"stranger-{i}", $"127.0.9.{i}:5060") : tandem.Peer($"caller-{i}", $"127.0.0.2:{6000 + i}"))];
        tandem.PilesUp(Look, () => Array.ForEach(callers, static caller => caller.Invites("4420")));

        int silent = Array.FindIndex(callers, static caller => IsStranger(caller) && caller.All.Count == 0);
        int shed = Array.FindIndex(callers, static caller => caller.All.Any(static text => text.StartsWith("SIP/2.0 503", StringComparison.Ordinal)));
        silent.Should().BeInRange(10, shed, "the first strangers are answered, and a customer is turned away after them");
        callers.Skip(silent).Where(IsStranger).SelectMany(static caller => caller.All).Should().BeEmpty();
        Counted(tandem, "strangers_shed").Should().Be(callers.Skip(silent).Count(IsStranger));
        Counted(tandem, "illegal_calls").Should().Be(callers.Count(IsStranger), "each is evidence");
    }

    [Fact]
    public void A_repeat_of_a_call_that_was_taken_is_no_new_call()
    {
        using TestSwitch tandem = TestSwitch.Start(Rich);
        SipPeer first = tandem.Peer("first", "127.0.0.2:5999");
        SipPeer[] callers = [.. Enumerable.Range(0, Callers).Select(i => tandem.Peer($"caller-{i}", $"127.0.0.2:{6000 + i}"))];
        tandem.PilesUp(Look, () =>
        {
            first.Invites("4420");
            Array.ForEach(callers, static caller => caller.Invites("4420"));
            first.Repeats();
        });

        callers[^1].All.Should().NotBeEmpty("the last are turned away").And.OnlyContain(static text => text.StartsWith("SIP/2.0 503", StringComparison.Ordinal));
        first.All.Where(static text => !text.StartsWith("SIP/2.0 1", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static bool IsStranger(SipPeer peer) => peer.Name.StartsWith("stranger", StringComparison.Ordinal);

    private static void Rich(PlanBuilder plan)
    {
        plan.Route("44", "carrier-a");
        plan.Set("SS_OVERLOAD_DELAY", "100");
        plan.Account = plan.Account with { OpeningBalance = 100_000m };
    }

    private static SipPeer Talks(TestSwitch tandem)
    {
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("4420");
        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);
        return customer;
    }

    private static decimal Held(TestSwitch tandem) => tandem.Credit.Held("acme");

    private static int RetryAfter(string response) =>
        Regex.Match(response, "\r\nRetry-After: (?<seconds>\\d+)\r\n", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } found ? int.Parse(found.Groups["seconds"].Value, CultureInfo.InvariantCulture) : -1;

    private static long Counted(TestSwitch tandem, string name, string? reason = null)
    {
        Tandem.Calls.Live.SwitchCounters counters = tandem.Node.Counters();
        return reason is null ? counters.Values[name] : counters.ByReason[name][reason];
    }
}
