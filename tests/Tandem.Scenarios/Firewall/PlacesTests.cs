using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using Tandem.TestKit;

namespace Tandem.Scenarios.Firewall;

/// <summary>The real server with a database of countries: its lists, and the geofence of a trunk. Another database comes while it runs.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class PlacesTests : IDisposable
{
    private const string Customer = "127.0.0.2";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-places-");

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("process")]
    [InlineData("kernel")]
    public async Task A_listed_country_is_silent_until_another_database_knows_better(string place)
    {
        await using SwitchProcess tandem = await StartAsync(place);
        using var stranger = new Prober("127.0.0.71", tandem.SipPort);
        using var other = new Prober("127.0.0.72", tandem.SipPort);
        using var friend = new Prober("127.0.0.73", tandem.SipPort);
        using var trunk = new Prober(Customer, tandem.SipPort);
        await stranger.IsHeardAsync();
        await tandem.AddAsync("firewall/white-list", new JsonObject { ["source"] = "asn:64500" });
        await tandem.AddAsync("firewall/black-list", new JsonObject { ["source"] = "BD" });

        await stranger.IsSilencedAsync();
        await other.IsHeardAsync();
        await friend.IsHeardAsync();
        await trunk.IsHeardAsync();
        IReadOnlyList<JsonNode> bans = await tandem.AllAsync("firewall/bans?inForce=true");
        bans.Select(static ban => $"{ban["source"]} {ban["reason"]} {ban["comment"]}").Should()
            .Equal(place == "kernel" ? ["127.0.0.71 blackList black list: country BD"] : []);

        Countries("127.0.0.72/32").WriteTo(FileOf("places.mmdb"));
        await stranger.IsHeardAsync();
        await other.IsSilencedAsync();
        (await tandem.DeleteAsync("firewall/black-list?source=country%3ABD")).Should().Be(204);
        await other.IsHeardAsync();
        await tandem.StopAsync();
    }

    [Fact]
    public async Task A_trunks_call_from_outside_its_geofence_is_an_illegal_call_that_says_the_country()
    {
        const string Number = "00442079460071";
        await using SwitchProcess tandem = await StartAsync("process");
        await tandem.ChangeAsync("ingress-trunks/acme-pbx", "geofence", new JsonObject { ["allow"] = new JsonArray("IN") });
        using var customer = new Prober(Customer, tandem.SipPort);

        string? answer = await customer.AsksAsync("pbx", "INVITE", Number);

        answer.Should().StartWith("SIP/2.0 403");
        JsonNode record = await tandem.RecordAsync(Number);
        ($"{record["endReasonName"]} {record["billingMode"]} {record["sourceIp"]}").Should().Be("GeofenceDenied -9 127.0.0.2");
        JsonNode source = (await tandem.AllAsync("illegal-calls")).Should().ContainSingle().Subject;
        ($"{source["sourceIp"]} {source["country"]} {source["asn"]}").Should().Be("127.0.0.2 BD 0");
        await tandem.StopAsync();
    }

    private async Task<SwitchProcess> StartAsync(string place)
    {
        Countries("127.0.0.71/32").WriteTo(FileOf("places.mmdb"));
        SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName, ["--firewall", place, "--geo", FileOf("places.mmdb")]);
        await tandem.SetParameterAsync("SERVER_FIREWALL_BAN_LOOPBACK", "1");
        return tandem;
    }

    private static PlaceDatabase Countries(string network) => new PlaceDatabase().Country(network, "BD").Country("127.0.0.2/32", "BD").System("127.0.0.73/32", 64_500, "Friend");

    private string FileOf(string name) => Path.Combine(_data.FullName, name);
}
