using System.Net;

namespace Tandem.Tests.Api.Paging;

public sealed class PageRulesTests
{
    [Theory]
    [InlineData("1000")]
    [InlineData("9223372036854775807")]
    public async Task Beyond_the_end_there_is_an_empty_page_and_no_next_one(string cursor)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        ApiAnswer answer = await host.GetAsync($"/api/v1/accounts?cursor={cursor}");
        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Json["items"]!.AsArray().Should().BeEmpty();
        answer.Json["next"].Should().BeNull();
    }
}
