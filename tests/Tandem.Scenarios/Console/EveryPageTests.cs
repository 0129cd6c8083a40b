using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using static Microsoft.Playwright.Assertions;
using static Tandem.Scenarios.Console.DemoConsole;

namespace Tandem.Scenarios.Console;

/// <summary>Every page of the console, those without a session too, on a screen and on a phone, in light and dark: fits, is there for everybody, and has its picture.</summary>
[Collection(OneAfterAnother.Name)]
public sealed partial class EveryPageTests : IDisposable
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    private static readonly (string Name, int Width, int Height)[] Forms = [("desktop", 1440, 780), ("phone", 390, 844)];

    private static readonly (string Name, ColorScheme Scheme)[] Schemes = [("light", ColorScheme.Light), ("dark", ColorScheme.Dark)];

    /// <summary>What is looked at before anybody has signed in.</summary>
    private static readonly Look[] Open =
    [
        new("sign-in", "/", "input[name=password]"),
        new("shared", "/shared", "[data-part=ladder] .arrow"),
        new("self-test", "/self-test", "button"),
    ];

    /// <summary>What somebody who may do everything sees; a page of several parts has several.</summary>
    private static readonly Look[] Pages =
    [
        new("overview", "/", ".panel"),
        new("alarms", "/alarms", Row),
        new("alarm", "/alarms", Row, "[role=dialog] textarea"),
        new("alarm-history", "/alarms/history", AnyRow),
        new("alarm-settings", "/alarms/settings", Row),
        new("alarm-setting", "/alarms/settings", Row, "[role=dialog] input"),
        new("calls", "/calls", Row),
        new("live-call", "/calls", Row, "[data-part=ladder] .arrow"),
        new("cdrs", "/cdrs", Row),
        new("call", "/cdrs?answered=true", Row, "[data-part=charge] td"),
        new("shares", "/shares", AnyRow),
        new("recordings", "/recordings", Row),
        new("recording", "/recordings", Row, "audio"),
        new("illegal-calls", "/illegal-calls", Row),
        new("illegal-call", "/illegal-calls", Row, "[role=dialog] .facts"),
        new("illegal-call-patterns", "/illegal-calls/patterns", AnyRow),
        new("illegal-call-timeline", "/illegal-calls/timeline", "[data-part=marks]"),
        new("firewall", "/firewall", AnyRow),
        new("firewall-black-list", "/firewall/black", AnyRow),
        new("firewall-white-list", "/firewall/white", AnyRow),
        new("firewall-rules", "/firewall/rules", AnyRow),
        new("firewall-messages", "/firewall/messages", Row, "[role=dialog] pre"),
        new("blacklists", "/blacklists", AnyRow),
        new("nat-doctor", "/nat-doctor", Row),
        new("self-tests", "/self-tests", AnyRow),
        new("trunks", "/trunks", Row),
        new("egress-trunks", "/trunks/egress", Row),
        new("trunk", "/trunks/ingress/northwind-pbx", Field),
        new("phones", "/phones", Row),
        new("phone", "/phones/1001", Field),
        new("turn-users", "/turn-users", Row),
        new("routing", "/routing?callingNumber=12025550000&calledNumber=00442079460000&ingressTrunk=northwind-pbx&seconds=60", ".panel"),
        new("test-call", "/test-call", "input[name=from]"),
        new("accounts", "/accounts", Row),
        new("account", "/accounts/northwind", Field),
        new("ledger", "/ledger", AnyRow),
        new("rate-tables", "/rate-tables", Row),
        new("rate-table", "/rate-tables/retail", Field),
        new("parameters", "/parameters", "[data-parameter]"),
        new("plan-history", "/plan-history", Row),
        new("plan-revision", "/plan-history/2", "[data-part=changes] li"),
        new("backups", "/backups", "[role=row]:has-text('tandem-')"),
        new("soaks", "/soaks", Row),
        new("soak", "/soaks", Row, "[data-part=kinds] td"),
        new("audit", "/audit", Row),
        new("users", "/people", Row),
        new("roles", "/people/roles", ".rights td"),
        new("api-keys", "/people/api-keys", Row),
        new("my-account", "/me", "[data-part=codes]"),
    ];

    private const string Row = ".table-row.opens";
    private const string AnyRow = "[role=rowgroup]:not(.table-head) .table-row";
    private const string Field = "input[data-field]";

    /// <summary>What nat-check says of a router that changes nothing but addresses.</summary>
    private const string NatReport =
        """
        {"switch":"sip.example.net","own":"192.168.1.20","probes":[{"transport":"UDP","port":5060,"method":"INVITE","source":"203.0.113.7:5060","answers":1,"changes":[]}],
        "type":{"mapping":"endpoint-independent","filtering":"address-dependent","keepsPort":true},"binding":{"survivedSeconds":120,"lostSeconds":0},"findings":[],"isAnswered":true,"hasFault":false}
        """;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void Each_route_of_the_console_is_looked_at()
    {
        IEnumerable<string> routes = Directory.EnumerateFiles(Repository.File("console", "pages"), "index.ts", SearchOption.AllDirectories)
            .SelectMany(static file => PagePath().Matches(File.ReadAllText(file)))
            .Concat(OpenPath().Matches(File.ReadAllText(Repository.File("console", "shell", "Entry.tsx"))))
            .Select(static found => found.Groups["path"].Value);
        routes.Should().HaveCountGreaterThan(20).And.BeSubsetOf([.. Open.Concat(Pages).Select(static look => look.Address.Split('?')[0])]);
    }

    [Fact]
    public void Each_page_has_its_four_pictures()
    {
        string[] lacking = [.. from look in Open.Concat(Pages)
                               from form in Forms
                               from scheme in Schemes
                               let name = $"{look.Name}-{form.Name}-{scheme.Name}.png"
                               where !File.Exists(Repository.File("docs", "pictures", name))
                               select name];
        lacking.Should().BeEmpty("TANDEM_PICTURES=docs/pictures makes them (docs/console.md)");
    }

    [Fact]
    public async Task Every_page_fits_a_screen_and_a_phone_in_light_and_dark()
    {
        await using SwitchProcess demo = await SwitchProcess.StartDemoAsync(_data.FullName);
        await FillAsync(demo);
        string shared = await ShareAsync(demo);
        foreach ((string form, int width, int height, string scheme, ColorScheme colours) in Wanted())
        {
            await using Browser browser = await Browser.OpenAsync(demo.Http, width, height, colours);
            foreach (Look look in Open.Where(IsAskedFor))
            {
                await LookAsync(browser, look.Name == "shared" ? look with { Address = shared } : look, $"{form}-{scheme}");
            }

            await Door.SignInAsync(browser.Page);
            foreach (Look look in Pages.Where(IsAskedFor))
            {
                await LookAsync(browser, look, $"{form}-{scheme}");
            }

            browser.Errors.Should().BeEmpty();
        }
    }

    /// <summary>All four when pictures are made; else each form and each scheme once, which takes half as long.</summary>
    private static IEnumerable<(string Form, int Width, int Height, string Scheme, ColorScheme Colours)> Wanted() =>
        from form in Forms
        from scheme in Schemes
        where Environment.GetEnvironmentVariable("TANDEM_PICTURES") is { Length: > 0 } || (form.Name == "desktop") == (scheme.Name == "light")
        select (form.Name, form.Width, form.Height, scheme.Name, scheme.Scheme);

    /// <summary>All, but where TANDEM_PICTURES_OF names some, by comma.</summary>
    private static bool IsAskedFor(Look look) => Environment.GetEnvironmentVariable("TANDEM_PICTURES_OF") is not { Length: > 0 } names || names.Split(',').Contains(look.Name, StringComparer.Ordinal);

    private static async Task LookAsync(Browser browser, Look look, string kind)
    {
        IPage page = browser.Page;
        await page.GotoAsync(look.Address);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync(Patiently);
        await Expect(page.Locator(look.Shown).First).ToBeVisibleAsync(Patiently);
        if (look.Opened is { } opened)
        {
            // The last of the calls that run is the youngest.
            await (look.Name == "live-call" ? Rows(page).Last : Rows(page).First).ClickAsync(new() { Timeout = 60_000 });
            await Expect(page.Locator(opened).First).ToBeVisibleAsync(Patiently);
        }

        await Expect(page.Locator(".mantine-Loader-root, .mantine-Skeleton-root")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await browser.FitsAsync();
        await browser.IsAccessibleAsync();
        await browser.PictureAsync($"{look.Name}-{kind}");
    }

    /// <summary>Something for each page to show.</summary>
    private async Task FillAsync(SwitchProcess demo)
    {
        await demo.ChargedAsync(20);
        await DemoRecording.FirstAsync(demo);
        DemoSoak.Add(_data.FullName);
        await demo.AddAsync("phones", new JsonObject { ["number"] = "1001", ["account"] = "corner-shop", ["password"] = "a-long-password-of-a-phone" });
        await demo.AddAsync("turn-users", new JsonObject { ["name"] = "webrtc-gateway", ["password"] = "a-long-password-of-a-relay" });
        await demo.AddAsync("api-keys", new JsonObject { ["name"] = "reports", ["role"] = "billing" });
        await demo.SetParameterAsync("SERVER_AUTOCLEAN_LADDER_EXPIRE_DAY", "30");
        await demo.SetParameterAsync("SS_NAT_SELF_TEST", "On");
        await demo.SetParameterAsync("SS_NAT_SELF_TEST_HOST", "sip.example.net");
        await AlarmAsync(demo);
        await demo.AddAsync("firewall/white-list", new JsonObject { ["source"] = "198.51.100.20", ["comment"] = "monitoring" });
        await demo.AddAsync("firewall/black-list", new JsonObject { ["source"] = "203.0.113.0/24", ["comment"] = "scans every night" });
        await demo.AddAsync("blacklists/numbers", new JsonObject { ["list"] = "black", ["side"] = "callee", ["number"] = "447700900123", ["comment"] = "premium, called by a broken dialler" });
        await demo.AddAsync("firewall/bans", new JsonObject { ["source"] = "192.0.2.77", ["comment"] = "tried passwords" });
        (await demo.PostAsync("backups")).Should().BeOneOf(200, 201, 202);
        using (var visitor = new HttpClient { BaseAddress = demo.Http })
        {
            using HttpResponseMessage begun = await visitor.PostAsync("public/v1/self-test", null);
            string code = (string)(await begun.Content.ReadFromJsonAsync<JsonNode>())!["code"]!;
            using var report = new StringContent(NatReport, Encoding.UTF8, "application/json");
            using HttpResponseMessage taken = await visitor.PutAsync($"public/v1/self-test/{code}", report);
            ((int)taken.StatusCode).Should().Be(204);
        }

        await using Browser first = await Browser.OpenAsync(demo.Http);
        await Door.ClaimAsync(first, _data.FullName);
        await demo.AddAsync("users", new JsonObject { ["name"] = "nora", ["role"] = "customer", ["accounts"] = new JsonArray("northwind"), ["password"] = "nine-blue-boats-at-noon" });
        first.Errors.Should().BeEmpty();
    }

    /// <summary>One alarm that is there, and one that has gone.</summary>
    private static async Task AlarmAsync(SwitchProcess demo)
    {
        JsonNode gone = await demo.MakeAsync("alarms", new JsonObject { ["object"] = "UPS 2", ["level"] = 1, ["detail"] = "battery is old" });
        await demo.AddAsync($"alarms/{gone["id"]}/clear", new JsonObject());
        await demo.AddAsync("alarms", new JsonObject { ["object"] = "UPS 1", ["level"] = 2, ["detail"] = "on battery" });
    }

    /// <summary>The address under which a call is shown without a session.</summary>
    private static async Task<string> ShareAsync(SwitchProcess demo)
    {
        string id = (string)(await demo.GetAsync("cdrs?answered=true&limit=1"))["items"]![0]!["id"]!;
        JsonNode made = await demo.MakeAsync($"cdrs/{id}/shares", new JsonObject { ["hideNumbers"] = true, ["showCharge"] = false });
        return "/shared#" + (string)made["token"]!;
    }

    /// <summary>What is looked at: where, what has to be there, and what has to be there after the first row was opened.</summary>
    private sealed record Look(string Name, string Address, string Shown, string? Opened = null);

    [GeneratedRegex(@"\bpath: '(?<path>/[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PagePath();

    [GeneratedRegex(@"'(?<path>/[a-z-]+)': lazy\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OpenPath();
}
