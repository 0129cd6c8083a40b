using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Store.Cdrs;
using Tandem.Store.People;

namespace Tandem.Api.Cdrs;

/// <summary>What came from one side within one interval. Null stands for what is not known.</summary>
public sealed record QualitySideView(int Packets, int Lost, int Reordered, int Duplicates, double JitterMs, double? RttMs, double? Mos)
{
    internal static QualitySideView Of(QualitySide side) => new(
        side.Packets, side.Lost, side.Reordered, side.Duplicates, side.JitterMicroseconds / 1000.0,
        side.RoundTripMicroseconds == 0 ? null : side.RoundTripMicroseconds / 1000.0, side.MosHundredths == 0 ? null : side.MosHundredths / 100.0);
}

/// <summary>One interval: what came from the caller and from the callee.</summary>
public sealed record QualityPointView(QualitySideView Caller, QualitySideView Callee);

/// <summary>The quality of a call's media over its time; no points when its media did not go through our media process, or the call was too short.</summary>
/// <param name="From">When the first interval began.</param>
/// <param name="Seconds">Length of an interval.</param>
/// <param name="Points">The intervals in their order.</param>
public sealed record QualityView(DateTimeOffset? From, int Seconds, IReadOnlyList<QualityPointView> Points)
{
    internal static QualityView Of(QualitySeries? series) => series is null || series.Points.Count == 0
        ? new(null, 0, [])
        : new(series.From, series.Seconds, [.. series.Points.Select(static point => new QualityPointView(QualitySideView.Of(point.Caller), QualitySideView.Of(point.Callee)))]);
}

/// <summary>The chart of a call.</summary>
internal static class QualityApi
{
    public static void Map(RouteGroupBuilder cdrs) =>
        cdrs.MapGet("/{id}/quality", GetAsync).NeedsViewOfOwn(Pages.Cdrs).Produces<QualityView>().ProducesProblem(404).WithSummary("How the media of a call was, interval by interval")
            .WithDescription("Of calls through the switch's own media process: intervals of five seconds, longer ones for calls of more than half an hour. No points without.");

    private static async Task<IResult> GetAsync(string id, HttpContext context, CdrQuery query, CancellationToken stop) =>
        await OwnRecords.FindAsync(context, query, id, stop) is { } cdr && await query.QualityAsync(cdr.Id, stop) is byte[] packed
            ? TypedResults.Ok(QualityView.Of(QualitySeries.Read(packed)))
            : Answers.NotFound("record", id);
}
