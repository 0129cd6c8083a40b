using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Console;

/// <summary>
/// Pages as a person has approved them: <c>docs/pictures/approved/NAME.png</c>, and their structure (roles, names, words; numbers left out) in <c>NAME.txt</c>. What differs goes to
/// <c>artifacts/pictures</c>; <c>TANDEM_APPROVE_PICTURES=1</c> approves what is there now. Pixels are compared only where chromium draws letters as it did when they were approved
/// (<c>drawn-by.txt</c>): another machine has other fonts, and looks at the structure alone.
/// </summary>
internal sealed partial class ApprovedPictures
{
    /// <summary>Of all pixels, so many may differ: an edge that is smoothed otherwise.</summary>
    private const double MayDiffer = 0.002;

    private const int MostLooks = 20;
    private const int LookAgain = 200;
    private const string HowToApprove = "TANDEM_APPROVE_PICTURES=1 approves it.";

    private static readonly string Approved = Repository.File("docs", "pictures", "approved");
    private static readonly string Received = Repository.File("artifacts", "pictures");
    private readonly List<string> _differences = [];
    private readonly string _machine;

    private ApprovedPictures(string machine) => _machine = machine;

    /// <summary>What is not as approved, a line each.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Whether pixels can be compared here.</summary>
    public bool ComparesPixels => IsApproving || (File.Exists(MachineFile) && File.ReadAllText(MachineFile).Trim() == _machine);

    private static bool IsApproving => Environment.GetEnvironmentVariable("TANDEM_APPROVE_PICTURES") is { Length: > 0 };

    private static string MachineFile => Path.Combine(Approved, "drawn-by.txt");

    /// <summary>Looks at how this browser draws letters.</summary>
    public static async Task<ApprovedPictures> OpenAsync(IPage page)
    {
        Directory.CreateDirectory(Approved);
        Directory.CreateDirectory(Received);
        string machine = await page.EvaluateAsync<string>("""
            () => {
              const pen = document.createElement('canvas').getContext('2d');
              const width = (font, text) => { pen.font = font; return pen.measureText(text).width.toFixed(2); };
              const text = 'Tandem 0123456789 — Wqgj ÄÉñ';
              return [navigator.userAgent.match(/Chrome\/\d+/)?.[0], width('13px system-ui', text), width('600 20px system-ui', text), width('12px monospace', text), width('13px sans-serif', text)].join(' ');
            }
            """);
        var pictures = new ApprovedPictures(machine);
        if (IsApproving)
        {
            await File.WriteAllTextAsync(MachineFile, machine + "\n");
        }

        return pictures;
    }

    /// <summary>The page as it is now, against what was approved.</summary>
    /// <param name="page">It has come to rest.</param>
    /// <param name="name">Of the picture.</param>
    /// <param name="moving">What is different each time and covered: times of day, names that are made anew.</param>
    /// <param name="isStill">False for a page that is never the same twice: its structure alone is looked at.</param>
    public async Task CompareAsync(IPage page, string name, IReadOnlyList<ILocator> moving, bool isStill = true)
    {
        await CompareStructureAsync(page, name, isStill);
        if (isStill && ComparesPixels)
        {
            await ComparePixelsAsync(page, name, await StillAsync(page, moving));
        }
    }

    private async Task CompareStructureAsync(IPage page, string name, bool isStill)
    {
        string now = await StructureAsync(page);
        if (!isStill)
        {
            // What a state is called at this moment: a busy machine's clock jumps, its disk is another.
            now = string.Join('\n', now.Split('\n').Where(static line => !line.Contains("- definition:", StringComparison.Ordinal)));
        }

        string file = Path.Combine(Approved, name + ".txt");
        string received = Path.Combine(Received, name + ".txt");
        if (IsApproving)
        {
            await File.WriteAllTextAsync(file, now);
            return;
        }

        string was = File.Exists(file) ? (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") : "";
        if (was == now)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, now);
        (string First, string Second) line = was.Split('\n').Zip(now.Split('\n')).FirstOrDefault(static pair => pair.First != pair.Second);
        _differences.Add($"{name}: the page has other words or parts, first '{line.First?.Trim()}' → '{line.Second?.Trim()}'. New: {received}; approved: {file}; {HowToApprove}");
    }

    private async Task ComparePixelsAsync(IPage page, string name, byte[] now)
    {
        string file = Path.Combine(Approved, name + ".png");
        string received = Path.Combine(Received, name + ".new.png");
        if (IsApproving)
        {
            await File.WriteAllBytesAsync(file, now);
            return;
        }

        if (!File.Exists(file))
        {
            await File.WriteAllBytesAsync(received, now);
            _differences.Add($"{name}: no picture of it has been approved. New: {received}; {HowToApprove}");
            return;
        }

        (double share, byte[] marked) = await DifferenceAsync(page, await File.ReadAllBytesAsync(file), now);
        string differing = Path.Combine(Received, name + ".difference.png");
        if (share <= MayDiffer)
        {
            File.Delete(received);
            File.Delete(differing);
            return;
        }

        await File.WriteAllBytesAsync(received, now);
        await File.WriteAllBytesAsync(differing, marked);
        _differences.Add(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {share:P2} of its pixels are others ({MayDiffer:P2} may). New: {received}; what differs, in red: {differing}; approved: {file}; {HowToApprove}"));
    }

    /// <summary>The structure that came out the same twice in a row.</summary>
    private static async Task<string> StructureAsync(IPage page)
    {
        string before = "";
        for (int look = 0; look < MostLooks; look++)
        {
            string now = Numbers().Replace(await page.Locator("body").AriaSnapshotAsync(), "#").ReplaceLineEndings("\n").TrimEnd() + "\n";
            if (now == before)
            {
                return now;
            }

            before = now;
            await page.WaitForTimeoutAsync(LookAgain);
        }

        return before;
    }

    /// <summary>A picture that came out the same twice in a row.</summary>
    private static async Task<byte[]> StillAsync(IPage page, IReadOnlyList<ILocator> moving)
    {
        byte[] before = [];
        for (int look = 0; look < MostLooks; look++)
        {
            byte[] now = await page.ScreenshotAsync(new()
            {
                Animations = ScreenshotAnimations.Disabled,
                Caret = ScreenshotCaret.Hide,
                Mask = moving,
                MaskColor = "#808080",
            });
            if (now.AsSpan().SequenceEqual(before))
            {
                return now;
            }

            before = now;
            await page.WaitForTimeoutAsync(LookAgain);
        }

        return before;
    }

    /// <summary>The share of pixels that differ by more than a shade, and a picture with them in red. The browser itself reads both.</summary>
    private static async Task<(double Share, byte[] Marked)> DifferenceAsync(IPage page, byte[] approved, byte[] now)
    {
        IPage blank = await page.Context.NewPageAsync();
        try
        {
            JsonElement found = await blank.EvaluateAsync<JsonElement>(
                """
                async ([one, other]) => {
                  const shade = 24;
                  const read = async (text) => {
                    const image = new Image();
                    image.src = 'data:image/png;base64,' + text;
                    await image.decode();
                    const canvas = document.createElement('canvas');
                    [canvas.width, canvas.height] = [image.width, image.height];
                    const pen = canvas.getContext('2d');
                    pen.drawImage(image, 0, 0);
                    return { canvas, pen, data: pen.getImageData(0, 0, image.width, image.height) };
                  };
                  const [a, b] = [await read(one), await read(other)];
                  if (a.data.width !== b.data.width || a.data.height !== b.data.height) {
                    return { share: 1, marked: b.canvas.toDataURL('image/png').split(',')[1] };
                  }
                  let different = 0;
                  for (let at = 0; at < a.data.data.length; at += 4) {
                    const far = [0, 1, 2].some(channel => Math.abs(a.data.data[at + channel] - b.data.data[at + channel]) > shade);
                    if (far) {
                      different++;
                      b.data.data.set([255, 0, 0, 255], at);
                    }
                  }
                  b.pen.putImageData(b.data, 0, 0);
                  return { share: different / (a.data.data.length / 4), marked: b.canvas.toDataURL('image/png').split(',')[1] };
                }
                """,
                new[] { Convert.ToBase64String(approved), Convert.ToBase64String(now) });
            return (found.GetProperty("share").GetDouble(), Convert.FromBase64String(found.GetProperty("marked").GetString()!));
        }
        finally
        {
            await blank.CloseAsync();
        }
    }

    [GeneratedRegex(@"\d[\d.,:\u202f]*", RegexOptions.None, 1000)]
    private static partial Regex Numbers();
}
