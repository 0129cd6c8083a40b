using CsCheck;
using Tandem.Billing.Accounts;
using Tandem.Billing.Rating;

namespace Tandem.Tests.Billing.Accounts;

public sealed class CreditBookTests
{
    [Theory]
    [InlineData("1.00", "0", "0.10", 2, 5)]
    [InlineData("0.00", "5", "1.00", 1, 5)]
    [InlineData("-4.50", "5", "1.00", 1, 0)]
    public void Calls_are_admitted_while_their_advance_time_is_covered(string money, string limit, string perMinute, int advance, int admitted)
    {
        var book = new CreditBook();
        book.Set("acme", decimal.Parse(money), decimal.Parse(limit));
        decimal cost = Rater.Price(new Rate { Price = decimal.Parse(perMinute) }, advance * 60, BillingRules.Default).Total;

        int held = Enumerable.Range(0, 10).Count(_ => book.TryHold("acme", cost, out Hold _));

        held.Should().Be(admitted);
    }

    [Fact]
    public void Nobody_holds_on_an_unknown_account()
    {
        var book = new CreditBook();

        book.TryHold("nobody", 0m, out Hold hold).Should().BeFalse();
        hold.Should().Be(default(Hold));
        book.TryGetAvailable("nobody", out decimal _).Should().BeFalse();
        book.Balance("nobody").Should().Be(0m);
    }

    [Fact]
    public void A_settled_call_costs_its_fee_and_frees_the_rest()
    {
        var book = new CreditBook();
        book.Set("acme", 10m, 0m);
        book.TryHold("acme", 1m, out Hold hold).Should().BeTrue();
        book.TryGetAvailable("acme", out decimal whileTalking);
        book.Settle(ref hold, 0.25m);

        whileTalking.Should().Be(9m);
        hold.Should().Be(default(Hold));
        book.Balance("acme").Should().Be(9.75m);
        book.Held("acme").Should().Be(0m);
    }

    [Fact]
    public void A_fee_above_the_hold_is_booked_all_the_same()
    {
        var book = new CreditBook();
        book.Set("acme", 1m, 0m);
        book.TryHold("acme", 1m, out Hold hold);
        book.Settle(ref hold, 1.50m);

        book.Balance("acme").Should().Be(-0.50m);
    }

    [Fact]
    public void A_second_settlement_of_one_hold_changes_nothing()
    {
        var book = new CreditBook();
        book.Set("acme", 1m, 0m);
        book.TryHold("acme", 1m, out Hold hold);
        book.Settle(ref hold, 0.10m);
        book.Settle(ref hold, 0.10m);

        book.Balance("acme").Should().Be(0.90m);
    }

    [Fact]
    public void A_free_call_holds_nothing_even_without_credit()
    {
        var book = new CreditBook();
        book.Set("acme", -1m, 0m);

        book.TryHold("acme", 0m, out Hold hold).Should().BeTrue();
        hold.IsEmpty.Should().BeTrue();
        book.TryExtend(ref hold, 0.01m).Should().BeFalse();
        book.Settle(ref hold, 0.01m);
        book.Balance("acme").Should().Be(-1.01m);
    }

    [Fact]
    public void An_extension_that_is_not_covered_leaves_the_hold_as_it_is()
    {
        var book = new CreditBook();
        book.Set("acme", 1m, 0m);
        book.TryHold("acme", 0.60m, out Hold hold);

        book.TryExtend(ref hold, 0.50m).Should().BeFalse();
        hold.Amount.Should().Be(0.60m);
        book.TryExtend(ref hold, 0.40m).Should().BeTrue();
        hold.Amount.Should().Be(1.00m);
    }

    [Fact]
    public void A_payment_and_a_new_limit_count_at_once_and_holds_stay()
    {
        var book = new CreditBook();
        book.Set("acme", 1m, 0m);
        book.TryHold("acme", 1m, out Hold hold);
        book.Add("acme", 0.50m);
        book.SetLimit("acme", 2m);
        book.TryGetAvailable("acme", out decimal available);
        book.Set("acme", 5m, 1m);
        book.TryGetAvailable("acme", out decimal replaced);

        available.Should().Be(2.50m);
        replaced.Should().Be(5m);
        hold.Amount.Should().Be(1m);
    }

    [Fact]
    public void Accounts_do_not_touch_each_other()
    {
        var book = new CreditBook();
        Hold[] holds = new Hold[100];
        for (int i = 0; i < holds.Length; i++)
        {
            book.Set($"account-{i}", i, 0m);
            book.TryHold($"account-{i}", i, out holds[i]).Should().BeTrue();
        }

        for (int i = 0; i < holds.Length; i++)
        {
            book.Settle(ref holds[i], 0.5m * i);
        }

        for (int i = 0; i < holds.Length; i++)
        {
            book.Balance($"account-{i}").Should().Be(0.5m * i);
        }
    }

    [Fact]
    public void Parallel_calls_never_spend_more_than_balance_and_limit()
    {
        const int Threads = 8;
        const decimal Balance = 20m;
        const decimal Limit = 5m;
        var book = new CreditBook();
        book.Set("acme", Balance, Limit);
        decimal[] spent = new decimal[Threads];
        int refusals = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            var random = new Random(number);
            for (int call = 0; call < 2_000; call++)
            {
                if (!book.TryHold("acme", 0.01m * random.Next(1, 50), out Hold hold))
                {
                    Interlocked.Increment(ref refusals);
                    continue;
                }

                while (random.Next(3) > 0 && book.TryExtend(ref hold, 0.03m))
                {
                }

                decimal fee = hold.Amount * random.Next(0, 101) / 100m; // a call is cut at what its hold pays for
                spent[number] += fee;
                book.Settle(ref hold, fee);
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());

        spent.Sum().Should().BeLessThanOrEqualTo(Balance + Limit);
        book.Balance("acme").Should().Be(Balance - spent.Sum());
        book.Held("acme").Should().Be(0m);
        refusals.Should().BePositive("the money must have run out for this to prove anything");
    }

    [Fact]
    public void A_call_cut_at_its_funded_seconds_never_costs_more_than_its_hold() =>
        Gen.Select(Rating.Rates.Any, Rating.Rates.AnyRules, Gen.Int[0, 500], Gen.Int[0, 10_000]).Sample((rate, rules, cents, seconds) =>
        {
            decimal held = cents * 0.01m;
            return Rater.Price(rate, Math.Min(seconds, Rater.SecondsFor(rate, held, rules)), rules).Total <= held;
        });
}
