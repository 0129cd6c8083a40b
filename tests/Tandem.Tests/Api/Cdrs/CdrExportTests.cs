using System.Net;
using System.Text.Json.Nodes;
using MiniExcelLibs;
using Tandem.Billing.Cdrs;

namespace Tandem.Tests.Api.Cdrs;

public sealed class CdrExportTests
{
    [Fact]
    public async Task Totals_are_those_of_the_selection()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.StoreAsync(SampleCdrs.Answered(1, 60_000));
        Cdr euro = SampleCdrs.Answered(2, 61_000);
        euro.Customer.Currency = "EUR";
        await host.StoreAsync(euro);
        Cdr busy = SampleCdrs.Answered(3, 0);
        busy.AnsweredAt = null;
        busy.Customer.Clear();
        busy.Vendor.Clear();
        await host.StoreAsync(busy);

        JsonNode all = (await host.GetAsync("/api/v1/cdrs/totals")).Json;
        all["count"]!.GetValue<int>().Should().Be(3);
        all["answered"]!.GetValue<int>().Should().Be(2);
        all["talkSeconds"]!.GetValue<int>().Should().Be(121);
        all["money"]!.AsArray().Select(static one => $"{one!["currency"]} {one["fee"]} {one["cost"]} {one["margin"]}").Should().Equal("EUR 0.024 0 0.024", "USD 0.012 0.027 -0.015");
        JsonNode none = (await host.GetAsync("/api/v1/cdrs/totals?account=nobody")).Json;
        none["count"]!.GetValue<int>().Should().Be(0);
        none["money"]!.AsArray().Should().BeEmpty();
        (await host.GetAsync("/api/v1/cdrs/totals?endReason=many")).ErrorPaths.Should().Equal("endReason");

        using HttpClient customer = await host.ClientOfAsync("customer", "acme");
        JsonNode own = JsonNode.Parse(await customer.GetStringAsync("/api/v1/cdrs/totals"))!;
        own["count"]!.GetValue<int>().Should().Be(2, "the busy call was nobody's");
        own["money"]![0]!["cost"].Should().BeNull();
        own["money"]![0]!["margin"].Should().BeNull();
    }

    [Fact]
    public async Task Pages_go_back_as_they_came()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        for (int id = 1; id <= 10; id++)
        {
            Cdr record = SampleCdrs.Answered(id);
            record.StartedAt = SampleCdrs.Noon.AddSeconds(id / 3); // some share their second
            await host.StoreAsync(record);
        }

        string[] first = await IdsAsync(host, "limit=4");
        string[] second = await IdsAsync(host, $"limit=4&cursor={first[^1]}");
        string[] third = await IdsAsync(host, $"limit=4&cursor={second[^1]}");
        first.Should().Equal("10", "9", "8", "7");
        third.Should().Equal("2", "1");
        (await IdsAsync(host, $"limit=4&newerThan={third[0]}")).Should().Equal(second);
        (await IdsAsync(host, $"limit=4&newerThan={second[0]}")).Should().Equal(first);
        (await IdsAsync(host, $"limit=4&newerThan={first[0]}")).Should().BeEmpty();
        (await IdsAsync(host, "limit=4&newerThan=5&callingNumber=1001")).Should().Equal("9", "8", "7", "6");
        (await host.GetAsync("/api/v1/cdrs?newerThan=5&cursor=3")).ErrorPaths.Should().Equal("newerThan");
        (await host.GetAsync("/api/v1/cdrs?newerThan=x")).ErrorPaths.Should().Equal("newerThan");
    }

    [Theory]
    [InlineData("?format=xlsx", null)]
    [InlineData("", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task A_workbook_has_amounts_as_numbers_and_nothing_that_runs(string query, string? accept)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        for (int id = 1; id <= 1500; id++)
        {
            Cdr record = SampleCdrs.Answered(id);
            record.StartedAt = SampleCdrs.Noon.AddSeconds(id);
            record.CallerUserAgent = "=HYPERLINK(\"http://evil.example\")";
            host.Journal.Ended(record);
        }

        await host.StoreAsync(SampleCdrs.Answered(5000));
        IDictionary<string, object>[] rows = await RowsAsync(host, $"/api/v1/cdrs{query}", accept);
        rows.Should().HaveCount(1501);
        rows[0]["id"].Should().Be("1500");
        rows[0]["callingNumber"].Should().Be("1001", "a telephone number is text");
        Convert.ToDecimal(rows[0]["fee"], System.Globalization.CultureInfo.InvariantCulture).Should().Be(0.012m);
        rows[0]["fee"].Should().BeOfType<double>("a spreadsheet adds it up");
        rows[0]["callerUserAgent"].ToString().Should().StartWith("'=");
    }

    [Theory]
    [InlineData("phone\u0001\u000b")]
    [InlineData("phone\uffff")]
    [InlineData("phone <&> \"x\" ]]>")]
    public async Task What_a_stranger_calls_itself_breaks_no_workbook(string userAgent)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Cdr record = SampleCdrs.Answered(1);
        record.CallerUserAgent = userAgent;
        await host.StoreAsync(record);
        IDictionary<string, object>[] rows = await RowsAsync(host, "/api/v1/cdrs?format=xlsx", null);
        rows.Should().ContainSingle().Which["callerUserAgent"].ToString().Should().StartWith("phone");
    }

    [Fact]
    public async Task Times_are_times_and_codes_numbers_for_a_spreadsheet()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Cdr record = SampleCdrs.Answered(1);
        await host.StoreAsync(record);
        IDictionary<string, object> row = (await RowsAsync(host, "/api/v1/cdrs?format=xlsx", null)).Should().ContainSingle().Subject;
        ((DateTime)row["startedAt"]).Should().BeCloseTo(record.StartedAt.UtcDateTime, TimeSpan.FromMilliseconds(1));
        row["provenUntil"].Should().BeNull();
        row["endReason"].Should().Be((double)record.EndReason);
        row["billingMode"].Should().BeOfType<double>();
        row["callingNumber"].Should().BeOfType<string>();
    }

    [Fact]
    public async Task A_workbook_is_bounded_and_one_of_nothing_has_its_headings()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        for (int id = 1; id <= 5; id++)
        {
            await host.StoreAsync(SampleCdrs.Answered(id));
        }

        (await RowsAsync(host, "/api/v1/cdrs?format=xlsx&limit=3", null)).Select(static row => row["id"]).Should().Equal("5", "4", "3");
        (await host.GetAsync("/api/v1/cdrs?format=xlsx&limit=3")).Next.Should().Be("3");
        (await host.GetAsync("/api/v1/cdrs?format=xlsx&limit=9")).Next.Should().BeNullOrEmpty();
        await using Stream empty = new MemoryStream(await host.Client.GetByteArrayAsync("/api/v1/cdrs?format=xlsx&account=nobody"));
        Rows(empty, hasHeader: false).Should().ContainSingle().Which.Values.Should().Contain("callingNumber");
        (await host.GetAsync("/api/v1/cdrs", accept: "text/csv")).MediaType.Should().Be("text/csv");
        (await host.GetAsync("/api/v1/cdrs?format=doc")).ErrorPaths.Should().Equal("format");
    }

    private static async Task<string[]> IdsAsync(ApiHost host, string query) =>
        [.. (await host.GetAsync($"/api/v1/cdrs?{query}")).Json["items"]!.AsArray().Select(static item => item!["id"]!.ToString())];

    private static async Task<IDictionary<string, object>[]> RowsAsync(ApiHost host, string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept ?? "*/*");
        using HttpResponseMessage answer = await host.Client.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        using var workbook = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        return Rows(workbook, hasHeader: true);
    }

    private static IDictionary<string, object>[] Rows(Stream workbook, bool hasHeader) => [.. workbook.Query(useHeaderRow: hasHeader).Cast<IDictionary<string, object>>()];
}
