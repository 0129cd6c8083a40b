namespace Tandem.Routing.Routes;

/// <summary>
/// One fact of a decision. <paramref name="Subject"/> is the trunk, account, table or number that it is about; the rest are the
/// values of its sentence.
/// </summary>
public readonly record struct RouteReason(ReasonCode Code, string Subject, string Value, decimal? Number, decimal? Limit);
