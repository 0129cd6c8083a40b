using System.Text;
using Tandem.Calls.Live;

namespace Tandem.Api.Ladders;

/// <summary>One message. <paramref name="Leg"/> is 0 on the caller's side, n on the nth attempt; <paramref name="Peer"/> names the trunk or the phone. <paramref name="IsCut"/>: only the start line was kept.
/// <paramref name="MadeFrom"/>: the place in the list (0 the first) of the message that came in and that the switch sent this one for, null when there is none; <paramref name="Changes"/>: what differs
/// between the two.</summary>
public sealed record LadderMessageView(
    int Leg,
    string Peer,
    string Direction,
    DateTimeOffset At,
    string Transport,
    string Local,
    string Remote,
    string StartLine,
    string Message,
    bool IsCut,
    int? MadeFrom,
    IReadOnlyList<MessageChange>? Changes);

/// <summary>The messages of a call or of a registration, in the order they passed, and the display filters that find them in Wireshark. One page: <paramref name="Next"/> is always null.</summary>
public sealed record LadderView(IReadOnlyList<LadderMessageView> Items, string? Next, IReadOnlyList<LadderFilter> Filters)
{
    /// <summary>What is shown of some messages.</summary>
    /// <param name="messages">In order.</param>
    /// <param name="peer">The name of a leg's other side.</param>
    internal static LadderView Of(IReadOnlyList<LadderMessage> messages, Func<int, string> peer)
    {
        IReadOnlyList<int> madeFrom = LadderPairs.Of(messages);
        return new([.. messages.Select((message, i) => One(message, peer(message.Leg), madeFrom[i] < 0 ? null : madeFrom[i], messages))], null, LadderFilters.Of(messages));
    }

    internal static string StartLine(LadderMessage message)
    {
        string text = Encoding.UTF8.GetString(message.Message);
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }

    private static LadderMessageView One(LadderMessage message, string peer, int? madeFrom, IReadOnlyList<LadderMessage> all) => new(
        message.Leg, peer, message.Sent ? "sent" : "received", message.At, message.TransportName, message.Local, message.Remote, StartLine(message), Encoding.UTF8.GetString(message.Message),
        message.IsCut, madeFrom, madeFrom is { } from && !message.IsCut && !all[from].IsCut ? MessageChanges.Between(all[from], message) : null);
}
