using Tandem.Billing.Cdrs;
using Tandem.Store.Journal;

namespace Tandem.Tests.Store.Journal;

/// <summary>Reads a journal's files as they stand, without anybody's help.</summary>
internal static class Marks
{
    public static List<(MarkKind Kind, Cdr? Record)> Read(string dataDirectory)
    {
        var marks = new List<(MarkKind, Cdr?)>();
        foreach (string path in Files(dataDirectory))
        {
            using SegmentReader reader = SegmentReader.Open(path)!;
            while (reader.TryRead(SegmentReader.LengthOf(path)))
            {
                Cdr? record = null;
                if (reader.Kind is MarkKind.Answered or MarkKind.Ended)
                {
                    record = new Cdr();
                    CdrCodec.Read(reader.Payload, record, withLadder: true);
                }

                marks.Add((reader.Kind, record));
            }
        }

        return marks;
    }

    public static List<Cdr> Ends(string dataDirectory) =>
        [.. Read(dataDirectory).Where(static mark => mark.Kind == MarkKind.Ended).Select(static mark => mark.Record!)];

    public static string[] Files(string dataDirectory) =>
        [.. Directory.GetFiles(Path.Combine(dataDirectory, "journal"), "*.log").OrderBy(static path => path.Length).ThenBy(static path => path)];

    /// <summary>What a machine finds after the process has been killed: the files, and nothing of what it had in memory.</summary>
    public static TempFolder Killed(string dataDirectory)
    {
        var copy = new TempFolder();
        Directory.CreateDirectory(copy.File("journal"));
        foreach (string path in Files(dataDirectory))
        {
            File.Copy(path, Path.Combine(copy.File("journal"), Path.GetFileName(path)));
        }

        return copy;
    }
}
