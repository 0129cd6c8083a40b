using AwesomeAssertions;
using CsCheck;
using Microsoft.Data.Sqlite;
using Tandem.Billing.Cdrs;
using Tandem.Store.Cdrs;
using Xunit;

namespace Tandem.Tests.Store.Cdrs;

public sealed class CdrQueryTests : IDisposable
{
    private static readonly string[] Numbers = ["44", "4477", "447700", "4478", "1", "100"];

    private readonly StoreKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task Every_filter_finds_what_a_look_at_each_record_finds()
    {
        List<Cdr> all = await SomeRecordsAsync();
        Gen<CdrFilter> filters = Gen.Select(
            Gen.Int[0, 13], Gen.Int[0, 13], Gen.Int[0, 5], Gen.Int[0, 59], Gen.Int[0, 59]).Select((a, b, pick, from, to) =>
            {
                var filter = new CdrFilter();
                foreach (int kind in (int[])[a, b])
                {
                    filter = kind switch
                    {
                        0 => filter with { Account = $"account-{pick % 3}" },
                        1 => filter with { CallingNumber = Numbers[pick] },
                        2 => filter with { CalledNumber = Numbers[pick] },
                        3 => filter with { CallingNumber = Numbers[pick] + "*" },
                        4 => filter with { CalledNumber = Numbers[pick] + "*" },
                        5 => filter with { IngressTrunk = $"in-{pick % 3}" },
                        6 => filter with { EgressTrunk = $"out-{pick % 4}" },
                        7 => filter with { SourceIp = $"10.0.0.{pick}" },
                        8 => filter with { BillingMode = pick % 2 == 0 ? 1 : -9 },
                        9 => filter with { EndReason = pick switch { 0 or 1 => 16, 2 or 3 => -9, 4 => 486, _ => 503 } },
                        10 => filter with { EndDirection = pick % 3 },
                        11 => filter with { Answered = pick % 2 == 0 },
                        12 => filter with { From = Samples.Start.AddSeconds(from), To = Samples.Start.AddSeconds(to) },
                        _ => filter,
                    };
                }

                return filter;
            });

        foreach (CdrFilter filter in filters.Array[300].Single())
        {
            List<long> expected = [.. all.Where(cdr => Fits(cdr, filter))
                .OrderByDescending(static cdr => cdr.StartedAt).ThenByDescending(static cdr => cdr.Id).Select(static cdr => cdr.Id)];
            var found = new List<long>();
            long cursor = 0;
            while (true)
            {
                IReadOnlyList<Cdr> page = await _kit.Cdrs.FindAsync(filter, 7, cursor, CancellationToken.None);
                found.AddRange(page.Select(static cdr => cdr.Id));
                if (page.Count < 7)
                {
                    break;
                }

                cursor = page[^1].Id;
            }

            found.Should().Equal(expected, filter.ToString());
        }
    }

    /// <summary>With an index, and without sorting but for prefixes: a table of a hundred million rows answers as fast.</summary>
    [Theory]
    [InlineData("cdr_account", "account = 'a'")]
    [InlineData("cdr_called", "called_number = '44'")]
    [InlineData("cdr_source", "source_ip = '1.2.3.4'")]
    [InlineData("cdr_ingress", "ingress_trunk = 'a'")]
    [InlineData("cdr_egress", "egress_trunk = 'a'")]
    [InlineData("cdr_illegal", "billing_mode = -9")]
    [InlineData("cdr_started", "end_reason = 16")]
    [InlineData("cdr_rare_end", "end_reason = -32")]
    public void Filters_follow_an_index_in_its_own_order(string index, string condition)
    {
        condition += index == "cdr_rare_end" ? $" AND {CdrConditions.IsRareEnd}" : "";
        using SqliteConnection connection = _kit.Connect();
        using SqliteCommand explain = connection.CreateCommand();
        explain.CommandText = $"EXPLAIN QUERY PLAN SELECT {CdrRow.Columns} FROM cdr INDEXED BY {index} WHERE 1 AND {condition} AND started_at >= 5 AND (started_at, id) < (9, 9) ORDER BY started_at DESC, id DESC LIMIT 10";
        using SqliteDataReader reader = explain.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        steps.Should().ContainSingle().Which.Should().Match($"SEARCH cdr USING INDEX {index} (*started_at*");
    }

    [Fact]
    public async Task A_cursor_that_is_no_record_finds_nothing()
    {
        await SomeRecordsAsync();
        (await _kit.Cdrs.FindAsync(new CdrFilter(), 10, 987654, CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public void A_line_of_the_text_file_has_18_fields_whatever_a_peer_sent()
    {
        Cdr cdr = Samples.Answered(77);
        CdrMaker.Charge(cdr);
        cdr.CallerUserAgent = "evil|agent\r\n1|2";
        CdrPipe.Line(cdr).Should().Be(
            "442070000001|447700900123|2026-03-01 12:00:00|2026-03-01 12:00:04|3|16|0|acme-pbx|carrier-a|127.0.0.2|127.0.0.3|"
                + "evil agent  1 2|carrier|+442070000001|447700900123|0|1|77");
    }

    private static bool Fits(Cdr cdr, CdrFilter filter) =>
        (filter.Account is null || cdr.Customer.Account == filter.Account)
        && Fits(cdr.CallingNumber, filter.CallingNumber)
        && Fits(cdr.CalledNumber, filter.CalledNumber)
        && (filter.IngressTrunk is null || cdr.IngressTrunk == filter.IngressTrunk)
        && (filter.EgressTrunk is null || cdr.EgressTrunk == filter.EgressTrunk)
        && (filter.SourceIp is null || cdr.SourceIp == filter.SourceIp)
        && (filter.BillingMode is null || (int)cdr.BillingMode == filter.BillingMode)
        && (filter.EndReason is null || cdr.EndReason == filter.EndReason)
        && (filter.EndDirection is null || (int)cdr.EndDirection == filter.EndDirection)
        && (filter.Answered is null || cdr.Answered == filter.Answered)
        && (filter.From is null || cdr.StartedAt >= filter.From)
        && (filter.To is null || cdr.StartedAt < filter.To);

    private static bool Fits(string number, string? asked) =>
        asked is null || (asked.EndsWith('*') ? number.StartsWith(asked[..^1], StringComparison.Ordinal) : number == asked);

    private async Task<List<Cdr>> SomeRecordsAsync()
    {
        _kit.Writer.Start();
        var random = new Random(1);
        var all = new List<Cdr>();
        for (int id = 1; id <= 200; id++)
        {
            bool isIllegal = random.Next(5) == 0;
            Cdr cdr = isIllegal
                ? Samples.Illegal(id, $"10.0.0.{random.Next(6)}")
                : Samples.Answered(id, account: $"account-{random.Next(3)}", ingress: $"in-{random.Next(3)}");
            cdr.StartedAt = Samples.Start.AddSeconds(random.Next(60));
            if (!isIllegal)
            {
                cdr.CallingNumber = Numbers[random.Next(6)];
                cdr.CalledNumber = Numbers[random.Next(6)];
                cdr.SourceIp = $"10.0.0.{random.Next(6)}";
                cdr.EgressTrunk = random.Next(4) is > 0 and int trunk ? $"out-{trunk}" : "";
                cdr.EndDirection = (EndDirection)random.Next(3);
                cdr.AnsweredAt = random.Next(2) == 0 ? cdr.AnsweredAt : null;
            }

            all.Add(cdr);
        }

        await _kit.StoreAsync([.. all]);
        return all;
    }
}
