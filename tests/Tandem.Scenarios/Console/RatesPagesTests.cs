using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Scenarios.Console;

/// <summary>Many rates of one table at once, in a real browser: those that are chosen, and those of a CSV.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class RatesPagesTests : IDisposable
{
    private const string Retail = "rate-tables/retail";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Rates_that_are_chosen_are_set_together_and_taken_out_and_saved_with_their_table()
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(tandem.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await page.GotoAsync("/rate-tables/retail");
        await page.GetByLabel("Choose 44 ", new() { Exact = true }).CheckAsync();
        ILocator bulk = page.Locator("[data-part=rates-bulk]");
        await Expect(bulk.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 chosen");
        await page.GetByLabel("Choose 4477 ", new() { Exact = true }).CheckAsync();
        await Expect(bulk.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 chosen");

        // What is no number of per cent can't be set; what can is only seen until the table is saved.
        await bulk.GetByLabel("Value").FillAsync("dear");
        await Expect(bulk.GetByRole(AriaRole.Button, new() { Name = "Set in all chosen" })).ToBeDisabledAsync();
        await bulk.GetByLabel("Value").FillAsync("+50");
        await bulk.GetByRole(AriaRole.Button, new() { Name = "Set in all chosen" }).ClickAsync();
        await Expect(page.Locator("[data-part=rates] .table-row.opens").Filter(new() { HasText = "4477" })).ToContainTextAsync("0.0045");
        await browser.IsAccessibleAsync();
        await browser.PictureAsync("rates-bulk");
        (await PricesAsync(tandem)).Should().Equal("44 0.012", "4477 0.003", "880 0.02");
        await PressAsync(page, "What would change?");
        await Expect(page.Locator("[data-part=changes]")).ToContainTextAsync("0 added, 2 changed, 0 removed");
        await PressAsync(page, "Save");
        await Expect(page.GetByText("retail is saved")).ToBeVisibleAsync();
        (await PricesAsync(tandem)).Should().Equal("44 0.018", "4477 0.0045", "880 0.02");

        // Another field of theirs, and away with one.
        await page.ReloadAsync();
        await page.GetByLabel("Choose 44 ", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Choose 4477 ", new() { Exact = true }).CheckAsync();
        await ChooseFieldAsync(page, bulk, "Area");
        await bulk.GetByLabel("Value").FillAsync("Britain");
        await bulk.GetByRole(AriaRole.Button, new() { Name = "Set in all chosen" }).ClickAsync();
        await page.GetByLabel("Choose 44 ", new() { Exact = true }).UncheckAsync();
        await bulk.GetByRole(AriaRole.Button, new() { Name = "Take them out" }).ClickAsync();
        await Expect(bulk).ToBeHiddenAsync();
        await PressAsync(page, "Save");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeDisabledAsync();
        await Eventually.GetAsync(
            async () => (await PricesAsync(tandem)) is ["44 0.018", "880 0.02"] ? "saved" : null, TimeSpan.FromSeconds(30), static () => "two rates");
        ((string?)(await tandem.GetAsync(Retail))["rates"]![0]!["area"]).Should().Be("Britain");

        // One touch brings back what was taken out.
        await PressAsync(page, "Undo");
        await Expect(page.GetByText("Undone, as a revision of its own.")).ToBeVisibleAsync();
        (await PricesAsync(tandem)).Should().Equal("44 0.018", "4477 0.0045", "880 0.02");
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_CSV_sets_the_rates_that_it_names_after_its_changes_were_seen_and_leaves_the_others()
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(tandem.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await page.GotoAsync("/rate-tables/retail");
        await Expect(page.Locator("[data-part=rates] .table-row.opens")).ToHaveCountAsync(3);
        await TakeAsync(page, "prefix,colour,price\n44,red,0.02\n");
        await Expect(page.Locator("[data-part=faults]")).ToContainTextAsync("Line 1 colour: no field of this name");
        await browser.IsAccessibleAsync();
        await TakeAsync(page, "prefix,price\n44,dear\n");
        await Expect(page.Locator("[data-part=faults]")).ToContainTextAsync("Line 2 price: “dear”: a price is");

        await TakeAsync(page, "prefix,area,price\n44,Great Britain,0.011\n33,France,0.013\n");
        ILocator changes = page.Locator("[data-part=changes]");
        await Expect(changes).ToContainTextAsync("1 added, 1 changed, 0 removed");
        await Expect(changes).ToContainTextAsync("retail.rates[44] price 0.012 → 0.011 (-8.3 %)");
        await Expect(changes).ToContainTextAsync("retail.rates[33] 0.013 per 60 s, France");
        await Expect(page.Locator("[data-part=import]")).ToContainTextAsync("Merged with the file when you save: 1 added, 1 changed, 2 others stay.");
        await Expect(page.Locator("[data-part=faults]")).ToHaveCountAsync(0);
        await browser.IsAccessibleAsync();
        await browser.PictureAsync("rates-csv");
        (await PricesAsync(tandem)).Should().Equal(["44 0.012", "4477 0.003", "880 0.02"], "nothing is saved unseen");
        await PressAsync(page, "Save");
        await Expect(page.GetByText("retail is saved")).ToBeVisibleAsync();
        (await PricesAsync(tandem)).Should().BeEquivalentTo("44 0.011", "4477 0.003", "880 0.02", "33 0.013");
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_rate_that_is_typed_and_not_added_is_saved_with_its_table()
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(tandem.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await page.GotoAsync("/rate-tables?new=");
        // The way to the first call lies on the form, not under it; its links lead to other pages from there too.
        ILocator guide = page.Locator("[data-part=guide]").And(page.Locator(":visible"));
        await Expect(guide).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Dialog).Locator("[data-part=guide] a").Nth(1)).ToHaveAttributeAsync("href", "/accounts?new=account");
        await page.Locator("input[data-field=name]").FillAsync("typed");
        ILocator rate = page.Locator("[data-part=rates]");
        await rate.GetByLabel("Prefix", new() { Exact = true }).First.FillAsync("44");
        await rate.GetByLabel("Price", new() { Exact = true }).First.FillAsync("dear");
        await PressAsync(page, "Make it");
        await Expect(rate).ToContainTextAsync("a price is 0 to 1000000");
        await Expect(page.GetByText("can not be taken as it is")).ToBeVisibleAsync();
        await rate.GetByLabel("Price", new() { Exact = true }).First.FillAsync("0.5");
        // What is typed and not added is there again after a reload, and goes when all that was typed is thrown away. A busy browser keeps it a moment later.
        await page.WaitForFunctionAsync("() => Object.values(sessionStorage).some(kept => kept.includes('0.5'))");
        await page.ReloadAsync();
        await Expect(page.Locator("[data-part=kept-draft]")).ToBeVisibleAsync();
        await Expect(rate.GetByLabel("Prefix", new() { Exact = true }).First).ToHaveValueAsync("44");
        await Expect(rate.GetByLabel("Price", new() { Exact = true }).First).ToHaveValueAsync("0.5");
        await PressAsync(page, "Throw it away");
        await Expect(rate.GetByLabel("Price", new() { Exact = true }).First).ToHaveValueAsync("");
        await page.ReloadAsync();
        await Expect(rate.GetByLabel("Price", new() { Exact = true }).First).ToHaveValueAsync("");
        await page.Locator("input[data-field=name]").FillAsync("typed");
        await rate.GetByLabel("Prefix", new() { Exact = true }).First.FillAsync("44");
        await rate.GetByLabel("Price", new() { Exact = true }).First.FillAsync("0.5");
        await PressAsync(page, "Make it");
        await Expect(page.GetByText("typed is saved")).ToBeVisibleAsync();
        ((string?)(await tandem.GetAsync("rate-tables/typed"))["rates"]![0]!["price"]).Should().Be("0.5");
        browser.Errors.Should().BeEmpty();
    }

    private static async Task<string[]> PricesAsync(SwitchProcess tandem) =>
        [.. (await tandem.GetAsync(Retail))["rates"]!.AsArray().Select(static (JsonNode? rate) => $"{rate!["prefix"]} {rate["price"]}")];

    private static async Task ChooseFieldAsync(IPage page, ILocator bulk, string field)
    {
        await bulk.GetByLabel("Field to set").First.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = field, Exact = true }).ClickAsync();
    }

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task TakeAsync(IPage page, string csv)
    {
        if (await page.Locator("[data-part=take-rates]").CountAsync() == 0)
        {
            await PressAsync(page, "Take from a CSV");
        }

        await page.Locator("input[name=rates-file]").SetInputFilesAsync(new FilePayload { Name = "rates.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
    }
}
