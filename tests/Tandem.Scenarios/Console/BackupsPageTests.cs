using Microsoft.Playwright;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using Tandem.TestKit;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Scenarios.Console;

/// <summary>Backups, signing in with an OpenID provider, and the language, in a real browser.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class BackupsPageTests : IDisposable
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_backup_is_made_taken_away_prepared_called_off_and_deleted()
    {
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(running.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await page.GotoAsync("/backups");
        await Expect(page.GetByText("There is no backup yet.")).ToBeVisibleAsync(Patiently);
        await browser.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();
        ILocator row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "tandem-" });
        await Expect(row.GetByText("done", new() { Exact = true })).ToBeVisibleAsync(Patiently);
        await browser.IsAccessibleAsync();
        await browser.PictureAsync("backup-made");

        IDownload download = await page.RunAndWaitForDownloadAsync(() => row.GetByText("Download").ClickAsync());
        string name = download.SuggestedFilename;
        name.Should().StartWith("tandem-").And.EndWith(".tar.gz");
        new FileInfo(await download.PathAsync()).Length.Should().Be(new FileInfo(Path.Combine(_data.FullName, "backups", name)).Length);

        await row.GetByText("Go back to it").ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Prepare it" })).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync(name);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Prepare it" }).ClickAsync();
        await Expect(page.Locator("[data-part=prepared]")).ToContainTextAsync(name, new() { Timeout = 60_000 });
        await browser.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stay with what is there" }).ClickAsync();
        await Expect(page.Locator("[data-part=prepared]")).ToHaveCountAsync(0);

        await row.GetByText("Delete").ClickAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync(name);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("There is no backup yet.")).ToBeVisibleAsync(Patiently);
        Directory.GetFiles(Path.Combine(_data.FullName, "backups")).Should().BeEmpty();
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_time_of_the_archive_is_tried_prepared_and_called_off()
    {
        DirectoryInfo archive = _data.CreateSubdirectory("archive");
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--archive", archive.FullName);
        await using Browser browser = await Browser.OpenAsync(running.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await running.SetParameterAsync("SERVER_ARCHIVE_PERIOD", "1");
        await Eventually.GetAsync(
            async () => (await running.GetAsync("archive"))["spans"]!.AsArray().Count > 0 ? "there" : null, TimeSpan.FromSeconds(60), static () => "a span of the archive");
        await page.GotoAsync("/backups");
        ILocator part = page.Locator("[data-part=archive]");
        await Expect(part.Locator("[data-part=spans] dt")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        await browser.IsAccessibleAsync();
        await part.GetByLabel("Time, empty: as late as can be").FillAsync("2001-01-01T00:00:01");
        ILocator goBack = part.GetByRole(AriaRole.Button, new() { Name = "Go back to it" });
        await goBack.ClickAsync();
        await Expect(part).ToContainTextAsync("is not within", new() { Timeout = 60_000 });

        await part.GetByLabel("Time, empty: as late as can be").FillAsync("");
        await goBack.ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("the last step of the archive", new() { Timeout = 60_000 });
        string when = (await dialog.GetByRole(AriaRole.Heading).InnerTextAsync())["Go back to ".Length..^1];
        await dialog.GetByRole(AriaRole.Textbox).FillAsync(when);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Prepare it" }).ClickAsync();
        await Expect(page.Locator("[data-part=prepared]")).ToContainTextAsync(when, new() { Timeout = 60_000 });
        await browser.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stay with what is there" }).ClickAsync();
        await Expect(page.Locator("[data-part=prepared]")).ToHaveCountAsync(0);
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Somebody_signs_in_with_the_provider_and_a_stranger_is_told_what_to_do()
    {
        await using OpenIdProvider provider = await OpenIdProvider.StartAsync();
        string secret = Path.Combine(_data.FullName, "openid.secret");
        await File.WriteAllTextAsync(secret, OpenIdProvider.Secret + "\n");
        await using SwitchProcess running = await SwitchProcess.StartAsync(
            _data.FullName, "--openid-authority", provider.Address.ToString(), "--openid-client", OpenIdProvider.ClientId, "--openid-role-claim", "roles");
        await using (Browser first = await Browser.OpenAsync(running.Http))
        {
            await Door.ClaimAsync(first, _data.FullName);
        }

        await using Browser browser = await Browser.OpenAsync(running.Http);
        IPage page = browser.Page;
        await page.GotoAsync("/");
        ILocator button = page.GetByRole(AriaRole.Link, new() { Name = $"Sign in with {provider.Address.Host}" });
        await button.ClickAsync();
        await Expect(page.Locator("[data-part=refusal]")).ToContainTextAsync("The switch knows no user of your name.", new() { Timeout = 60_000 });
        await browser.IsAccessibleAsync();

        provider.Roles = ["operator"];
        await button.ClickAsync();
        await Expect(page.GetByText("grace · operator")).ToBeVisibleAsync(Patiently);
        await page.GotoAsync("/trunks");
        await Expect(page.Locator(".table-row.opens").First).ToBeVisibleAsync(Patiently);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(button).ToBeVisibleAsync(Patiently);
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_language_that_was_chosen_stays_with_its_words_and_numbers()
    {
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName);
        await running.RechargeAsync(12345.5m);
        await using Browser browser = await Browser.OpenAsync(running.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        foreach ((string language, string code, string heading, string balance) in new[]
        {
            ("Español", "es", "Cuentas", "12.355,5"), ("বাংলা", "bn", "অ্যাকাউন্ট", "১২,৩৫৫.৫"), ("中文", "zh", "账户", "12,355.5"),
        })
        {
            await page.GotoAsync("/accounts");
            await page.Locator("header button[aria-haspopup=menu]").ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = language }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
            await page.ReloadAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading, new() { Timeout = 60_000 });
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", code);
            await Expect(page.Locator(".table-row.opens").Filter(new() { HasText = "acme" })).ToContainTextAsync(balance, new() { Timeout = 60_000 });
            await browser.FitsAsync();
        }

        browser.Errors.Should().BeEmpty();
    }
}
