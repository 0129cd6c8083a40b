using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Scenarios.Console;

/// <summary>The main pages look as they were approved to look: on a switch with a fixed plan and no calls, where nothing moves.</summary>
[Collection(OneAfterAnother.Name)]
public sealed partial class PicturesTests : IDisposable
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    /// <summary>Those with figures of the process, or of the moment, are looked at for their structure alone.</summary>
    private static readonly (string Name, string Address, bool IsStill)[] Pages =
    [
        ("overview", "/", false),
        ("calls", "/calls", true),
        ("cdrs", "/cdrs?to=2026-01-01T00:00:00Z", true),
        ("illegal-calls", "/illegal-calls", false),
        ("nat-doctor", "/nat-doctor", true),
        ("trunks", "/trunks", true),
        ("trunk", "/trunks/ingress/acme-pbx", true),
        ("phones", "/phones", true),
        ("accounts", "/accounts", true),
        ("rate-tables", "/rate-tables", true),
        ("rate-table", "/rate-tables/retail", true),
        ("routing", "/routing?callingNumber=442070000000&calledNumber=00442079460000&ingressTrunk=acme-pbx&seconds=60", false),
        ("recordings", "/recordings", true),
        ("parameters", "/parameters", true),
        ("plan-history", "/plan-history", true),
        ("backups", "/backups", true),
        ("users", "/people", true),
        ("my-account", "/me", true),
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task The_main_pages_look_as_they_were_approved()
    {
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(running.Http, 1280, 760);
        IPage page = browser.Page;
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Make the first user" })).ToBeVisibleAsync(Patiently);
        ApprovedPictures pictures = await ApprovedPictures.OpenAsync(page);
        await pictures.CompareAsync(page, "first-user", []);
        await Door.ClaimAsync(browser, _data.FullName);
        foreach ((string name, string address, bool isStill) in Pages)
        {
            await page.GotoAsync(address);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync(Patiently);
            if (name == "overview")
            {
                await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "To your first call" })).ToBeVisibleAsync(Patiently);
            }

            await SettledAsync(page);
            await pictures.CompareAsync(page, name, [page.Locator("[role=cell], dd").Filter(new() { HasTextRegex = Moment() })], isStill);
        }

        if (!pictures.ComparesPixels)
        {
            TestContext.Current.TestOutputHelper?.WriteLine("Letters are drawn otherwise here than where the pictures were approved: the structure of the pages was compared, not their pixels.");
        }

        pictures.Differences.Should().BeEmpty();
        browser.Errors.Should().BeEmpty();
    }

    /// <summary>Nothing loads any more, and the letters are there.</summary>
    private static async Task SettledAsync(IPage page)
    {
        await page.WaitForLoadStateAsync(LoadState.Load);
        await Expect(page.Locator(".mantine-Loader-root, .mantine-Skeleton-root")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Expect(page.GetByText("Loading …")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await page.EvaluateAsync("async () => { await document.fonts.ready; document.activeElement?.blur(); }");
        await page.Mouse.MoveAsync(1279, 759);
    }

    [GeneratedRegex(@"\d\d-\d\d \d\d:\d\d", RegexOptions.None, 1000)]
    private static partial Regex Moment();
}
