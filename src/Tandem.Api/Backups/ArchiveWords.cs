using System.Globalization;
using Tandem.Store.Archive;

namespace Tandem.Api.Backups;

/// <summary>How an instant of an archive is named in the audit trail and in problems.</summary>
internal static class ArchiveWords
{
    public static string Of(ArchiveInstant to) => $"{to.Generation} at {Of(to.At)}";

    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
