using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Tandem.Api.Documents;

/// <summary>
/// A document of text on A4 pages, line under line, with a page break where a page ends. Its font is inside (DejaVu Sans, DejaVuSans.LICENSE.txt): the same pages on every machine. What the font
/// has not, and what does not show or turns text around, stands as its code point, [U+4E2D], so that nothing is lost or made to look like something else.
/// </summary>
internal sealed class PdfPages : IDisposable
{
    public const float BodySize = 9;
    private const float PageWidth = 595;
    private const float PageHeight = 842;
    private const float Margin = 48;
    private const float FootSize = 7;
    private const float LineRatio = 1.35f;
    private static readonly Lazy<SKTypeface> Typeface = new(LoadTypeface);
    private static readonly Lazy<SKFont> Glyphs = new(static () => new(Typeface.Value));

    private readonly SKDocument _document;
    private readonly string _foot;
    private readonly SKPaint _ink = new() { Color = SKColors.Black, IsAntialias = true };
    private readonly SKPaint _bar = new() { Color = new SKColor(0x45, 0x6B, 0x9C) };
    private SKCanvas? _page;
    private float _y;
    private int _number;

    /// <summary>Begins the document; its first page comes with its first line.</summary>
    /// <param name="output">Where the document goes; complete once this is disposed.</param>
    /// <param name="title">Of the document.</param>
    /// <param name="author">Who made it.</param>
    /// <param name="at">When.</param>
    public PdfPages(Stream output, string title, string author, DateTimeOffset at)
    {
        _foot = title;
        _document = SKDocument.CreatePdf(output, new SKDocumentPdfMetadata
        {
            Title = Shown(title),
            Author = Shown(author),
            Creator = "Tandem",
            Creation = at.UtcDateTime,
            Modified = at.UtcDateTime,
            RasterDpi = SKDocumentPdfMetadata.Default.RasterDpi,
            EncodingQuality = SKDocumentPdfMetadata.Default.EncodingQuality,
        });
    }

    /// <summary>A text in as many lines as it needs.</summary>
    public void Text(string text, float size = BodySize, float indent = 0)
    {
        using var font = new SKFont(Typeface.Value, size);
        foreach (string line in Lines(Shown(text), font, PageWidth - (2 * Margin) - indent))
        {
            Room(size * LineRatio);
            _page!.DrawText(line, Margin + indent, _y + size, SKTextAlign.Left, font, _ink);
            _y += size * LineRatio;
        }
    }

    /// <summary>Space; none at the top of a page.</summary>
    public void Gap(float points) => _y += _page is null ? 0 : points;

    /// <summary>What follows belongs together: a new page when so much is not left on this one.</summary>
    public void Keep(float points) => Room(points);

    /// <summary>Figures as bars over their names, side by side.</summary>
    public void Bars(IReadOnlyList<(string Name, long Value)> figures, float height)
    {
        using var font = new SKFont(Typeface.Value, FootSize);
        Room(height + (2 * FootSize));
        float width = (PageWidth - (2 * Margin)) / Math.Max(1, figures.Count);
        long most = Math.Max(1, figures.Max(static one => one.Value));
        for (int i = 0; i < figures.Count; i++)
        {
            float x = Margin + (i * width);
            float tall = height * figures[i].Value / most;
            _page!.DrawRect(x + 1, _y + height - tall, width - 2, tall, _bar);
            _page.DrawText(figures[i].Name, x + (width / 2), _y + height + FootSize + 1, SKTextAlign.Center, font, _ink);
        }

        _y += height + (2 * FootSize);
    }

    public void Dispose()
    {
        EndPage();
        _document.Close();
        _document.Dispose();
        _ink.Dispose();
        _bar.Dispose();
    }

    /// <summary>As the font can show it.</summary>
    internal static string Shown(string text)
    {
        StringBuilder? shown = null;
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isShown = rune.Value == ' ' || (!IsHidden(rune) && Glyphs.Value.ContainsGlyph(rune.Value));
            if (!isShown)
            {
                shown ??= new(text, 0, at, text.Length + 16);
                shown.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
            }
            else
            {
                shown?.Append(rune.ToString());
            }

            at += rune.Utf16SequenceLength;
        }

        return shown?.ToString() ?? text;
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.Surrogate;

    /// <summary>At spaces where there are some, else where the line is full.</summary>
    private static IEnumerable<string> Lines(string text, SKFont font, float width)
    {
        int from = 0;
        while (from < text.Length)
        {
            int fits = Math.Max(1, (int)font.BreakText(text.AsSpan(from), width));
            int to = from + fits;
            if (to < text.Length)
            {
                int space = text.LastIndexOf(' ', to, fits);
                to = space > from ? space : char.IsLowSurrogate(text[to]) && fits > 1 ? to - 1 : to;
            }

            yield return text[from..to];
            from = to < text.Length && text[to] == ' ' ? to + 1 : to;
        }
    }

    private void Room(float height)
    {
        if (_page is not null && _y + height <= PageHeight - Margin)
        {
            return;
        }

        EndPage();
        _page = _document.BeginPage(PageWidth, PageHeight);
        _y = Margin;
        _number++;
    }

    private void EndPage()
    {
        if (_page is null)
        {
            return;
        }

        using var font = new SKFont(Typeface.Value, FootSize);
        _page.DrawText(Shown(_foot), Margin, PageHeight - (Margin / 2), SKTextAlign.Left, font, _ink);
        _page.DrawText(_number.ToString(CultureInfo.InvariantCulture), PageWidth - Margin, PageHeight - (Margin / 2), SKTextAlign.Right, font, _ink);
        _document.EndPage();
        _page = null;
    }

    private static SKTypeface LoadTypeface()
    {
        using Stream font = typeof(PdfPages).Assembly.GetManifestResourceStream("DejaVuSans.ttf") ?? throw new InvalidOperationException("DejaVuSans.ttf is not embedded");
        return SKTypeface.FromStream(font) ?? throw new InvalidOperationException("DejaVuSans.ttf is no font");
    }
}
