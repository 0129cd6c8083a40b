namespace Tandem.Calls.Live;

/// <summary>Which message that came in has made the switch send which: the two sides of a back-to-back agent share no header that would tell. Pure.</summary>
public static class LadderPairs
{
    /// <summary>
    /// For each message the place of the one that it was sent for, or −1: it came in, or the switch has made it by itself. Sent for is a request of the same method, or an answer to the same method, that
    /// came on the other side (the caller's for every attempt) most lately before it: with the same status, else at least as final (a 503 for a 486, a 180 for a 183). 100 Trying goes from hop to hop
    /// (RFC 3261 §8.2.6.1), and is nobody's; a request or an answer makes one message for each leg.
    /// </summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<LadderMessage> messages)
    {
        MessageParts[] parts = [.. messages.Select(MessageParts.Of)];
        int[] madeFrom = new int[messages.Count];
        Array.Fill(madeFrom, -1);
        var taken = new HashSet<(int Message, int Leg)>();
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i].Sent && parts[i].Status != 100)
            {
                int from = Find(messages, parts, i, taken, isExact: true);
                from = from < 0 && parts[i].IsResponse ? Find(messages, parts, i, taken, isExact: false) : from;
                if (from >= 0)
                {
                    taken.Add((from, messages[i].Leg));
                    madeFrom[i] = from;
                }
            }
        }

        return madeFrom;
    }

    private static int Find(IReadOnlyList<LadderMessage> messages, MessageParts[] parts, int sent, HashSet<(int Message, int Leg)> taken, bool isExact)
    {
        for (int i = sent - 1; i >= 0; i--)
        {
            bool isOtherSide = messages[i].Leg == 0 != (messages[sent].Leg == 0);
            if (!messages[i].Sent && isOtherSide && IsOfKind(parts[i], parts[sent], isExact))
            {
                return taken.Contains((i, messages[sent].Leg)) ? -1 : i;
            }
        }

        return -1;
    }

    private static bool IsOfKind(MessageParts came, MessageParts went, bool isExact) =>
        came.IsResponse == went.IsResponse
        && came.Method == went.Method
        && (!went.IsResponse || came.Status == went.Status || (!isExact && Degree(came.Status) == Degree(went.Status)));

    /// <summary>Provisional, success, failure; 100 is nobody's.</summary>
    private static int Degree(int status) => status switch { 100 => -1, < 200 => 1, < 300 => 2, _ => 3 };
}
