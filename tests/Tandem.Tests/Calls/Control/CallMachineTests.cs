using System.Text;
using CsCheck;
using Tandem.Calls.Control;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

public sealed class CallMachineTests
{
    [Fact]
    public void The_whole_table()
    {
        var text = new StringBuilder();
        foreach (CallState state in Enum.GetValues<CallState>())
        {
            text.Append(state).Append('\n');
            foreach (CallEvent seen in Enum.GetValues<CallEvent>())
            {
                (CallState next, CallEffects effects) = CallMachine.Step(state, seen);
                if (next != state || effects != CallEffects.None)
                {
                    text.Append($"  {seen,-16} {next,-9} {effects}\n");
                }
            }
        }

        Approved.Match(text.ToString());
    }

    [Fact]
    public void Every_call_that_talked_is_closed_exactly_once_and_both_legs_are_ended() =>
        Gen.Enum<CallEvent>().Array[1, 40].Sample(events =>
        {
            CallState state = CallState.Locating;
            int closed = 0;
            int talks = 0;
            foreach (CallEvent seen in events)
            {
                (CallState next, CallEffects effects) = CallMachine.Step(state, seen);
                closed += effects.HasFlag(CallEffects.Close) ? 1 : 0;
                talks += effects.HasFlag(CallEffects.StartTalk) ? 1 : 0;
                (next == CallState.Over && state != CallState.Over).Should().Be(effects.HasFlag(CallEffects.Close));
                state = next;
            }

            closed.Should().Be(state == CallState.Over ? 1 : 0);
            talks.Should().BeLessThanOrEqualTo(1);
        });
}
