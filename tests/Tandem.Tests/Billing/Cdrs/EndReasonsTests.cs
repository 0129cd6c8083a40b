using Tandem.Billing.Cdrs;

namespace Tandem.Tests.Billing.Cdrs;

public sealed class EndReasonsTests
{
    public static TheoryData<EndReason> All => [.. Enum.GetValues<EndReason>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_reason_has_a_name_a_status_and_a_cause(EndReason reason)
    {
        EndReasons.Name((int)reason).Should().Be(reason.ToString());
        EndReasons.SipStatus(reason).Should().BeInRange(400, 699);
        EndReasons.Q850Cause(reason).Should().BeInRange(1, 127);
    }

    [Theory]
    [InlineData(EndReason.IllegalCall, -9, 403, 21)]
    [InlineData(EndReason.NoAvailableRouter, -69, 503, 34)]
    [InlineData(EndReason.InsufficientBalance, -15, 402, 21)]
    [InlineData(EndReason.RateNotFound, -16, 404, 3)]
    [InlineData(EndReason.ExceedRateLimit, -19, 503, 42)]
    [InlineData(EndReason.AccountNotExist, -12, 403, 50)]
    [InlineData(EndReason.ResponseTimeout, -3, 408, 102)]
    [InlineData(EndReason.NoAnswer, -2, 480, 19)]
    [InlineData(EndReason.CodecMismatch, -8, 488, 88)]
    public void The_outside_sees_what_the_table_says(EndReason reason, int code, int status, int cause) =>
        ((int)reason, EndReasons.SipStatus(reason), EndReasons.Q850Cause(reason)).Should().Be((code, status, cause));

    [Theory]
    [InlineData(16, "NormalCallClearing")]
    [InlineData(34, "Q850Cause34")]
    [InlineData(503, "Sip503")]
    [InlineData(486, "Sip486")]
    [InlineData(302, "Sip302")]
    [InlineData(699, "Sip699")]
    [InlineData(-9, "IllegalCall")]
    [InlineData(-500, "Unknown-500")]
    [InlineData(0, "Unknown0")]
    public void A_code_has_a_word(int code, string name) => EndReasons.Name(code).Should().Be(name);

    /// <summary>RFC 3398 §7.2.4.1, all its lines.</summary>
    [Theory]
    [InlineData(400, 41)]
    [InlineData(401, 21)]
    [InlineData(402, 21)]
    [InlineData(403, 21)]
    [InlineData(404, 1)]
    [InlineData(405, 63)]
    [InlineData(406, 79)]
    [InlineData(407, 21)]
    [InlineData(408, 102)]
    [InlineData(410, 22)]
    [InlineData(413, 127)]
    [InlineData(414, 127)]
    [InlineData(415, 79)]
    [InlineData(416, 127)]
    [InlineData(420, 127)]
    [InlineData(421, 127)]
    [InlineData(423, 127)]
    [InlineData(480, 18)]
    [InlineData(481, 41)]
    [InlineData(482, 25)]
    [InlineData(483, 25)]
    [InlineData(484, 28)]
    [InlineData(485, 1)]
    [InlineData(486, 17)]
    [InlineData(500, 41)]
    [InlineData(501, 79)]
    [InlineData(502, 38)]
    [InlineData(503, 41)]
    [InlineData(504, 102)]
    [InlineData(505, 127)]
    [InlineData(513, 127)]
    [InlineData(600, 17)]
    [InlineData(603, 21)]
    [InlineData(604, 1)]
    public void A_status_stands_for_its_cause(int status, int cause) => EndReasons.Q850Cause(status).Should().Be(cause);

    [Theory]
    [InlineData(200, 16)]
    [InlineData(487, 16)]
    [InlineData(302, 31)]
    [InlineData(488, 31)]
    [InlineData(606, 31)]
    [InlineData(699, 31)]
    public void A_status_without_a_line_is_normal_or_unspecified(int status, int cause) => EndReasons.Q850Cause(status).Should().Be(cause);
}
