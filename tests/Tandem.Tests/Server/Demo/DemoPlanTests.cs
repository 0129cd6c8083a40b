using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Server.Demo;
using Tandem.Store.Plan;

namespace Tandem.Tests.Server.Demo;

public sealed class DemoPlanTests
{
    [Fact]
    public void A_demonstration_goes_on_with_what_was_made_of_its_own_plan_and_takes_no_other()
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-tests-");
        try
        {
            PlanDocument sample = Sample();
            DemoPlan.For(data.FullName, new(), sample).Should().BeSameAs(sample);

            PlanDocument made = sample with
            {
                Accounts = [.. sample.Accounts, new() { Name = "mine", Kind = AccountKind.Customer }],
                EgressTrunks = [.. sample.EgressTrunks.Where(static one => one.Name != "baltic").Select(static one => one with { Capacity = 33, Addresses = ["127.0.0.31:1"] })],
            };
            PlanDocument next = DemoPlan.For(data.FullName, made, Sample())!;
            next.Accounts.Should().Contain(static one => one.Name == "mine");
            next.EgressTrunks.Select(static one => one.Name).Should().Equal("atlantic", "pacific");
            next.EgressTrunks.Should().OnlyContain(static one => one.Capacity == 33 && one.Addresses[0] != "127.0.0.31:1", "its ports are those of this start");

            File.Delete(Path.Combine(data.FullName, "demo.marker"));
            DemoPlan.For(data.FullName, made, sample).Should().BeNull("that may be anybody's");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static PlanDocument Sample()
    {
        using var demo = new DemoTraffic(new IPEndPoint(IPAddress.Loopback, 5060), [], TimeProvider.System, NullLogger.Instance);
        return demo.Plan(new PlanDocument()).Document!;
    }

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
