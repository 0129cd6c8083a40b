using Tandem.Api.Json;
using Tandem.Store.Archive;

namespace Tandem.Api.Backups;

/// <summary>How an instant of an archive is named in the audit trail and in problems.</summary>
internal static class ArchiveWords
{
    public static string Of(ArchiveInstant to) => $"{to.Generation} at {TimeConverter.Text(to.At)}";
}
