using System.Text;
using Tandem.Sip.Transactions;

namespace Tandem.Tests.Sip.Transactions;

/// <summary>A machine as a table: each state, each event, where it leads and what is done.</summary>
internal sealed class MachineTable<TState, TEvent>(Func<TState, TEvent, (TState Next, TransactionEffects Do)> step, TState end)
    where TState : struct, Enum
    where TEvent : struct, Enum
{
    private IEnumerable<(TState State, TEvent Seen, TState Next, TransactionEffects Do)> Rows =>
        from state in Enum.GetValues<TState>()
        from seen in Enum.GetValues<TEvent>()
        let answer = step(state, seen)
        select (state, seen, answer.Next, answer.Do);

    /// <summary>The whole table; a dot where nothing happens.</summary>
    public string Print()
    {
        var text = new StringBuilder();
        foreach (TState from in Enum.GetValues<TState>())
        {
            text.Append(from).Append('\n');
            foreach ((TState _, TEvent seen, TState next, TransactionEffects does) in Rows.Where(r => r.State.Equals(from)))
            {
                bool isNothing = next.Equals(from) && does == TransactionEffects.None;
                text.Append($"  {seen,-16} ").Append(isNothing ? "." : $"{next,-12} {does}").Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    public IEnumerable<TEvent> LeadsOutOfTheEnd() =>
        Rows.Where(r => r.State.Equals(end) && (!r.Next.Equals(end) || r.Do != TransactionEffects.None)).Select(r => r.Seen);

    /// <summary>Rows that remove without reaching the end, or reach it without removing.</summary>
    public IEnumerable<(TState State, TEvent Seen)> IsRemovedElsewhere() =>
        Rows.Where(r => !r.State.Equals(end) && r.Next.Equals(end) != r.Do.HasFlag(TransactionEffects.Remove))
            .Select(r => (r.State, r.Seen));
}
