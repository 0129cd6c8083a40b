using Tandem.Billing.Rating;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.TestKit;

/// <summary>
/// A plan in a few words. As it begins: account <c>acme</c> with 100.00, sold at 0.60 a minute (0.01 a second, per second), its trunk <c>customer</c> at 127.0.0.2; no carrier yet.
/// </summary>
public sealed class PlanBuilder
{
    private readonly Dictionary<string, string> _parameters = [];
    private readonly List<EgressTrunk> _carriers = [];
    private readonly List<Account> _vendors = [];
    private readonly List<Account> _payers = [];
    private readonly List<Phone> _phones = [];

    public IngressTrunk Customer { get; set; } = new() { Name = "customer", Account = "acme", Addresses = ["127.0.0.2"] };

    public Account Account { get; set; } = new() { Name = "acme", OpeningBalance = 100m, RateTable = "retail" };

    public Rate Price { get; set; } = new() { Price = 0.01m, CycleSeconds = 1 };

    public Rate Cost { get; set; } = new() { Price = 0.005m, CycleSeconds = 1 };

    /// <summary>The customers' table, when one row at <see cref="Price"/> is not enough.</summary>
    public IReadOnlyList<RateRow>? PriceRows { get; set; }

    /// <summary>The vendors' table, when one row at <see cref="Cost"/> is not enough.</summary>
    public IReadOnlyList<RateRow>? CostRows { get; set; }

    /// <summary>How far a vendor's balance may go below zero.</summary>
    public decimal VendorCredit { get; set; } = 1000m;

    public IReadOnlyList<EgressTrunk> Carriers => _carriers;

    /// <summary>Carriers for a prefix, in this order of priority: 127.0.0.3:5060, 127.0.0.4:5060 ...</summary>
    public PlanBuilder Route(string prefix, params string[] carriers)
    {
        foreach (string carrier in carriers)
        {
            Carrier(carrier, trunk => trunk with { Prefixes = [prefix] });
        }

        return this;
    }

    public PlanBuilder Carrier(string name, Func<EgressTrunk, EgressTrunk>? change = null)
    {
        int number = _carriers.Count;
        EgressTrunk trunk = _carriers.Find(known => known.Name == name) ?? new()
        {
            Name = name,
            Account = name,
            Addresses = [$"127.0.0.{3 + number}"],
            Prefixes = [""],
            Priority = number + 1,
        };
        _carriers.RemoveAll(known => known.Name == name);
        _carriers.Add(change is null ? trunk : change(trunk));
        _vendors.RemoveAll(known => known.Name == name);
        _vendors.Add(new() { Name = name, Kind = AccountKind.Vendor, CreditLimit = VendorCredit, RateTable = "cost" });
        return this;
    }

    public PlanBuilder Phone(string number, string password, Func<Phone, Phone>? change = null)
    {
        Phone phone = new() { Number = number, Account = "acme", Password = password };
        _phones.RemoveAll(known => known.Number == number);
        _phones.Add(change is null ? phone : change(phone));
        return this;
    }

    /// <summary>A customer's account with the same prices.</summary>
    public PlanBuilder Payer(string name, decimal balance = 100m)
    {
        _payers.Add(new() { Name = name, OpeningBalance = balance, RateTable = "retail" });
        return this;
    }

    public PlanBuilder Set(string parameter, string value)
    {
        _parameters[parameter] = value;
        return this;
    }

    public PlanDocument Build() => new()
    {
        Parameters = _parameters,
        Accounts = [Account, .. _payers, .. _vendors],
        RateTables =
        [
            new() { Name = "retail", Rows = PriceRows ?? [new("", "World", Price)] },
            new() { Name = "cost", Rows = CostRows ?? [new("", "World", Cost)] },
        ],
        IngressTrunks = [Customer],
        EgressTrunks = [.. _carriers.OrderBy(static trunk => trunk.Priority)],
        Phones = _phones,
    };
}
