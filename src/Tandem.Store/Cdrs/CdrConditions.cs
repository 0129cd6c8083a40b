using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>A filter as SQL: the index to go by, the conditions, and their values.</summary>
internal sealed class CdrConditions
{
    /// <summary>A prefix of so many digits is rare enough to be looked up; a shorter one is found sooner by going back in time.</summary>
    private const int RarePrefix = 4;

    /// <summary>Ends that many calls have; a search for one of them is found sooner by going back in time.</summary>
    private static readonly int[] UsualEnds = [(int)EndReason.NormalCallClearing, 480, 486, (int)EndReason.CallerCancel];

    /// <summary>As the index has it, to the letter.</summary>
    internal static readonly string IsRareEnd = $"end_reason NOT IN ({string.Join(", ", UsualEnds)})";

    private readonly StringBuilder _sql = new();
    private readonly List<object> _values = [];
    private readonly string _index;

    private CdrConditions(CdrFilter filter) => _index = Index(filter);

    public static CdrConditions Of(CdrFilter filter)
    {
        var where = new CdrConditions(filter);
        where.Equal("account", filter.Account);
        where.Number("calling_number", filter.CallingNumber);
        where.Number("called_number", filter.CalledNumber);
        where.Equal("ingress_trunk", filter.IngressTrunk);
        where.Equal("egress_trunk", filter.EgressTrunk);
        where.Equal("source_ip", filter.SourceIp);
        if (filter.BillingMode == (int)BillingMode.IllegalCall)
        {
            // Spelt out, so that the index of illegal calls may serve.
            where.Add("billing_mode = -9");
        }
        else
        {
            where.Equal("billing_mode", (long?)filter.BillingMode);
        }

        where.Equal("end_reason", (long?)filter.EndReason);
        if (HasRareEnd(filter))
        {
            where.Add(IsRareEnd);
        }

        where.Equal("end_direction", (long?)filter.EndDirection);
        if (filter.Answered is { } answered)
        {
            where.Add(answered ? "answered_at IS NOT NULL" : "answered_at IS NULL");
        }

        if (filter.From is { } from)
        {
            where.Add("started_at >= ?", from.ToUnixTimeMilliseconds());
        }

        if (filter.To is { } to)
        {
            where.Add("started_at < ?", to.ToUnixTimeMilliseconds());
        }

        return where;
    }

    /// <summary>One condition more.</summary>
    public void Add(string condition, params ReadOnlySpan<object> with)
    {
        _sql.Append(" AND ").Append(condition);
        _values.AddRange(with);
    }

    /// <summary>The statement with its values; those of <paramref name="tail"/> are bound by who asked.</summary>
    public Statement Prepare(Database database, string columns, string tail)
    {
        Statement rows = database.Sql($"SELECT {columns} FROM cdr INDEXED BY {_index} WHERE 1{_sql}{tail}");
        foreach (object value in _values)
        {
            _ = value is string text ? rows.Bind(text) : rows.Bind((long)value);
        }

        return rows;
    }

    private void Equal(string column, object? value)
    {
        if (value is not null)
        {
            Add($"{column} = ?", value);
        }
    }

    private void Number(string column, string? number)
    {
        if (number is not null && number.EndsWith('*'))
        {
            Add($"{column} >= ? AND {column} < ?", number[..^1], number[..^1] + '\uffff');
        }
        else
        {
            Equal(column, number);
        }
    }

    /// <summary>The index of the filter that leaves the fewest; each but the prefixes gives the order too.</summary>
    private static string Index(CdrFilter filter) => filter switch
    {
        { CallingNumber: { } number } when IsRare(number) => "cdr_calling",
        { CalledNumber: { } number } when IsRare(number) => "cdr_called",
        { SourceIp: not null } => "cdr_source",
        { Account: not null } => "cdr_account",
        { IngressTrunk: not null } => "cdr_ingress",
        { EgressTrunk: not null } => "cdr_egress",
        { BillingMode: (int)BillingMode.IllegalCall } => "cdr_illegal",
        _ when HasRareEnd(filter) => "cdr_rare_end",
        _ => "cdr_started",
    };

    private static bool HasRareEnd(CdrFilter filter) => filter.EndReason is { } end && !UsualEnds.Contains(end);

    private static bool IsRare(string number) => !number.EndsWith('*') || number.Length > RarePrefix;
}
