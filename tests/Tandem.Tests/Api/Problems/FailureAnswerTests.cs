using System.Net;
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
        for (int i = 0; i < 1_000_000 && !asked.IsCompleted; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        asked.IsCompleted.Should().BeTrue();
        (await asked).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await asked).RetryAfter.Should().BePositive();
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
