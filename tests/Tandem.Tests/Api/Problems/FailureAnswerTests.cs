using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.Problems;

public sealed class FailureAnswerTests
{
    [Fact]
    public async Task While_the_database_is_locked_a_write_is_told_so_and_when_to_come_again()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        using (SqliteConnection _ = Locked(host))
        {
            ApiAnswer answer = await host.SendAsync("POST", "/api/v1/accounts/acme/payments", """{"amount":"5"}""");

            answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
            answer.MediaType.Should().Be("application/problem+json");
            answer.RetryAfter.Should().BePositive();
            answer.Body.Should().Contain("locked by another program");
        }

        (await host.SendAsync("POST", "/api/v1/accounts/acme/payments", """{"amount":"5"}""")).Json["balance"]!.GetValue<string>().Should().Be("15");
    }

    [Theory]
    [InlineData("/api/v1/verify", null)]
    [InlineData("/api/v1/test-calls", """{"from":"1001","to":"442079460000","via":"carrier-a"}""")]
    public async Task What_waits_for_records_to_be_stored_does_not_wait_for_ever(string path, string? body)
    {
        var time = new FakeTimeProvider();
        await using ApiHost host = await ApiHost.StartWithPlanAsync(time);
        using SqliteConnection _ = Locked(host);
        host.Journal.Ended(SampleCdrs.Answered());

        Task<ApiAnswer> asked = host.SendAsync("POST", path, body);
        for (int i = 0; i < 60_000 && !asked.IsCompleted; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }

        asked.IsCompleted.Should().BeTrue();
        (await asked).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await asked).RetryAfter.Should().BePositive();
    }

    [Fact]
    public async Task What_was_done_while_the_database_was_locked_is_in_the_audit_log_when_it_is_free()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using ApiHost host = await ApiHost.StartWithPlanAsync(time);
        using (SqliteConnection _ = Locked(host))
        {
            (await host.SendAsync("POST", "/api/v1/firewall/bans", """{"source":"192.0.2.66","seconds":60}""")).Status.Should().Be(HttpStatusCode.Created);
            (await host.SendAsync("DELETE", "/api/v1/firewall/bans?source=192.0.2.66", null)).Status.Should().Be(HttpStatusCode.NoContent);
            time.Advance(TimeSpan.FromSeconds(20));
        }

        JsonArray lines = [];
        for (int turn = 0; turn < 30_000 && lines.Count < 2; turn++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
            lines = (await host.SendAsync("GET", "/api/v1/audit?action=ban", null)).Json["items"]!.AsArray();
        }

        lines.Select(static line => (string?)line!["detail"]).Should().HaveCount(2).And.Contain("lifted");
        lines.Select(static line => (string?)line!["at"]).Should().OnlyContain(static at => at!.StartsWith("2026-03-01T12:00:0"));
    }

    /// <summary>Another program holds the write lock.</summary>
    private static SqliteConnection Locked(ApiHost host)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(host.DataDirectory, "tandem.db")};Pooling=False");
        connection.Open();
        using SqliteCommand begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }
}
