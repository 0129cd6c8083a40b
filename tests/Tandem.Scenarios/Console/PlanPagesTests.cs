using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Scenarios.Console;

/// <summary>How an operator edits the plan in the console: trunks, accounts, rates.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class PlanPagesTests
{
    [Fact]
    public async Task A_trunk_edited_in_two_windows_is_chosen_from_by_the_second()
    {
        const string Trunk = "ingress-trunks/northwind-pbx";
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, Browser browser, IPage second) = console;
        IPage first = await browser.WindowAsync();
        foreach (IPage page in new[] { first, second })
        {
            await page.GotoAsync("/trunks/ingress/northwind-pbx");
            await Expect(Field(page, "capacity")).ToHaveValueAsync("50");
        }

        await Field(first, "capacity").FillAsync("60");
        await first.GetByRole(AriaRole.Button, new() { Name = "more fields" }).ClickAsync();
        await Field(first, "maxCallDuration").FillAsync("3600");
        await PressAsync(first, "Save");
        await Expect(first.GetByText("northwind-pbx is saved")).ToBeVisibleAsync();

        await Field(second, "capacity").FillAsync("many");
        await PressAsync(second, "What would change?");
        // The other's change is found first; a wrong value never hides it.
        await Expect(second.Locator("[data-part=versions]")).ToBeVisibleAsync();
        await Expect(second.Locator("[data-part=last-change]")).ToContainTextAsync("You changed it yourself, in another window: ");
        await PressAsync(second, "Take theirs, drop mine");
        await Expect(Field(second, "capacity")).ToHaveValueAsync("60");
        await Field(second, "capacity").FillAsync("many");
        await PressAsync(second, "What would change?");
        await Expect(second.GetByText("expected a whole number, found 'many'").Last).ToBeVisibleAsync();
        await browser.IsAccessibleAsync();

        // Both change one field, each another one too.
        await Field(first, "capacity").FillAsync("80");
        await PressAsync(first, "Save");
        await Expect(first.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeDisabledAsync();
        await Field(second, "capacity").FillAsync("70");
        await Field(second, "cps").FillAsync("9");
        await PressAsync(second, "Save");
        ILocator versions = second.Locator("[data-part=versions]");
        await Expect(versions.Locator("tr[data-field=capacity]")).ToContainTextAsync("changed by both");
        await Expect(versions.Locator("tr[data-field=capacity]")).ToContainTextAsync("80");
        await Expect(versions.GetByRole(AriaRole.Button, new() { Name = "Save what is chosen" })).ToBeDisabledAsync();
        await browser.IsAccessibleAsync();
        ((int)(await demo.GetAsync(Trunk))["capacity"]!).Should().Be(80, "nothing is saved until somebody has chosen");
        await versions.Locator("tr[data-field=capacity]").GetByLabel("70").CheckAsync();
        await versions.GetByRole(AriaRole.Button, new() { Name = "Save what is chosen" }).ClickAsync();
        await Expect(versions).ToBeHiddenAsync();

        JsonNode trunk = await demo.GetAsync(Trunk);
        ((int)trunk["capacity"]!, (int)trunk["cps"]!, (int)trunk["maxCallDuration"]!).Should().Be((70, 9, 3600));
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_new_customer_with_account_payment_and_trunk_is_found_by_the_routing_analysis()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, Browser browser, IPage page) = console;
        await page.GotoAsync("/accounts");
        await PressAsync(page, "New");
        await Field(page, "name").FillAsync("zephyr");
        await Field(page, "rateTable").FillAsync("retail");
        await PressAsync(page, "Make it");
        ILocator payment = page.Locator("[data-part=payment]");
        await payment.GetByLabel("Amount").FillAsync("25.00");
        await payment.GetByLabel("Reference").FillAsync("invoice 7");
        await PressAsync(page, "Book it …");
        ILocator review = page.Locator("[data-part=payment-review]");
        await Expect(review).ToContainTextAsync("zephyr");
        await Expect(review).ToContainTextAsync("25.00 USD onto the account");
        (await demo.GetAsync("accounts/zephyr"))["balance"]!.ToString().Should().Be("0", "nothing is booked before it was confirmed");
        await PressAsync(page, "Book it");
        await Expect(page.Locator("[data-part=ledger]")).ToContainTextAsync("invoice 7");
        await page.ReloadAsync();
        await Expect(page.Locator("[data-part=money]")).ToContainTextAsync("25");
        await Expect(page.Locator("[data-part=ledger]")).ToContainTextAsync("invoice 7");
        await browser.IsAccessibleAsync();

        // The same over all accounts, and another payment there.
        await page.GotoAsync("/accounts");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Payments and ledger" }).ClickAsync();
        ILocator entries = page.Locator(".table-row", new() { HasText = "zephyr" });
        await Expect(entries.First).ToContainTextAsync("invoice 7");
        await PressAsync(page, "New payment");
        await payment.GetByLabel("Account").First.FillAsync("nobody");
        await payment.GetByLabel("Amount").FillAsync("5");
        await payment.GetByLabel("Reference").FillAsync("back");
        await payment.GetByLabel("Kind").First.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "off the account" }).ClickAsync();
        await PressAsync(page, "Book it …");
        await Expect(payment).ToContainTextAsync("There is no such account.");
        await payment.GetByLabel("Account").First.FillAsync("zephyr");
        await page.Keyboard.PressAsync("Tab"); // the names that are offered lie over the button
        await PressAsync(page, "Book it …");
        await Expect(review).ToContainTextAsync("5 USD off the account");
        await Expect(review).ToContainTextAsync("20 USD");
        await browser.IsAccessibleAsync();
        await PressAsync(page, "Book it");
        await page.GotoAsync("/ledger?account=zephyr&kind=deduct");
        await Expect(entries).ToHaveCountAsync(1);
        await Expect(entries.First).ToContainTextAsync("20");
        await browser.IsAccessibleAsync();

        await page.GotoAsync("/trunks");
        await PressAsync(page, "New");
        await Field(page, "name").FillAsync("zephyr-pbx");
        await Field(page, "account").FillAsync("zephyr");
        await Field(page, "addresses").FillAsync("127.0.0.21, 127.0.0.22");
        await Field(page, "calledRewrite").FillAsync("00:");
        // The rules are tried before anything is saved.
        await page.Locator("[data-part=trial]").GetByLabel("Called number").FillAsync("00442079460000");
        await PressAsync(page, "Try it");
        await Expect(page.Locator("[data-part=numbers]")).ToContainTextAsync("→ 442079460000");
        await PressAsync(page, "What would change?");
        await Expect(page.Locator("[data-part=changes]")).ToContainTextAsync("zephyr-pbx");
        (await demo.AllAsync("ingress-trunks")).Should().HaveCount(3, "nothing has been saved yet");
        await PressAsync(page, "Make it");
        await Expect(page.GetByText("zephyr-pbx is saved")).ToBeVisibleAsync();

        await page.GotoAsync("/routing?callingNumber=12025550100&calledNumber=00442079460000&sourceIp=127.0.0.22&seconds=60");
        await Expect(page.GetByText("would be placed")).ToBeVisibleAsync();
        await Expect(page.GetByText("zephyr-pbx · zephyr")).ToBeVisibleAsync();

        // In use, it stays; no longer in use, it goes by its name.
        await DeleteAsync(page, "/accounts/zephyr", "zephyr");
        await Expect(page.GetByRole(AriaRole.Dialog).Last).ToContainTextAsync("still in use");
        await DeleteAsync(page, "/trunks/ingress/zephyr-pbx", "zephyr-pbx");
        await Expect(page.GetByText("zephyr-pbx is deleted")).ToBeVisibleAsync();
        (await demo.AllAsync("ingress-trunks")).Should().HaveCount(3);
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Rates_are_looked_at_before_a_CSV_takes_their_place()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, Browser browser, IPage page) = console;
        await page.GotoAsync("/rate-tables/baltic-cost");
        await Expect(page.Locator("[data-part=rates] .table-row.opens").First).ToBeVisibleAsync();
        await TakeAsync(page, "prefix,area,price\n49,Germany,dear\n");
        await Expect(page.Locator("[data-part=faults]")).ToContainTextAsync("Line 2 price: “dear”: a price is");
        await TakeAsync(page, "prefix,area,price,per,connect,effective\n49,Germany,0.005,1,0,\n49,Germany,0.006,1,0,2030-01-01T00:00:00Z\n");
        await Expect(page.Locator("[data-part=changes]")).ToContainTextAsync("rateTables/baltic-cost");
        await Expect(page.Locator("[data-part=import]")).ToContainTextAsync("Replaced by the file when you save");
        await PressAsync(page, "Save");
        await Expect(page.Locator("[data-part=rates] .table-row.opens")).ToHaveCountAsync(2);

        // One rate by hand.
        await page.Locator("[data-part=rates] .table-row.opens").First.ClickAsync();
        await page.GetByLabel("Price", new() { Exact = true }).FillAsync("0.0071");
        await PressAsync(page, "Change the rate");
        await PressAsync(page, "Save");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeDisabledAsync();

        // While it is being saved the button is disabled as well.
        JsonArray rates = await Eventually.GetAsync<JsonArray>(
            async () => (await demo.GetAsync("rate-tables/baltic-cost"))["rates"]!.AsArray() is var read && (string?)read[0]!["price"] == "0.0071" ? read : null,
            TimeSpan.FromSeconds(30),
            static () => "the rate that was set by hand");
        rates.Select(static rate => (string?)rate!["price"]).Should().Equal("0.0071", "0.006");
        ((string?)rates[1]!["effective"]).Should().StartWith("2030-01-01");
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_typed_survives_Back_and_a_reload_and_is_thrown_away_on_wish()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, Browser browser, IPage page) = console;
        await page.GotoAsync("/trunks");
        await page.Locator(".table-row.opens", new() { HasText = "northwind-pbx" }).ClickAsync();
        await Field(page, "capacity").FillAsync("61");
        await Field(page, "password").FillAsync("never-kept-anywhere");
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.GoForwardAsync();
        ILocator notice = page.Locator("[data-part=kept-draft]");
        await Expect(notice).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(notice).ToBeVisibleAsync();
        await Expect(Field(page, "capacity")).ToHaveValueAsync("61");
        await Expect(Field(page, "password")).ToHaveValueAsync("");
        (await page.EvaluateAsync<string>("JSON.stringify(sessionStorage)")).Should().NotContain("never-kept-anywhere");
        await browser.IsAccessibleAsync();

        // A fault of the switch stands beside its field until that is mended.
        await Field(page, "capacity").FillAsync("-1");
        await PressAsync(page, "Save");
        ILocator fault = page.Locator("[id$=-error]").First;
        await Expect(fault).ToContainTextAsync("-1");
        await Field(page, "capacity").FillAsync("62");
        await Expect(fault).ToHaveCountAsync(0);

        await notice.GetByRole(AriaRole.Button, new() { Name = "Throw it away" }).ClickAsync();
        await Expect(Field(page, "capacity")).ToHaveValueAsync("50");
        await page.ReloadAsync();
        await Expect(Field(page, "capacity")).ToHaveValueAsync("50");
        await Expect(notice).ToHaveCountAsync(0);
        ((int)(await demo.GetAsync("ingress-trunks/northwind-pbx"))["capacity"]!).Should().Be(50);
    }

    [Fact]
    public async Task A_save_that_the_connection_was_lost_under_is_sent_once_more_when_it_is_back()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, _, IPage page) = console;
        await page.GotoAsync("/trunks/ingress/northwind-pbx");
        await Field(page, "capacity").FillAsync("63");
        await page.Context.SetOfflineAsync(true);
        await PressAsync(page, "Save");
        await Expect(page.Locator("[data-part=line]")).ToContainTextAsync("is sent once more by itself");
        ((int)(await demo.GetAsync("ingress-trunks/northwind-pbx"))["capacity"]!).Should().Be(50);
        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByText("was sent once more")).ToBeVisibleAsync();
        await Expect(page.GetByText("northwind-pbx is saved")).ToBeVisibleAsync();
        ((int)(await demo.GetAsync("ingress-trunks/northwind-pbx"))["capacity"]!).Should().Be(63);
    }

    private static ILocator Field(IPage page, string key) => page.Locator($"input[data-field={key}]");

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task TakeAsync(IPage page, string csv)
    {
        if (await page.Locator("[data-part=take-rates]").CountAsync() == 0)
        {
            await PressAsync(page, "Take from a CSV");
            await Expect(page.GetByLabel("Merge: ")).ToBeCheckedAsync();
        }

        await page.GetByLabel("Replace: ").CheckAsync();
        await page.Locator("input[name=rates-file]").SetInputFilesAsync(new FilePayload { Name = "rates.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
    }

    private static async Task DeleteAsync(IPage page, string address, string name)
    {
        await page.GotoAsync(address);
        await PressAsync(page, "Delete");
        ILocator question = page.GetByRole(AriaRole.Dialog, new() { Name = $"Delete {name}?" });
        await Expect(question.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true })).ToBeDisabledAsync();
        await question.GetByLabel("Name").FillAsync(name);
        await question.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
    }
}
