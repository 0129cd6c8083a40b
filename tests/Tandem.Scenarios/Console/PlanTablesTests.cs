using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Scenarios.Console;

/// <summary>Many objects of the plan at once, taken from files, taken back, and changed by two people: in a real browser.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class PlanTablesTests : IDisposable
{
    private const string PhonePassword = "a-long-password-of-a-phone";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Trunks_that_are_chosen_are_edited_together_seen_first_and_taken_back()
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(tandem.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        string[] capacities = await CapacitiesAsync(tandem);
        long revision = await RevisionAsync(tandem);

        await page.GotoAsync("/trunks/egress");
        await SetTogetherAsync(page, "77");
        await Expect(page.Locator("[data-part=rows] tr[data-row=carrier-a]")).ToContainTextAsync("77");
        await browser.IsAccessibleAsync();
        await browser.PictureAsync("bulk-edit");
        (await CapacitiesAsync(tandem)).Should().Equal(capacities, "nothing is saved yet");
        await PressAsync(page, "Save all");
        await Expect(page.GetByText("2 are changed")).ToBeVisibleAsync();
        (await CapacitiesAsync(tandem)).Should().Equal("77", "77");
        (await RevisionAsync(tandem)).Should().Be(revision + 1, "all of them are one revision");
        await PressAsync(page, "Undo");
        await Expect(page.GetByText("Undone, as a revision of its own.")).ToBeVisibleAsync();
        (await CapacitiesAsync(tandem)).Should().Equal(capacities);

        // Somebody changes one of them before it is undone: both versions are shown, the other one goes back.
        await SetTogetherAsync(page, "78");
        await PressAsync(page, "Save all");
        await Expect(page.GetByText("2 are changed")).ToBeVisibleAsync();
        await tandem.ChangeAsync("egress-trunks/carrier-a", "capacity", 99);
        await PressAsync(page, "Undo");
        ILocator conflict = page.Locator("[data-conflict=carrier-a]");
        await Expect(conflict.Locator("tr[data-field=capacity]")).ToContainTextAsync("99");
        await browser.IsAccessibleAsync();
        await browser.PictureAsync("undo-conflict");
        (await CapacitiesAsync(tandem)).Should().Equal("99", "78");
        await PressAsync(page, "Undo the others");
        await Expect(conflict).ToBeHiddenAsync();
        (await CapacitiesAsync(tandem)).Should().Equal("99", capacities[1]);

        // What is refused stays; what would change is said before.
        await page.GotoAsync("/accounts");
        await page.GetByLabel("Choose carrier-a").CheckAsync();
        await page.Locator("[data-part=bulk]").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("Some of them are still in use")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete all" })).ToBeDisabledAsync();
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Phones_come_from_a_CSV_with_every_fault_named_and_go_into_one_and_come_back_after_they_were_deleted()
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(tandem.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await page.GotoAsync("/phones");
        await PressAsync(page, "Take from a CSV");
        await TakeAsync(page, "number,colour,account\n7001,red,acme\n");
        await Expect(page.Locator("[data-part=faults]")).ToContainTextAsync("Line 1 colour: no field of this name");
        await TakeAsync(page, $"number,account,password,lineCapacity\n7001,acme,{PhonePassword},2\n7002,nobody,{PhonePassword},many\n");
        ILocator wrong = page.Locator("[data-part=rows] tr[data-row='7002']");
        await Expect(wrong).ToContainTextAsync("lineCapacity");
        await Expect(wrong.Locator("td").First).ToHaveTextAsync("3");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save all" })).ToBeDisabledAsync();
        await TakeAsync(page, $"number,account,password,lineCapacity\n7001,acme,{PhonePassword},2\n7002,acme,{PhonePassword},\n1001,acme,,3\n");
        await Expect(page.Locator("[data-part=rows] tr[data-row='7002']")).ToContainTextAsync("added");
        await Expect(page.Locator("[data-part=rows] tr[data-row='1001']")).ToContainTextAsync("changed");
        await browser.IsAccessibleAsync();
        await browser.PictureAsync("csv-import");
        await PressAsync(page, "Save all");
        await Expect(page.GetByText("3 are taken from the CSV")).ToBeVisibleAsync();
        ((int)(await tandem.GetAsync("phones/1001"))["lineCapacity"]!).Should().Be(3);

        string csv = await SavedAsync(page, "All fields (CSV)");
        csv.Should().StartWith("number,").And.Contain("\r\n7001,acme,").And.NotContain(PhonePassword);
        (await SavedAsync(page, "Workbook (XLSX)")).Should().StartWith("PK", "a workbook is a zip");

        // Deleted together, and back with their passwords: one of them can register.
        await page.GetByLabel("Choose 7001").CheckAsync();
        await page.GetByLabel("Choose 7002").CheckAsync();
        await page.Locator("[data-part=bulk]").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await PressAsync(page, "Delete all");
        await Expect(page.GetByText("2 are deleted.")).ToBeVisibleAsync();
        (await tandem.AllAsync("phones")).Select(static phone => (string?)phone["number"]).Should().NotContain("7001");
        await page.Locator("[data-part=undo]").Filter(new() { HasText = "2 are deleted." }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByLabel("Choose 7001")).ToBeVisibleAsync();
        using var phone = new UdpPhone("127.0.0.31", tandem.SipPort, "7001", PhonePassword);
        (await phone.RegistersAsync(60)).Should().Be(200);
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_phone_is_forwarded_by_a_form_and_shows_where_it_registers_by_itself()
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName);
        await tandem.AddAsync("phones", new JsonObject { ["number"] = "7001", ["account"] = "acme", ["password"] = PhonePassword });
        await using Browser browser = await Browser.OpenAsync(tandem.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await page.GotoAsync("/phones/7001");
        await Expect(page.Locator("[data-part=registrations]")).ToContainTextAsync("It is not registered");
        await page.GetByRole(AriaRole.Button, new() { Name = "more fields" }).ClickAsync();
        ILocator busy = page.Locator("fieldset[data-field=busyForwardE164]");
        await busy.Locator("input[data-field=e164]").FillAsync("7002, 447700900001");
        await busy.Locator("input[data-field=alertSecond]").FillAsync("20");
        ILocator periods = page.Locator("fieldset[data-field=periodForwardings]").First;
        await periods.GetByRole(AriaRole.Button, new() { Name = "Add one" }).ClickAsync();
        await periods.GetByText("Sat", new() { Exact = true }).ClickAsync();
        await periods.Locator("input[data-field=beginSecondInDay]").FillAsync("08:30");
        await periods.Locator("input[data-field=endSecondInDay]").FillAsync("24:00");
        await periods.Locator("input[data-field=e164]").FillAsync("7003");
        await browser.IsAccessibleAsync();
        await browser.PictureAsync("forwardings");
        await PressAsync(page, "Save");
        await Expect(page.GetByText("7001 is saved")).ToBeVisibleAsync();
        JsonNode saved = await tandem.GetAsync("phones/7001");
        saved["busyForwardE164"]!.ToJsonString().Should().Be("""{"e164":["7002","447700900001"],"alertSecond":20}""");
        JsonNode period = saved["periodForwardings"]!.AsArray().Should().ContainSingle().Subject!;
        ((int)period["beginSecondInDay"]!).Should().Be(30_600);
        period["weekOfDay"]!.AsArray().Select(static day => (int)day!).Should().Equal(6);
        period["forwardE164"]!["e164"]!.AsArray().Select(static number => (string?)number).Should().Equal("7003");

        // No reload: the event brings it.
        using var phone = new UdpPhone("127.0.0.31", tandem.SipPort, "7001", PhonePassword);
        (await phone.RegistersAsync(60)).Should().Be(200);
        await Expect(page.Locator("[data-part=registrations]")).ToContainTextAsync("scenario phone");
        await Expect(page.Locator("[data-part=registrations]")).ToContainTextAsync("behind a NAT");
        (await phone.RegistersAsync(0)).Should().Be(200);
        await Expect(page.Locator("[data-part=registrations]")).ToContainTextAsync("It is not registered");
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Whoever_saves_a_user_or_a_parameter_second_sees_both_versions()
    {
        const string Parameter = "SS_RECORD_RETENTION";
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(tandem.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await tandem.AddAsync("users", new JsonObject { ["name"] = "otto", ["role"] = "operator", ["password"] = PhonePassword });
        await page.GotoAsync("/people");
        await page.Locator(".table-row.opens").Filter(new() { HasText = "otto" }).ClickAsync();
        ILocator form = page.GetByRole(AriaRole.Dialog);
        await Expect(form.GetByLabel("May not sign in")).Not.ToBeCheckedAsync();
        await tandem.PutAsync("users/otto", new JsonObject { ["name"] = "otto", ["role"] = "billing", ["isDisabled"] = false });
        await form.GetByRole(AriaRole.Switch, new() { Name = "May not sign in" }).CheckAsync();
        await PressAsync(page, "Save");
        ILocator versions = page.Locator("[data-part=versions]");
        await Expect(versions.Locator("tr[data-field=role]")).ToContainTextAsync("billing");
        await Expect(versions.Locator("tr[data-field=isDisabled]")).ToContainTextAsync("true");
        await Expect(versions.Locator("[data-part=last-change]")).ToContainTextAsync("Changed by admin: ");
        await browser.IsAccessibleAsync();
        await browser.PictureAsync("two-versions-user");
        await versions.GetByRole(AriaRole.Button, new() { Name = "Save what is chosen" }).ClickAsync();
        await Expect(page.GetByText("otto is changed.")).ToBeVisibleAsync();
        JsonNode otto = await tandem.GetAsync("users/otto");
        ((string?)otto["role"], (bool)otto["isDisabled"]!).Should().Be(("billing", true), "each of the two changes was kept");

        await page.GotoAsync($"/parameters?q={Parameter}");
        ILocator row = page.Locator($"[data-parameter={Parameter}]");
        await row.GetByRole(AriaRole.Textbox).FillAsync("31");
        await tandem.SetParameterAsync(Parameter, "32");
        await row.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(row.Locator("[data-part=versions]")).ToContainTextAsync("32");
        await Expect(row.Locator("[data-part=last-change]")).ToContainTextAsync("Changed by admin: ");
        await browser.IsAccessibleAsync();
        await row.GetByLabel("31").CheckAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Save what is chosen" }).ClickAsync();
        await Expect(page.GetByText($"{Parameter} is changed")).ToBeVisibleAsync();
        ((string?)(await tandem.GetAsync($"parameters/{Parameter}"))["value"]).Should().Be("31");
        await PressAsync(page, "Undo");
        await Expect(page.GetByText("Undone, as a revision of its own.")).ToBeVisibleAsync();
        ((string?)(await tandem.GetAsync($"parameters/{Parameter}"))["value"]).Should().Be("32");
        browser.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_TURN_user_is_made_and_an_undo_takes_it_back()
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName);
        await using Browser browser = await Browser.OpenAsync(tandem.Http);
        IPage page = browser.Page;
        await Door.ClaimAsync(browser, _data.FullName);
        await page.GotoAsync("/turn-users");
        await PressAsync(page, "New");
        await page.Locator("input[data-field=name]").FillAsync("webrtc");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(PhonePassword);
        await PressAsync(page, "Make it");
        await Expect(page.GetByText("webrtc is saved")).ToBeVisibleAsync();
        (await tandem.AllAsync("turn-users")).Should().ContainSingle();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByLabel("Choose webrtc")).ToBeVisibleAsync();
        await browser.IsAccessibleAsync();
        await browser.PictureAsync("turn-user-made");
        await PressAsync(page, "Undo");
        await Expect(page.GetByText("Nobody may use the TURN server yet.")).ToBeVisibleAsync();
        (await tandem.AllAsync("turn-users")).Should().BeEmpty();
        browser.Errors.Should().BeEmpty();
    }

    /// <summary>Capacity of all egress trunks, up to the line that says what would change.</summary>
    private static async Task SetTogetherAsync(IPage page, string capacity)
    {
        await page.GetByLabel("Choose all rows").CheckAsync();
        await PressAsync(page, "Edit together");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Field to set" }).FillAsync("Capacity");
        await page.GetByRole(AriaRole.Option, new() { Name = "Capacity", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Locator("input[data-field=capacity]").FillAsync(capacity);
        await PressAsync(page, "What would change?");
        await Expect(page.GetByText("2 of 2 would change.")).ToBeVisibleAsync();
    }

    private static async Task<string[]> CapacitiesAsync(SwitchProcess tandem) =>
        [.. (await tandem.AllAsync("egress-trunks")).Select(static trunk => trunk["capacity"]?.ToString() ?? "")];

    private static async Task<long> RevisionAsync(SwitchProcess tandem) => (long)(await tandem.GetAsync("plan/revisions?limit=1"))["items"]![0]!["revision"]!;

    private static async Task<string> SavedAsync(IPage page, string item)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as a file" }).ClickAsync();
        IDownload file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem, new() { Name = item }).ClickAsync());
        return await File.ReadAllTextAsync(await file.PathAsync());
    }

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static Task TakeAsync(IPage page, string csv) =>
        page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "phones.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
}
