using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Json;
using Tandem.Api.Ladders;
using Tandem.Api.Paging;
using Tandem.Api.Problems;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Store.People;

namespace Tandem.Api.SipMessages;

/// <summary>The last SIP messages that belong to no call and to no phone: what was refused, broken, a stranger's, OPTIONS, responses to nothing.</summary>
internal static class SipMessagesApi
{
    private static readonly string Reasons = string.Join(", ", Enum.GetValues<StrayReason>().Select(SipMessageView.WordOf));

    private static readonly string Filters = "source is an address, a network, or an address and port; since a time; reason one of "
        + $"{Reasons}. In memory, as large as --recent-messages says: the oldest go first, of one source (an address, the /64 of IPv6) the last 20 are kept. ";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder messages = api.MapGroup("/sip-messages").WithTags("sip-messages");
        messages.MapGet("", List).NeedsView(Pages.Firewall).ProducesProblem(400).WithSummary("The last SIP messages of no call and no phone, newest first")
            .WithDescription(Filters + "Our answers stand among them. Credentials are stars.");
        messages.MapGet("/pcap", Pcap).NeedsView(Pages.Firewall).Produces<byte[]>(200, LadderAnswers.PcapType, LadderAnswers.PcapNgType).ProducesProblem(400)
            .WithSummary("The same as a capture, in the order they passed").WithDescription(Filters + "limit is 1,000 at most. With ?format=pcapng, or when Accept asks for it, with comments.");
    }

    private static Results<Ok<Page<SipMessageView>>, ProblemHttpResult> List(ILiveMessages live, string? source, string? since, string? reason, int? limit, string? cursor)
    {
        if (PageRules.Read(limit, cursor) is not (int most, long from))
        {
            return PageRules.Bad(limit, cursor);
        }

        List<ProblemEntry> problems = [];
        RecentMessageFilter filter = FilterOf(source, since, reason, problems);
        if (problems.Count > 0)
        {
            return Answers.BadQuery(problems);
        }

        // One more than is shown tells whether there is a next page.
        IReadOnlyList<RecentMessage> found = live.Find(filter, from > 0 ? from : long.MaxValue, most + 1);
        return TypedResults.Ok(new Page<SipMessageView>([.. found.Take(most).Select(SipMessageView.Of)], found.Count > most ? found[most - 1].Number.ToString() : null));
    }

    private static IResult Pcap(HttpRequest request, ILiveMessages live, string? source, string? since, string? reason, int? limit, string? format)
    {
        if (PageRules.Read(limit ?? int.MaxValue, null) is not (int most, _))
        {
            return PageRules.Bad(limit, null);
        }

        List<ProblemEntry> problems = [];
        RecentMessageFilter filter = FilterOf(source, since, reason, problems);
        if (problems.Count > 0)
        {
            return Answers.BadQuery(problems);
        }

        List<LadderMessage> messages = [.. live.Find(filter, long.MaxValue, most).Reverse().Select(static one => one.ToLadder())];
        return LadderAnswers.Capture(request, format, messages, "sip-messages", ["SIP messages of no call and no phone, the first 2,000 bytes of each"], static _ => "other side");
    }

    private static RecentMessageFilter FilterOf(string? source, string? since, string? reason, List<ProblemEntry> problems)
    {
        SourceAddress? from = null;
        if (!string.IsNullOrEmpty(source))
        {
            if (SourceAddress.TryParse(source, out SourceAddress read, out string fault))
            {
                from = read;
            }
            else
            {
                problems.Add(new("source", fault));
            }
        }

        DateTimeOffset? earliest = TimeConverter.Query("since", since, problems);
        StrayReason? why = null;
        if (!string.IsNullOrEmpty(reason))
        {
            why = Enum.GetValues<StrayReason>().Cast<StrayReason?>().FirstOrDefault(one => one is { } known && SipMessageView.WordOf(known) == reason);
            if (why is null)
            {
                problems.Add(new("reason", $"One of {Reasons}."));
            }
        }

        return new(from, earliest, why);
    }
}
