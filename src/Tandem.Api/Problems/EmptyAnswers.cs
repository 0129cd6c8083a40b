using System.ComponentModel;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.Api.Problems;

/// <summary>
/// Problem details where nobody has said what was wrong. The binding that is generated when this is compiled leaves a bad value of an optional parameter at a bare 400: which one it was is found here.
/// </summary>
internal static class EmptyAnswers
{
    public static async Task FillAsync(StatusCodeContext context)
    {
        HttpContext http = context.HttpContext;
        List<ProblemEntry> unread = http.Response.StatusCode == StatusCodes.Status400BadRequest ? Unread(http) : [];
        if (unread.Count > 0)
        {
            await Answers.BadQuery(unread).ExecuteAsync(http);
            return;
        }

        await http.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new() { HttpContext = http, ProblemDetails = { Status = http.Response.StatusCode } });
    }

    private static List<ProblemEntry> Unread(HttpContext http)
    {
        List<ProblemEntry> unread = [];
        foreach (IParameterBindingMetadata parameter in http.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            Type type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
            if (parameter.HasTryParse && http.Request.Query[parameter.Name] is [{ Length: > 0 } value] && !TypeDescriptor.GetConverter(type).IsValid(value))
            {
                unread.Add(new(parameter.Name, type == typeof(bool) ? "true or false." : "A number."));
            }
        }

        return unread;
    }
}
