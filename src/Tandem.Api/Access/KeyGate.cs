using Microsoft.AspNetCore.Http;
using Tandem.Api.Problems;

namespace Tandem.Api.Access;

/// <summary>Nothing under <c>/api</c> answers without the key. Before routing, so that a stranger learns not even which paths exist.</summary>
internal sealed class KeyGate(RequestDelegate next, AdminKey key)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api") || key.Opens(context.Request.Headers.Authorization))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"tandem\"";
        return Answers.Problem(StatusCodes.Status401Unauthorized, "The key is missing or wrong. Send 'Authorization: Bearer KEY' with the key in DIR/admin.key.")
            .ExecuteAsync(context);
    }
}
