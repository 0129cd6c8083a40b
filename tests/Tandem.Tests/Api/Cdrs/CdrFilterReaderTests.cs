using Microsoft.AspNetCore.Http;
using Tandem.Api.Cdrs;

namespace Tandem.Tests.Api.Cdrs;

public sealed class CdrFilterReaderTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("2001:DB8:0::7", "2001:db8::7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    public void A_source_is_found_whichever_way_it_is_written(string asked, string found)
    {
        (var filter, var problems) = CdrFilterReader.Read(new QueryCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["sourceIp"] = asked }));
        problems.Should().BeEmpty();
        filter.SourceIp.Should().Be(found);
    }

    [Theory]
    [InlineData("999.1.2.3")]
    [InlineData("7")]
    [InlineData("<script>")]
    [InlineData("192.0.2.7:5060")]
    public void What_is_no_address_is_refused_with_its_name(string asked)
    {
        var problems = CdrFilterReader.Read(new QueryCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["sourceIp"] = asked })).Problems;
        problems.Should().ContainSingle().Which.Path.Should().Be("sourceIp");
    }
}
