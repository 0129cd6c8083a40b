using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Server.Web;

namespace Tandem.Tests.Server.Web;

public sealed class ConsoleFilesTests : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tandem-console-");
    private readonly WebApplication _app;

    public ConsoleFilesTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting().AddLogging().AddProblemDetails();
        _app = builder.Build();
        _app.UseSecurityHeaders();
        _app.UseConsole(new(["/nowhere", Path.Combine(_directory.FullName, "console")]));
        _app.UseExceptionHandler();
        _app.UseRouting();
        _app.MapGet("/api/v1/calls", static () => "calls");
        _app.MapGet("/api/v1/fails", static string () => throw new InvalidOperationException("a bug"));
        _app.MapGet("/healthz", static () => "alive");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_a_console_the_start_page_says_how_to_get_it_and_the_rest_works()
    {
        using HttpClient client = await StartAsync(withConsole: false);
        string start = await client.GetStringAsync("/");
        start.Should().Contain("Node 20").And.Contain("./tandem up");
        start.TrimEnd('\n').Should().NotContain("\n", "it is one line");
        (await client.GetStringAsync("/api/v1/calls")).Should().Be("calls");
        (await AskAsync(client, "/trunks", "text/html")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        Build();
        (await client.GetStringAsync("/")).Should().Be("<p>index</p>", "it was built while the switch ran");
    }

    [Theory]
    [InlineData("br", "br", "brotli")]
    [InlineData("gzip, deflate, br;q=0.9", "br", "brotli")]
    [InlineData("gzip", "gzip", "zipped")]
    [InlineData("br;q=0, gzip;q=0", null, "plain")]
    [InlineData("", null, "plain")]
    public async Task A_file_comes_as_the_browser_takes_it(string accepted, string? encoding, string body)
    {
        using HttpClient client = await StartAsync();
        using HttpResponseMessage answer = await AskAsync(client, "/assets/app-1a2b3c.js", "*/*", accepted);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Be(body);
        answer.Content.Headers.ContentEncoding.SingleOrDefault().Should().Be(encoding);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/javascript");
        answer.Headers.CacheControl!.ToString().Should().Contain("immutable");
        answer.Headers.Vary.Should().Equal("Accept-Encoding");
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/index.html", "*/*")]
    [InlineData("/trunks/carrier.a?tab=live", "text/html,application/xhtml+xml,*/*;q=0.8")]
    public async Task A_page_of_the_console_is_the_console(string path, string accept)
    {
        using HttpClient client = await StartAsync();
        using HttpResponseMessage answer = await AskAsync(client, path, accept);
        (await answer.Content.ReadAsStringAsync()).Should().Be("<p>index</p>");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        answer.Headers.CacheControl!.ToString().Should().Be("no-cache", "the next version is there at once");
    }

    [Theory]
    [InlineData("/assets/old-000000.js", "text/html")]
    [InlineData("/api/v1/nothing", "text/html")]
    [InlineData("/missing.png", "image/*")]
    [InlineData("/../secret.txt", "*/*")]
    [InlineData("/%2e%2e/secret.txt", "*/*")]
    public async Task What_is_not_there_is_not_the_console(string path, string accept)
    {
        using HttpClient client = await StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "secret.txt"), "secret");
        (await AskAsync(client, path, accept)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/app-1a2b3c.js")]
    [InlineData("/api/v1/calls")]
    [InlineData("/api/v1/fails")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/healthz")]
    public async Task Every_answer_has_the_headers_that_protect_a_browser(string path)
    {
        using HttpClient client = await StartAsync();
        using HttpResponseMessage answer = await AskAsync(client, path, "*/*");
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().ContainAll("script-src 'self';", "frame-ancestors 'none'", "object-src 'none'").And.NotContain("unsafe-eval");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("same-origin");
        if (path.StartsWith("/api/", StringComparison.Ordinal))
        {
            answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        }
    }

    private async Task<HttpClient> StartAsync(bool withConsole = true)
    {
        if (withConsole)
        {
            Build();
        }

        await _app.StartAsync();
        return _app.GetTestClient();
    }

    private void Build()
    {
        string assets = Directory.CreateDirectory(Path.Combine(_directory.FullName, "console", "assets")).FullName;
        File.WriteAllText(Path.Combine(assets, "app-1a2b3c.js"), "plain");
        File.WriteAllText(Path.Combine(assets, "app-1a2b3c.js.br"), "brotli");
        File.WriteAllText(Path.Combine(assets, "app-1a2b3c.js.gz"), "zipped");
        File.WriteAllText(Path.Combine(_directory.FullName, "console", "index.html"), "<p>index</p>");
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string path, string accept, string encodings = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (encodings.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encodings);
        }

        return await client.SendAsync(request);
    }
}
