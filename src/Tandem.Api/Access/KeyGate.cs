using Microsoft.AspNetCore.Http;
using Tandem.Api.Problems;

namespace Tandem.Api.Access;

/// <summary>
/// Nothing under <c>/api</c>, nor the description of it under <c>/openapi</c>, answers without the key. Before routing, so that a stranger learns not even
/// which paths exist.
/// </summary>
internal sealed class KeyGate(RequestDelegate next, AdminKey key)
{
    public Task InvokeAsync(HttpContext context)
    {
        PathString path = context.Request.Path;
        bool isOpen = !path.StartsWithSegments("/api") && !path.StartsWithSegments("/openapi");
        if (isOpen || key.Opens(context.Request.Headers.Authorization))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"tandem\"";
        return Answers.Problem(StatusCodes.Status401Unauthorized, "The key is missing or wrong. Send 'Authorization: Bearer KEY' with the key in DIR/admin.key.")
            .ExecuteAsync(context);
    }
}
