using Tandem.Routing.Blacklists;

namespace Tandem.Calls.Live;

/// <summary>A line has begun (<c>added</c>) or is over (<c>lifted</c>, <c>expired</c>).</summary>
public sealed record NumberChange(string What, NumberLine Line);

/// <summary>The black and white lists of numbers as the outside sees them. Answers from memory; any thread.</summary>
public interface ILiveNumbers : INumberLists
{
    /// <summary>Lines that people may put there.</summary>
    int MostByHand { get; }

    /// <summary>Those in force, newest first.</summary>
    IReadOnlyList<NumberLine> All();

    /// <summary>Puts a line there by hand. False: there are too many.</summary>
    bool Put(NumberLine line);

    /// <summary>Ends a line; null: there is none.</summary>
    NumberLine? Lift(in NumberKey key);

    /// <summary>What has happened since <paramref name="seen"/> (−1: nothing yet, from now on), and moves it on.</summary>
    IReadOnlyList<NumberChange> ChangesSince(ref long seen);
}
