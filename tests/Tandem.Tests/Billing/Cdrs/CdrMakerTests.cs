using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;

namespace Tandem.Tests.Billing.Cdrs;

public sealed class CdrMakerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Both_parties_are_charged_by_their_own_rates()
    {
        Cdr record = Answered(60_050);
        CdrMaker.Charge(record);

        record.HoldTime.Should().Be(61);
        (record.Customer.FeeTime, record.Customer.Fee).Should().Be((120, 0.030m));
        (record.Vendor.FeeTime, record.Vendor.Fee).Should().Be((66, 0.011m));
        record.Margin.Should().Be(0.019m);
    }

    [Fact]
    public void The_threshold_is_that_of_the_record_not_of_today()
    {
        Cdr record = Answered(60_050);
        record.Rules = new BillingRules { HoldTimePrecision = 51 };
        CdrMaker.Charge(record);

        record.HoldTime.Should().Be(60);
        record.Customer.Fee.Should().Be(0.015m);
    }

    [Fact]
    public void Charging_twice_changes_nothing()
    {
        Cdr record = Answered(60_050);
        CdrMaker.Charge(record);
        decimal first = record.Customer.Fee;
        CdrMaker.Charge(record);

        record.Customer.Fee.Should().Be(first);
        record.HoldTime.Should().Be(61);
    }

    [Fact]
    public void The_customer_pays_no_second_past_the_funded_ones_and_the_vendor_gets_all()
    {
        Cdr record = Answered(60_400);
        record.FundedSeconds = 60;
        CdrMaker.Charge(record);

        record.HoldTime.Should().Be(61);
        (record.Customer.FeeTime, record.Customer.Fee).Should().Be((60, 0.015m));
        record.Vendor.FeeTime.Should().Be(66);
    }

    [Fact]
    public void An_unanswered_call_costs_nothing()
    {
        Cdr record = Answered(60_050);
        record.AnsweredAt = null;
        record.Customer.Fee = 99m;
        CdrMaker.Charge(record);

        (record.HoldTime, record.Customer.FeeTime, record.Customer.Total, record.Vendor.FeeTime, record.Vendor.Total).Should().Be((0, 0, 0m, 0, 0m));
    }

    [Fact]
    public void A_party_without_a_rate_is_not_charged()
    {
        Cdr record = Answered(60_000);
        record.Vendor.Rate = null;
        CdrMaker.Charge(record);

        record.Vendor.Total.Should().Be(0m);
        record.Customer.Fee.Should().Be(0.015m);
    }

    [Theory]
    [InlineData(BillingMode.Free)]
    [InlineData(BillingMode.IllegalCall)]
    public void Nobody_pays_for_a_free_or_an_illegal_call(BillingMode mode)
    {
        Cdr record = Answered(60_000);
        record.BillingMode = mode;
        CdrMaker.Charge(record);

        (record.Customer.FeeTime, record.Customer.Total).Should().Be((0, 0m));
    }

    [Theory]
    [InlineData(BillingMode.Phone)]
    [InlineData(BillingMode.IngressTrunk)]
    [InlineData(BillingMode.BoundNumber)]
    [InlineData(BillingMode.CallingCard)]
    public void Every_payer_pays(BillingMode mode)
    {
        Cdr record = Answered(60_000);
        record.BillingMode = mode;
        CdrMaker.Charge(record);

        record.Customer.Fee.Should().Be(0.015m);
    }

    [Theory]
    [InlineData(3_000, EndDirection.Caller, false, false, true)] // billed
    [InlineData(3_000, EndDirection.Switch, false, false, true)] // billed, although the switch hung up
    [InlineData(49, EndDirection.Caller, true, false, true)]
    [InlineData(49, EndDirection.Caller, false, true, false)]
    [InlineData(49, EndDirection.Switch, true, true, true)]
    [InlineData(49, EndDirection.Switch, true, false, false)]
    [InlineData(49, EndDirection.Switch, false, true, false)]
    public void A_call_of_no_seconds_is_recorded_as_the_parameters_say(long talkMs, EndDirection side, bool zeroHoldTime, bool serverHangUp, bool recorded)
    {
        Cdr record = Answered(talkMs);
        record.EndDirection = side;
        CdrMaker.Charge(record);

        CdrMaker.IsRecorded(record, zeroHoldTime, serverHangUp).Should().Be(recorded);
    }

    [Fact]
    public void An_illegal_call_is_not_lost_to_the_zero_hold_time_rule()
    {
        Cdr record = Answered(0);
        record.AnsweredAt = null;
        record.BillingMode = BillingMode.IllegalCall;

        CdrMaker.IsRecorded(record, zeroHoldTime: false, serverHangUp: false).Should().BeTrue();
    }

    private static Cdr Answered(long talkMs)
    {
        var record = new Cdr { AnsweredAt = Noon, EndedAt = Noon.AddMilliseconds(talkMs), TalkMs = talkMs, BillingMode = BillingMode.IngressTrunk };
        record.Customer.Rate = new Rate { Price = 0.015m };
        record.Vendor.Rate = new Rate { Price = 0.001m, CycleSeconds = 6 };
        return record;
    }
}
