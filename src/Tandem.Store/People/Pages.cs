namespace Tandem.Store.People;

/// <summary>The pages that rights are given for, as the API names them. A page is what belongs together for an operator, in the console and in the API alike.</summary>
public static class Pages
{
    public const string Overview = "overview";
    public const string Calls = "calls";
    public const string Cdrs = "cdrs";

    /// <summary>Links that show a call or a result to who has them: view lists them, edit makes and revokes. What one may not see one can't share.</summary>
    public const string Shares = "shares";
    public const string IllegalCalls = "illegalCalls";

    /// <summary>Bans, their lists and rules, and the messages of no call.</summary>
    public const string Firewall = "firewall";
    public const string Blacklists = "blacklists";
    public const string Nat = "nat";
    public const string SelfTests = "selfTests";
    public const string Alarms = "alarms";
    public const string Trunks = "trunks";
    public const string Phones = "phones";
    public const string TurnUsers = "turnUsers";
    public const string Accounts = "accounts";
    public const string Payments = "payments";
    public const string Rates = "rates";

    /// <summary>Imagined calls.</summary>
    public const string Routing = "routing";
    public const string TestCalls = "testCalls";
    public const string Recordings = "recordings";

    /// <summary>Parameters, and how alarms are set.</summary>
    public const string System = "system";

    /// <summary>The plan as a whole, and its history.</summary>
    public const string Plan = "plan";
    public const string Backups = "backups";
    public const string Soaks = "soaks";
    public const string Audit = "audit";

    /// <summary>Users, roles and API keys. Who edits them can give himself whatever he has not.</summary>
    public const string People = "people";

    /// <summary>All of them, in the order of the console.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Overview, Alarms, Calls, Cdrs, Shares, Recordings, IllegalCalls, Firewall, Blacklists, Nat, SelfTests, Trunks, Phones, TurnUsers, Routing, TestCalls, Accounts, Payments, Rates,
        System, Plan, Backups, Soaks, Audit, People,
    ];
}
