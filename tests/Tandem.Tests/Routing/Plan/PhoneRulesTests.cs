using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Plan;

public sealed class PhoneRulesTests
{
    private static Phone Phone => TestPlan.Phone1001;

    [Fact]
    public void Each_fault_of_a_phone_has_its_place()
    {
        Paths(Phone with
        {
            LineCallIn = -1,
            LineCallOut = -1,
            Address = "phone.example",
            TimeZone = "Nowhere/Land",
            DisplayNumber = "a b",
            CallingRewriteIn = "x",
            TimeoutRinging = -1,
            BusyForward = true,
            NoAnswerForwardE164 = new() { E164 = ["1 2"], ForwardMethod = (ForwardMethod)1, AlertSecond = 0 },
            PeriodForwardings = [new() { WeekOfDay = [7], BeginSecondInDay = -1, EndSecondInDay = 86_401 }],
            CallForwardDisplay = (ForwardDisplay)9,
            NoBillingToPhone = (PhoneSwitch)9,
            UseRoutingGatewayNotOnline = (PhoneSwitch)9,
            FollowRedirect = (PhoneSwitch)9,
            NatKeepAlivePeriod = 9,
        }).Should().BeEquivalentTo(
            "phones[0].lineCallIn", "phones[0].lineCallOut", "phones[0].address", "phones[0].timeZone", "phones[0].displayNumber", "phones[0].callingRewriteIn",
            "phones[0].timeoutRinging", "phones[0].busyForwardE164", "phones[0].noAnswerForwardE164.forwardMethod", "phones[0].noAnswerForwardE164.alertSecond",
            "phones[0].noAnswerForwardE164.e164[0]", "phones[0].periodForwardings[0].weekOfDay[0]", "phones[0].periodForwardings[0].beginSecondInDay",
            "phones[0].periodForwardings[0].endSecondInDay", "phones[0].callForwardDisplay", "phones[0].noBillingToPhone", "phones[0].useRoutingGatewayNotOnline",
            "phones[0].followRedirect", "phones[0].natKeepAlivePeriod");
    }

    [Fact]
    public void A_number_rings_one_phone()
    {
        Paths(Phone with { Dids = ["44", "44", "1001", "4 4"] }, Phone with { Number = "1002", Dids = ["44", "45"] })
            .Should().Equal("phones[0].dids[1]", "phones[0].dids[2]", "phones[0].dids[3]", "phones[1].dids[0]");
    }

    private static IEnumerable<string> Paths(params Phone[] phones) => PlanRules.Check(TestPlan.Document with { Phones = phones }).Select(static problem => problem.Path);
}
