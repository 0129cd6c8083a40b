using Tandem.Billing.Accounts;
using Tandem.Billing.Rating;

namespace Tandem.Calls.Control;

/// <summary>
/// The money held for one call: what SERVER_BILLING_PREVENT_OVERDRAFT_ADVANCE_TIME minutes cost before the INVITE goes out, and as much again each time before it is used up
/// (BI §3.9). Every second talked is held before it begins, so N calls on one balance can't spend more than there is. Pooled with its call.
/// </summary>
internal sealed class CreditWatch(CreditBook credit)
{
    /// <summary>Seconds before the end of the funded time at which more is asked for.</summary>
    private const int LeadSeconds = 5;

    // A century: whoever can pay so long is not watched.
    private const long LongestSeconds = 3_200_000_000;

    private string _account = "";
    private Rate? _rate;
    private BillingRules _rules = BillingRules.Default;
    private Hold _hold;
    private long _funded = long.MaxValue;
    private bool _isLast;

    /// <summary>Seconds before its end at which the end of the credit must be known, for somebody is to hear of it; 0 when nobody is.</summary>
    public int Foresight { get; set; }

    /// <summary>The talk time in seconds that the hold pays for; <see cref="long.MaxValue"/> when nobody pays or the call is free.</summary>
    public long FundedSeconds => _funded;

    /// <summary>What is held now.</summary>
    public decimal Held => _hold.Amount;

    /// <summary>What the first minutes cost.</summary>
    public decimal Asked { get; private set; }

    /// <summary>No more money is there: the call ends with <see cref="FundedSeconds"/>.</summary>
    public bool IsLast => _isLast;

    /// <summary>Talk time in milliseconds at which <see cref="Renew"/> or the end is due; <see cref="long.MaxValue"/> for never.</summary>
    public long DueMs => _funded > LongestSeconds ? long.MaxValue
        : _isLast ? _funded * 1000
        : Math.Max(0, _funded - Math.Max(Foresight, Math.Min(LeadSeconds, _rules.AdvanceMinutes * 30L))) * 1000;

    /// <summary>The money that the call could use up, its own hold included; 0 when there is no such account.</summary>
    public decimal Spendable => credit.TryGetAvailable(_account, out decimal available) ? available + _hold.Amount : 0m;

    /// <summary>The talk time in seconds that all of it pays for, if no other call uses it; <see cref="long.MaxValue"/> when nobody pays or the call is free.</summary>
    public long AffordableSeconds => _rate is null ? long.MaxValue : Rater.SecondsFor(_rate, Spendable, _rules);

    /// <summary>Holds the first minutes. False: the account can't pay them.</summary>
    public bool TryBegin(string account, Rate? rate, BillingRules rules)
    {
        _account = account;
        _rate = rate;
        _rules = rules;
        _hold = default;
        _isLast = false;
        if (rate is null || Rater.SecondsFor(rate, 0m, rules) == long.MaxValue)
        {
            _funded = long.MaxValue;
            return true;
        }

        decimal cost = Asked = CostOf(AdvanceSeconds);
        _funded = Math.Max(AdvanceSeconds, Rater.SecondsFor(rate, cost, rules));
        return credit.TryHold(account, cost, out _hold);
    }

    /// <summary>
    /// Holds again what another process had held for a call that has talked so long: up to the next minutes, or what is left. Before new calls come, what it had held is there.
    /// </summary>
    public void GoOn(string account, Rate? rate, BillingRules rules, long talkedSeconds)
    {
        bool isHeld = TryBegin(account, rate, rules);
        if (!isHeld)
        {
            _funded = 0;
            credit.TryHold(account, 0m, out _hold);
        }

        if (_rate is not null && _funded - AdvanceSeconds < talkedSeconds)
        {
            Extend(talkedSeconds + AdvanceSeconds);
        }
    }

    /// <summary>Holds the next minutes, or what is left for the last seconds; then <see cref="IsLast"/>.</summary>
    public void Renew()
    {
        if (_rate is null || _isLast || _funded == long.MaxValue)
        {
            return;
        }

        Extend(_funded + AdvanceSeconds);
    }

    private void Extend(long target)
    {
        if (TryFund(target))
        {
            return;
        }

        _isLast = true;
        if (!credit.TryGetAvailable(_account, out decimal available) || available <= 0m)
        {
            return;
        }

        target = Rater.SecondsFor(_rate!, _hold.Amount + available, _rules); // both callers have asked
        if (target > _funded)
        {
            TryFund(target);
        }
    }

    /// <summary>
    /// The seconds that are paid for of a talk of this length. When it has come further than its hold, because the timer was late, more is held first if there is more.
    /// </summary>
    public long Cover(long talkMs)
    {
        while (!_isLast && _funded <= LongestSeconds && _funded * 1000 < talkMs)
        {
            Renew();
        }

        return _funded;
    }

    /// <summary>Gives the hold back and takes what the call costs.</summary>
    public void Settle(decimal charge)
    {
        if (_hold != default)
        {
            credit.Settle(ref _hold, charge);
        }

        Clear();
    }

    public void Clear()
    {
        _account = "";
        _rate = null;
        _hold = default;
        _funded = long.MaxValue;
        _isLast = false;
        Foresight = 0;
    }

    private long AdvanceSeconds => _rules.AdvanceMinutes * 60L;

    private bool TryFund(long target)
    {
        decimal more = CostOf(target) - _hold.Amount;
        bool held = more <= 0m || credit.TryExtend(ref _hold, more);
        if (held)
        {
            _funded = Math.Max(target, Rater.SecondsFor(_rate!, _hold.Amount, _rules)); // _rate is there: Renew asked
        }

        return held;
    }

    private decimal CostOf(long seconds) => Rater.Price(_rate!, seconds, _rules).Total; // both callers have asked for the rate
}
