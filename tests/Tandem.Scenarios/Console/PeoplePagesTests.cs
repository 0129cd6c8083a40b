using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using static Microsoft.Playwright.Assertions;
using static Tandem.Scenarios.Console.DemoConsole;

namespace Tandem.Scenarios.Console;

/// <summary>Users, roles and keys, in a real browser: two who change the same one, and what goes for ever.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class PeoplePagesTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Whoever_saves_a_role_or_a_key_second_sees_both_versions_and_chooses()
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(tandem.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await tandem.AddAsync("roles", new JsonObject { ["name"] = "night", ["pages"] = new JsonObject { ["cdrs"] = "view" } });
        await tandem.AddAsync("api-keys", new JsonObject { ["name"] = "portal", ["role"] = "customer", ["accounts"] = new JsonArray("acme") });
        ILocator form = page.GetByRole(AriaRole.Dialog);
        ILocator versions = page.Locator("[data-part=versions]");

        // Both change the same right, each another one too.
        await page.GotoAsync("/people/roles");
        await page.GetByRole(AriaRole.Button, new() { Name = "night", Exact = true }).ClickAsync();
        await Expect(Level(form, "Call records", "view")).ToBeCheckedAsync();
        await tandem.PutAsync("roles/night", new JsonObject { ["name"] = "night", ["pages"] = new JsonObject { ["cdrs"] = "edit", ["calls"] = "view" } });
        await ChooseAsync(form, "Call records", "–");
        await ChooseAsync(form, "Audit log", "view");
        await PressAsync(form, "Save");
        await Expect(versions.Locator("tr[data-field=cdrs]")).ToContainTextAsync("changed by both");
        await Expect(versions.Locator("tr[data-field=cdrs]")).ToContainTextAsync("edit");
        await Expect(versions.Locator("tr[data-field=calls]")).ToContainTextAsync("view");
        await Expect(versions.Locator("tr[data-field=audit]")).ToContainTextAsync("view");
        await Expect(versions.GetByRole(AriaRole.Button, new() { Name = "Save what is chosen" })).ToBeDisabledAsync();
        await browser.IsAccessibleAsync();
        await browser.PictureAsync("two-versions-role");
        (await tandem.GetAsync("roles/night"))["pages"]!.ToJsonString().Should().Be("""{"calls":"view","cdrs":"edit"}""", "nothing is saved until somebody has chosen");
        await versions.Locator("tr[data-field=cdrs]").GetByLabel("edit").CheckAsync();
        await PressAsync(versions, "Save what is chosen");
        await Expect(page.GetByText("The role night is saved.")).ToBeVisibleAsync();
        (await tandem.GetAsync("roles/night"))["pages"]!.ToJsonString().Should().Be("""{"calls":"view","cdrs":"edit","audit":"view"}""", "what only one of them changed was kept");

        await page.GotoAsync("/people/api-keys");
        await Rows(page).Filter(new() { HasText = "portal" }).ClickAsync();
        await Expect(form.GetByText("acme")).ToBeVisibleAsync();
        await tandem.PutAsync("api-keys/portal", new JsonObject { ["name"] = "portal", ["role"] = "billing", ["accounts"] = new JsonArray("acme") });
        await form.GetByRole(AriaRole.Switch, new() { Name = "Only for some accounts" }).UncheckAsync();
        await PressAsync(form, "Save");

        // A customer's key for all accounts is refused for what it is; the other's role is seen when that is mended.
        await Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("accounts");
        await form.GetByLabel("Role").First.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "operator" }).ClickAsync();
        await PressAsync(form, "Save");
        await Expect(versions.Locator("tr[data-field=role]")).ToContainTextAsync("billing");
        await Expect(versions.Locator("tr[data-field=role]")).ToContainTextAsync("operator");
        await Expect(versions.Locator("tr[data-field=accounts]")).ToContainTextAsync("acme");
        await browser.IsAccessibleAsync();
        await PressAsync(versions, "Take theirs, drop mine");
        await Expect(versions).ToHaveCountAsync(0);
        await Expect(form.GetByText("acme")).ToBeVisibleAsync();
        JsonNode key = await tandem.GetAsync("api-keys/portal");
        ((string?)key["role"], (string?)key["accounts"]![0]).Should().Be(("billing", "acme"));
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_user_a_role_and_a_key_are_deleted_when_their_name_has_been_typed()
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(tandem.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await tandem.AddAsync("roles", new JsonObject { ["name"] = "night", ["pages"] = new JsonObject { ["cdrs"] = "view" } });
        await tandem.AddAsync("users", new JsonObject { ["name"] = "otto", ["role"] = "night", ["password"] = "a-long-password-of-a-user" });
        await tandem.AddAsync("api-keys", new JsonObject { ["name"] = "portal", ["role"] = "operator" });
        ILocator form = page.GetByRole(AriaRole.Dialog).First;

        // A role that somebody has stays, and says so.
        await page.GotoAsync("/people/roles");
        await page.GetByRole(AriaRole.Button, new() { Name = "night", Exact = true }).ClickAsync();
        await DeleteAsync(page, form, "night");
        await Expect(page.GetByText("Users or API keys have the role 'night'; nothing was changed.")).ToBeVisibleAsync();

        await page.GotoAsync("/people");
        await Rows(page).Filter(new() { HasText = "otto" }).ClickAsync();
        await DeleteAsync(page, form, "otto");
        await Expect(page.GetByText("otto is deleted.")).ToBeVisibleAsync();
        await Expect(Rows(page)).ToHaveCountAsync(1);

        await page.GotoAsync("/people/api-keys");
        await Rows(page).Filter(new() { HasText = "portal" }).ClickAsync();
        await DeleteAsync(page, form, "portal");
        await Expect(page.GetByText("The key portal is deleted.")).ToBeVisibleAsync();

        await page.GotoAsync("/people/roles");
        await page.GetByRole(AriaRole.Button, new() { Name = "night", Exact = true }).ClickAsync();
        await DeleteAsync(page, form, "night");
        await Expect(page.GetByText("The role night is deleted.")).ToBeVisibleAsync();
        (await tandem.AllAsync("api-keys")).Should().BeEmpty();
        (await tandem.AllAsync("users")).Should().ContainSingle();
        browser.Errors.Should().BeEmpty();
    }

    private static async Task DeleteAsync(IPage page, ILocator form, string name)
    {
        await PressAsync(form, "Delete");
        ILocator question = page.GetByRole(AriaRole.Dialog).Last;
        ILocator yes = question.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true });
        await Expect(yes).ToBeDisabledAsync();
        await question.GetByLabel($"Type {name} to confirm").FillAsync(name[..^1]);
        await Expect(yes).ToBeDisabledAsync();
        await question.GetByLabel($"Type {name} to confirm").FillAsync(name);
        await yes.ClickAsync();
    }

    /// <summary>The level of a page in the form of a role.</summary>
    private static ILocator Level(ILocator form, string page, string level) =>
        form.GetByRole(AriaRole.Radiogroup, new() { Name = page, Exact = true }).GetByRole(AriaRole.Radio, new() { Name = level, Exact = true });

    /// <summary>The radio itself lies under its word.</summary>
    private static Task ChooseAsync(ILocator form, string page, string level) =>
        form.GetByRole(AriaRole.Radiogroup, new() { Name = page, Exact = true }).GetByText(level, new() { Exact = true }).ClickAsync();

    private static Task PressAsync(ILocator place, string button) => place.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
