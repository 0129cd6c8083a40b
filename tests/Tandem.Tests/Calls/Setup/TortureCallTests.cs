using System.Globalization;
using System.Text;
using Tandem.TestKit;
using Tandem.Tests.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Setup;

/// <summary>RFC 4475 and RFC 5118 sent through the whole switch by a customer: what it says, as <see cref="TortureCases"/> has it.</summary>
public sealed class TortureCallTests
{
    [Theory]
    [MemberData(nameof(TortureCases.All), MemberType = typeof(TortureCases))]
    public void Each_message_gets_the_answer_of_the_table(TortureCase expected)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan =>
        {
            plan.Route("", "carrier-a");
            plan.Customer = plan.Customer with { Addresses = ["127.0.0.2"] };
        });
        List<int> said = [];
        bool isCarried = false;
        NetAddress carrier = TestWire.Address("127.0.0.3:5060");
        tandem.Wire.Passes = (to, message) =>
        {
            string line = Encoding.UTF8.GetString(message.AsSpan(0, 12));
            isCarried |= to == carrier && line.StartsWith("INVITE ", StringComparison.Ordinal);
            if (line.StartsWith("SIP/2.0 ", StringComparison.Ordinal))
            {
                said.Add(int.Parse(line.AsSpan(8, 3), CultureInfo.InvariantCulture));
            }

            return true;
        };

        tandem.Peer("customer").Say(TortureCases.Bytes(expected.Name));

        int answer = isCarried ? TortureCase.Carried : said.FirstOrDefault(static status => status >= 200);
        answer.Should().Be(expected.Answer, $"{expected.RfcSays}; {string.Join(' ', said)}");
        tandem.Shards[0].HandlerFaults.Should().Be(0);
    }
}
