using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using static Microsoft.Playwright.Assertions;
using static Tandem.Scenarios.Console.DemoConsole;

namespace Tandem.Scenarios.Console;

/// <summary>What an operator does in the console, in a real browser on the demo.</summary>
[Collection(OneAfterAnother.Name)]
public sealed partial class ConsoleTests
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [Fact]
    public async Task From_the_installation_key_to_a_call_with_its_ladder_charge_and_explanation()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, Browser browser, IPage page) = console;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        await Expect(page.Locator(".figure-value").First).ToHaveTextAsync(SomeCalls(), new() { Timeout = 60_000 });

        await page.GotoAsync("/calls");
        await Expect(Rows(page).First).ToBeVisibleAsync(Patiently);
        await browser.IsAccessibleAsync();

        // A call with money in it, by the filters of the address.
        await demo.ChargedAsync(5);
        await page.GotoAsync("/cdrs?answered=true&ingressTrunk=northwind-pbx");
        await Expect(Rows(page).First).ToBeVisibleAsync(Patiently);
        await browser.IsAccessibleAsync();
        await Rows(page).First.ClickAsync();
        await Expect(page.Locator("[data-part=ladder] .arrow").First).ToBeVisibleAsync();
        await Expect(page.Locator("[data-part=ladder]")).ToContainTextAsync("INVITE");
        await Expect(page.Locator("[data-part=ladder] .changed").First).ToBeVisibleAsync();
        await Expect(page.Locator("[data-part=charge]")).ToContainTextAsync(ChargeLine());
        await Expect(page.Locator("[data-part=explanation] li").First).ToContainTextAsync("The call came in on trunk");
        await browser.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page).ToHaveURLAsync(new Regex(@"/cdrs/?\?answered=true&ingressTrunk=northwind-pbx$", RegexOptions.None, TimeSpan.FromSeconds(1)));

        // A test call through a carrier of the demo, in a customer's name, has a record of its own with his charge.
        await page.GotoAsync("/test-call?customer");
        await Expect(page.GetByLabel("In the name of").First).ToHaveValueAsync("northwind-pbx");
        await page.Locator("input[name=from]").FillAsync("12025550100");
        await page.Locator("input[name=to]").FillAsync("00442079460000");
        await page.GetByLabel("Egress trunk").First.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "pacific" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Place the call" }).ClickAsync();
        await page.GetByText("Its record").ClickAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("[data-part=ladder] .arrow").First).ToBeVisibleAsync();
        await Expect(page.Locator("[data-part=explanation]")).ToContainTextAsync("in the name of northwind-pbx");
        await page.Keyboard.PressAsync("Escape");

        // Keys alone: to the illegal calls, and into the first.
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("i");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Illegal calls" })).ToBeVisibleAsync();
        await Expect(Rows(page).First).ToBeVisibleAsync(Patiently);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Numbers tried");
        await browser.IsAccessibleAsync();

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to Tandem" })).ToBeVisibleAsync();
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Ten_windows_of_one_browser_ask_and_hear_side_by_side()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, Browser browser, IPage page) = console;
        List<IPage> windows = [page];
        while (windows.Count < 10)
        {
            windows.Add(await browser.WindowAsync());
        }

        foreach (IPage window in windows)
        {
            await window.GotoAsync("/accounts");
            await Expect(Rows(window).First).ToBeVisibleAsync();
        }

        // What is told goes to all of them, and the last can still do something.
        (await demo.StatusOfPostAsync("accounts/northwind/payments", new JsonObject { ["kind"] = "recharge", ["amount"] = "100000" })).Should().Be(201);
        foreach (IPage window in windows)
        {
            await Expect(Rows(window).Filter(new() { HasText = "northwind" })).ToContainTextAsync(new Regex("10[01]\u202f", RegexOptions.None, TimeSpan.FromSeconds(1)));
        }

        await windows[^1].GotoAsync("/calls");
        await Rows(windows[^1]).Last.ClickAsync();
        await Expect(windows[^1].Locator("[data-part=ladder] .arrow").First).ToBeVisibleAsync();
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_in_progress_shows_what_its_sides_offer_and_what_came_by_RTP()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, _, IPage page) = console;
        JsonNode call = await Eventually.GetAsync(
            async () => (await demo.AllAsync("calls")).FirstOrDefault(static one => (long)one["callerMedia"]!["packets"]! > 0 && (long)one["calleeMedia"]!["packets"]! > 0),
            TimeSpan.FromSeconds(60), static () => "a call with RTP of both sides");
        ((string?)call["callerMedia"]!["codecs"]).Should().StartWith("PCM");
        ((string?)call["callerMedia"]!["dtmfReceived"]).Should().Contain("SIP INFO");
        ((double)call["calleeMedia"]!["mos"]!).Should().BeInRange(1, 5);

        // Ended under somebody's eyes, it goes on as its record.
        await page.GotoAsync($"/calls?call={call["id"]}");
        (await demo.DeleteAsync($"calls/{call["id"]}")).Should().BeOneOf(204, 404);
        await Expect(page.GetByText("This call has ended.")).ToBeVisibleAsync(Patiently);
        await Expect(page.Locator("[data-part=explanation] li").First).ToBeVisibleAsync(Patiently);
        await Expect(page.Locator("[data-part=ladder]")).ToContainTextAsync("BYE");
    }

    [Fact]
    public async Task A_call_that_is_hung_up_in_the_console_ends()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (_, _, IPage page) = console;
        await page.GotoAsync("/calls");
        await Expect(Rows(page).Last).ToBeVisibleAsync(Patiently);
        await Rows(page).Last.GetByRole(AriaRole.Button, new() { Name = "End the call" }).ClickAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End the call" }).ClickAsync();

        // -29: ServerHangup.
        await page.GotoAsync("/cdrs?endReason=-29");
        await Expect(Rows(page).First).ToContainTextAsync("ServerHangup", new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task A_test_call_under_way_is_ended_where_it_was_placed_and_any_call_in_its_drawer()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, _, IPage page) = console;
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.0.78"), 0)); // a carrier that never says a word
        await demo.AddAsync("egress-trunks", new JsonObject
        {
            ["name"] = "silent",
            ["account"] = "atlantic",
            ["addresses"] = new JsonArray(silent.Client.LocalEndPoint!.ToString()),
            ["prefixes"] = new JsonArray("999"),
            ["timeoutInvite"] = 60,
        });
        ILocator running = page.Locator("[data-part=running-test]");
        await PlaceAsync();
        await running.GetByRole(AriaRole.Button, new() { Name = "End the call" }).ClickAsync();
        await Expect(page.GetByText("ServerHangup · SIP 480")).ToBeVisibleAsync(Patiently);
        await Expect(running).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        await PlaceAsync();
        await page.GotoAsync("/calls?q=silent");
        await Rows(page).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).First.GetByRole(AriaRole.Button, new() { Name = "End the call" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Last.GetByRole(AriaRole.Button, new() { Name = "End the call" }).ClickAsync();
        await Expect(page.GetByText("This call has ended.")).ToBeVisibleAsync(Patiently);
        await page.GotoAsync("/cdrs?endReason=-29&calledNumber=999100");
        await Expect(Rows(page)).ToHaveCountAsync(2, new() { Timeout = 60_000 });

        async Task PlaceAsync()
        {
            await page.GotoAsync("/test-call");
            await page.Locator("input[name=from]").FillAsync("12025550100");
            await page.Locator("input[name=to]").FillAsync("999100");
            await page.GetByLabel("Egress trunk").First.ClickAsync();
            await page.GetByRole(AriaRole.Option, new() { Name = "silent" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Place the call" }).ClickAsync();
            await Expect(running).ToContainTextAsync("999100", new() { Timeout = 60_000 });
        }
    }

    [Fact]
    public async Task What_a_stranger_writes_into_a_header_is_shown_and_never_run()
    {
        const string Script = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, Browser browser, IPage page) = console;
        using (var stranger = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.0.77"), 0)))
        {
            int port = ((IPEndPoint)stranger.Client.LocalEndPoint!).Port;
            string invite = $"INVITE sip:00442079460999@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.77:{port};branch=z9hG4bKscript\r\nMax-Forwards: 70\r\nFrom: <sip:100@127.0.0.77>;tag=s\r\n"
                + $"To: <sip:00442079460999@127.0.0.1>\r\nCall-ID: script@127.0.0.77\r\nCSeq: 1 INVITE\r\nContact: <sip:100@127.0.0.77:{port}>\r\nUser-Agent: {Script}\r\nContent-Length: 0\r\n\r\n";
            await stranger.SendAsync(Encoding.ASCII.GetBytes(invite), new IPEndPoint(IPAddress.Loopback, demo.SipPort));
        }

        await Eventually.GetAsync(
            async () => (await demo.AllAsync("illegal-calls")).FirstOrDefault(static source => (string?)source["sourceIp"] == "127.0.0.77"), TimeSpan.FromSeconds(60), static () => "the stranger on record");
        await page.GotoAsync("/illegal-calls/127.0.0.77");
        await Expect(page.GetByText(Script, new() { Exact = true })).ToBeVisibleAsync(Patiently);
        await page.GotoAsync("/cdrs?billingMode=-9&sourceIp=127.0.0.77");
        await Rows(page).First.ClickAsync(new() { Timeout = 60_000 });
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(Script);
        (await page.TitleAsync()).Should().Be("Tandem");
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_lost_line_is_said_and_what_was_typed_stays()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, _, IPage page) = console;
        await page.GotoAsync("/cdrs");
        await Expect(Rows(page).First).ToBeVisibleAsync(Patiently);
        ILocator field = page.GetByLabel("Called number").First;
        await field.FillAsync("4420");
        await demo.KillAsync();
        await Expect(page.GetByText("The connection to the switch is lost")).ToBeVisibleAsync(Patiently);
        await Expect(field).ToHaveValueAsync("4420");
        await Expect(Rows(page).First).ToBeVisibleAsync();
    }

    [GeneratedRegex("^[1-9]", RegexOptions.None, 1000)]
    private static partial Regex SomeCalls();

    [GeneratedRegex(@"\d+ cycles? of \d+ s at", RegexOptions.None, 1000)]
    private static partial Regex ChargeLine();
}
