using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Tandem.Tests.Api.Access;

/// <summary>Every route of the OpenAPI document, and who may ask it. A route that is new is in neither table, and fails here until somebody has thought about it.</summary>
public sealed class RightsTests
{
    /// <summary>Page, access, and own where who is limited to accounts may come too; - for what needs no right.</summary>
    private static readonly Dictionary<string, string> Routes = new()
    {
        ["GET /api/v1/session"] = "-",
        ["POST /api/v1/session"] = "-",
        ["DELETE /api/v1/session"] = "-",
        ["PUT /api/v1/session/password"] = "-",
        ["POST /api/v1/session/totp"] = "-",
        ["PUT /api/v1/session/totp"] = "-",
        ["DELETE /api/v1/session/totp"] = "-",
        ["GET /api/v1/users"] = "people:view",
        ["GET /api/v1/users/{name}"] = "people:view",
        ["GET /api/v1/users/{name}/last-change"] = "people:edit",
        ["POST /api/v1/users"] = "people:edit",
        ["PUT /api/v1/users/{name}"] = "people:edit",
        ["DELETE /api/v1/users/{name}"] = "people:edit",
        ["DELETE /api/v1/users/{name}/lock"] = "people:edit",
        ["GET /api/v1/roles"] = "people:view",
        ["GET /api/v1/roles/{name}"] = "people:view",
        ["GET /api/v1/roles/{name}/last-change"] = "people:edit",
        ["POST /api/v1/roles"] = "people:edit",
        ["PUT /api/v1/roles/{name}"] = "people:edit",
        ["DELETE /api/v1/roles/{name}"] = "people:edit",
        ["GET /api/v1/api-keys"] = "people:view",
        ["GET /api/v1/api-keys/{name}"] = "people:view",
        ["GET /api/v1/api-keys/{name}/last-change"] = "people:edit",
        ["POST /api/v1/api-keys"] = "people:edit",
        ["PUT /api/v1/api-keys/{name}"] = "people:edit",
        ["DELETE /api/v1/api-keys/{name}"] = "people:edit",
        ["GET /api/v1/audit"] = "audit:view",
        ["GET /api/v1/plan"] = "plan:view",
        ["PUT /api/v1/plan"] = "plan:edit",
        ["GET /api/v1/plan/revisions"] = "plan:view",
        ["GET /api/v1/plan/revisions/{n}/changes"] = "plan:view",
        ["POST /api/v1/plan/revisions/{n}/restore"] = "plan:edit",
        ["GET /api/v1/parameters"] = "system:view",
        ["GET /api/v1/parameters/{name}"] = "system:view",
        ["GET /api/v1/parameters/{name}/last-change"] = "system:edit",
        ["PUT /api/v1/parameters/{name}"] = "system:edit",
        ["POST /api/v1/accounts/{name}/payments"] = "payments:edit",
        ["GET /api/v1/accounts/{name}/ledger"] = "payments:view:own",
        ["GET /api/v1/ledger"] = "payments:view:own",
        ["POST /api/v1/verify"] = "payments:view",
        ["GET /api/v1/cdrs"] = "cdrs:view:own",
        ["GET /api/v1/cdrs/totals"] = "cdrs:view:own",
        ["GET /api/v1/cdrs/{id}"] = "cdrs:view:own",
        ["GET /api/v1/cdrs/{id}/explain"] = "cdrs:view:own",
        ["GET /api/v1/cdrs/{id}/ladder"] = "cdrs:view:own",
        ["GET /api/v1/cdrs/{id}/pcap"] = "cdrs:view:own",
        ["GET /api/v1/cdrs/{id}/quality"] = "cdrs:view:own",
        ["GET /api/v1/calls"] = "calls:view:own",
        ["GET /api/v1/calls/{id}"] = "calls:view:own",
        ["GET /api/v1/calls/{id}/ladder"] = "calls:view:own",
        ["DELETE /api/v1/calls/{id}"] = "calls:edit:own",
        ["POST /api/v1/test-calls"] = "testCalls:edit",
        ["GET /api/v1/test-calls"] = "testCalls:view",
        ["DELETE /api/v1/test-calls/{id}"] = "testCalls:edit",
        ["POST /api/v1/simulations"] = "routing:view",
        ["GET /api/v1/illegal-calls"] = "illegalCalls:view",
        ["GET /api/v1/illegal-calls/white-list"] = "illegalCalls:view",
        ["POST /api/v1/illegal-calls/white-list"] = "illegalCalls:edit",
        ["DELETE /api/v1/illegal-calls/white-list"] = "illegalCalls:edit",
        ["GET /api/v1/illegal-calls/report"] = "illegalCalls:view",
        ["GET /api/v1/illegal-calls/patterns"] = "illegalCalls:view",
        ["GET /api/v1/illegal-calls/timeline"] = "illegalCalls:view",
        ["GET /api/v1/illegal-calls/evidence"] = "illegalCalls:view",
        ["GET /api/v1/illegal-calls/evidence/key"] = "illegalCalls:view",
        ["GET /api/v1/firewall"] = "firewall:view",
        ["GET /api/v1/firewall/rules"] = "firewall:view",
        ["GET /api/v1/firewall/trials"] = "firewall:view",
        ["GET /api/v1/firewall/timeline"] = "firewall:view",
        ["GET /api/v1/firewall/bans"] = "firewall:view",
        ["POST /api/v1/firewall/bans"] = "firewall:edit",
        ["DELETE /api/v1/firewall/bans"] = "firewall:edit",
        ["GET /api/v1/blacklists/numbers"] = "blacklists:view",
        ["POST /api/v1/blacklists/numbers"] = "blacklists:edit",
        ["DELETE /api/v1/blacklists/numbers"] = "blacklists:edit",
        ["GET /api/v1/firewall/black-list"] = "firewall:view",
        ["POST /api/v1/firewall/black-list"] = "firewall:edit",
        ["DELETE /api/v1/firewall/black-list"] = "firewall:edit",
        ["GET /api/v1/firewall/white-list"] = "firewall:view",
        ["POST /api/v1/firewall/white-list"] = "firewall:edit",
        ["DELETE /api/v1/firewall/white-list"] = "firewall:edit",
        ["POST /api/v1/cdrs/{id}/shares"] = "shares:edit:own",
        ["POST /api/v1/nat-checks/{id}/shares"] = "shares:edit",
        ["GET /api/v1/shares"] = "shares:view:own",
        ["DELETE /api/v1/shares/{id}"] = "shares:edit:own",
        ["GET /api/v1/nat-checks"] = "selfTests:view",
        ["GET /api/v1/sip-messages"] = "firewall:view",
        ["GET /api/v1/sip-messages/pcap"] = "firewall:view",
        ["GET /api/v1/nat-findings"] = "nat:view:own",
        ["GET /api/v1/nat-findings/{endpoint}"] = "nat:view:own",
        ["GET /api/v1/recordings"] = "recordings:view:own",
        ["GET /api/v1/recordings/{id}"] = "recordings:view:own",
        ["GET /api/v1/recordings/{id}/pcap"] = "recordings:view",
        ["DELETE /api/v1/recordings/{id}"] = "recordings:edit:own",
        ["GET /api/v1/registrations"] = "phones:view:own",
        ["GET /api/v1/outward-registrations"] = "trunks:view",
        ["GET /api/v1/registrations/{number}/ladder"] = "phones:view:own",
        ["GET /api/v1/registrations/{number}/pcap"] = "phones:view:own",
        ["GET /api/v1/outward-registrations/{trunk}/ladder"] = "trunks:view",
        ["GET /api/v1/outward-registrations/{trunk}/pcap"] = "trunks:view",
        ["GET /api/v1/phones/{name}/registrations"] = "phones:view:own",
        ["DELETE /api/v1/phones/{name}/registrations/{id}"] = "phones:edit:own",
        ["GET /api/v1/backups"] = "backups:view",
        ["POST /api/v1/backups"] = "backups:edit",
        ["GET /api/v1/backups/{name}"] = "backups:view",
        ["GET /api/v1/backups/{name}/file"] = "backups:edit",
        ["DELETE /api/v1/backups/{name}"] = "backups:edit",
        ["POST /api/v1/backups/{name}/restore"] = "backups:edit",
        ["GET /api/v1/restore"] = "backups:view",
        ["GET /api/v1/soaks"] = "soaks:view",
        ["GET /api/v1/soaks/{name}"] = "soaks:view",
        ["DELETE /api/v1/restore"] = "backups:edit",
        ["GET /api/v1/archive"] = "backups:view",
        ["POST /api/v1/archive/restore"] = "backups:edit",
        ["DELETE /api/v1/archive/restore"] = "backups:edit",
        ["GET /api/v1/alarms"] = "alarms:view",
        ["GET /api/v1/alarms/history"] = "alarms:view",
        ["GET /api/v1/alarms/types"] = "alarms:view",
        ["GET /api/v1/alarms/{id}"] = "alarms:view",
        ["POST /api/v1/alarms"] = "alarms:edit",
        ["POST /api/v1/alarms/{id}/acknowledge"] = "alarms:edit",
        ["POST /api/v1/alarms/{id}/clear"] = "alarms:edit",
        ["GET /api/v1/alarms/settings"] = "alarms:view",
        ["GET /api/v1/alarms/settings/{id}"] = "alarms:view",
        ["POST /api/v1/alarms/settings"] = "system:edit",
        ["PUT /api/v1/alarms/settings/{id}"] = "system:edit",
        ["DELETE /api/v1/alarms/settings/{id}"] = "system:edit",
        ["GET /api/v1/alarms/delivery"] = "system:view",
        ["PUT /api/v1/alarms/delivery"] = "system:edit",
        ["GET /api/v1/events"] = "-",
        ["GET /api/v1/overview"] = "overview:view",
        ["GET /api/v1/overload"] = "overview:view",
    };

    /// <summary>Kinds of plan objects, which all have the same routes.</summary>
    private static readonly (string Path, string Page, string Own)[] Kinds =
    [
        ("accounts", "accounts", ":own"), ("phones", "phones", ":own"), ("rate-tables", "rates", ""), ("ingress-trunks", "trunks", ""), ("egress-trunks", "trunks", ""), ("turn-users", "turnUsers", ""),
    ];

    /// <summary>What the built-in roles may, as page:access.</summary>
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["operator"] = "overview:view alarms:edit calls:view cdrs:view shares:edit recordings:view illegalCalls:view firewall:view blacklists:view nat:view selfTests:view trunks:edit phones:edit turnUsers:edit routing:view testCalls:view accounts:view payments:view rates:view system:view plan:view backups:view soaks:view audit:view people:view",
        ["billing"] = "overview:view calls:view cdrs:view shares:edit trunks:view phones:view turnUsers:view routing:view testCalls:view accounts:edit payments:edit rates:edit",
        ["customer"] = "calls:view cdrs:view shares:edit nat:view phones:view accounts:view payments:view recordings:view",
    };

    private static Dictionary<string, string> All
    {
        get
        {
            var all = new Dictionary<string, string>(Routes);
            foreach ((string path, string page, string own) in Kinds)
            {
                all[$"GET /api/v1/{path}"] = all[$"GET /api/v1/{path}/{{name}}"] = $"{page}:view{own}";
                all[$"POST /api/v1/{path}"] = all[$"PUT /api/v1/{path}/{{name}}"] = all[$"PATCH /api/v1/{path}/{{name}}"] = all[$"DELETE /api/v1/{path}/{{name}}"] = $"{page}:edit";
                all[$"GET /api/v1/{path}/{{name}}/last-change"] = all[$"PATCH /api/v1/{path}"] = all[$"POST /api/v1/{path}/revisions/{{n}}/undo"] = $"{page}:edit";
            }

            return all;
        }
    }

    [Fact]
    public async Task Every_route_says_what_it_asks_and_it_is_what_was_thought_of()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Dictionary<string, string> said = [];
        foreach ((string path, JsonNode? operations) in (await host.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? operation) in operations!.AsObject())
            {
                if (path.StartsWith("/api/", StringComparison.Ordinal))
                {
                    said[$"{method.ToUpperInvariant()} {path}"] = operation!["x-tandem-rights"]?.ToString() ?? "-";
                }
            }
        }

        said.Should().BeEquivalentTo(All);
    }

    [Theory]
    [InlineData("administrator", false)]
    [InlineData("administrator", true)]
    [InlineData("operator", false)]
    [InlineData("billing", false)]
    [InlineData("customer", true)]
    public async Task A_role_gets_what_it_may_and_is_refused_the_rest(string role, bool isLimited)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        using HttpClient client = await host.ClientOfAsync(role, isLimited ? ["acme"] : []);
        List<string> wrong = [];
        foreach ((string route, string asks) in All)
        {
            HttpStatusCode status = await AskAsync(client, route);
            bool expected = asks == "-" || (May(role, asks) && (!isLimited || asks.EndsWith(":own", StringComparison.Ordinal)));
            if ((status != HttpStatusCode.Forbidden) != expected || (int)status >= 500)
            {
                wrong.Add($"{route} ({asks}) answered {(int)status}");
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task A_stranger_gets_none_of_them()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using HttpClient client = host.NewClient();
        foreach (string route in All.Keys.Where(static route => !route.EndsWith("/session", StringComparison.Ordinal)))
        {
            (await AskAsync(client, route)).Should().Be(HttpStatusCode.Unauthorized, route);
        }
    }

    /// <summary>Outside <c>/api</c> nobody is asked who he is: a path that is new there fails here until somebody has thought about it.</summary>
    [Fact]
    public async Task What_is_open_to_everybody_is_this_and_nothing_else()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        host.Endpoints.Select(static endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/')).Where(static path => !path.StartsWith("/api/", StringComparison.Ordinal)).Distinct()
            .Should().BeEquivalentTo(
                "/openapi/{documentName}.json", "/healthz", "/readyz", "/metrics", "/public/v1/shared", "/public/v1/shared/pcap", "/public/v1/self-test", "/public/v1/self-test/{code}");
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string route)
    {
        string[] parts = route.Split(' ');
        string path = parts[1].Replace("{name}", "999", StringComparison.Ordinal).Replace("{id}", "999", StringComparison.Ordinal)
            .Replace("{endpoint}", "999", StringComparison.Ordinal).Replace("{n}", "999", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new(parts[0]), path);
        if (parts[0] is "POST" or "PUT" or "PATCH")
        {
            // Nothing that any of them would take.
            request.Content = new StringContent("""{"no-such-thing":1}""", Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private static bool May(string role, string asks)
    {
        if (role == "administrator")
        {
            return true;
        }

        string[] asked = asks.Split(':');
        string[] has = Roles[role].Split(' ');
        return has.Contains($"{asked[0]}:edit") || (asked[1] == "view" && has.Contains($"{asked[0]}:view"));
    }
}
