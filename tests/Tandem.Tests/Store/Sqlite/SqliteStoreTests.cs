using AwesomeAssertions;
using Tandem.Store.Sqlite;
using Xunit;

namespace Tandem.Tests.Store.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_directory_and_the_database_are_for_their_owner_only()
    {
        using SqliteStore store = Open();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no modes there");
        File.GetUnixFileMode(Data).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (string file in Directory.GetFiles(Data, "tandem.db*"))
        {
            File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public void A_second_process_on_the_directory_is_told_so()
    {
        using SqliteStore store = Open();
        FluentActions.Invoking(Open).Should().Throw<StoreUnusableException>().WithMessage("Another Tandem runs on the data directory *");
    }

    [Fact]
    public void After_closing_it_opens_again()
    {
        Open().Dispose();
        Open().Dispose();
    }

    [Theory]
    [InlineData("this is not a database, whatever it is called; it only has to be long enough to look like one at first")]
    [InlineData("SQLite format 3\0 and then rubbish that no page of a database would ever begin with, over and over again.........")]
    public void A_file_that_is_no_database_is_one_clear_line(string content)
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "tandem.db"), content);
        FluentActions.Invoking(Open).Should().Throw<StoreUnusableException>().Which.Message.Should().StartWith($"The database {Data}/tandem.db can't be used: ").And.NotContain("\n");
        File.WriteAllText(Path.Combine(Data, "tandem.db"), "");
        Open().Dispose();
    }

    [Fact]
    public void A_directory_that_can_not_be_made_is_one_clear_line()
    {
        File.WriteAllText(Data, "a file");
        FluentActions.Invoking(Open).Should().Throw<StoreUnusableException>().WithMessage($"The data directory {Data} can't be used: *");
        FluentActions.Invoking(() => SqliteStore.Open("/proc/nothing/here", TimeProvider.System)).Should().Throw<StoreUnusableException>();
    }

    [Fact]
    public void A_database_of_a_newer_program_is_left_alone()
    {
        using (SqliteStore store = Open())
        {
            store.Write(static database =>
            {
                database.Execute("PRAGMA user_version=9999");
                return true;
            });
        }

        FluentActions.Invoking(Open).Should().Throw<StoreUnusableException>().WithMessage("*has schema 9999, made by a newer Tandem*");
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing()
    {
        using SqliteStore store = Open();
        FluentActions.Invoking(() => store.Write<bool>(static database =>
        {
            database.Sql("INSERT INTO account (name, kind, balance, created_at) VALUES ('a', 0, 0, 0)").Run();
            throw new InvalidOperationException();
        })).Should().Throw<InvalidOperationException>();
        store.Read(static database => database.Sql("SELECT 1 FROM account").Step()).Should().BeFalse();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.00000001")]
    [InlineData("-0.00000001")]
    [InlineData("12345678901.12345678")]
    [InlineData("-90000000000")]
    [InlineData("1.5")]
    public void Money_comes_back_exactly(string amount)
    {
        decimal money = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        MoneyUnits.To(MoneyUnits.From(money)).Should().Be(money);
    }

    private SqliteStore Open() => SqliteStore.Open(Data, TimeProvider.System);
}
