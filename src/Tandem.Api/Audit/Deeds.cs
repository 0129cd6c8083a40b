using Microsoft.Extensions.Logging;
using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Audit;

/// <summary>
/// Audit lines of what is done outside the database: a call ended, a recording deleted. It is done already when its line is written, so a database that takes nothing is no failure of the deed;
/// the log then has the line. A call of a swindler can be ended while the disk is full.
/// </summary>
internal sealed class Deeds(AuditLog audit, ILogger<Deeds> logger)
{
    public async Task NoteAsync(Author author, string action, string subject, string detail)
    {
        try
        {
            // Whoever asked may have gone meanwhile; what he did stays to be noted.
            await audit.AppendAsync(author, action, subject, detail, CancellationToken.None);
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out string words))
        {
            logger.NotAudited(author.Name, author.Address, action, subject, detail, words);
        }
    }
}
