using System.Globalization;
using Tandem.Calls.Live;
using Tandem.Calls.Nat;
using Tandem.Calls.Registration;
using Tandem.TestKit;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Registration;

/// <summary>What silences a phone's binding outlives, how that is learned, and what keep-alives make of it.</summary>
public sealed class BindingLifeTests
{
    private static readonly NetAddress Here = TestWire.Address("198.51.100.7:40001");
    private static readonly KeepAliveRules Rules = KeepAliveRules.Default with { Adapts = true, Margin = 20, Longest = 180 };

    [Theory]
    [InlineData(13)]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(60)]
    [InlineData(100)]
    public void Measuring_finds_what_a_binding_outlives_and_leaves_nobody_unreachable_for_long(int life)
    {
        using var phone = new PhoneBehindForgetfulRouter(life, static plan => plan
            .Set("SS_SIP_NAT_KEEP_ALIVE_MEASURE", "On").Set("SS_SIP_NAT_KEEP_ALIVE_ADAPT", "On").Set("SS_SIP_NAT_KEEP_ALIVE_PERIOD", "10"));

        phone.Runs(minutes: 60);

        LiveRegistration learned = phone.Registration;
        learned.SurvivedSeconds.Should().BeInRange(life * 3 / 4, life);
        learned.LostSeconds.Should().BeInRange(life, (life * 5 / 4) + 4);
        learned.KeepAliveSeconds.Should().BeInRange(10, life - 1, "that is what it outlives, less the margin");
        phone.LongestUnreachable.TotalSeconds.Should().BeLessThan((life / 2) + 25, "half as long again is the most that is tried, shortly before it refreshes");
        TimeSpan before = phone.LongestUnreachable;
        phone.Runs(minutes: 60);
        phone.LongestUnreachable.Should().Be(before, "what is known is not tried again");
    }

    [Fact]
    public void A_binding_that_outlives_the_longest_silence_is_measured_without_a_loss_and_spares_keep_alives()
    {
        using var phone = new PhoneBehindForgetfulRouter(600, static plan => plan
            .Set("SS_SIP_NAT_KEEP_ALIVE_MEASURE", "On").Set("SS_SIP_NAT_KEEP_ALIVE_ADAPT", "On").Set("SS_SIP_NAT_KEEP_ALIVE_MEASURE_MAX", "100"));

        phone.Runs(minutes: 60);

        phone.Registration.LostSeconds.Should().BeNull();
        phone.Registration.SurvivedSeconds.Should().BeInRange(95, 110);
        phone.Registration.KeepAliveSeconds.Should().BeInRange(76, 90);
        phone.LongestUnreachable.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void Nothing_is_tried_while_measuring_is_off()
    {
        using var phone = new PhoneBehindForgetfulRouter(45, static plan => plan.Set("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", "On"));

        phone.Runs(minutes: 30);

        phone.LongestUnreachable.Should().Be(TimeSpan.Zero);
        phone.Registration.SurvivedSeconds.Should().BeInRange(28, 30, "an OPTIONS after the period was answered");
        phone.Registration.KeepAliveSeconds.Should().Be(30);
    }

    [Fact]
    public void A_period_that_is_too_long_is_adapted_after_it_has_lost_the_phone_once()
    {
        using var phone = new PhoneBehindForgetfulRouter(20, static plan => plan.Set("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", "On").Set("SS_SIP_NAT_KEEP_ALIVE_ADAPT", "On"));
        phone.Runs(minutes: 10);
        TimeSpan lost = phone.LongestUnreachable;

        phone.Registration.LostSeconds.Should().BeInRange(20, 31);
        phone.Registration.KeepAliveSeconds.Should().BeInRange(10, 15);
        phone.Runs(minutes: 60);
        phone.LongestUnreachable.Should().Be(lost, "it is not lost again");
    }

    [Fact]
    public void A_phone_that_does_not_know_OPTIONS_is_asked_three_times_and_then_left_in_peace()
    {
        using var phone = new PhoneBehindForgetfulRouter(45, static plan => plan.Set("SS_SIP_NAT_KEEP_ALIVE_MEASURE", "On"), answersMost: 0);

        phone.Runs(minutes: 2);

        phone.OptionsHeard.Should().Be(3);
        phone.LongestUnreachable.Should().Be(TimeSpan.Zero);
        phone.Registration.LostSeconds.Should().BeNull("it proves nothing that such a phone does not answer");
    }

    [Fact]
    public void A_phone_that_is_lost_to_a_measured_silence_is_not_taken_as_gone()
    {
        using var phone = new PhoneBehindForgetfulRouter(20, static plan => plan.Set("SS_SIP_NAT_KEEP_ALIVE_MEASURE", "On").Set("SS_SIP_NAT_KEEP_ALIVE_PERIOD", "15"));
        for (int i = 0; i < 120; i++)
        {
            phone.Runs(minutes: 0.1);
            phone.Tandem.Registrations.Sweep(static _ => true, TimeSpan.FromSeconds(60));
            phone.Tandem.Registrations.Count.Phones.Should().Be(1);
        }

        phone.Registration.LostSeconds.Should().NotBeNull("otherwise nothing was tried");
    }

    [Fact]
    public void A_port_that_moves_is_a_binding_that_died_of_the_silence_before()
    {
        BindingLife life = Registered(atSeconds: 0);
        life.Sent(30_000);
        life.Registered(Here with { Port = 40_002 }, isSameRun: true, isMovedPort: true, answers: false, 50_000);

        life.Seen.Should().Be(new NatBinding(0, 50, 1, 0), "the router is accused of the silence of the phone");
        life.Period(Rules).Should().Be(10, "and nothing is kept alive by the silence since the last packet: half of 20 s, less the margin");
    }

    [Fact]
    public void The_same_port_says_something_only_where_the_router_chooses_it()
    {
        BindingLife kept = Registered(atSeconds: 0);
        kept.Registered(Here, isSameRun: true, isMovedPort: false, answers: false, 70_000);
        kept.Seen.SurvivedSeconds.Should().Be(0, "a router that keeps ports gives it the same one again");

        BindingLife moved = Registered(atSeconds: 0);
        moved.Registered(Here, isSameRun: true, isMovedPort: true, answers: false, 70_000);
        moved.Seen.SurvivedSeconds.Should().Be(70);
    }

    [Fact]
    public void A_phone_that_was_started_again_proves_nothing()
    {
        BindingLife life = Registered(atSeconds: 0);
        life.Asked(byCall: true, 60_000);
        life.Registered(Here with { Port = 40_002 }, isSameRun: false, isMovedPort: true, answers: true, 90_000);
        life.Seen.Should().Be(default(NatBinding));
    }

    [Fact]
    public void A_call_that_it_answers_was_a_silence_outlived_and_one_that_it_never_got_a_call_lost()
    {
        BindingLife life = Registered(atSeconds: 0);
        life.Asked(byCall: true, 25_000);
        life.Answered(byCall: true, 25_100);
        life.Seen.SurvivedSeconds.Should().Be(25);

        life.Asked(byCall: true, 85_100);
        life.Registered(Here, isSameRun: true, isMovedPort: false, answers: false, 120_000);
        life.Seen.Should().Be(new NatBinding(25, 60, 0, 1));
    }

    [Fact]
    public void An_answer_to_something_else_or_a_question_of_a_moment_ago_proves_nothing()
    {
        BindingLife life = Registered(atSeconds: 0);
        life.Asked(byCall: false, 60_000);
        life.Answered(byCall: true, 60_100);
        life.Asked(byCall: false, 120_000);
        life.Registered(Here, isSameRun: true, isMovedPort: false, answers: true, 122_000);
        life.Seen.Should().Be(default(NatBinding));
    }

    [Fact]
    public void What_a_longer_silence_outlives_a_shorter_one_does_and_old_losses_are_forgotten_with_the_next()
    {
        BindingLife life = Registered(atSeconds: 0);
        life.Registered(Here with { Port = 2 }, true, true, false, 40_000);
        life.Asked(byCall: false, 100_000);
        life.Answered(byCall: false, 100_050);
        life.Seen.Should().Be(new NatBinding(60, 0, 0, 0), "one packet was lost by chance");

        life.Registered(Here with { Port = 3 }, true, true, false, 190_000);
        life.Seen.Should().Be(new NatBinding(60, 90, 1, 0));
        life.Heard(8_000_000);
        life.Registered(Here with { Port = 4 }, true, true, false, 8_120_000);
        life.Seen.Losses.Should().Be(1);
        life.Seen.LostSeconds.Should().Be(120);
    }

    [Fact]
    public void At_another_address_everything_begins_anew_and_after_a_restart_nothing_is_lost()
    {
        BindingLife life = Registered(atSeconds: 0);
        life.Registered(Here with { Port = 2 }, true, true, false, 40_000);
        NatBinding before = life.Seen;
        var writer = new KeptWriter();
        life.Keep(writer);
        var reader = new KeptReader(writer.Written);
        BindingLife back = BindingLife.Take(ref reader, life.Source);
        back.Seen.Should().Be(before);
        back.Registered(Here with { Port = 9 }, true, true, false, 1_000);
        back.Seen.Should().Be(before, "how long the silence was while the switch was down is not known");

        life.Registered(TestWire.Address("203.0.113.1:2"), true, true, false, 90_000);
        life.Seen.Should().Be(default(NatBinding));
    }

    [Fact]
    public void Two_losses_with_short_silences_are_told_to_the_doctor()
    {
        using var tandem = TestSwitch.Start(static plan => plan.Phone("1001", "secret"));
        uint cseq = 1;
        for (int i = 0; i < 3; i++)
        {
            SipPeer peer = tandem.Peer($"port{i}", string.Create(CultureInfo.InvariantCulture, $"127.0.9.9:{41_000 + i}"));
            var phone = new RegisteringPhone(tandem, peer, "1001", "secret", "one-call-id") { Via = "192.168.1.2:5060;rport", Contact = "<sip:1001@192.168.1.2>", CSeq = cseq };
            phone.Register().Should().Be(200);
            cseq = phone.CSeq;
            tandem.Time.Advance(TimeSpan.FromSeconds(50));
        }

        EndpointNat found = ((NatBoard)tandem.Node.Nat).Find("1001")!;
        EndpointFinding finding = found.Findings.Should().ContainSingle(static one => one.Kind == "BindingTooShort").Subject;
        finding.Evidence.Should().Contain(static part => part.Value == "50 s, 2 times");
    }

    private static BindingLife Registered(int atSeconds)
    {
        var life = new BindingLife();
        life.Registered(Here, isSameRun: false, isMovedPort: true, answers: false, atSeconds * 1000L);
        return life;
    }
}
