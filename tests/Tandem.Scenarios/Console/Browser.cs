using System.Text.Json;
using Microsoft.Playwright;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Console;

/// <summary>Debian's chromium on the console of a switch, as one person sees it. Whatever a page says as an error is kept.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    /// <summary>A busy machine takes its time; what never comes is found out all the same.</summary>
    static Browser() => Assertions.SetDefaultExpectTimeout(60_000);

    private Browser(IPlaywright playwright, IBrowser browser, IBrowserContext context, IPage page)
    {
        (_playwright, _browser, _context, Page) = (playwright, browser, context, page);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, said) =>
        {
            // A refused request is reported so too; the tests that refuse look at the page.
            if (said.Type == "error" && !said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _errors.Add(said.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What went wrong in the page: exceptions, and what the content security policy forbade.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <param name="address">Where the switch's HTTP is.</param>
    /// <param name="width">Of the window, in pixels.</param>
    public static async Task<Browser> OpenAsync(Uri address, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
        IBrowserContext context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        return new(playwright, browser, context, await context.NewPageAsync());
    }

    /// <summary>Another window of the same person.</summary>
    public Task<IPage> WindowAsync() => _context.NewPageAsync();

    /// <summary>Axe finds nothing serious in the page as it is now.</summary>
    public async Task IsAccessibleAsync()
    {
        // What is still fading in has the contrast of a moment.
        await Page.EvaluateAsync("""
            async () => {
              await new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next)));
              await Promise.all(document.getAnimations().filter(a => a.effect.getComputedTiming().endTime !== Infinity).map(a => a.finished.catch(() => {})));
            }
            """);

        // Evaluated, not inserted: the page's policy lets no script in.
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Repository.File("console", "node_modules", "axe-core", "axe.min.js")));
        JsonElement found = await Page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run()).violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`)");
        found.EnumerateArray().Select(static one => one.GetString()).Should().BeEmpty("{0} is there for everybody", Page.Url);
    }

    /// <summary>The page neither scrolls sideways nor hangs over its window, and no heading of a column is cut.</summary>
    public async Task FitsAsync()
    {
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth")).Should().BeLessThanOrEqualTo(0, "{0} fits its window", Page.Url);
        (await Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[role=columnheader]')].filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"))
            .Should().BeEmpty("the headings of {0} are read whole", Page.Url);
    }

    /// <summary>A picture of the window into artifacts/pictures, or where TANDEM_PICTURES says (docs/console.md shows them from docs/pictures).</summary>
    public async Task PictureAsync(string name)
    {
        string folder = Environment.GetEnvironmentVariable("TANDEM_PICTURES") ?? Repository.File("artifacts", "pictures");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
