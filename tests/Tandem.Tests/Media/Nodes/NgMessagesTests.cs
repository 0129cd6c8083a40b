using System.Text;
using Tandem.Media.Nodes;

namespace Tandem.Tests.Media.Nodes;

public sealed class NgMessagesTests
{
    [Theory]
    [InlineData("Ran out of ports", MediaOutcome.PortsUsedUp)]
    [InlineData("Unknown call-id", MediaOutcome.UnknownSession)]
    [InlineData("Unsupported transport protocol", MediaOutcome.NodeRefused)]
    [InlineData("Incomplete SDP specification", MediaOutcome.NodeRefused)]
    public void A_refusal_says_what_is_wrong(string reason, MediaOutcome outcome)
    {
        var request = new MediaRequest();
        NgMessages.IsOk(Encoding.ASCII.GetBytes($"d6:result5:error12:error-reason{reason.Length}:{reason}e"), request).Should().BeFalse();
        request.Outcome.Should().Be(outcome);
    }
}
