using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using static Microsoft.Playwright.Assertions;
using static Tandem.Scenarios.Console.DemoConsole;

namespace Tandem.Scenarios.Console;

/// <summary>People, their rights, and what they change of the system, in a real browser on the demo.</summary>
[Collection(OneAfterAnother.Name)]
public sealed partial class SystemPagesTests : IDisposable
{
    private const string Customer = "nora";
    private const string CustomerPassword = "nine-blue-boats-at-noon";
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_customer_sees_only_what_is_his()
    {
        await using SwitchProcess demo = await SwitchProcess.StartDemoAsync(_data.FullName);
        await demo.AddAsync("phones", new JsonObject { ["number"] = "7001", ["account"] = "northwind", ["password"] = "a-long-password-of-a-phone" });
        await demo.AddAsync("phones", new JsonObject { ["number"] = "7002", ["account"] = "bluefin", ["password"] = "a-long-password-of-a-phone" });
        await demo.ChargedAsync(12);
        await using (Browser first = await Browser.OpenAsync(demo.Http))
        {
            await Door.ClaimAsync(first, _data.FullName);
            await AddCustomerAsync(first);
            first.Errors.Should().BeEmpty();
        }

        await using Browser browser = await Browser.OpenAsync(demo.Http);
        IPage page = browser.Page;
        await page.GotoAsync("/");
        await page.Locator("input[name=name]").FillAsync(Customer);
        await page.Locator("input[name=password]").FillAsync(CustomerPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();

        // Pages that his role has not are not there, and their addresses say that they are not his.
        ILocator links = page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link);
        await Expect(links.Filter(new() { HasText = "Call records" })).ToBeVisibleAsync();
        foreach (string other in new[] { "Overview", "Illegal calls", "Routing analysis", "Parameters", "Plan history", "Audit log", "People" })
        {
            await Expect(links.Filter(new() { HasText = other })).ToHaveCountAsync(0);
        }

        foreach (string other in new[] { "/parameters", "/trunks", "/trunks/egress", "/audit" })
        {
            await page.GotoAsync(other);
            await Expect(page.Locator("[data-part=not-yours]")).ToContainTextAsync("This page is not yours");
            await Expect(page.Locator("[data-parameter], [role=table], [role=grid], .table-row")).ToHaveCountAsync(0);
        }

        await browser.IsAccessibleAsync();

        await page.GotoAsync("/cdrs?answered=true");
        await Expect(Rows(page).First).ToContainTextAsync("northwind", new() { Timeout = 60_000 });
        await Expect(Rows(page).Filter(new() { HasText = "bluefin" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Margin" })).ToHaveCountAsync(0);
        await Expect(page.GetByLabel("Egress trunk")).ToHaveCountAsync(0);
        await browser.IsAccessibleAsync();

        // Why a call went so, as far as it is about him.
        await Rows(page).First.ClickAsync();
        ILocator why = page.Locator("[data-part=explanation] li");
        await Expect(why.First).ToContainTextAsync("northwind");
        (await why.AllInnerTextsAsync()).Should().NotContain(static said => said.Contains("atlantic") || said.Contains("pacific") || said.Contains("baltic") || said.Contains("Route "));

        await page.GotoAsync("/ledger");
        await Expect(page.Locator(".table-row", new() { HasText = "northwind" }).First).ToBeVisibleAsync();
        await Expect(page.Locator(".table-row", new() { HasText = "bluefin" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "New payment" })).ToHaveCountAsync(0);

        await page.GotoAsync("/me");
        await Expect(page.Locator("[data-part=balances] dt")).ToHaveTextAsync("northwind");
        await Expect(page.Locator("[data-part=balances] dd b")).ToHaveTextAsync(Money());
        await browser.IsAccessibleAsync();

        // What the page does not show, its session is not given either.
        (await AskAsync(page, "/api/v1/phones")).Should().Contain("7001").And.NotContain("7002");
        (await AskAsync(page, "/api/v1/accounts/bluefin")).Should().StartWith("404");
        (await AskAsync(page, "/api/v1/cdrs?account=bluefin")).Should().NotContain("\"bluefin\"");
        (await AskAsync(page, "/api/v1/parameters")).Should().StartWith("403");
        (await AskAsync(page, "/api/v1/audit")).Should().StartWith("403");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to Tandem" })).ToBeVisibleAsync();
        (await AskAsync(page, "/api/v1/cdrs")).Should().StartWith("401");
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_parameter_is_changed_the_plan_rolled_back_and_the_audit_log_names_who_did_it()
    {
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (SwitchProcess demo, Browser browser, IPage page) = console;

        await page.GotoAsync("/parameters?q=SS_RECORD_RETENTION");
        ILocator row = page.Locator("[data-parameter=SS_RECORD_RETENTION]");
        await row.GetByRole(AriaRole.Textbox).FillAsync("soon");
        await row.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(row).ToContainTextAsync("'soon' is not in the range");
        await row.GetByRole(AriaRole.Textbox).FillAsync("31");
        await row.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(row.GetByText("changed", new() { Exact = true })).ToBeVisibleAsync(); // the demo's 7 is one too
        await Eventually.GetAsync(async () => (string?)(await demo.GetAsync("parameters/SS_RECORD_RETENTION"))["value"] == "31" ? "31" : null, TimeSpan.FromSeconds(10), static () => "31 days in force");

        // Back to the demo's plan: what would change is seen first.
        await page.GotoAsync("/plan-history/1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what would change" }).ClickAsync();
        await Expect(page.Locator("[data-part=restore] li")).ToContainTextAsync("SS_RECORD_RETENTION");
        ((string?)(await demo.GetAsync("parameters/SS_RECORD_RETENTION"))["value"]).Should().Be("31", "looking changes nothing");
        await browser.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go back to revision 1" }).ClickAsync();
        await Expect(page.GetByText("Back to revision 1, as revision 3.")).ToBeVisibleAsync();
        ((string?)(await demo.GetAsync("parameters/SS_RECORD_RETENTION"))["value"]).Should().Be("7");

        await page.GotoAsync("/audit?actor=ada&action=plan");
        await Expect(Rows(page)).ToHaveCountAsync(2);
        await Expect(Rows(page).Nth(0)).ToContainTextAsync("revision 3");
        await Expect(Rows(page).Nth(1)).ToContainTextAsync("SS_RECORD_RETENTION");
        await Rows(page).Nth(0).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("SS_RECORD_RETENTION: 31");
        await browser.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await page.GotoAsync("/me");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave this browser" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to Tandem" })).ToBeVisibleAsync();
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_key_is_shown_once_and_a_recording_is_played_and_deleted_by_its_name()
    {
        await using SwitchProcess demo = await SwitchProcess.StartDemoAsync(_data.FullName);
        await demo.ChargedAsync(1);
        string recorded = await DemoRecording.FirstAsync(demo);
        await using Browser browser = await Browser.OpenAsync(demo.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);

        await page.GotoAsync("/people/api-keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        ILocator form = page.GetByRole(AriaRole.Dialog);
        await form.Locator("input[name=key-name]").FillAsync("reports");
        await form.GetByLabel("Role").First.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "billing" }).ClickAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        string key = await form.Locator("[data-part=key] pre").InnerTextAsync();
        (await AskAsync(page, "/api/v1/accounts", key)).Should().StartWith("200");
        (await AskAsync(page, "/api/v1/audit", key)).Should().StartWith("403");
        await form.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await Expect(Rows(page)).ToContainTextAsync("reports");
        (await page.ContentAsync()).Should().NotContain(key);

        await page.GotoAsync("/recordings");
        await Expect(Rows(page).First).ToBeVisibleAsync();
        await page.GotoAsync($"/recordings/{recorded}");
        ILocator one = page.GetByRole(AriaRole.Dialog).First;
        await Expect(one.Locator("audio")).ToBeVisibleAsync();
        (await one.Locator("audio").EvaluateAsync<double>(
            "a => new Promise((done, failed) => { a.onerror = () => failed(a.error.message); a.onloadedmetadata = () => done(a.duration); a.load(); })")).Should().BeGreaterThan(1);
        await browser.IsAccessibleAsync();
        await one.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        ILocator question = page.GetByRole(AriaRole.Dialog).Last;
        await Expect(question.GetByRole(AriaRole.Button, new() { Name = "Delete" })).ToBeDisabledAsync();
        await question.GetByLabel($"Type {recorded} to confirm").FillAsync(recorded);
        await question.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("The recording is deleted.")).ToBeVisibleAsync();
        (await demo.AllAsync("recordings")).Should().NotContain(one => (string?)one["id"] == recorded);
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Everybody_sets_another_password_and_one_time_codes_and_needs_both_from_then_on()
    {
        const string Next = "ten-grey-geese-at-dawn";
        await using DemoConsole console = await DemoConsole.OpenAsync();
        (_, Browser browser, IPage page) = console;

        await page.GotoAsync("/me");
        ILocator codes = page.Locator("[data-part=codes]");
        await codes.GetByRole(AriaRole.Button, new() { Name = "Set up an authenticator app" }).ClickAsync();
        await Expect(codes.Locator("svg.qr path")).ToBeVisibleAsync();
        await browser.IsAccessibleAsync();
        string code = await page.EvaluateAsync<string>(TotpOf, await codes.Locator("code").InnerTextAsync());
        await codes.Locator("input[name=code]").FillAsync(code);
        await codes.GetByRole(AriaRole.Button, new() { Name = "Turn the codes on" }).ClickAsync();
        await Expect(codes.GetByText("on", new() { Exact = true })).ToBeVisibleAsync();

        await page.Locator("input[name=password]").FillAsync(Door.Password);
        await page.Locator("input[name=newPassword]").FillAsync(Next);
        await page.Locator("input[name=again]").FillAsync(Next);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
        await Expect(page.GetByText("Your password is changed.")).ToBeVisibleAsync();

        // Who finds the browser open does not turn the codes off.
        await codes.GetByRole(AriaRole.Button, new() { Name = "Turn the codes off" }).ClickAsync();
        ILocator proof = page.GetByRole(AriaRole.Dialog);
        await Expect(proof.GetByRole(AriaRole.Button, new() { Name = "Turn the codes off" })).ToBeDisabledAsync();
        await proof.Locator("input[name=proof]").FillAsync(Door.Password);
        await proof.GetByRole(AriaRole.Button, new() { Name = "Turn the codes off" }).ClickAsync();
        await Expect(proof.GetByRole(AriaRole.Alert)).ToContainTextAsync("That is not your password.");
        await browser.IsAccessibleAsync();
        await proof.GetByRole(AriaRole.Button, new() { Name = "Keep them" }).ClickAsync();
        await Expect(codes.GetByText("on", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        foreach (string password in new[] { Door.Password, Next })
        {
            await page.ReloadAsync();
            await page.Locator("input[name=name]").FillAsync(Door.Name);
            await page.Locator("input[name=password]").FillAsync(password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        }

        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_has_no_call_yet_is_led_to_the_first()
    {
        await using SwitchProcess fresh = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(fresh.Http);
        await Door.ClaimAsync(browser, _data.FullName);
        ILocator guide = browser.Page.Locator("[data-part=first-run]");
        await Expect(guide.GetByLabel("done")).ToHaveCountAsync(4);
        await Expect(guide.Locator("[aria-current=step]")).ToContainTextAsync("A test call");
        await browser.IsAccessibleAsync();
        await guide.GetByRole(AriaRole.Link, new() { Name = "A test call" }).ClickAsync();
        await Expect(browser.Page.GetByRole(AriaRole.Heading, new() { Name = "Test call" })).ToBeVisibleAsync();
    }

    /// <summary>What an authenticator app does with a secret: RFC 6238 with SHA-1, 30 s, 6 digits.</summary>
    private const string TotpOf = """
        async secret => {
          const bits = [...secret.replaceAll(' ', '')].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
          const raw = Uint8Array.from(bits.match(/.{8}/g), b => parseInt(b, 2));
          const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
          const step = new DataView(new ArrayBuffer(8));
          step.setBigUint64(0, BigInt(Math.floor(Date.now() / 30000)));
          const mac = new DataView(await crypto.subtle.sign('HMAC', key, step));
          const at = mac.getUint8(19) & 15;
          return String((mac.getUint32(at) & 0x7fffffff) % 1000000).padStart(6, '0');
        }
        """;

    /// <summary>Adds the customer of northwind, as an administrator does in the console.</summary>
    private static async Task AddCustomerAsync(Browser browser)
    {
        IPage page = browser.Page;
        await page.GotoAsync("/people");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a user" }).ClickAsync();
        ILocator form = page.GetByRole(AriaRole.Dialog);
        await form.Locator("input[name=user]").FillAsync(Customer);
        await form.GetByLabel("Role").First.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "customer" }).ClickAsync();
        await form.GetByLabel("Accounts", new() { Exact = true }).First.FillAsync("northwind");
        await page.Keyboard.PressAsync("Enter");
        await form.Locator("input[name=new-password]").FillAsync(CustomerPassword);
        await form.GetByRole(AriaRole.Button, new() { Name = "Add the user" }).ClickAsync();
        await Expect(Rows(page).Filter(new() { HasText = Customer })).ToContainTextAsync("northwind");
    }

    /// <summary>Status and text of what the page is answered, with its own session or with a key.</summary>
    private static Task<string> AskAsync(IPage page, string path, string? key = null) =>
        page.EvaluateAsync<string>(
            "async ([path, key]) => { const a = await fetch(path, key ? { headers: { Authorization: 'Bearer ' + key }, credentials: 'omit' } : {}); return a.status + ' ' + await a.text(); }",
            new[] { path, key });

    [GeneratedRegex(@"^\d[\d\u202f]*(?:\.\d+)?", RegexOptions.None, 1000)]
    private static partial Regex Money();
}
