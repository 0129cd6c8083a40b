using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tandem.Api.Access;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Routes;
using Tandem.Store.Cdrs;

namespace Tandem.Api.Cdrs;

/// <summary>
/// Records as their caller may see them. Who is limited to accounts sees the records that these were charged for, and in them nothing of the way behind the switch: neither carriers, their
/// addresses and prices, nor what was earned; of the decisions, those about himself.
/// </summary>
internal static class OwnRecords
{
    /// <summary>The record of an id in a path; null when there is none, or it is somebody else's, which is logged.</summary>
    public static async Task<Cdr?> FindAsync(HttpContext context, CdrQuery query, string id, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (!TryRead(id, out long number) || await query.FindAsync(number, stop) is not { } cdr)
        {
            return null;
        }

        if (!caller.Owns(cdr.Customer.Account))
        {
            Own.Foreign(context, "record", id);
            return null;
        }

        return Shown(caller, cdr);
    }

    /// <summary>The same record without what its caller may not see.</summary>
    public static Cdr Shown(Caller caller, Cdr cdr)
    {
        if (caller.IsLimited)
        {
            Bound(cdr);
        }

        return cdr;
    }

    /// <summary>Takes out what nobody sees who is limited to accounts.</summary>
    public static void Bound(Cdr cdr)
    {
        cdr.CallIds.Clear();
        cdr.Tried.Clear();
        cdr.CallingNumberOut = cdr.CalledNumberOut = cdr.DestinationIp = cdr.EgressTrunk = cdr.CalleeUserAgent = cdr.MediaNode = "";
        cdr.Vendor.Clear();
        cdr.Why = RouteReasons.Kept(cdr.Why.Span, ReasonReach.IsOfCustomer);
    }

    public static CdrView View(Caller caller, Cdr cdr) => caller.IsLimited ? CdrView.Of(Shown(caller, cdr)) with { Margin = 0m } : CdrView.Of(cdr);

    /// <summary>A filter bounded to the caller's accounts; false when it asks for what he may not ask for, which <paramref name="foreign"/> names.</summary>
    public static bool TryBound(Caller caller, CdrFilter filter, out CdrFilter bounded, out string foreign)
    {
        bounded = filter;
        foreign = "";
        if (!caller.IsLimited)
        {
            return true;
        }

        if (filter.Account is { } account && !caller.Owns(account))
        {
            foreign = account;
            return false;
        }

        // Whether a carrier's name finds something would tell which carrier it was.
        bounded = filter with { EgressTrunk = null, Accounts = filter.Account is null ? [.. caller.Accounts ?? new HashSet<string>()] : null };
        return true;
    }

    public static bool TryRead(string id, out long number) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
