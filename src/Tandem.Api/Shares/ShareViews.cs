using Tandem.Api.Cdrs;
using Tandem.Api.Ladders;
using Tandem.Api.SelfTests;
using Tandem.Store.Shares;

namespace Tandem.Api.Shares;

/// <summary>A link to be made.</summary>
/// <param name="Hours">How long it is in force, 1 to 2160 (90 days); 168, a week, when left out.</param>
/// <param name="HideNumbers">The last four digits of every number become stars. Of a call only.</param>
/// <param name="ShowCharge">What the customer was charged is shown. Of a call only.</param>
public sealed record ShareOrder(int? Hours, bool HideNumbers, bool ShowCharge);

/// <summary>A link: what it shows, until when, who made it, and how often it was opened.</summary>
/// <param name="Id">What it is revoked by; opens nothing.</param>
/// <param name="Kind"><c>call</c> or <c>natCheck</c>.</param>
/// <param name="Subject">The record's id, or the check's.</param>
/// <param name="HideNumbers">Numbers are hidden.</param>
/// <param name="ShowCharge">The charge is shown.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom; <c>self-test</c>: by a visitor of that page.</param>
/// <param name="ExpiresAt">From then on it opens nothing.</param>
/// <param name="Opened">How often it was opened.</param>
/// <param name="OpenedAt">When last.</param>
/// <param name="Token">What opens it, when it is made and never again. The link is <c>/shared#TOKEN</c> behind the console's address; programs send it as <c>X-Tandem-Share</c>.</param>
public sealed record ShareView(
    string Id, string Kind, string Subject, bool HideNumbers, bool ShowCharge, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt, long Opened, DateTimeOffset? OpenedAt, string? Token)
{
    internal static ShareView Of(ShareLink link, string? token = null) => new(
        link.Id, KindOf(link), link.Subject, link.IsMasked, link.HasCharge, link.CreatedAt, link.CreatedBy, link.ExpiresAt, link.Opened, link.OpenedAt, token);

    internal static string KindOf(ShareLink link) => link.Kind == ShareKind.Call ? "call" : "natCheck";
}

/// <summary>What a link shows.</summary>
/// <param name="Kind"><c>call</c> or <c>natCheck</c>.</param>
/// <param name="ExpiresAt">Until when.</param>
/// <param name="HideNumbers">Numbers are hidden.</param>
/// <param name="ShowCharge">The charge is shown; without it the record's amounts are zero and its tables empty. What carriers cost never is.</param>
/// <param name="Cdr">The call.</param>
/// <param name="Explanation">Why it went as it went.</param>
/// <param name="Ladder">Its messages.</param>
/// <param name="Quality">Its media.</param>
/// <param name="NatCheck">What <c>nat-check</c> has found; null while it has not reported.</param>
public sealed record SharedView(
    string Kind, DateTimeOffset ExpiresAt, bool HideNumbers, bool ShowCharge, CdrView? Cdr, Explanation? Explanation, LadderView? Ladder, QualityView? Quality, NatCheckResult? NatCheck);
