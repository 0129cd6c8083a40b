using System.Data;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;
using Tandem.Api.Access;
using Tandem.Api.Documents;
using Tandem.Billing.Cdrs;
using Tandem.Store.Cdrs;

namespace Tandem.Api.Cdrs;

/// <summary>
/// Records as a workbook (XLSX), row by row into a file that nobody else sees. One at a time: it is a processor's work of seconds, and calls need that too. Those that are still being fetched are
/// few: each is up to some tens of megabytes of the disk, and who fetches may be slow.
/// </summary>
internal sealed class CdrWorkbooks(CdrQuery query) : IDisposable
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const int MostRecords = 100_000;
    private const int PageRecords = 1000;
    private const int MostOpen = 4;
    private const string Sheet = "cdrs";
    private const double TimeWidth = 20;
    private const double Width = 14;

    private static readonly OpenXmlConfiguration Layout = new()
    {
        AutoFilter = true,
        FreezeRowCount = 1,
        DynamicColumns = [.. CdrCsv.Names.Select(static (name, place) => new DynamicExcelColumn(name) { Index = place, Width = CdrCsv.IsTime(name) ? TimeWidth : Width })],
    };

    private readonly FetchedFiles _files = new(MostOpen);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>
    /// The workbook, from its beginning, and the cursor of what did not go into it; null while another one is made, or several are still fetched. It is gone when the stream is closed.
    /// </summary>
    public async Task<(Stream Workbook, string? Next)?> WriteAsync(Caller caller, CdrFilter filter, int limit, long cursor, CancellationToken stop)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, stop))
        {
            return null;
        }

        Stream? file = null;
        try
        {
            file = _files.Open();
            if (file is null)
            {
                return null;
            }

            var rows = new Rows(query, caller, filter, limit, cursor, stop);
            object cells = rows.IsEmpty ? Headings() : rows.Cells();
            await MiniExcel.SaveAsAsync(file, cells, sheetName: Sheet, configuration: Layout, cancellationToken: stop);
            file.Position = 0;
            Stream made = file;
            file = null;
            return (made, rows.Next);
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }

            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static DataTable Headings()
    {
        var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        foreach (string name in CdrCsv.Names)
        {
            table.Columns.Add(name);
        }

        return table;
    }

    /// <summary>The records page by page, as they are written out.</summary>
    private sealed class Rows(CdrQuery query, Caller caller, CdrFilter filter, int limit, long cursor, CancellationToken stop)
    {
        private IReadOnlyList<Cdr> _page = query.Find(filter, Math.Min(limit, PageRecords), cursor);

        public bool IsEmpty => _page.Count == 0;

        public string? Next { get; private set; }

        public IEnumerable<Dictionary<string, object?>> Cells()
        {
            int left = limit;
            while (_page.Count > 0)
            {
                stop.ThrowIfCancellationRequested();
                foreach (Cdr cdr in _page)
                {
                    yield return CdrCsv.Cells(OwnRecords.View(caller, cdr));
                }

                left -= _page.Count;
                long last = _page[^1].Id;
                if (left <= 0)
                {
                    Next = last.ToString();
                    yield break;
                }

                _page = query.Find(filter, Math.Min(left, PageRecords), last);
            }
        }
    }
}
