namespace Tandem.Store.People;

/// <summary>A named set of rights (VOS3000: privilege set; BI §7).</summary>
/// <param name="Name">One name whatever its case.</param>
/// <param name="Pages">What may be done on which page; one that is missing is <see cref="PageAccess.None"/>.</param>
/// <param name="IsBuiltIn">It is there from the start, and can't be changed.</param>
public sealed record Role(string Name, IReadOnlyDictionary<string, PageAccess> Pages, bool IsBuiltIn = false)
{
    /// <summary>Everything.</summary>
    public static readonly Role Administrator = new("administrator", Everywhere(PageAccess.Edit), true);

    /// <summary>The roles that are always there. A <c>customer</c>'s user names his accounts; without them he would see everybody's.</summary>
    public static readonly IReadOnlyList<Role> BuiltIn =
    [
        Administrator,
        new("operator", Everywhere(
            PageAccess.View, (People.Pages.Alarms, PageAccess.Edit), (People.Pages.Shares, PageAccess.Edit), (People.Pages.Trunks, PageAccess.Edit), (People.Pages.Phones, PageAccess.Edit),
            (People.Pages.TurnUsers, PageAccess.Edit)), true),
        new("billing", Of(
            PageAccess.View, [People.Pages.Overview, People.Pages.Calls, People.Pages.Cdrs, People.Pages.Trunks, People.Pages.Phones, People.Pages.TurnUsers, People.Pages.Routing, People.Pages.TestCalls],
            PageAccess.Edit, [People.Pages.Shares, People.Pages.Accounts, People.Pages.Payments, People.Pages.Rates]), true),
        new(CustomerName, Of(
            PageAccess.View,
            [People.Pages.Calls, People.Pages.Cdrs, People.Pages.Nat, People.Pages.Phones, People.Pages.Accounts, People.Pages.Payments, People.Pages.Recordings],
            PageAccess.Edit, [People.Pages.Shares]), true),
    ];

    /// <summary>The role that is for customers: its users must name their accounts.</summary>
    public const string CustomerName = "customer";

    public PageAccess On(string page) => Pages.GetValueOrDefault(page);

    /// <summary>Whether it may do all that the other may.</summary>
    public bool Covers(Role other) => other.Pages.All(pair => On(pair.Key) >= pair.Value);

    private static Dictionary<string, PageAccess> Everywhere(PageAccess access, params ReadOnlySpan<(string Page, PageAccess Access)> but)
    {
        Dictionary<string, PageAccess> pages = People.Pages.All.ToDictionary(static page => page, _ => access, StringComparer.Ordinal);
        foreach ((string page, PageAccess other) in but)
        {
            pages[page] = other;
        }

        return pages;
    }

    private static Dictionary<string, PageAccess> Of(PageAccess one, string[] pages, PageAccess other, string[] others) =>
        pages.Select(page => (page, one)).Concat(others.Select(page => (page, other))).ToDictionary(StringComparer.Ordinal);
}
