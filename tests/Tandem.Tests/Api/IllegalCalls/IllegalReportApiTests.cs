using System.Net;
using Tandem.Routing.Access;
using UglyToad.PdfPig;

namespace Tandem.Tests.Api.IllegalCalls;

public sealed class IllegalReportApiTests
{
    private const string Path = "/api/v1/illegal-calls/report";
    private const string Day = "?from=2026-03-01&to=2026-03-02";

    [Fact]
    public async Task The_CSV_has_a_line_for_each_source_and_totals_with_period_and_maker()
    {
        await using ApiHost host = await StartAsync();

        ApiAnswer answer = await host.GetAsync($"{Path}{Day}&format=csv");

        answer.MediaType.Should().Be("text/csv");
        string[] lines = answer.Body.TrimEnd().Split("\r\n");
        lines[0].Should().StartWith("source,network,attempts,first,last,numbers,userAgents,h00,").And.EndWith(",h23,sources,periodFrom,periodTo,madeBy,madeAt,country,asn,asName");
        lines[1].Should().StartWith("203.0.113.9,203.0.113.0/24,42,2026-03-01T03:00:00.000Z,2026-03-01T12:00:01.000Z,900 (1); 901 (1),flood (41); scanner (1),")
            .And.Contain(",0,0,0,41,0,", "41 attempts came in the fourth hour").And.Contain(",1,2026-03-01T00:00:00.000Z,2026-03-02T00:00:00.000Z,admin,");
        lines[2].Should().StartWith("2001:db8::9,2001:db8::/64,1,").And.Contain(",'=cmd|'x'!A0 (1),", "no spreadsheet runs it");
        lines[3].Should().StartWith("all,,43,").And.Contain(",2,2026-03-01T00:00:00.000Z");
        lines.Should().HaveCount(4);
        (await host.AuditAsync("action=report"))[0]!["detail"]!.ToString().Should().StartWith("CSV from 2026-03-01");
    }

    [Fact]
    public async Task Both_say_where_a_source_is_when_that_is_known()
    {
        await using ApiHost host = await StartAsync();
        host.Places["203.0.113.9"] = new Place("BD", 64_500, "Example, Ltd");
        string[] lines = (await host.GetAsync($"{Path}{Day}&format=csv")).Body.TrimEnd().Split("\r\n");
        lines[1].Should().EndWith(",BD,64500,\"Example, Ltd\"");
        lines[2].Should().EndWith(",,,");
        Read(await PdfAsync(host)).Should().Contain("From country BD, AS64500 (Example, Ltd)");
    }

    [Fact]
    public async Task Sources_of_the_white_list_are_counted_and_not_listed()
    {
        await using ApiHost host = await StartAsync();
        await host.SendAsync("POST", "/api/v1/illegal-calls/white-list", """{"source":"203.0.113.9"}""");

        string[] lines = (await host.GetAsync($"{Path}{Day}&format=csv")).Body.TrimEnd().Split("\r\n");

        lines[1].Should().StartWith("2001:db8::9,");
        lines[2].Should().StartWith("all,,1,");
        lines[3].Should().StartWith("white list,,42,");
        Read(await PdfAsync(host)).Should().Contain("Not among them: 42 attempts of 1 sources").And.NotContain("203.0.113.9");
    }

    [Fact]
    public async Task The_PDF_says_the_same_and_shows_what_came_as_text_in_any_script()
    {
        await using ApiHost host = await StartAsync();
        await host.StoreAsync(IllegalSamples.Attempt(1009, "198.51.100.7", userAgent: "сканер 中\u202Ex", number: "<script>"));

        byte[] pdf = await PdfAsync(host);

        string text = Read(pdf);
        text.Should().Contain("44 attempts of 3 sources").And.Contain("Made by admin").And.Contain("203.0.113.9").And.Contain("network 203.0.113.0/24, 42 attempts").And.Contain("flood (41)")
            .And.Contain("<script>").And.Contain("сканер [U+4E2D][U+202E]x").And.Contain("03h: 41, 12h: 1").And.Contain("2001:db8::/64");
    }

    [Fact]
    public async Task A_report_of_many_sources_has_many_pages_with_every_one()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        for (int i = 1; i <= 60; i++)
        {
            await host.StoreAsync(IllegalSamples.Attempt(1000 + i, $"198.51.100.{i}", userAgent: new string('a', 500)));
        }

        using PdfDocument pdf = PdfDocument.Open(await PdfAsync(host));
        pdf.NumberOfPages.Should().BeGreaterThan(5);
        string text = string.Join('\n', pdf.GetPages().Select(static page => page.Text));
        pdf.GetPages().SelectMany(static page => page.Letters).Should().OnlyContain(
            static letter => letter.BoundingBox.Left >= 40 && letter.BoundingBox.Right <= 560 && letter.BoundingBox.Bottom >= 15 && letter.BoundingBox.Top <= 842 - 40, "nothing hangs over the page");
        Enumerable.Range(1, 60).Should().OnlyContain(i => text.Contains($"198.51.100.{i}network") || text.Contains($"198.51.100.{i} "));
    }

    [Theory]
    [InlineData("?from=2026-03-02&to=2026-03-01", "from")]
    [InlineData("?from=2020-01-01&to=2026-03-01", "from")]
    [InlineData("?from=soon", "from")]
    [InlineData("?format=doc", "format")]
    public async Task What_can_not_be_is_named(string query, string path)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer answer = await host.GetAsync(Path + query);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorPaths.Should().Equal(path);
    }

    [Fact]
    public async Task Without_a_call_it_says_so()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Read(await PdfAsync(host)).Should().Contain("No such call came in this period.");
    }

    private static async Task<ApiHost> StartAsync()
    {
        ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.StoreAsync(IllegalSamples.Attempt(1001, "203.0.113.9", hour: 3, userAgent: "flood", attempts: 41));
        await host.StoreAsync(IllegalSamples.Attempt(1002, "203.0.113.9", userAgent: "scanner", number: "901"));
        await host.StoreAsync(IllegalSamples.Attempt(1003, "2001:db8::9", userAgent: "=cmd|'x'!A0"));
        await host.StoreAsync(Cdrs.SampleCdrs.Answered(1004));
        return host;
    }

    private static Task<byte[]> PdfAsync(ApiHost host) => host.Client.GetByteArrayAsync($"{Path}{Day}");

    private static string Read(byte[] file)
    {
        using PdfDocument pdf = PdfDocument.Open(file);
        return string.Join('\n', pdf.GetPages().Select(static page => page.Text));
    }
}
