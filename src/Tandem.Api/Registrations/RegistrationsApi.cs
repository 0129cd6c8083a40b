using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Plan;

namespace Tandem.Api.Registrations;

/// <summary>What phones have registered.</summary>
internal static class RegistrationsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/registrations", List).WithTags("registrations").ProducesProblem(400).WithSummary("What phones have registered, by number");
        api.MapGet("/outward-registrations", OutwardAsync).WithTags("registrations").WithSummary("How egress trunks are registered at their carriers");
        api.MapGet("/phones/{name}/registrations", Of).WithTags("registrations").ProducesProblem(404).WithSummary("What one phone has registered, best first");
        RegistrationLadderApi.Map(api);
        api.MapDelete("/phones/{name}/registrations/{id}", Remove).WithTags("registrations").ProducesProblem(404).WithSummary("Ends a registration")
            .WithDescription("The phone is not told. It comes back when it registers again, unless its password or the plan has changed.");
    }

    private static Results<Ok<Page<RegistrationView>>, ProblemHttpResult> List(ILiveRegistrations live, int? limit, string? cursor)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        IReadOnlyList<LiveRegistration> page = live.Page(from, most);
        return TypedResults.Ok(new Page<RegistrationView>([.. page.Take(most).Select(RegistrationView.Of)], page.Count > most ? $"{from + most}" : null));
    }

    private static async Task<Ok<Page<OutwardRegistrationView>>> OutwardAsync(ILiveSwitch live, CancellationToken stop) =>
        TypedResults.Ok(new Page<OutwardRegistrationView>([.. (await live.OutwardRegistrationsAsync(stop)).Select(OutwardRegistrationView.Of)], null));

    private static Results<Ok<Page<RegistrationView>>, ProblemHttpResult> Of(string name, ILiveRegistrations live, PlanHolder plan) =>
        plan.Current.Ingress.Any(one => one.IsPhone && one.Name == name)
            ? TypedResults.Ok(new Page<RegistrationView>([.. live.Of(name).Select(RegistrationView.Of)], null))
            : Answers.NotFound("phone", name);

    private static Results<NoContent, ProblemHttpResult> Remove(string name, string id, ILiveRegistrations live) =>
        live.Remove(name, id) ? TypedResults.NoContent() : Answers.NotFound("registration", id);
}
