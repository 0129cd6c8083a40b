using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tandem.Api.Problems;
using Tandem.Store.People;

namespace Tandem.Api.Access;

/// <summary>May he: each route under <c>/api</c> says what it asks of its caller. One that says nothing answers nobody, so that none is forgotten.</summary>
internal sealed class RightsGate(RequestDelegate next, ILogger<RightsGate> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || !context.Request.Path.StartsWithSegments("/api") || endpoint.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            return next(context);
        }

        Caller caller = Caller.Of(context);
        if (endpoint.Metadata.GetMetadata<Rights>() is not { } rights)
        {
            // Also what the framework answers itself, such as 405: who may come in may know.
            return endpoint is Microsoft.AspNetCore.Routing.RouteEndpoint ? RefuseAsync(context, caller, "nobody may use this route") : next(context);
        }

        if (!caller.May(rights.Page, rights.Access))
        {
            string verb = rights.Access == PageAccess.Edit ? "change" : "see";
            return RefuseAsync(context, caller, $"the role '{caller.Rights.Name}' may not {verb} the page '{rights.Page}'");
        }

        return caller.IsLimited && !rights.OwnOnly
            ? RefuseAsync(context, caller, "who is limited to some accounts may not use this: it is about all of them")
            : next(context);
    }

    private Task RefuseAsync(HttpContext context, Caller caller, string why)
    {
        logger.Refused(caller.Who.Name, caller.Who.Address, context.Request.Method, context.Request.Path, why);
        return Answers.Problem(StatusCodes.Status403Forbidden, $"Not allowed: {why}. Ask an administrator for the right.").ExecuteAsync(context);
    }
}
