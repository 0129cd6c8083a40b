using System.Text;
using Tandem.Billing.Cdrs;

namespace Tandem.Tests.Architecture;

/// <summary><c>docs/end-reasons.md</c> lists every reason of the enum with its words and codes. To renew it, copy the received file over it.</summary>
public sealed class EndReasonsPageTests
{
    [Fact]
    public void The_page_lists_what_the_enum_has()
    {
        string page = RepositoryRoot.File("docs", "end-reasons.md");
        string expected = Written();
        string actual = File.Exists(page) ? File.ReadAllText(page) : "";
        string received = RepositoryRoot.File("docs", "end-reasons.received.txt");
        if (actual == expected)
        {
            File.Delete(received);
        }
        else
        {
            File.WriteAllText(received, expected);
        }

        actual.Should().Be(expected);
    }

    private static string Written()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # End reasons

            `endReason` on a record. A positive number is what the far side said: a SIP status (`Sip486`), or 16 for a call that was hung up as calls are. A
            negative number is the switch's own reason; −9 and −69 are VOS3000's numbers, the others are ours. The SIP status is what the caller is told,
            the Q.850 cause what a Reason header or an H.323 leg says (RFC 3398 §7.2.4.1).

            | endReason | endReasonName | SIP status | Q.850 cause |
            | --- | --- | --- | --- |

            """);
        foreach (EndReason reason in Enum.GetValues<EndReason>().OrderByDescending(static reason => (int)reason))
        {
            text.Append($"| {(int)reason} | `{EndReasons.Name((int)reason)}` | {EndReasons.SipStatus(reason)} | {EndReasons.Q850Cause(reason)} |\n");
        }

        return text.ToString();
    }
}
