using CsCheck;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Trunks;

public sealed class FailureVoicesTests
{
    [Fact]
    public void A_reason_is_a_name_a_number_or_a_status_and_0_is_any_other()
    {
        FailureVoices voices = Read("InsufficientBalance:no-credit, -2:no-answer, 486:busy, 480:, 0:sorry");
        voices.Find((int)EndReason.InsufficientBalance).Should().Be("no-credit");
        voices.Find((int)EndReason.NoAnswer).Should().Be("no-answer");
        voices.Find(486).Should().Be("busy");
        voices.Find(480).Should().BeEmpty("nothing is said of it");
        voices.Find(404).Should().Be("sorry");
        Read("486:busy").Find(404).Should().BeNull("others may know");
    }

    [Fact]
    public void Some_ends_have_no_voice_whatever_is_written()
    {
        Read("0:sorry").Find((int)EndReason.CallerCancel).Should().BeEmpty();
        Read("0:sorry").Find((int)EndReason.ExceedRateLimit).Should().BeEmpty();
        Read("0:sorry").Find((int)EndReason.MediaLost).Should().BeEmpty();
    }

    [Theory]
    [InlineData("486")]
    [InlineData("200:well")]
    [InlineData("-99:what")]
    [InlineData("Nonsense:what")]
    [InlineData("486:../secret")]
    [InlineData("486:a/b")]
    [InlineData("486:busy,486:busy")]
    [InlineData("MediaLost:sorry")]
    [InlineData("NormalCallClearing:bye")]
    public void What_makes_no_sense_is_refused(string text)
    {
        FailureVoices.TryParse(text, out _, out string problem).Should().BeFalse();
        problem.Should().NotBeEmpty();
    }

    [Fact]
    public void Whatever_is_written_it_is_read_or_refused() =>
        Gen.String[Gen.Char["0123456789-:,.abcNoAnswer "], 0, 40].Sample(static text => FailureVoices.TryParse(text, out _, out string problem) == (problem.Length == 0));

    private static FailureVoices Read(string text)
    {
        FailureVoices.TryParse(text, out FailureVoices voices, out string problem).Should().BeTrue(problem);
        return voices;
    }
}
