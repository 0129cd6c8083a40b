using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tandem.Store.People;

namespace Tandem.Api.Access;

/// <summary>What a route asks of its caller. A route under <c>/api</c> without it answers nobody.</summary>
/// <param name="Page">The page it belongs to.</param>
/// <param name="Access">View or edit.</param>
/// <param name="OwnOnly">Callers who see some accounts only may come too: it shows them their own, and nothing else.</param>
internal sealed record Rights(string Page, PageAccess Access, bool OwnOnly = false)
{
    public override string ToString() => $"{Page}:{(Access == PageAccess.Edit ? "edit" : "view")}{(OwnOnly ? ":own" : "")}";
}

/// <summary>A route that everybody may ask who has come in at all, or who wants to.</summary>
internal sealed record OpenToAll;

/// <summary>How routes say what they ask of their callers.</summary>
internal static class RightsExtensions
{
    /// <summary>Whoever may view the page. The nearer word counts: a route's before its group's.</summary>
    public static T NeedsView<T>(this T builder, string page)
        where T : IEndpointConventionBuilder => Needs(builder, new(page, PageAccess.View));

    /// <summary>Whoever may view the page; who sees some accounts only sees what is theirs.</summary>
    public static T NeedsViewOfOwn<T>(this T builder, string page)
        where T : IEndpointConventionBuilder => Needs(builder, new(page, PageAccess.View, OwnOnly: true));

    /// <summary>Whoever may edit the page, and sees everything.</summary>
    public static T NeedsEdit<T>(this T builder, string page)
        where T : IEndpointConventionBuilder => Needs(builder, new(page, PageAccess.Edit));

    /// <summary>Whoever may edit the page; who sees some accounts only changes what is theirs.</summary>
    public static T NeedsEditOfOwn<T>(this T builder, string page)
        where T : IEndpointConventionBuilder => Needs(builder, new(page, PageAccess.Edit, OwnOnly: true));

    /// <summary>No right is needed: it is about the caller himself.</summary>
    public static T NeedsNothing<T>(this T builder)
        where T : IEndpointConventionBuilder
    {
        builder.Add(static endpoint => endpoint.Metadata.Add(new OpenToAll()));
        return builder;
    }

    private static T Needs<T>(T builder, Rights rights)
        where T : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(rights));
        return builder;
    }
}
