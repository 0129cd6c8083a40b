using Tandem.Api.Cdrs;
using Tandem.Billing.Cdrs;

namespace Tandem.Tests.Api.Cdrs;

public sealed class CdrCsvTests
{
    [Fact]
    public void A_csv_line_has_a_field_for_each_name_and_quotes_what_must_be_quoted()
    {
        string line = CdrCsv.Line(CdrView.Of(SampleCdrs.Answered()));
        line.Should().Contain("\"PBX, \"\"old\"\" | new\"");
        Split(line).Should().HaveCount(CdrCsv.Header.Split(',').Length);
    }

    [Theory]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("@x", "'@x")]
    [InlineData("+442079460000", "+442079460000")]
    public void A_spreadsheet_gets_no_formula_from_a_caller(string userAgent, string written)
    {
        Cdr cdr = SampleCdrs.Answered();
        cdr.CallerUserAgent = userAgent;
        Split(CdrCsv.Line(CdrView.Of(cdr))).Should().Contain(written);
    }

    private static List<string> Split(string line)
    {
        List<string> fields = [""];
        bool quoted = false;
        foreach (char letter in line)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && !quoted)
            {
                fields.Add("");
            }
            else
            {
                fields[^1] += letter;
            }
        }

        return fields;
    }
}
