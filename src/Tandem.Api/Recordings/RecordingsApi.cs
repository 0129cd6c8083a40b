using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.Recordings;

namespace Tandem.Api.Recordings;

/// <summary>One recording. <paramref name="Id"/> is its call's record; <paramref name="ChangedAt"/> when it was last written to.</summary>
public sealed record RecordingView(string Id, long Bytes, double Seconds, DateTimeOffset ChangedAt, bool HasCapture)
{
    public static RecordingView Of(RecordingFile file) =>
        new(file.Id.ToString(CultureInfo.InvariantCulture), file.Bytes, Math.Round(file.Length.TotalSeconds, 2), file.ChangedAt, file.CapturePath is not null);
}

/// <summary>Recorded calls: list, play, delete.</summary>
internal static class RecordingsApi
{
    private const int MostRecordings = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder recordings = api.MapGroup("/recordings").WithTags("recordings");
        recordings.MapGet("", List).WithSummary("Recordings, newest first").WithDescription("A call that is recorded now is among them, as far as it is written.");
        recordings.MapGet("/{id}", Play).Produces<byte[]>(200, "audio/wav").ProducesProblem(404).WithSummary("One recording")
            .WithDescription("WAV, 16 bits, the caller on the left channel and the callee on the right. Takes Range.");
        recordings.MapGet("/{id}/pcap", Capture).Produces<byte[]>(200, "application/vnd.tcpdump.pcap").ProducesProblem(404).WithSummary("The packets of a recorded call")
            .WithDescription("RTP of both sides as it came, when SS_RECORD_CAPTURE was on. Takes Range.");
        recordings.MapDelete("/{id}", Delete).ProducesProblem(404).WithSummary("Delete a recording and its capture");
    }

    private static Results<Ok<Page<RecordingView>>, ProblemHttpResult> List(RecordingFolder folder, int? limit, string? cursor)
    {
        if (PageRules.Read(limit, cursor, MostRecordings) is not (int most, long before))
        {
            return PageRules.Bad(limit, cursor);
        }

        IReadOnlyList<RecordingFile> found = folder.List(most, before == 0 ? long.MaxValue : before);
        string? next = found.Count == most ? found[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Page<RecordingView>([.. found.Select(RecordingView.Of)], next));
    }

    private static IResult Play(string id, RecordingFolder folder) =>
        Find(folder, id) is { } file
            ? TypedResults.PhysicalFile(file.Path, "audio/wav", $"{id}.wav", file.ChangedAt, enableRangeProcessing: true)
            : Answers.NotFound("recording", id);

    private static IResult Capture(string id, RecordingFolder folder) =>
        Find(folder, id) is { CapturePath: { } path } file
            ? TypedResults.PhysicalFile(path, "application/vnd.tcpdump.pcap", $"{id}.pcap", file.ChangedAt, enableRangeProcessing: true)
            : Answers.NotFound("capture of a recording", id);

    private static Results<NoContent, ProblemHttpResult> Delete(string id, RecordingFolder folder) =>
        TryRead(id, out long number) && folder.Delete(number) ? TypedResults.NoContent() : Answers.NotFound("recording", id);

    private static RecordingFile? Find(RecordingFolder folder, string id) => TryRead(id, out long number) ? folder.Find(number) : null;

    private static bool TryRead(string id, out long number) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
