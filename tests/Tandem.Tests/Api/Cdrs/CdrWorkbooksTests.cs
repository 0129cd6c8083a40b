using Tandem.Api.Access;
using Tandem.Api.Cdrs;
using Tandem.Store.Cdrs;
using Tandem.Store.Sqlite;
using Tandem.Tests.Store;

namespace Tandem.Tests.Api.Cdrs;

public sealed class CdrWorkbooksTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Workbooks_that_nobody_finishes_fetching_are_few()
    {
        using SqliteStore store = SqliteStore.Open(_folder.Path, TimeProvider.System);
        using var workbooks = new CdrWorkbooks(new CdrQuery(store));
        List<Stream> open = [];
        while (open.Count < 100 && await workbooks.WriteAsync(Caller.Administrator(""), new CdrFilter(), 10, 0, CancellationToken.None) is (Stream made, _))
        {
            open.Add(made);
        }

        open.Should().HaveCount(4);
        await open[0].DisposeAsync();
        await open[1].DisposeAsync();
        await open[1].DisposeAsync(); // twice is once
        for (int more = 0; more < 2; more++)
        {
            (await workbooks.WriteAsync(Caller.Administrator(""), new CdrFilter(), 10, 0, CancellationToken.None)).Should().NotBeNull();
        }

        (await workbooks.WriteAsync(Caller.Administrator(""), new CdrFilter(), 10, 0, CancellationToken.None)).Should().BeNull();
    }
}
