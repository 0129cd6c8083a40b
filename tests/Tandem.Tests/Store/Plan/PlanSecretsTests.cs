using Microsoft.Data.Sqlite;
using Tandem.Billing.Accounts;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.Plan;

namespace Tandem.Tests.Store.Plan;

/// <summary>No password of others is in the database in clear.</summary>
public sealed class PlanSecretsTests : IDisposable
{
    private static readonly PlanSecrets Secrets = new(
        static (user, password) => password.Length == 0 || password.StartsWith("sealed:", StringComparison.Ordinal) ? password : $"sealed:{user}:{password.Length}",
        static (user, password) => !password.StartsWith("sealed:", StringComparison.Ordinal) || password.StartsWith($"sealed:{user}:", StringComparison.Ordinal));

    private static readonly PlanDocument Plan = new()
    {
        Accounts = [new Account { Name = "acme" }],
        IngressTrunks = [new IngressTrunk { Name = "pbx", Account = "acme", Username = "pbx-user", Password = "trunk ${secret}" }],
        EgressTrunks = [new EgressTrunk { Name = "carrier", Addresses = ["192.0.2.1"], Username = "us", Password = "ours" }],
        Phones = [new Phone { Number = "1001", Account = "acme", Password = "phone secret" }],
    };

    private readonly StoreKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task They_are_sealed_before_they_are_stored_and_only_those_that_prove_others()
    {
        using PlanStore plans = Store();
        PlanSaved saved = (await plans.SaveAsync(Plan, "test", null, dryRun: false, CancellationToken.None))!;

        saved.Refused.Should().BeEmpty();
        Passwords(_kit.Holder.Current.Document).Should().Equal("sealed:pbx-user:15", "ours", "sealed:1001:12");
        Passwords(_kit.Plan(1)!).Should().Equal("sealed:pbx-user:15", "ours", "sealed:1001:12");
        (await plans.SaveAsync(Plan, "test", null, dryRun: false, CancellationToken.None))!.Changes.Should().BeEmpty("the same passwords given again change nothing");
        _kit.Holder.Current.Ingress.Should().HaveCount(2);
    }

    [Fact]
    public async Task What_a_version_before_stored_in_clear_is_sealed_at_the_start_in_every_revision()
    {
        using (PlanStore before = new(_kit.Store, _kit.Holder, new CreditBook(), _kit.Time))
        {
            await before.SaveAsync(Plan, "test", null, dryRun: false, CancellationToken.None);
            await before.SaveAsync(Plan with { Parameters = new Dictionary<string, string> { ["SS_MAX_CPS"] = "1" } }, "test", null, dryRun: false, CancellationToken.None);
        }

        Passwords(_kit.Plan(1)!).Should().Contain("phone secret");
        using PlanStore plans = Store();
        plans.LoadNewest();

        Passwords(_kit.Plan(1)!).Should().Equal("sealed:pbx-user:15", "ours", "sealed:1001:12");
        Passwords(_kit.Plan(2)!).Should().Equal("sealed:pbx-user:15", "ours", "sealed:1001:12");
        PlanDiff.Between(Secrets.Sealed(Plan), _kit.Plan(1)!).Should().BeEmpty();
        Passwords(_kit.Holder.Current.Document).Should().Equal("sealed:pbx-user:15", "ours", "sealed:1001:12");
        using SqliteConnection connection = _kit.Connect();
        using SqliteCommand open = connection.CreateCommand();
        open.CommandText = "SELECT count(*) FROM plan_revision WHERE is_sealed = 0";
        (await open.ExecuteScalarAsync()).Should().Be(0L);
    }

    [Fact]
    public async Task A_kept_password_does_not_go_along_to_another_user_name()
    {
        using PlanStore plans = Store();
        await plans.SaveAsync(Plan, "test", null, dryRun: false, CancellationToken.None);
        PlanDocument kept = _kit.Holder.Current.Document;
        PlanDocument renamed = kept with { IngressTrunks = [kept.IngressTrunks[0] with { Username = "other" }] };

        PlanSaved saved = (await plans.SaveAsync(renamed, "test", null, dryRun: false, CancellationToken.None))!;

        saved.Refused.Should().ContainSingle().Which.Path.Should().Be("ingressTrunks[0].password");
        PlanDocument again = renamed with { IngressTrunks = [renamed.IngressTrunks[0] with { Password = "given again" }] };
        (await plans.SaveAsync(again, "test", null, dryRun: false, CancellationToken.None))!.Refused.Should().BeEmpty();
    }

    private PlanStore Store() => new(_kit.Store, _kit.Holder, new CreditBook(), _kit.Time, Secrets);

    private static IEnumerable<string> Passwords(PlanDocument plan) =>
        [.. plan.IngressTrunks.Select(static trunk => trunk.Password), .. plan.EgressTrunks.Select(static trunk => trunk.Password), .. plan.Phones.Select(static phone => phone.Password)];
}
