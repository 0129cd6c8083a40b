using AwesomeAssertions;
using Tandem.Store.People;
using Xunit;

namespace Tandem.Tests.Store.People;

/// <summary>Pages of rights that became pages of their own: nobody may more or less than before.</summary>
public sealed class RoleUpgradeTests : IDisposable
{
    private readonly StoreKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Theory]
    [InlineData("illegalCalls=edit", "illegalCalls=Edit firewall=Edit blacklists=Edit")]
    [InlineData("calls=edit\nillegalCalls=view", "calls=Edit illegalCalls=View firewall=View blacklists=View")]
    [InlineData("system=edit\nrouting=view", "system=Edit plan=Edit backups=Edit soaks=Edit routing=View testCalls=View")]
    [InlineData("nat=view\nphones=edit\ncdrs=view", "nat=View selfTests=View phones=Edit turnUsers=Edit cdrs=View shares=Edit")]
    [InlineData("overview=view", "overview=View")]
    public void A_role_of_an_older_switch_keeps_what_it_had(string before, string after)
    {
        _kit.Reopen(_ => _kit.Tamper($"INSERT INTO role (name, pages) VALUES ('desk', '{before}'); DROP INDEX ledger_not_of_calls; DROP TABLE firewall_offence; DROP TABLE firewall_offence_source; ALTER TABLE api_key DROP COLUMN geofence; PRAGMA user_version = 23"));

        Role role = new PeopleStore(_kit.Store, _kit.Time).Role("desk")!;

        role.Pages.Select(static page => $"{page.Key}={page.Value}").Should().BeEquivalentTo(after.Split(' '));
    }
}
