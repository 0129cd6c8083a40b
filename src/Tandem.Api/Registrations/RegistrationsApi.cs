using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Plan;
using Tandem.Store.People;

namespace Tandem.Api.Registrations;

/// <summary>What phones have registered.</summary>
internal static class RegistrationsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/registrations", List).NeedsViewOfOwn(Pages.Phones).WithTags("registrations").ProducesProblem(400).WithSummary("What phones have registered, by number");
        api.MapGet("/outward-registrations", OutwardAsync).NeedsView(Pages.Trunks).WithTags("registrations").WithSummary("How egress trunks are registered at their carriers");
        api.MapGet("/phones/{name}/registrations", Of).NeedsViewOfOwn(Pages.Phones).WithTags("registrations").ProducesProblem(404).WithSummary("What one phone has registered, best first");
        RegistrationLadderApi.Map(api);
        api.MapDelete("/phones/{name}/registrations/{id}", RemoveAsync).NeedsEditOfOwn(Pages.Phones).WithTags("registrations").ProducesProblem(404).WithSummary("Ends a registration")
            .WithDescription("The phone is not told. It comes back when it registers again, unless its password or the plan has changed.");
    }

    private static Results<Ok<Page<RegistrationView>>, ProblemHttpResult> List(HttpContext context, ILiveRegistrations live, PlanHolder plan, int? limit, string? cursor)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        Caller caller = Caller.Of(context);
        if (caller.IsLimited)
        {
            IEnumerable<LiveRegistration> own = Own.Phones(caller, plan).Order(StringComparer.Ordinal).SelectMany(live.Of);
            return TypedResults.Ok(PageRules.Cut<RegistrationView>([.. own.Select(RegistrationView.Of)], most, from));
        }

        IReadOnlyList<LiveRegistration> page = live.Page(from, most);
        return TypedResults.Ok(new Page<RegistrationView>([.. page.Take(most).Select(RegistrationView.Of)], page.Count > most ? $"{from + most}" : null));
    }

    private static async Task<Ok<Page<OutwardRegistrationView>>> OutwardAsync(ILiveSwitch live, CancellationToken stop) =>
        TypedResults.Ok(new Page<OutwardRegistrationView>([.. (await live.OutwardRegistrationsAsync(stop)).Select(OutwardRegistrationView.Of)], null));

    private static Results<Ok<Page<RegistrationView>>, ProblemHttpResult> Of(string name, HttpContext context, ILiveRegistrations live, PlanHolder plan)
    {
        if (!plan.Current.Ingress.Any(one => one.IsPhone && one.Name == name))
        {
            return Answers.NotFound("phone", name);
        }

        return Own.Phone(Caller.Of(context), plan, name)
            ? TypedResults.Ok(new Page<RegistrationView>([.. live.Of(name).Select(RegistrationView.Of)], null))
            : Own.Foreign(context, "phone", name);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string name, string id, HttpContext context, ILiveRegistrations live, PlanHolder plan, Deeds deeds)
    {
        Caller caller = Caller.Of(context);
        if (!Own.Phone(caller, plan, name))
        {
            return Own.Foreign(context, "registration", id);
        }

        if (!live.Remove(name, id))
        {
            return Answers.NotFound("registration", id);
        }

        await deeds.NoteAsync(caller.Who, "registration", $"phone {name}", "ended by hand");
        return TypedResults.NoContent();
    }
}
