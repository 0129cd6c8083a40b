using Microsoft.Playwright;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Console;

/// <summary>The demo, and its console in a browser with the first user signed in.</summary>
internal sealed class DemoConsole : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly SwitchProcess _demo;
    private readonly Browser _browser;

    private DemoConsole(DirectoryInfo data, SwitchProcess demo, Browser browser) => (_data, _demo, _browser) = (data, demo, browser);

    /// <summary>The demo's data directory.</summary>
    public string Data => _data.FullName;

    public static async Task<DemoConsole> OpenAsync()
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-scenarios-");
        SwitchProcess demo = await SwitchProcess.StartDemoAsync(data.FullName);
        Browser browser = await Browser.OpenAsync(demo.Http);
        await Door.ClaimAsync(browser, data.FullName);
        return new(data, demo, browser);
    }

    /// <summary>Rows of a table that open something.</summary>
    public static ILocator Rows(IPage page) => page.Locator(".table-row.opens");

    public void Deconstruct(out SwitchProcess demo, out Browser browser, out IPage page) => (demo, browser, page) = (_demo, _browser, _browser.Page);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _demo.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
