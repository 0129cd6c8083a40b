using System.Net;

namespace Tandem.Tests.Api.Problems;

public sealed class AnswersTests
{
    [Theory]
    [InlineData("/api/v1/cdrs?answered=perhaps")]
    [InlineData("/api/v1/cdrs?format=doc")]
    [InlineData("/api/v1/calls?limit=0")]
    [InlineData("/api/v1/audit?from=now")]
    [InlineData("/api/v1/events?topics=weather")]
    public async Task Who_only_reads_is_not_told_that_nothing_was_changed(string path)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer answer = await host.GetAsync(path);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Json["detail"]!.ToString().Should().Be("The request has a problem.");
    }

    [Fact]
    public async Task Who_writes_is_told_that_nothing_was_changed()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer one = await host.SendAsync("PUT", "/api/v1/parameters/SERVER_PASSWORD_LENGTH", """{"value":"many"}""");
        one.Json["detail"]!.ToString().Should().Be("The request has a problem; nothing was changed.");
        ApiAnswer several = await host.SendAsync("POST", "/api/v1/roles", """{"name":"a b"}""");
        several.Json["detail"]!.ToString().Should().Be("The request has 2 problems; nothing was changed.");
    }

    [Theory]
    [InlineData("api-keys", """{"name":"portal","role":"operator"}""", "There is already an API key 'portal'.")]
    [InlineData("users", """{"name":"joe","role":"operator","password":"correct horse"}""", "There is already a user 'joe'.")]
    [InlineData("accounts", """{"name":"acme","rateTable":"retail"}""", "There is already an account 'acme'.")]
    public async Task What_is_there_already_is_named(string path, string body, string detail)
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        await host.SendAsync("POST", $"/api/v1/{path}", body);
        ApiAnswer again = await host.SendAsync("POST", $"/api/v1/{path}", body);
        again.Status.Should().Be(HttpStatusCode.Conflict);
        again.Json["detail"]!.ToString().Should().Be(detail);
    }
}
