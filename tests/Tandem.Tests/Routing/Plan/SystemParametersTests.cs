using AwesomeAssertions;
using Tandem.Billing.Rating;
using Tandem.Routing.Plan;

namespace Tandem.Tests.Routing.Plan;

/// <summary>SW §1, BI §1.1.</summary>
public sealed class SystemParametersTests
{
    [Fact]
    public void Every_default_reads_back_as_the_default()
    {
        foreach (ParameterSpec spec in SystemParameters.All)
        {
            var problems = new List<PlanProblem>();
            SystemParameters read = SystemParameters.Read(new Dictionary<string, string> { [spec.Name] = spec.Default }, problems);
            problems.Should().BeEmpty(spec.Name);
            read.Text(spec.Name).Should().Be(spec.Default);
            read.Text(spec.Name).Should().Be(SystemParameters.Default.Text(spec.Name));
            spec.Range.Should().NotBeEmpty();
            spec.Description.Should().EndWith(".");
        }

        SystemParameters.All.Select(static spec => spec.Name).Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("SERVER_BILLING_HOLD_TIME_PRECISION", "50")]
    [InlineData("SERVER_BILLING_FEE_PRECISTION", "6")]
    [InlineData("SERVER_BILLING_FREE_TIME", "0")]
    [InlineData("SERVER_BILLING_PREVENT_OVERDRAFT_ADVANCE_TIME", "1")]
    [InlineData("SERVER_BILLING_RECORD_ILLEGAL_CALL", "1")]
    [InlineData("SERVER_BILLING_RECORD_ZERO_HOLD_TIME", "1")]
    [InlineData("SERVER_BILLING_RECORD_SERVER_HANG_UP", "1")]
    [InlineData("SERVER_BILLING_GATEWAY_ROUTE_PREFIX", "0")]
    [InlineData("SERVER_BILLING_FREE_E164S", "")]
    [InlineData("SS_REPLY_UNAUTHORIZED", "On")]
    [InlineData("SS_AUTHENTICATION_MAX_RETRY", "6")]
    [InlineData("SS_AUTHENTICATION_FAILED_SUSPEND", "180")]
    [InlineData("SS_SIP_SESSION_TTL", "600")]
    [InlineData("SS_SIP_SESSION_UPDATE_SEGMENT", "2")]
    [InlineData("SS_SIP_NO_TIMER_REINVITE_INTERVAL", "7200")]
    [InlineData("SS_SIP_TIMEOUT_INVITE", "10")]
    [InlineData("SS_SIP_TIMEOUT_TRYING", "20")]
    [InlineData("SS_SIP_TIMEOUT_SESSION_PROGRESS", "20")]
    [InlineData("SS_SIP_TIMEOUT_SESSION_PROGRESS_SDP", "120")]
    [InlineData("SS_SIP_TIMEOUT_RINGING", "120")]
    [InlineData("SS_SIP_RESEND_INTERVAL", "0.5,1,2,4,4,4")]
    [InlineData("SS_GATEWAY_SWITCH_LIMIT", "None")]
    [InlineData("SS_GATEWAY_SWITCH_UNTIL_CONNECT", "Off")]
    [InlineData("SS_GATEWAY_SWITCH_STOP_AFTER_USER_BUSY", "On")]
    [InlineData("SS_SIP_STOP_SWITCH_AFTER_SDP", "On")]
    [InlineData("SS_QOS_SIGNAL", "0xa0")]
    [InlineData("SS_ENDPOINT_EXPIRE", "3600")]
    [InlineData("SS_ENDPOINTTIMETOLIVE", "60")]
    [InlineData("SS_SIP_USER_AGENT_EXPIRE", "Auto")]
    [InlineData("SS_SIP_USER_AGENT_RETRY_DELAY", "60")]
    [InlineData("SS_SIP_OPTIONS_CHECK_PERIOD", "60")]
    [InlineData("SS_SIP_USER_AGENT_PRIVACY", "Ignore")]
    [InlineData("SS_SIP_USER_AGENT_SEND_UNREGISTER", "On")]
    [InlineData("SS_SIP_USER_AGENT_STOP_SWITCH_AFTER_INVITE_TIMEOUT", "Off")]
    [InlineData("SS_ENDPOINT_REGISTER_REPLACE", "On")]
    [InlineData("SS_SIP_NAT_KEEP_ALIVE_MESSAGE", "HELLO")]
    [InlineData("SS_SIP_NAT_KEEP_ALIVE_PERIOD", "30")]
    [InlineData("SS_SIP_NAT_KEEP_ALIVE_SEND_INTERVAL", "500")]
    [InlineData("SS_SIP_NAT_KEEP_ALIVE_SEND_ONE_TIME", "3000")]
    public void The_defaults_of_VOS3000_are_ours(string name, string text) =>
        SystemParameters.Default.Text(name).Should().Be(text);

    [Theory]
    [InlineData("SERVER_BILLING_RECORD_ILLEGAL_CALL", "Off", "0")]
    [InlineData("SERVER_BILLING_RECORD_ILLEGAL_CALL", "TRUE", "1")]
    [InlineData("SS_REPLY_UNAUTHORIZED", "0", "Off")]
    [InlineData("SS_GATEWAY_SWITCH_LIMIT", "3", "3")]
    [InlineData("SS_QOS_SIGNAL", "184", "0xb8")]
    [InlineData("SS_QOS_SIGNAL", "0xB8", "0xb8")]
    [InlineData("SERVER_BILLING_FEE_UNIT", "0.005", "0.005")]
    [InlineData("SERVER_BILLING_FEE_ROUNDING", "UP", "up")]
    [InlineData("SERVER_GATEWAY_ROUTE_PREFIX", "a, b;c", "a,b,c")]
    [InlineData("SS_SIP_AUTHENTICATION_CODE", "407", "407")]
    [InlineData("SS_SIP_RESEND_INTERVAL", "0.25,0.5", "0.25,0.5")]
    [InlineData("SS_SIP_SESSION_TTL", " 1800 ", "1800")]
    public void Values_are_read_in_the_ways_people_write_them(string name, string text, string inForce)
    {
        var problems = new List<PlanProblem>();
        SystemParameters.Read(new Dictionary<string, string> { [name] = text }, problems).Text(name).Should().Be(inForce);
        problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("SERVER_BILLING_HOLD_TIME_PRECISION", "0")]
    [InlineData("SERVER_BILLING_HOLD_TIME_PRECISION", "1001")]
    [InlineData("SERVER_BILLING_FREE_TIME", "-1")]
    [InlineData("SERVER_BILLING_FEE_UNIT", "-0.1")]
    [InlineData("SERVER_BILLING_FEE_UNIT", "0.000000001")]
    [InlineData("SERVER_BILLING_FEE_ROUNDING", "sideways")]
    [InlineData("SERVER_BILLING_RECORD_ILLEGAL_CALL", "2")]
    [InlineData("SS_SIP_AUTHENTICATION_CODE", "403")]
    [InlineData("SS_SIP_SESSION_TTL", "89")] // RFC 4028 §5
    [InlineData("SS_SIP_SESSION_UPDATE_SEGMENT", "1")]
    [InlineData("SS_QOS_SIGNAL", "0x100")]
    [InlineData("SS_GATEWAY_SWITCH_LIMIT", "-1")]
    [InlineData("SS_SIP_RESEND_INTERVAL", "")]
    [InlineData("SS_SIP_RESEND_INTERVAL", "0.5,,1")]
    [InlineData("SERVER_BILLING_FREE_E164S", "1*2")]
    [InlineData("SERVER_BILLING_FREE_E164S", "*")]
    public void A_value_out_of_range_is_a_problem_with_its_range_and_changes_nothing(string name, string text)
    {
        var problems = new List<PlanProblem>();
        SystemParameters.Read(new Dictionary<string, string> { [name] = text }, problems).Text(name).Should().Be(SystemParameters.Default.Text(name));
        problems.Should().ContainSingle().Which.Path.Should().Be($"parameters.{name}");
        problems[0].Message.Should().Contain("range").And.Contain($"'{text}'");
    }

    [Fact]
    public void An_unknown_name_is_a_problem_that_names_the_nearest()
    {
        var problems = new List<PlanProblem>();
        SystemParameters.Read(new Dictionary<string, string> { ["SERVER_BILLING_FEE_PRECISION"] = "4" }, problems);
        problems.Should().ContainSingle().Which.Message.Should().Contain("SERVER_BILLING_FEE_PRECISTION");
        SystemParameters.Default.Text("SERVER_BILLING_FEE_PRECISION").Should().BeNull();
    }

    [Fact]
    public void Typed_values_arrive_where_they_are_used()
    {
        SystemParameters read = SystemParameters.Read(
            new Dictionary<string, string>
            {
                ["SERVER_BILLING_FEE_PRECISTION"] = "4",
                ["SERVER_BILLING_FEE_ROUNDING"] = "down",
                ["SS_GATEWAY_SWITCH_LIMIT"] = "None",
                ["SS_SIP_RESEND_INTERVAL"] = "1,2",
            },
            []);
        read.Billing.FeePrecision.Should().Be(4);
        read.Billing.Rounding.Should().Be(MoneyRoundingMode.Down);
        read.SwitchLimit.Should().Be(-1);
        read.ResendIntervals.Should().Equal(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }
}
