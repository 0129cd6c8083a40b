using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;

namespace Tandem.Api.Access;

/// <summary>What is whose, for callers who see some accounts only. What is not theirs is not there for them, and that they asked is logged and audited.</summary>
internal static class Own
{
    /// <summary>The answer for what is there, and somebody else's.</summary>
    public static ProblemHttpResult Foreign(HttpContext context, string what, string name)
    {
        Caller caller = Caller.Of(context);
        context.RequestServices.GetRequiredService<ForeignAsks>().Note(context, caller.Who, what, name);
        return Answers.NotFound(what, name);
    }

    /// <summary>Whether a phone is of the caller's accounts.</summary>
    public static bool Phone(Caller caller, PlanHolder plan, string number) =>
        !caller.IsLimited || plan.Current.Document.Phones.Any(phone => phone.Number == number && caller.Owns(phone.Account));

    /// <summary>Whether a phone or an ingress trunk is of the caller's accounts. Of carriers' trunks he sees nothing.</summary>
    public static bool Endpoint(Caller caller, PlanHolder plan, string name, string kind) => !caller.IsLimited
        || (kind == "phone" ? Phone(caller, plan, name) : plan.Current.Document.IngressTrunks.Any(trunk => trunk.Name == name && caller.Owns(trunk.Account)));

    /// <summary>The phones of the caller's accounts.</summary>
    public static HashSet<string> Phones(Caller caller, PlanHolder plan) =>
        plan.Current.Document.Phones.Where(phone => caller.Owns(phone.Account)).Select(static phone => phone.Number).ToHashSet(StringComparer.Ordinal);
}
