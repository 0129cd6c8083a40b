using System.Net;
using System.Text;
using Tandem.Calls.Nat;
using Tandem.Calls.Nat.Probes;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Nat.Probes;

/// <summary>What did not arrive as it was sent, to the byte.</summary>
public sealed class ProbeDifferenceTests
{
    private static readonly ProbeQuestion Probe = new()
    {
        Method = "INVITE",
        Host = "198.51.100.1",
        Own = NetAddress.From(IPAddress.Parse("192.168.1.10"), 5060),
        Token = "nc0123456789ab",
    };

    private static readonly string Sent = Encoding.ASCII.GetString(Probe.Expected());

    [Fact]
    public void What_came_as_it_went_has_no_changes() => Between(Sent).Should().BeEmpty();

    [Fact]
    public void A_changed_address_is_told_with_its_place_before_and_now()
    {
        string arrived = Sent.Replace("Contact: <sip:nat-check@192.168.1.10:5060>", "Contact: <sip:nat-check@203.0.113.7:1024>", StringComparison.Ordinal);
        ByteChange change = Between(arrived).Should().ContainSingle().Subject;
        int at = Sent.IndexOf("Contact:", StringComparison.Ordinal) + "Contact: <sip:nat-check@".Length;
        (change.Part, change.SentAt, change.ArrivedAt, change.Sent, change.Arrived).Should().Be(("Contact", at, at, "192.168.1.10:5060", "203.0.113.7:1024"));
        ProbeDifference.Told([change]).Should().Equal(new NatChange("Contact", "<sip:nat-check@192.168.1.10:5060>", "<sip:nat-check@203.0.113.7:1024>"));
    }

    [Fact]
    public void Lines_of_the_description_are_told_by_their_letter()
    {
        string arrived = Sent.Replace("c=IN IP4 192.168.1.10", "c=IN IP4 203.0.113.7", StringComparison.Ordinal).Replace("m=audio 16384", "m=audio 50002", StringComparison.Ordinal);
        Between(arrived).Select(static change => (change.Part, change.Sent, change.Arrived)).Should().Equal(("SDP c=", "192.168.1.10", "203.0.113.7"), ("SDP m=", "16384", "50002"));
    }

    [Fact]
    public void A_line_that_was_taken_out_and_one_that_was_added_are_told()
    {
        string arrived = Sent.Replace("Max-Forwards: 70\r\n", "X-Router: was here\r\n", StringComparison.Ordinal);
        Between(arrived).Select(static change => (change.Part, change.SentAt < 0, change.ArrivedAt < 0)).Should().Equal(("Max-Forwards", false, true), ("X-Router", true, false));
    }

    [Fact]
    public void Lines_in_another_order_are_no_change()
    {
        string arrived = Sent.Replace("Max-Forwards: 70\r\n", "", StringComparison.Ordinal).Replace("User-Agent:", "Max-Forwards: 70\r\nUser-Agent:", StringComparison.Ordinal);
        Between(arrived).Should().BeEmpty();
    }

    private static IReadOnlyList<ByteChange> Between(string arrived) => ProbeDifference.Between(Probe.Expected(), Encoding.ASCII.GetBytes(arrived));
}
