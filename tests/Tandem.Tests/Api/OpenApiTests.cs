using System.Text.Json.Nodes;
using Tandem.Tests.Architecture;

namespace Tandem.Tests.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_describes_every_call_of_the_contract()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        JsonObject paths = (await host.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject();
        paths.Select(path => path.Key).Should().Contain(
        [
            "/api/v1/plan", "/api/v1/accounts/{name}", "/api/v1/ingress-trunks/{name}", "/api/v1/egress-trunks", "/api/v1/phones/{name}", "/api/v1/rate-tables/{name}",
            "/api/v1/accounts/{name}/payments", "/api/v1/cdrs", "/api/v1/cdrs/{id}", "/api/v1/cdrs/{id}/explain", "/api/v1/cdrs/{id}/ladder", "/api/v1/cdrs/{id}/pcap",
            "/api/v1/calls", "/api/v1/calls/{id}", "/api/v1/parameters", "/api/v1/parameters/{name}", "/api/v1/illegal-calls", "/api/v1/nat-findings", "/api/v1/nat-findings/{endpoint}", "/api/v1/simulations", "/api/v1/events",
            "/api/v1/registrations", "/api/v1/registrations/{number}/ladder", "/api/v1/registrations/{number}/pcap", "/api/v1/outward-registrations/{trunk}/ladder",
            "/api/v1/outward-registrations/{trunk}/pcap", "/api/v1/phones/{name}/registrations", "/api/v1/phones/{name}/registrations/{id}", "/healthz", "/readyz", "/metrics",
        ]);
        foreach ((string path, JsonNode? operations) in paths)
        {
            foreach ((string method, JsonNode? operation) in operations!.AsObject())
            {
                operation!["summary"]?.ToString().Should().NotBeNullOrEmpty($"{method} {path} says what it does");
            }
        }
    }

    [Fact]
    public async Task Money_and_times_are_strings_in_it()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        JsonNode cdr = (await host.GetAsync("/openapi/v1.json")).Json["components"]!["schemas"]!["CdrView"]!["properties"]!;
        cdr["fee"]!["type"]!.ToString().Should().Be("string");
        cdr["startedAt"]!["format"]!.ToString().Should().Be("date-time");
    }

    [Fact]
    public async Task What_may_be_null_says_so_in_it()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        JsonNode schemas = (await host.GetAsync("/openapi/v1.json")).Json["components"]!["schemas"]!;
        foreach ((string type, string field, string format) in new[] { ("CdrView", "answeredAt", "date-time"), ("UserView", "signedInAt", "date-time"), ("CdrMoneyView", "cost", "decimal") })
        {
            JsonNode schema = schemas[type]!["properties"]![field]!;
            schema["type"]!.ToJsonString().Should().Be("""["null","string"]""", $"{type}.{field}");
            schema["format"]!.ToString().Should().Be(format);
        }
    }

    [Fact]
    public async Task Every_field_of_the_plans_objects_is_described_in_it()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        JsonObject schemas = (await host.GetAsync("/openapi/v1.json")).Json["components"]!["schemas"]!.AsObject();
        foreach (string type in new[] { "Account", "RateTable", "IngressTrunk", "EgressTrunk", "Phone", "TurnUser" })
        {
            foreach ((string key, JsonNode? field) in schemas[type]!["properties"]!.AsObject())
            {
                field!["description"]?.ToString().Should().NotBeNullOrEmpty($"{type}.{key} says what it means");
            }
        }

        JsonNode trunk = schemas["EgressTrunk"]!;
        trunk["required"]!.AsArray().Select(key => key!.ToString()).Should().Equal("name");
        trunk["properties"]!["password"]!["writeOnly"]!.GetValue<bool>().Should().BeTrue();
        trunk["properties"]!["priority"]!["default"]!.GetValue<int>().Should().Be(1);
        trunk["properties"]!["lock"]!["enum"]!.AsArray().Select(choice => choice!.ToString()).Should().Equal("none", "outgoing", "incoming", "all");
        trunk["properties"]!["addresses"]!["type"]!.ToString().Should().Be("array");
    }

    /// <summary>Without Node, what <c>npm run check</c> in console/ does.</summary>
    [Fact]
    public async Task The_console_is_built_from_the_same_document()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        JsonObject described = (await host.GetAsync("/openapi/v1.json")).Json.AsObject();
        described.Remove("servers");
        JsonNode kept = JsonNode.Parse(await File.ReadAllTextAsync(RepositoryRoot.File("console", "api", "openapi.json")))!;
        JsonNode.DeepEquals(described, kept).Should().BeTrue(
            "console/api/openapi.json is what the switch says of itself: start one, and 'npm run openapi' in console/ takes it");
    }
}
