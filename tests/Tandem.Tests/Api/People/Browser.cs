using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tandem.Tests.Api.People;

/// <summary>A browser: keeps the cookie, and sends the token against forged requests.</summary>
internal sealed class Browser(ApiHost host) : IDisposable
{
    private readonly HttpClient _client = host.NewClient();

    public string? Cookie { get; set; }

    public string Csrf { get; set; } = "";

    /// <summary>Headers that go with each request, as a proxy puts them there.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>The attributes of the cookie as it was given last.</summary>
    public string CookieAttributes { get; private set; } = "";

    public async Task<(HttpStatusCode Status, JsonNode? Json, HttpResponseHeaders Headers)> SendAsync(string method, string path, string? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        if (Csrf.Length > 0)
        {
            request.Headers.Add("X-Tandem-Csrf", Csrf);
        }

        foreach ((string name, string value) in Headers)
        {
            request.Headers.Add(name, value);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using HttpResponseMessage answer = await _client.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? given))
        {
            string whole = given.Single();
            int end = whole.IndexOf(';', StringComparison.Ordinal);
            Cookie = whole[..end];
            CookieAttributes = whole[end..];
        }

        string text = await answer.Content.ReadAsStringAsync();
        JsonNode? json = text.Length > 0 ? JsonNode.Parse(text) : null;
        if (path == "/api/v1/session" && answer.IsSuccessStatusCode && json?["csrf"]?.ToString() is { } csrf)
        {
            Csrf = csrf;
        }

        return (answer.StatusCode, json, answer.Headers);
    }

    public Task<(HttpStatusCode Status, JsonNode? Json, HttpResponseHeaders Headers)> SignInAsync(string name, string password, string? code = null) =>
        SendAsync("POST", "/api/v1/session", new JsonObject { ["name"] = name, ["password"] = password, ["code"] = code }.ToJsonString());

    public void Dispose() => _client.Dispose();
}
