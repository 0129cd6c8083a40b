using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.People;
using Tandem.Store.Soaks;

namespace Tandem.Api.Soaks;

/// <summary>Reports of soaks that lie in the data directory.</summary>
internal static class SoaksApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder soaks = api.MapGroup("/soaks").WithTags("soaks");
        soaks.MapGet("", List).NeedsView(Pages.Soaks).WithSummary("Soaks, newest first").WithDescription("The fifty newest reports in DIR/soaks.");
        soaks.MapGet("/{name}", Get).NeedsView(Pages.Soaks).ProducesProblem(404).WithSummary("The report of one soak");
    }

    private static Ok<Page<SoakView>> List(SoakFolder folder) => TypedResults.Ok(new Page<SoakView>([.. folder.List().Select(SoakView.Of)], null));

    private static Results<Ok<SoakReportView>, ProblemHttpResult> Get(string name, SoakFolder folder) =>
        folder.Find(name) is { } kept ? TypedResults.Ok(SoakReportView.Of(kept)) : Answers.NotFound("soak", name);
}
