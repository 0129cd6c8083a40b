using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Scenarios.Console;

/// <summary>What people without a session see: shared calls and the self-test; and what the desk does with strangers and with calls that run.</summary>
[Collection(OneAfterAnother.Name)]
public sealed partial class OpenPagesTests : IDisposable
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_stranger_is_whitelisted_reported_again_and_made_a_trunk_and_the_report_is_a_PDF()
    {
        await using SwitchProcess demo = await SwitchProcess.StartDemoAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(demo.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await page.GotoAsync("/illegal-calls");
        await Expect(Rows(page).First).ToBeVisibleAsync(Patiently);
        string address = (await page.EvaluateAsync<string>("async () => (await (await fetch('/api/v1/illegal-calls')).json()).items[0].sourceIp"))!;
        ILocator row = Rows(page).Filter(new() { HasText = address });

        await row.ClickAsync();
        ILocator drawer = page.GetByRole(AriaRole.Dialog);
        await Expect(drawer.GetByRole(AriaRole.Heading, new() { Name = "Times of day" })).ToBeVisibleAsync(Patiently);
        await Expect(drawer.GetByRole(AriaRole.Heading, new() { Name = "User agents" })).ToBeVisibleAsync();
        await browser.IsAccessibleAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Whitelist", Exact = true }).ClickAsync();
        await Expect(page.GetByText("counts as harmless")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(row).ToHaveCountAsync(0);
        ((string?)(await demo.GetAsync("parameters/SERVER_ILLEGAL_CALL_WHITE_LIST"))["value"]).Should().Be(address);

        await page.GetByRole(AriaRole.Button, new() { Name = "White list: 1" }).ClickAsync();
        await browser.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Report {address} again" }).ClickAsync();
        await Expect(row).ToBeVisibleAsync(Patiently);

        // A flood is told under the first address of its network: the network can be listed as one, and is taken off as one.
        const string Network = "127.0.0.0/24";
        await row.ClickAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = $"Whitelist {Network}" }).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(row).ToHaveCountAsync(0);
        ((string?)(await demo.GetAsync("parameters/SERVER_ILLEGAL_CALL_WHITE_LIST"))["value"]).Should().Be(Network);
        await page.GotoAsync($"/illegal-calls/{address}?whiteListed=true");
        await drawer.GetByRole(AriaRole.Button, new() { Name = $"Report {Network} again" }).ClickAsync(new() { Timeout = 60_000 });
        await Expect(drawer.GetByRole(AriaRole.Button, new() { Name = "Whitelist", Exact = true })).ToBeVisibleAsync(Patiently);
        ((string?)(await demo.GetAsync("parameters/SERVER_ILLEGAL_CALL_WHITE_LIST"))["value"]).Should().BeNullOrEmpty();
        await page.GotoAsync("/illegal-calls");

        await page.GetByRole(AriaRole.Button, new() { Name = "Report", Exact = true }).ClickAsync();
        IDownload report = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem, new() { Name = "PDF" }).ClickAsync());
        report.SuggestedFilename.Should().MatchRegex(@"^illegal-calls_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.pdf$");
        (await File.ReadAllBytesAsync((await report.PathAsync())!)).Should().StartWith("%PDF-"u8.ToArray());

        await row.ClickAsync();
        await drawer.GetByRole(AriaRole.Link, new() { Name = "Make it a trunk" }).ClickAsync();
        await Expect(page.Locator("[data-field=addresses]").First).ToHaveValueAsync(address, new() { Timeout = 60_000 });
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_shared_call_is_seen_without_a_session_with_its_numbers_hidden_until_the_link_is_revoked()
    {
        await using SwitchProcess demo = await SwitchProcess.StartDemoAsync(_data.FullName);
        await demo.ChargedAsync(1);
        await using Browser browser = await Browser.OpenAsync(demo.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await page.GotoAsync("/cdrs?answered=true");
        await Rows(page).First.ClickAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        await browser.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        string link = await page.Locator("[data-part=share-link]").InnerTextAsync();
        string id = Id().Match(page.Url).Value;
        string called = (string)(await demo.GetAsync($"cdrs/{id}"))["calledNumberIn"]!;

        foreach ((int width, ColorScheme scheme) in new[] { (1440, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await using Browser visitor = await Browser.OpenAsync(demo.Http, width, 844, scheme);
            await visitor.Page.GotoAsync(link);
            await Expect(visitor.Page.Locator("[data-part=ladder] .arrow").First).ToBeVisibleAsync(Patiently);
            await Expect(visitor.Page.Locator("[data-part=explanation] li").First).ToBeVisibleAsync();
            await Expect(visitor.Page.Locator("[data-part=charge]")).ToHaveCountAsync(0);
            string shown = await visitor.Page.ContentAsync();
            shown.Should().Contain(called[..^4] + "****").And.NotContain(called);
            await visitor.FitsAsync();
            await visitor.IsAccessibleAsync();
            await visitor.PictureAsync($"shared-hidden-{(width > 400 ? "desktop" : "phone")}");
            IDownload capture = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "pcap", Exact = true }).ClickAsync());
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync((await capture.PathAsync())!)).Should().Contain("INVITE sip:").And.NotContain(called);

            // The link is no way in.
            await visitor.Page.GotoAsync("/cdrs");
            await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to Tandem" })).ToBeVisibleAsync();
            visitor.Errors.Should().BeEmpty();
        }

        await page.GotoAsync("/shares");
        await Expect(Rows(page)).ToContainTextAsync(id);
        await browser.IsAccessibleAsync();
        await Rows(page).GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(Rows(page)).ToHaveCountAsync(0);
        await using Browser late = await Browser.OpenAsync(demo.Http);
        await late.Page.GotoAsync(link);
        await Expect(late.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing to see" })).ToBeVisibleAsync(Patiently);
        await late.IsAccessibleAsync();
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task The_ladder_of_a_call_grows_while_it_is_looked_at()
    {
        await using SwitchProcess demo = await SwitchProcess.StartDemoAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(demo.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await page.GotoAsync("/calls");
        await Rows(page).Last.ClickAsync(new() { Timeout = 60_000 });
        ILocator arrows = page.Locator("[data-part=ladder] .arrow");
        await Expect(arrows.First).ToBeVisibleAsync(Patiently);
        await browser.IsAccessibleAsync();
        string id = CallId().Match(page.Url).Value;

        // Hung up here, both sides get BYE: the drawer follows it to the end, and leads to the record.
        (await demo.DeleteAsync($"calls/{id}")).Should().BeOneOf(204, 404);
        await Expect(page.GetByText("This call has ended.")).ToBeVisibleAsync(Patiently);
        await page.GetByText("Open its record").ClickAsync();
        await Expect(page.Locator("[data-part=ladder]")).ToContainTextAsync("BYE", new() { Timeout = 60_000 });
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_visitor_runs_nat_check_and_sees_what_it_found_under_a_link()
    {
        await using SwitchProcess demo = await SwitchProcess.StartDemoAsync(_data.FullName);
        await using Browser visitor = await Browser.OpenAsync(demo.Http);
        await visitor.Page.GotoAsync("/self-test");
        await Expect(visitor.Page.GetByText("The self-test is not offered here.")).ToBeVisibleAsync(Patiently);

        await demo.SetParameterAsync("SS_NAT_SELF_TEST", "On");
        await demo.SetParameterAsync("SS_NAT_SELF_TEST_HOST", $"127.0.0.1:{demo.SipPort}");
        await demo.SetParameterAsync("SS_REPLY_UNAUTHORIZED", "On");
        await visitor.Page.ReloadAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Begin the test" }).ClickAsync();
        string[] command = (await visitor.Page.Locator("[data-part=command]").InnerTextAsync()).Split(' ');
        command[..2].Should().Equal("./tandem", "nat-check");
        await visitor.IsAccessibleAsync();
        await visitor.FitsAsync();

        await using Child tool = new("dotnet", [SwitchProcess.Server, .. command[1..], "--longest", "0"], _data.FullName);
        int code = await tool.ExitAsync(TimeSpan.FromSeconds(120));
        code.Should().BeOneOf([0, 2], "{0}\n{1}", string.Join('\n', tool.Lines), string.Join('\n', tool.Errors));

        await Expect(visitor.Page.Locator("[data-part=nat-check]")).ToBeVisibleAsync(Patiently);
        await Expect(visitor.Page.Locator("[data-part=nat-check]")).ToContainTextAsync($"127.0.0.1:{demo.SipPort}");
        await visitor.IsAccessibleAsync();
        await visitor.PictureAsync("self-test-result");
        string link = await visitor.Page.Locator("[data-part=share-link]").InnerTextAsync();
        await using Browser friend = await Browser.OpenAsync(demo.Http, 390, 844, ColorScheme.Dark);
        await friend.Page.GotoAsync(link);
        await Expect(friend.Page.Locator("[data-part=nat-check]")).ToContainTextAsync("INVITE, UDP", new() { Timeout = 60_000 });
        await friend.FitsAsync();
        await friend.IsAccessibleAsync();

        await using Browser desk = await Browser.OpenAsync(demo.Http);
        await Door.ClaimAsync(desk, _data.FullName);
        await desk.Page.GotoAsync("/self-tests");
        await Rows(desk.Page).First.ClickAsync(new() { Timeout = 60_000 });
        await Expect(desk.Page.Locator("[data-part=nat-check]")).ToBeVisibleAsync();
        await desk.IsAccessibleAsync();
        (visitor.Errors.Count + friend.Errors.Count + desk.Errors.Count).Should().Be(0);
    }

    private static ILocator Rows(IPage page) => page.Locator("[role=rowgroup]:not(.table-head) .table-row");

    [GeneratedRegex(@"\d{15,}", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<=[?&]call=)\d+", RegexOptions.None, 1000)]
    private static partial Regex CallId();
}
