using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OtpNet;

namespace Tandem.Tests.Api.People;

public sealed class SessionApiTests
{
    private const string Password = "correct horse";
    private const string Session = "/api/v1/session";

    [Fact]
    public async Task The_first_user_is_made_with_the_installation_key_and_only_once()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using var browser = new Browser(host);
        var before = (await browser.SendAsync("GET", Session)).Json!;
        before["isClaimed"]!.GetValue<bool>().Should().BeFalse();
        before["user"].Should().BeNull();

        (await ClaimAsync(browser, "wrong")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await browser.SendAsync("POST", Session, """{"key":"test-key","name":"ann","password":"short"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        var made = await ClaimAsync(browser, ApiHost.Key);
        made.Status.Should().Be(HttpStatusCode.OK);
        made.Json!["isClaimed"]!.GetValue<bool>().Should().BeTrue();
        made.Json["user"]!["role"]!.ToString().Should().Be("administrator");
        made.Json["user"]!["pages"]!["people"]!.ToString().Should().Be("edit");
        browser.CookieAttributes.Should().ContainAll("httponly", "samesite=strict", "path=/").And.NotContain("secure", "the test speaks http");
        (await browser.SendAsync("GET", "/api/v1/cdrs")).Status.Should().Be(HttpStatusCode.OK);

        using var other = new Browser(host);
        (await ClaimAsync(other, ApiHost.Key)).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_write_by_cookie_needs_the_token_and_one_by_key_does_not()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        using Browser browser = await ClaimedAsync(host);
        string csrf = browser.Csrf;
        const string Path = "/api/v1/parameters/SERVER_PASSWORD_LENGTH";
        foreach (string forged in new[] { "", "x", csrf[..^1] })
        {
            browser.Csrf = forged;
            (await browser.SendAsync("PUT", Path, """{"value":"12"}""")).Status.Should().Be(HttpStatusCode.Forbidden, $"'{forged}' is not the token");
        }

        browser.Csrf = csrf;
        (await browser.SendAsync("PUT", Path, """{"value":"12"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("PUT", Path, """{"value":"11"}""")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_has_signed_out_is_out_even_with_the_old_cookie()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using Browser browser = await ClaimedAsync(host);
        string? old = browser.Cookie;
        (await browser.SendAsync("DELETE", Session)).Status.Should().Be(HttpStatusCode.NoContent);
        browser.Cookie = old;
        (await browser.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await browser.SendAsync("GET", Session)).Json!["user"].Should().BeNull();
    }

    [Fact]
    public async Task A_session_ends_when_nothing_is_asked_and_in_any_case_after_half_a_day()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using ApiHost host = await ApiHost.StartAsync(time);
        using Browser idle = await ClaimedAsync(host);
        time.Advance(TimeSpan.FromMinutes(119));
        (await idle.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromMinutes(119));
        (await idle.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.OK, "the request before counts");
        time.Advance(TimeSpan.FromMinutes(121));
        (await idle.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.Unauthorized);

        using var busy = new Browser(host);
        (await busy.SignInAsync("ann", Password)).Status.Should().Be(HttpStatusCode.OK);
        for (int hour = 1; hour < 12; hour++)
        {
            time.Advance(TimeSpan.FromHours(1));
            (await busy.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.OK);
        }

        time.Advance(TimeSpan.FromMinutes(61));
        (await busy.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_a_name_whether_somebody_has_it_or_not()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using ApiHost host = await ApiHost.StartAsync(time);
        using Browser ann = await ClaimedAsync(host);
        using var browser = new Browser(host);
        var answers = new Dictionary<string, List<string>>();
        foreach (string name in new[] { "ann", "nobody" })
        {
            answers[name] = [];
            for (int attempt = 0; attempt < 6; attempt++)
            {
                var answer = await browser.SignInAsync(name, "wrong password");
                answers[name].Add($"{answer.Status} {answer.Json!["detail"]}");
            }
        }

        answers["ann"].Should().Equal(answers["nobody"], "nothing tells which names there are");
        answers["ann"][4].Should().StartWith("Unauthorized");
        answers["ann"][5].Should().StartWith("TooManyRequests");
        (await browser.SignInAsync("ANN", Password)).Status.Should().Be(HttpStatusCode.TooManyRequests, "the right one does not help, in whatever case");
        (await ann.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.OK, "who is in stays in");
        time.Advance(TimeSpan.FromSeconds(301));
        (await browser.SignInAsync("ann", Password)).Status.Should().Be(HttpStatusCode.OK);
        (await host.AuditAsync("action=sign-in-failed&subject=ann")).Count.Should().Be(5);
        (await host.AuditAsync("action=sign-in-failed&subject=ann"))[0]!["detail"]!.ToString().Should().Contain("300 s");
    }

    [Fact]
    public async Task One_time_codes_are_asked_for_once_confirmed_and_count_once()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using ApiHost host = await ApiHost.StartAsync(time);
        using Browser ann = await ClaimedAsync(host);
        JsonNode begun = (await ann.SendAsync("POST", Session + "/totp")).Json!;
        begun["uri"]!.ToString().Should().StartWith("otpauth://totp/").And.Contain(begun["secret"]!.ToString());
        var app = new Totp(Base32Encoding.ToBytes(begun["secret"]!.ToString()));

        using var browser = new Browser(host);
        (await browser.SignInAsync("ann", Password)).Status.Should().Be(HttpStatusCode.OK, "a code that was not confirmed is not asked for");
        (await ann.SendAsync("PUT", Session + "/totp", """{"code":"000000"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await ann.SendAsync("PUT", Session + "/totp", $$"""{"code":"{{Code()}}"}""")).Status.Should().Be(HttpStatusCode.NoContent);
        (await browser.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.Unauthorized, "sessions without a code end");

        time.Advance(TimeSpan.FromMinutes(1));
        var without = await browser.SignInAsync("ann", Password);
        without.Status.Should().Be(HttpStatusCode.Unauthorized);
        without.Json!["errors"]![0]!["path"]!.ToString().Should().Be("code");
        (await browser.SignInAsync("ann", Password, "123456")).Status.Should().Be(HttpStatusCode.Unauthorized);
        string code = Code();
        (await browser.SignInAsync("ann", Password, code)).Status.Should().Be(HttpStatusCode.OK);
        using var thief = new Browser(host);
        (await thief.SignInAsync("ann", Password, code)).Status.Should().Be(HttpStatusCode.Unauthorized, "a code counts once");

        // A browser that was left open is no proof: neither are the codes ended nor is another app put in the place of this one.
        (await browser.SendAsync("DELETE", Session + "/totp", "{}")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.SendAsync("POST", Session + "/totp")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.SendAsync("DELETE", Session + "/totp", """{"password":"not it at all"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.SendAsync("DELETE", Session + "/totp", $$"""{"code":"{{code}}"}""")).Status.Should().Be(HttpStatusCode.BadRequest, "this code was used to sign in");
        (await browser.SendAsync("PUT", "/api/v1/users/ann", """{"role":"administrator","hasTotp":false}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        time.Advance(TimeSpan.FromMinutes(1));
        (await browser.SendAsync("POST", Session + "/totp", $$"""{"code":"{{Code()}}"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await browser.SendAsync("DELETE", Session + "/totp", $$"""{"password":"{{Password}}"}""")).Status.Should().Be(HttpStatusCode.NoContent);
        (await thief.SignInAsync("ann", Password)).Status.Should().Be(HttpStatusCode.OK);

        string Code() => app.ComputeTotp(time.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using Browser ann = await ClaimedAsync(host);
        using var other = new Browser(host);
        (await other.SignInAsync("ann", Password)).Status.Should().Be(HttpStatusCode.OK);
        (await ann.SendAsync("PUT", Session + "/password", """{"password":"not it at all","newPassword":"battery staple"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await ann.SendAsync("PUT", Session + "/password", $$"""{"password":"{{Password}}","newPassword":"aaaaaaaaaaaa"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await ann.SendAsync("PUT", Session + "/password", $$"""{"password":"{{Password}}","newPassword":"battery staple"}""")).Status.Should().Be(HttpStatusCode.NoContent);
        (await ann.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.OK);
        (await other.SendAsync("GET", "/api/v1/calls")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await other.SignInAsync("ann", Password)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await other.SignInAsync("ann", "battery staple")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Neither_passwords_nor_tokens_nor_keys_are_kept_as_they_are()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using Browser ann = await ClaimedAsync(host);
        string key = (await host.SendAsync("POST", "/api/v1/api-keys", """{"name":"billing-system","role":"billing"}""")).Json["key"]!.ToString();
        foreach (string file in Directory.GetFiles(host.DataDirectory, "tandem.db*"))
        {
            await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            string bytes = await reader.ReadToEndAsync();
            bytes.Contains(Password, StringComparison.Ordinal).Should().BeFalse();
            bytes.Contains(ann.Cookie!.Split('=')[1], StringComparison.Ordinal).Should().BeFalse();
            bytes.Contains(key, StringComparison.Ordinal).Should().BeFalse();
        }
    }

    [Fact]
    public async Task Guesses_that_come_at_once_are_counted_before_they_are_looked_at()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using Browser ann = await ClaimedAsync(host);
        using var browser = new Browser(host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(guess => browser.SignInAsync("ann", $"wrong password {guess}")));
        answers.Count(static answer => answer.Status == HttpStatusCode.Unauthorized).Should().Be(5);
        answers.Count(static answer => answer.Status == HttpStatusCode.TooManyRequests).Should().Be(7);
    }

    [Fact]
    public async Task Wrong_passwords_count_in_a_row_and_a_right_one_ends_it_wherever_it_was_asked_for()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using Browser ann = await ClaimedAsync(host);
        for (int attempt = 0; attempt < 4; attempt++)
        {
            (await ann.SendAsync("PUT", Session + "/password", """{"password":"not it at all","newPassword":"battery staple"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        }

        (await ann.SendAsync("PUT", Session + "/password", $$"""{"password":"{{Password}}","newPassword":"battery staple"}""")).Status.Should().Be(HttpStatusCode.NoContent);
        using var browser = new Browser(host);
        (await browser.SignInAsync("ann", "wrong password")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await browser.SignInAsync("ann", "battery staple")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_that_is_not_given_yet_is_no_wrong_one()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using Browser ann = await ClaimedAsync(host);
        JsonNode begun = (await ann.SendAsync("POST", Session + "/totp")).Json!;
        string code = new Totp(Base32Encoding.ToBytes(begun["secret"]!.ToString())).ComputeTotp();
        (await ann.SendAsync("PUT", Session + "/totp", $$"""{"code":"{{code}}"}""")).Status.Should().Be(HttpStatusCode.NoContent);
        using var browser = new Browser(host);
        for (int attempt = 0; attempt < 8; attempt++)
        {
            (await browser.SignInAsync("ann", Password)).Status.Should().Be(HttpStatusCode.Unauthorized, "the password is right, the code is asked for");
        }
    }

    [Fact]
    public async Task Names_that_are_too_long_for_anybody_take_no_room_and_are_counted_as_one()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using var browser = new Browser(host);
        for (int attempt = 0; attempt < 5; attempt++)
        {
            (await browser.SignInAsync(new string('a', 100_000 + attempt), "wrong password")).Status.Should().Be(HttpStatusCode.Unauthorized);
        }

        (await browser.SignInAsync(new string('b', 100_000), "wrong password")).Status.Should().Be(HttpStatusCode.TooManyRequests);
        (await browser.SignInAsync("ann", "wrong password")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("127.0.0.1", "https", true, "192.0.2.7")]
    [InlineData("127.0.0.1", "http", false, "192.0.2.7")]
    [InlineData("203.0.113.9", "https", false, "203.0.113.9")]
    public async Task What_a_proxy_says_of_the_browser_counts_when_the_proxy_is_trusted(string from, string scheme, bool isSecure, string address)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Remote = IPAddress.Parse(from);
        using var browser = new Browser(host);
        browser.Headers.Add(("X-Forwarded-Proto", scheme));
        browser.Headers.Add(("X-Forwarded-For", "192.0.2.7"));
        (await ClaimAsync(browser, ApiHost.Key)).Status.Should().Be(HttpStatusCode.OK);
        browser.CookieAttributes.Contains("secure", StringComparison.OrdinalIgnoreCase).Should().Be(isSecure);
        (await host.AuditAsync("action=sign-in"))[0]!["address"]!.ToString().Should().Be(address);
    }

    private static Task<(HttpStatusCode Status, JsonNode? Json, System.Net.Http.Headers.HttpResponseHeaders Headers)> ClaimAsync(Browser browser, string key) =>
        browser.SendAsync("POST", Session, $$"""{"key":"{{key}}","name":"ann","password":"{{Password}}"}""");

    private static async Task<Browser> ClaimedAsync(ApiHost host)
    {
        var browser = new Browser(host);
        (await ClaimAsync(browser, ApiHost.Key)).Status.Should().Be(HttpStatusCode.OK);
        return browser;
    }
}
