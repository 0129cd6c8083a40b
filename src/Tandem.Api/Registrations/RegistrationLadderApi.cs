using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Ladders;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Plan;
using Tandem.Store.People;

namespace Tandem.Api.Registrations;

/// <summary>The last messages of registrations: of phones here, and of trunks at their carriers.</summary>
internal static class RegistrationLadderApi
{
    private const string Kept = "The last REGISTERs with their answers, as they were on the wire (credentials blanked), as far as their place in memory lasts: not over a restart. "
        + "Messages that anybody sent in the phone's name are among them, by their source. ";

    private const string Forms = "With ?format=pcapng, or when Accept asks for it, with comments.";

    public static void Map(RouteGroupBuilder api)
    {
        Named(api.MapGet("/registrations/{number}/ladder", LadderAsync).NeedsViewOfOwn(Pages.Phones).Produces<LadderView>().ProducesProblem(404), "The last messages of a phone's registrations", Kept);
        Named(
            api.MapGet("/registrations/{number}/pcap", PcapAsync).NeedsViewOfOwn(Pages.Phones).Produces<byte[]>(200, LadderAnswers.PcapType, LadderAnswers.PcapNgType).ProducesProblem(400).ProducesProblem(404),
            "The last messages of a phone's registrations as a capture",
            Kept + Forms);
        Named(
            api.MapGet("/outward-registrations/{trunk}/ladder", OutwardLadderAsync).NeedsView(Pages.Trunks).Produces<LadderView>().ProducesProblem(404),
            "The last messages of a trunk's registrations at its carrier",
            "The last REGISTERs that were sent, and the carrier's answers; repeats are left out.");
        Named(
            api.MapGet("/outward-registrations/{trunk}/pcap", OutwardPcapAsync).NeedsView(Pages.Trunks).Produces<byte[]>(200, LadderAnswers.PcapType, LadderAnswers.PcapNgType).ProducesProblem(400).ProducesProblem(404),
            "The last messages of a trunk's registrations as a capture",
            Forms);
    }

    private static async Task<IResult> LadderAsync(string number, HttpContext context, ILiveSwitch live, PlanHolder plan, CancellationToken stop) => Find(context, plan, number) is { } refused
        ? refused
        : LadderAnswers.Ladder(context.Request, await live.RegistrationMessagesAsync(number, stop), _ => number);

    private static async Task<IResult> PcapAsync(string number, string? format, HttpContext context, ILiveSwitch live, PlanHolder plan, CancellationToken stop) => Find(context, plan, number) is { } refused
        ? refused
        : LadderAnswers.Capture(
            context.Request, format, await live.RegistrationMessagesAsync(number, stop), $"registration-{number}", [$"Registrations of phone {number}, the last that are known"], _ => number);

    private static async Task<IResult> OutwardLadderAsync(string trunk, HttpContext context, ILiveSwitch live, PlanHolder plan, CancellationToken stop) => IsOutward(plan, trunk)
        ? LadderAnswers.Ladder(context.Request, await live.OutwardMessagesAsync(trunk, stop), _ => trunk)
        : Answers.NotFound("outward registration", trunk);

    private static async Task<IResult> OutwardPcapAsync(string trunk, string? format, HttpContext context, ILiveSwitch live, PlanHolder plan, CancellationToken stop) => IsOutward(plan, trunk)
        ? LadderAnswers.Capture(
            context.Request, format, await live.OutwardMessagesAsync(trunk, stop), $"registration-{trunk}", [$"Registrations of trunk {trunk} at its carrier, the last that are known"], _ => trunk)
        : Answers.NotFound("outward registration", trunk);

    /// <summary>Null: the phone is there, and the caller's to see.</summary>
    private static IResult? Find(HttpContext context, PlanHolder plan, string number) =>
        !plan.Current.Ingress.Any(one => one.IsPhone && one.Name == number) ? Answers.NotFound("phone", number)
        : Own.Phone(Caller.Of(context), plan, number) ? null
        : Own.Foreign(context, "phone", number);

    private static bool IsOutward(PlanHolder plan, string trunk) => plan.Current.Egress.Any(one => one.Trunk.RegisterOutward && one.Name == trunk);

    private static void Named(RouteHandlerBuilder call, string summary, string description) => call.WithTags("registrations").WithSummary(summary).WithDescription(description);
}
