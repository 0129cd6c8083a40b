using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Routing.Plan;
using Tandem.Server.Demo;
using Tandem.Store.Plan;

namespace Tandem.Tests.Server.Demo;

public sealed class DemoPlanTests
{
    [Fact]
    public void The_demos_plan_has_no_problem_and_knows_where_its_carriers_are()
    {
        using var demo = new DemoTraffic(new IPEndPoint(IPAddress.Loopback, 5060), [], TimeProvider.System, NullLogger.Instance);
        PlanReading reading = demo.Plan(new PlanDocument());
        reading.Problems.Should().BeEmpty();
        reading.Document!.Phones.Should().ContainSingle(static phone => phone.Password.Length > 0 && !phone.MediaRecord, "without media of its own the switch records nothing");
        reading.Document!.EgressTrunks.Should().HaveCount(3).And.OnlyContain(trunk => trunk.Addresses[0].StartsWith("127.0.0.3", StringComparison.Ordinal));
    }
}
