using Microsoft.Data.Sqlite;
using Tandem.Store.Audit;

namespace Tandem.Tests.Store.Audit;

public sealed class AuditPeriodTests
{
    [Fact]
    public void The_lines_of_a_period_are_found_without_reading_the_whole_trail()
    {
        using var kit = new StoreKit();
        using SqliteConnection connection = kit.Connect();
        using SqliteCommand explain = connection.CreateCommand();
        explain.CommandText = $"EXPLAIN QUERY PLAN {AuditTrail.WithinSql.Replace("?", "5", StringComparison.Ordinal)}";
        using SqliteDataReader reader = explain.ExecuteReader();
        reader.Read().Should().BeTrue();
        reader.GetString(3).Should().StartWith("SEARCH audit USING COVERING INDEX audit_at");
    }
}
