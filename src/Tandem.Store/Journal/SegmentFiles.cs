using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Tandem.Store.Journal;

/// <summary>The files of a journal folder: <c>SHARD-NUMBER.log</c>, and <c>.damaged</c> behind it for one that was set aside.</summary>
internal static class SegmentFiles
{
    private const string Damaged = ".damaged";

    /// <summary>The numbers of all segments that are in the folder, sound or damaged.</summary>
    public static IEnumerable<(int Shard, long Sequence)> Numbers(string directory)
    {
        foreach (string path in Directory.EnumerateFiles(directory))
        {
            string name = Path.GetFileName(path);
            name = name.EndsWith(Damaged, StringComparison.Ordinal) ? name[..^Damaged.Length] : name;
            if (name.EndsWith(".log", StringComparison.Ordinal) && TryReadName(name, out int shard, out long sequence))
            {
                yield return (shard, sequence);
            }
        }
    }

    /// <summary>Opens every sound segment; one whose header is damaged is set aside, and one without a mark goes.</summary>
    public static List<Segment> Find(string directory, ILogger logger)
    {
        var found = new List<Segment>();
        foreach (string path in Directory.EnumerateFiles(directory, "*.log"))
        {
            if (!TryReadName(Path.GetFileName(path), out int shard, out long sequence))
            {
                continue;
            }

            using SegmentReader? reader = SegmentReader.Open(path);
            if (reader is not null && reader.Header.Shard == shard && reader.Header.Sequence == sequence)
            {
                found.Add(new Segment(path, reader.Header, file: null, SegmentReader.LengthOf(path)));
            }
            else if (SegmentReader.LengthOf(path) <= JournalFormat.HeaderLength)
            {
                // The process died while it began this segment: no mark was in it.
                File.Delete(path);
            }
            else
            {
                File.Move(path, path + Damaged, overwrite: true);
                logger.SegmentSetAside(Path.GetFileName(path));
            }
        }

        return found;
    }

    private static bool TryReadName(string name, out int shard, out long sequence)
    {
        (shard, sequence) = (0, 0);
        return Path.GetFileNameWithoutExtension(name).Split('-') is [string first, string second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out shard)
            && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
    }
}
