using System.Globalization;
using Sylvan.Data.Csv;
using Tandem.Billing.Rating;

namespace Tandem.Store.Plan;

/// <summary>A rate deck in a CSV beside the plan: <c>prefix,area,price,per,connect,effective</c>, and <c>tax,class,locked</c> where there are.</summary>
internal sealed class RateDeckFile
{
    private static readonly string[] Columns = ["prefix", "area", "price", "per", "connect", "effective", "tax", "class", "locked"];

    private readonly List<RateRow> _rows = [];
    private readonly List<int> _lines = [];

    private RateDeckFile(string name) => Name = name;

    public string Name { get; }
    public IReadOnlyList<RateRow> Rows => _rows;

    /// <summary>Values read: each row, and each field in it that is not empty, as if they were written in the plan.</summary>
    public long Values { get; private set; }

    /// <summary>The line that a row stands on.</summary>
    public int LineOf(int row) => row < _lines.Count ? _lines[row] : 0;

    /// <summary>Reads all rows; bad ones are problems with file and line and are left out. Null with a sentence when it can't be read at all.</summary>
    public static RateDeckFile? Read(string path, string name, RateReader rates, PlanProblems problems, out string fault)
    {
        fault = "";
        try
        {
            using var text = new StreamReader(path);
            return Read(text, name, rates, problems, long.MaxValue);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            fault = e is FileNotFoundException or DirectoryNotFoundException ? $"there is no file '{name}' beside the plan" : $"'{name}' can't be read: {e.Message}";
            return null;
        }
    }

    /// <summary>
    /// Reads all rows of a text that has no more than <paramref name="most"/> values; its problems are told as those of a file of this name.
    /// </summary>
    public static RateDeckFile Read(TextReader text, string name, RateReader rates, PlanProblems problems, long most)
    {
        var deck = new RateDeckFile(name);
        try
        {
            using CsvDataReader csv = CsvDataReader.Create(
                text,
                new CsvDataReaderOptions { HeaderComparer = StringComparer.OrdinalIgnoreCase, BufferSize = 0x10000, MaxBufferSize = 0x100000 });
            if (deck.FindColumns(csv, problems) is { } columns)
            {
                deck.ReadRows(csv, columns, rates, problems, most);
            }
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException or FormatException)
        {
            int line = deck._lines.Count == 0 ? 1 : deck._lines[^1] + 1;
            problems.Add("", $"not CSV: {e.Message}", name, line);
        }

        return deck;
    }

    private static int ValuesOf(CsvDataReader csv)
    {
        int values = 1;
        for (int i = 0; i < csv.RowFieldCount; i++)
        {
            values += csv.GetFieldSpan(i).IsEmpty ? 0 : 1;
        }

        return values;
    }

    private int[]? FindColumns(CsvDataReader csv, PlanProblems problems)
    {
        int[] found = new int[Columns.Length];
        Array.Fill(found, -1);
        for (int i = 0; i < csv.FieldCount; i++)
        {
            string header = csv.GetName(i).Trim();
            int column = Array.FindIndex(Columns, known => known.Equals(header, StringComparison.OrdinalIgnoreCase));
            if (column < 0)
            {
                problems.Add("", $"unknown column '{header}'{Nearest.Hint(header, Columns)}", Name, 1);
                return null;
            }

            found[column] = i;
        }

        if (found[0] >= 0 && found[2] >= 0)
        {
            return found;
        }

        problems.Add("", $"the first line must name the columns, 'prefix' and 'price' among them: {string.Join(',', Columns[..6])}", Name, 1);
        return null;
    }

    private void ReadRows(CsvDataReader csv, int[] columns, RateReader rates, PlanProblems problems, long most)
    {
        int line = 1;
        while (csv.Read())
        {
            line++;
            ReadOnlySpan<char> Field(int column) =>
                columns[column] >= 0 && columns[column] < csv.RowFieldCount ? csv.GetFieldSpan(columns[column]).Trim() : default;

            void Bad(string what, ReadOnlySpan<char> found) => problems.Add("", $"{what}, found '{found}'", Name, line);

            Values += ValuesOf(csv);
            if (Values > most)
            {
                problems.Add("", $"more than {most} values", Name, line);
                return;
            }

            int problemsBefore = problems.Count;
            decimal connect = 0m;
            decimal tax = 0m;
            int per = 60;
            DateTimeOffset? effective = null;
            CallClass callClass = CallClass.International;
            if (csv.RowFieldCount > csv.FieldCount)
            {
                problems.Add("", $"has {csv.RowFieldCount} fields, the first line names {csv.FieldCount}", Name, line);
            }

            if (!ScalarReader.TryDecimal(Field(2), out decimal price))
            {
                Bad("price: expected a decimal number", Field(2));
            }

            if (Field(3) is { IsEmpty: false } cycle && !int.TryParse(cycle, NumberStyles.None, CultureInfo.InvariantCulture, out per))
            {
                Bad("per: expected a whole number of seconds", Field(3));
            }

            if (Field(4) is { IsEmpty: false } fee && !ScalarReader.TryDecimal(fee, out connect))
            {
                Bad("connect: expected a decimal number", Field(4));
            }

            if (Field(5) is { IsEmpty: false } from)
            {
                if (ScalarReader.TryTime(from, out DateTimeOffset time))
                {
                    effective = time;
                }
                else
                {
                    Bad("effective: expected a time such as 2026-01-31T00:00:00Z", Field(5));
                }
            }

            if (Field(6) is { IsEmpty: false } percent && !ScalarReader.TryDecimal(percent, out tax))
            {
                Bad("tax: expected a decimal number", Field(6));
            }

            if (Field(7) is { IsEmpty: false } type
                && !(Enum.TryParse(type, ignoreCase: true, out callClass) && Enum.IsDefined(callClass)))
            {
                Bad("class: expected onNet, local, domestic or international", Field(7));
            }

            bool locked = false;
            if (Field(8) is { IsEmpty: false } lockWord && !ScalarReader.TryTruth(lockWord, out locked))
            {
                Bad("locked: expected true or false", Field(8));
            }

            ReadOnlySpan<char> prefix = Field(0);
            if (prefix.IsEmpty)
            {
                problems.Add("", "prefix: is missing", Name, line);
            }

            if (problems.Count == problemsBefore)
            {
                Rate rate = rates.Share(price, per, connect, tax, callClass, locked);
                _rows.Add(new RateRow(prefix.ToString(), rates.ShareArea(Field(1)), rate, effective));
                _lines.Add(line);
            }

            line += csv.GetRawRecordSpan().TrimEnd("\r\n").Count('\n');
        }
    }
}
