using Tandem.Billing.Rating;

namespace Tandem.Routing.Plan;

/// <summary>Whether two decks say the same, so that the compiled table of the one serves for the other.</summary>
internal static class RateDecks
{
    public static bool Same(RateDeck deck, RateDeck other)
    {
        if (ReferenceEquals(deck, other))
        {
            return true;
        }

        if (deck.Currency != other.Currency || deck.Rows.Count != other.Rows.Count)
        {
            return false;
        }

        if (ReferenceEquals(deck.Rows, other.Rows))
        {
            return true;
        }

        for (int i = 0; i < deck.Rows.Count; i++)
        {
            if (!Same(deck.Rows[i], other.Rows[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(RateRow row, RateRow other) =>
        ReferenceEquals(row, other)
        || (row.Prefix == other.Prefix
            && row.Area == other.Area
            && row.EffectiveFrom == other.EffectiveFrom
            && Same(row.Rate, other.Rate));

    // Records compare their section lists by reference; here only what they say counts.
    private static bool Same(Rate rate, Rate other) =>
        ReferenceEquals(rate, other)
        || (rate == other with { Sections = rate.Sections } && rate.Sections.SequenceEqual(other.Sections));
}
