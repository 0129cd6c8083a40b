using System.Collections.Concurrent;

namespace Tandem.Billing.Accounts;

/// <summary>Money held for one running call, on the account with this number in the book. Zero value: nothing held, no account.</summary>
public readonly record struct Hold(int Account, decimal Amount)
{
    public bool IsEmpty => Amount == 0m;
}

/// <summary>
/// What every account may still spend, with what running calls hold (BI §3.9). Shared by all shards: each operation takes one account's lock
/// and nothing else. The ledger is the truth; this is its image in memory.
/// <para>
/// The bound of overspending is zero, for any number of calls on one balance: holds never exceed balance + limit, a call is charged no second beyond those that its hold
/// pays for (Rater.SecondsFor, <c>Cdr.FundedSeconds</c>), and so its fee is never more than its hold. Only a deduction by hand, a lowered limit or
/// a higher balance taken back can put an account below its limit while calls are up; the next extension then fails.
/// </para>
/// </summary>
public sealed class CreditBook
{
    private readonly ConcurrentDictionary<string, Line> _byName = new(StringComparer.Ordinal);
    private readonly Lock _growth = new();
    private Line[] _lines = [];
    private int _count;

    /// <summary>Makes or replaces an account: balance from the ledger, limit from the plan. Holds of running calls stay.</summary>
    public void Set(string account, decimal balance, decimal creditLimit)
    {
        Line line = FindOrAdd(account);
        lock (line.Lock)
        {
            line.Balance = balance;
            line.Limit = creditLimit;
        }
    }

    /// <summary>Adds a payment (or a deduction below zero). An unknown account is made, without credit.</summary>
    public void Add(string account, decimal amount)
    {
        Line line = FindOrAdd(account);
        lock (line.Lock)
        {
            line.Balance += amount;
        }
    }

    /// <summary>Changes the limit from the plan. An unknown account is made, with a balance of zero.</summary>
    public void SetLimit(string account, decimal creditLimit)
    {
        Line line = FindOrAdd(account);
        lock (line.Lock)
        {
            line.Limit = creditLimit;
        }
    }

    /// <summary>
    /// Holds an amount, when balance + limit − holds allow it. Holding nothing (a free call) is always allowed, and remembers whom to charge. False
    /// when there is no such account.
    /// </summary>
    public bool TryHold(string account, decimal amount, out Hold hold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        hold = default;
        if (!_byName.TryGetValue(account, out Line? line) || !line.TryTake(amount))
        {
            return false;
        }

        hold = new Hold(line.Number, amount);
        return true;
    }

    /// <summary>Holds so much more; when it is not there, the hold stays as it is.</summary>
    public bool TryExtend(ref Hold hold, decimal more)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(more);
        if (LineOf(hold) is not { } line || !line.TryTake(more))
        {
            return false;
        }

        hold = hold with { Amount = hold.Amount + more };
        return true;
    }

    /// <summary>Gives the hold back and takes the fee (which may be more or less than was held). Without an account nothing happens.</summary>
    public void Settle(ref Hold hold, decimal fee)
    {
        if (LineOf(hold) is { } line)
        {
            lock (line.Lock)
            {
                line.Held -= hold.Amount;
                line.Balance -= fee;
            }
        }

        hold = default;
    }

    /// <summary>Balance + limit − holds; false when there is no such account.</summary>
    public bool TryGetAvailable(string account, out decimal available)
    {
        available = 0m;
        if (!_byName.TryGetValue(account, out Line? line))
        {
            return false;
        }

        lock (line.Lock)
        {
            available = line.Available;
        }

        return true;
    }

    /// <summary>The balance, holds not taken off; 0 when there is no such account.</summary>
    public decimal Balance(string account)
    {
        if (!_byName.TryGetValue(account, out Line? line))
        {
            return 0m;
        }

        lock (line.Lock)
        {
            return line.Balance;
        }
    }

    /// <summary>What running calls hold on the account now; 0 when there is no such account.</summary>
    public decimal Held(string account)
    {
        if (!_byName.TryGetValue(account, out Line? line))
        {
            return 0m;
        }

        lock (line.Lock)
        {
            return line.Held;
        }
    }

    private Line? LineOf(in Hold hold) => hold.Account == 0 ? null : Volatile.Read(ref _lines)[hold.Account - 1];

    private Line FindOrAdd(string account)
    {
        if (_byName.TryGetValue(account, out Line? known))
        {
            return known;
        }

        lock (_growth)
        {
            if (_byName.TryGetValue(account, out known))
            {
                return known;
            }

            Line[] lines = _lines;
            if (_count == lines.Length)
            {
                Array.Resize(ref lines, Math.Max(16, _count * 2));
            }

            var line = new Line(_count + 1);
            lines[_count++] = line;
            Volatile.Write(ref _lines, lines); // before the name can be found: a hold's number always leads to its line
            _byName[account] = line;
            return line;
        }
    }

    /// <summary>One account. All fields under its lock.</summary>
    private sealed class Line(int number)
    {
        public readonly Lock Lock = new();
        public readonly int Number = number;
        public decimal Balance;
        public decimal Limit;
        public decimal Held;

        public decimal Available => Balance + Limit - Held;

        public bool TryTake(decimal amount)
        {
            lock (Lock)
            {
                if (amount > 0m && amount > Available)
                {
                    return false;
                }

                Held += amount;
                return true;
            }
        }
    }
}
