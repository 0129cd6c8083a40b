namespace Tandem.Store.People;

/// <summary>The pages that rights are given for, as the API names them. A page is what belongs together for an operator, in the console and in the API alike.</summary>
public static class Pages
{
    public const string Overview = "overview";
    public const string Calls = "calls";
    public const string Cdrs = "cdrs";
    public const string IllegalCalls = "illegalCalls";
    public const string Nat = "nat";
    public const string Alarms = "alarms";
    public const string Trunks = "trunks";
    public const string Phones = "phones";
    public const string Accounts = "accounts";
    public const string Payments = "payments";
    public const string Rates = "rates";
    public const string Routing = "routing";
    public const string Recordings = "recordings";

    /// <summary>Parameters, the plan as a whole and its history.</summary>
    public const string System = "system";
    public const string Audit = "audit";

    /// <summary>Users, roles and API keys. Who edits them can give himself whatever he has not.</summary>
    public const string People = "people";

    /// <summary>All of them, in the order of the console.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Overview, Calls, Cdrs, IllegalCalls, Nat, Alarms, Trunks, Phones, Accounts, Payments, Rates, Routing, Recordings, System, Audit, People,
    ];
}
