using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Audit;
using Tandem.Api.Cdrs;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Store.Cdrs;
using Tandem.Store.People;
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
    private const int MostLooks = 20;
    private const string Noun = "recording";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder recordings = api.MapGroup("/recordings").WithTags("recordings");
        recordings.MapGet("", ListAsync).NeedsViewOfOwn(Pages.Recordings).WithSummary("Recordings, newest first").WithDescription("A call that is recorded now is among them, as far as it is written.");
        recordings.MapGet("/{id}", PlayAsync).NeedsViewOfOwn(Pages.Recordings).Produces<byte[]>(200, "audio/wav").ProducesProblem(404).WithSummary("One recording")
            .WithDescription("WAV, 16 bits, the caller on the left channel and the callee on the right. Takes Range.");
        recordings.MapGet("/{id}/pcap", Capture).NeedsView(Pages.Recordings).Produces<byte[]>(200, "application/vnd.tcpdump.pcap").ProducesProblem(404).WithSummary("The packets of a recorded call")
            .WithDescription("RTP of both sides as it came, when SS_RECORD_CAPTURE was on. Takes Range.");
        recordings.MapDelete("/{id}", DeleteAsync).NeedsEditOfOwn(Pages.Recordings).ProducesProblem(404).WithSummary("Delete a recording and its capture");
    }

    private static async Task<Results<Ok<Page<RecordingView>>, ProblemHttpResult>> ListAsync(
        HttpContext context, RecordingFolder folder, CdrQuery records, int? limit, string? cursor, CancellationToken stop)
    {
        if (PageRules.Read(limit, cursor, MostRecordings) is not (int most, long before))
        {
            return PageRules.Bad(limit, cursor);
        }

        Caller caller = Caller.Of(context);
        var shown = new List<RecordingView>();
        for (int looks = 0; ; looks++)
        {
            IReadOnlyList<RecordingFile> found = folder.List(most, before == 0 ? long.MaxValue : before);
            foreach (RecordingFile file in found)
            {
                before = file.Id;
                if (await IsOwnAsync(caller, records, file.Id, stop))
                {
                    shown.Add(RecordingView.Of(file));
                    if (shown.Count == most)
                    {
                        break;
                    }
                }
            }

            // Others' recordings between one's own: a page may be short, and still there is a next one.
            bool isLast = found.Count < most && (found.Count == 0 || before == found[^1].Id);
            if (isLast || shown.Count == most || looks == MostLooks)
            {
                return TypedResults.Ok(new Page<RecordingView>(shown, isLast ? null : before.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }

    private static async Task<IResult> PlayAsync(string id, HttpContext context, RecordingFolder folder, CdrQuery records, CancellationToken stop)
    {
        if (Find(folder, id) is not { } file)
        {
            return Answers.NotFound(Noun, id);
        }

        return await IsOwnAsync(Caller.Of(context), records, file.Id, stop)
            ? TypedResults.PhysicalFile(file.Path, "audio/wav", $"{id}.wav", file.ChangedAt, enableRangeProcessing: true)
            : Own.Foreign(context, Noun, id);
    }

    private static IResult Capture(string id, RecordingFolder folder) =>
        Find(folder, id) is { CapturePath: { } path } file
            ? TypedResults.PhysicalFile(path, "application/vnd.tcpdump.pcap", $"{id}.pcap", file.ChangedAt, enableRangeProcessing: true)
            : Answers.NotFound("capture of a recording", id);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, HttpContext context, RecordingFolder folder, CdrQuery records, Deeds deeds, CancellationToken stop)
    {
        Caller caller = Caller.Of(context);
        if (Find(folder, id) is not { } file)
        {
            return Answers.NotFound(Noun, id);
        }

        if (!await IsOwnAsync(caller, records, file.Id, stop))
        {
            return Own.Foreign(context, Noun, id);
        }

        if (!folder.Delete(file.Id))
        {
            return Answers.NotFound(Noun, id);
        }

        await deeds.NoteAsync(caller.Who, "recording", $"recording {id}", "deleted");
        return TypedResults.NoContent();
    }

    /// <summary>Whose a recording is its call's record says; while the call is in progress there is none, and it is nobody's who is limited to accounts.</summary>
    private static async Task<bool> IsOwnAsync(Caller caller, CdrQuery records, long id, CancellationToken stop) =>
        !caller.IsLimited || (await records.AccountAsync(id, stop) is { } account && caller.Owns(account));

    private static RecordingFile? Find(RecordingFolder folder, string id) => OwnRecords.TryRead(id, out long number) ? folder.Find(number) : null;
}
