using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Media.Turn;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Server.Turn;

namespace Tandem.Tests.Server.Turn;

public sealed class TurnBookKeeperTests : IDisposable
{
    private static readonly PlanDocument Document = new()
    {
        Parameters = new Dictionary<string, string> { ["SS_TURN_USER_LIMIT"] = "3", ["SS_TURN_SOURCE_LIMIT"] = "4", ["SS_STUN_SOURCE_RATE"] = "5", ["SS_AUTHENTICATION_MAX_RETRY"] = "7", ["SS_AUTHENTICATION_FAILED_SUSPEND"] = "90" },
        Phones = [new() { Number = "1001", Account = "acme", Password = "phone" }, new() { Number = "1002", Account = "acme" }],
        TurnUsers = [new() { Name = "gateway", Password = "gate", MaxAllocations = 50 }, new() { Name = "web", Password = "shared-secret-of-web", TimeLimited = true }],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("tandem-turn-").FullName;

    [Fact]
    public void Phones_with_a_password_and_the_plans_users_may_log_in()
    {
        (TurnRules rules, IEnumerable<TurnPassword> users) = TurnBookKeeper.Of(Compiled(Document, 1), "sw1");
        rules.Should().BeEquivalentTo(new TurnRules { Realm = "sw1", UserQuota = 3, SourceQuota = 4, SourceRate = 5, MaxRetry = 7, FailedSuspend = 90, Secrets = ["shared-secret-of-web"] });
        users.Should().Equal(new TurnPassword("gateway", "gate", 50), new TurnPassword("1001", "phone"));

        PlanDocument without = Document with { Parameters = new Dictionary<string, string> { ["SS_TURN_PHONE_LOGIN"] = "Off" } };
        TurnBookKeeper.Of(Compiled(without, 1), "sw1").Users.Should().Equal(new TurnPassword("gateway", "gate", 50));
    }

    [Fact]
    public async Task A_change_of_the_plan_is_written_within_a_second()
    {
        var time = new FakeTimeProvider();
        var plan = new PlanHolder(Compiled(Document, 1));
        string path = Path.Combine(_folder, "users");
        await using (var keeper = new TurnBookKeeper(path, "sw1", plan, time, NullLogger.Instance))
        {
            keeper.Start();
            TurnBook.Read(path).Users.Should().Be(2);
            plan.Publish(Compiled(Document with { Phones = [] }, 2));
            for (int i = 0; i < 500 && TurnBook.Read(path).Users != 1; i++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(10);
            }
        }

        TurnBook.Read(path).Users.Should().Be(1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static SwitchPlan Compiled(PlanDocument document, long revision) =>
        new() { Revision = revision, Document = document, Parameters = SystemParameters.Read(document.Parameters, []) };
}
