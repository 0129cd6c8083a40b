using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Tandem.Store.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Bench;

/// <summary>How long somebody waits for the console over very many records: the first paint, a scroll through pages, filters and totals. In Debian's chromium, on a switch of its own.</summary>
internal static class ConsoleRun
{
    private const int Loads = 7;
    private const int Screens = 400;
    private const string Name = "bench";
    private const string Password = "a-long-password-of-a-bench";

    private static readonly (string What, string Query)[] Filters =
    [
        ("account", "?account=account-3"),
        ("called number, 7 digits", "?calledNumber=4479123*"),
        ("ingress trunk", "?ingressTrunk=in-7"),
        ("answered", "?answered=true"),
        ("an hour", "?from=2026-03-01T00:10:00Z&to=2026-03-01T00:20:00Z"),
        ("illegal", "?billingMode=-9"),
        ("end reason, rare", "?endReason=-15"),
        ("number of nobody", "?calledNumber=999"),
        ("all since 2020", "?from=2020-01-01T00:00:00Z"), // none at all would be answered by what the page has already
    ];

    /// <summary>Seeds the directory when it has no database, through the real journal and writer; starts <c>./tandem up</c> on it, and measures.</summary>
    public static async Task<int> RunAsync(string directory, int records)
    {
        Directory.CreateDirectory(directory);
        if (!File.Exists(Path.Combine(directory, "tandem.db")))
        {
            Seed(directory, records);
        }

        using Process tandem = Start(directory);
        try
        {
            Uri address = await ReadyAsync(tandem);
            using IPlaywright playwright = await Playwright.CreateAsync();
            await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
            await using IBrowserContext context = await browser.NewContextAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = 1440, Height = 900 }, Locale = "en-GB" });
            await SignInAsync(context, directory);
            await PaintAsync(browser, context, address);
            await ScrollAsync(context);
            await FilterAsync(context);
        }
        finally
        {
            using (var stop = Process.Start("kill", ["-TERM", tandem.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await stop.WaitForExitAsync();
            }

            await tandem.WaitForExitAsync();
        }

        return 0;
    }

    private static void Seed(string directory, int records)
    {
        const int Batch = 500;
        var clock = Stopwatch.StartNew();
        using SqliteStore store = SqliteStore.Open(directory, TimeProvider.System);
        using JournalFolder journals = JournalFolder.Open(
            directory, 1, TimeProvider.System, JournalOptions.Default with { SyncEvery = TimeSpan.FromDays(1), RetainBytes = 0 }, NullLogger.Instance);
        journals.Recover(store);
        using var transfer = new CdrTransfer(store, journals, TimeProvider.System, NullLogger.Instance, static _ => false);
        transfer.TryBegin();
        var calls = new SeededCalls(SeededCalls.Start);
        for (int done = 0; done < records; done += Batch)
        {
            for (int i = 0; i < Batch; i++)
            {
                journals.ForShard(0).Ended(calls.Next());
            }

            transfer.StoreBatch(Batch);
            if (done % 50_000 < Batch)
            {
                journals.Tend();
            }
        }

        Console.WriteLine($"{records:N0} records seeded in {clock.Elapsed.TotalSeconds:0} s");
    }

    private static Process Start(string directory)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Tandem.slnx")))
        {
            root = root.Parent;
        }

        string tandem = Path.Combine(root?.FullName ?? throw new InvalidOperationException($"no Tandem.slnx above {AppContext.BaseDirectory}"), "tandem");
        return Process.Start(new ProcessStartInfo(tandem, ["up", "--data", directory, "--sip", "udp:127.0.0.1:0", "--http", "127.0.0.1:0", "--media", "off", "--log", "Warning"]) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("./tandem does not start");
    }

    private static async Task<Uri> ReadyAsync(Process tandem)
    {
        while (await tandem.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                _ = tandem.StandardOutput.ReadToEndAsync(); // so that it can go on saying things
                return new(line.Split(' ').First(static part => part.StartsWith("http://", StringComparison.Ordinal)));
            }
        }

        throw new InvalidOperationException("the switch has ended before it was ready");
    }

    /// <summary>As the first user, or as the one that a run before made.</summary>
    private static async Task SignInAsync(IBrowserContext context, string directory)
    {
        string key = (await File.ReadAllTextAsync(Path.Combine(directory, "admin.key"))).Trim();
        IAPIResponse made = await context.APIRequest.PostAsync("/api/v1/session", new() { DataObject = new { key, name = Name, password = Password } });
        IAPIResponse answer = made.Ok ? made : await context.APIRequest.PostAsync("/api/v1/session", new() { DataObject = new { name = Name, password = Password } });
        if (!answer.Ok)
        {
            throw new InvalidOperationException($"nobody can sign in: {await answer.TextAsync()}");
        }
    }

    private static async Task PaintAsync(IBrowser browser, IBrowserContext signedIn, Uri address)
    {
        var first = new List<Load>();
        var again = new List<Load>();
        for (int load = 0; load < Loads; load++)
        {
            // Nothing is in the cache of a new context but who has signed in.
            await using IBrowserContext cold = await browser.NewContextAsync(new() { BaseURL = address.ToString(), StorageState = await signedIn.StorageStateAsync() });
            IPage page = await cold.NewPageAsync();
            first.Add(await LoadAsync(page));
            again.Add(await LoadAsync(page));
        }

        Console.WriteLine($"first contentful paint, nothing cached (asked: 1,000 ms): {Shown([.. first.Select(static load => load.Paint)])}; rows: {Shown([.. first.Select(static load => load.Rows)])}");
        Console.WriteLine($"first contentful paint, again: {Shown([.. again.Select(static load => load.Paint)])}; rows: {Shown([.. again.Select(static load => load.Rows)])}");
    }

    private static async Task<Load> LoadAsync(IPage page)
    {
        await page.GotoAsync("/cdrs");
        JsonElement seen = await page.EvaluateAsync<JsonElement>("""
            () => new Promise(done => {
              const look = () => {
                const paint = performance.getEntriesByName('first-contentful-paint')[0];
                if (paint && document.querySelector('.table-row.opens')) { done({ paint: paint.startTime, rows: performance.now() }); } else { requestAnimationFrame(look); }
              };
              look();
            })
            """);
        return new(seen.GetProperty("paint").GetDouble(), seen.GetProperty("rows").GetDouble());
    }

    /// <summary>After how many milliseconds something was there to be seen, and after how many the first records.</summary>
    private readonly record struct Load(double Paint, double Rows);

    /// <summary>A screen further each 50 ms, as somebody who holds Page Down: from then until rows stand where he looks.</summary>
    private static async Task ScrollAsync(IBrowserContext context)
    {
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/cdrs");
        await page.Locator(".table-row.opens").First.WaitForAsync(new() { Timeout = 60_000 });
        JsonElement found = await page.EvaluateAsync<JsonElement>(
            """
            async (screens) => {
              const box = document.querySelector('.table-box');
              const frame = () => new Promise(requestAnimationFrame);
              const tasks = [];
              new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration))).observe({ entryTypes: ['longtask'] });
              const isThere = (top) => {
                const middle = box.getBoundingClientRect().top + box.clientHeight / 2;
                return box.scrollTop >= top - 1 && [...box.querySelectorAll('.table-row.opens')].some(row => {
                  const place = row.getBoundingClientRect();
                  return place.top <= middle && place.bottom >= middle;
                });
              };
              const waits = [];
              for (let screen = 0; screen < screens; screen++) {
                const top = box.scrollTop + box.clientHeight;
                const began = performance.now();
                do {
                  box.scrollTop = top;
                  await frame();
                } while (!isThere(top) && performance.now() - began < 30000);
                waits.push(performance.now() - began);
                await new Promise(next => setTimeout(next, Math.max(0, 50 - (performance.now() - began))));
              }
              return { waits, tasks, rows: Math.round(box.scrollTop / 27) };
            }
            """,
            Screens);
        List<double> waits = [.. found.GetProperty("waits").EnumerateArray().Select(static wait => wait.GetDouble())];
        double longest = found.GetProperty("tasks").EnumerateArray().Select(static task => task.GetDouble()).DefaultIfEmpty().Max();
        Console.WriteLine($"scrolled {Screens} screens, {found.GetProperty("rows").GetInt32():N0} rows; wait for rows (asked: 200 ms at most): {Shown(waits)}; longest task of the page {longest:0} ms");
        await page.CloseAsync();
    }

    private static async Task FilterAsync(IBrowserContext context)
    {
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/cdrs");
        await page.Locator(".table-row.opens").First.WaitForAsync(new() { Timeout = 60_000 });
        foreach ((string what, string query) in Filters)
        {
            // Within the page, as its own links do, so that only rows and totals are waited for.
            JsonElement found = await page.EvaluateAsync<JsonElement>(
                """
                async (query) => {
                  const frame = () => new Promise(requestAnimationFrame);
                  const answered = new Map();
                  new PerformanceObserver(list => list.getEntries().forEach(entry => {
                    const url = new URL(entry.name);
                    if (url.pathname.startsWith('/api/v1/cdrs')) { answered.set(url.pathname, entry.responseEnd - began); }
                  })).observe({ entryTypes: ['resource'] });
                  const began = performance.now();
                  history.pushState(null, '', '/cdrs' + query);
                  let rows = null;
                  while (answered.size < 2 && performance.now() - began < 120000) {
                    await frame();
                    if (rows === null && answered.has('/api/v1/cdrs')) { await frame(); rows = performance.now() - began; }
                  }
                  return { rows: rows ?? answered.get('/api/v1/cdrs') ?? -1, totals: answered.get('/api/v1/cdrs/totals') ?? -1 };
                }
                """,
                query);
            Console.WriteLine($"filter {what,-26} rows in {found.GetProperty("rows").GetDouble(),7:0} ms, totals in {found.GetProperty("totals").GetDouble(),7:0} ms");
        }

        await page.CloseAsync();
    }

    private static string Shown(List<double> times)
    {
        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"median {times[times.Count / 2]:0} ms, longest {times[^1]:0} ms");
    }
}
