using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Scenarios.Console;

/// <summary>Into the console: the first user with the installation key, and the same user later.</summary>
internal static class Door
{
    private const string Name = "ada";
    private const string Password = "a-long-password-of-a-scenario";

    public static async Task ClaimAsync(Browser browser, string data)
    {
        await browser.Page.GotoAsync("/");
        await Expect(browser.Page.GetByRole(AriaRole.Heading, new() { Name = "Make the first user" })).ToBeVisibleAsync();
        await browser.IsAccessibleAsync();
        await browser.Page.Locator("input[name=key]").FillAsync((await File.ReadAllTextAsync(Path.Combine(data, "admin.key"))).Trim());
        await FillAsync(browser.Page, "Make the user and sign in");
    }

    public static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/");
        await FillAsync(page, "Sign in");
    }

    private static async Task FillAsync(IPage page, string button)
    {
        await page.Locator("input[name=name]").FillAsync(Name);
        await page.Locator("input[name=password]").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }
}
