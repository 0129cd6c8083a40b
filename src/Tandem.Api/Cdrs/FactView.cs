using Tandem.Routing.Routes;

namespace Tandem.Api.Cdrs;

/// <summary>
/// One fact of a decision: its code, the trunk, account, table or number that it is about, and the values of its sentence; and the sentence in English, for who has no words of his own for the code.
/// </summary>
public sealed record FactView(string Code, string Subject, string Value, decimal? Number, decimal? Limit, string Sentence)
{
    internal static FactView Of(RouteReason reason) =>
        new(reason.Code.ToString(), reason.Subject, reason.Value, reason.Number, reason.Limit, RouteSentences.Say(reason));
}
