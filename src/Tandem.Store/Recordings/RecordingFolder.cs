using System.Globalization;

namespace Tandem.Store.Recordings;

/// <summary>
/// The recordings' directory: <c>DAY/NUMBER.wav</c>, and <c>.pcap</c> beside it where packets were kept. The media process writes there; here they are found and deleted. The day is that of
/// the call's beginning in UTC, the number that of its record.
/// </summary>
public sealed class RecordingFolder(string directory, TimeProvider time)
{
    private const string Sound = ".wav";
    private const string Capture = ".pcap";
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The newest ones with numbers below <paramref name="before"/>, newest first.</summary>
    public IReadOnlyList<RecordingFile> List(int most, long before)
    {
        var found = new List<RecordingFile>();
        foreach (string day in Days())
        {
            IEnumerable<long> numbers = Directory.EnumerateFiles(day, "*" + Sound)
                .Select(static path => NumberOf(path)).Where(number => number > 0 && number < before).OrderDescending();
            foreach (long number in numbers)
            {
                if (found.Count == most)
                {
                    return found;
                }

                if (Look(day, number) is { } file)
                {
                    found.Add(file);
                }
            }
        }

        return found;
    }

    /// <summary>Null when there is none, or none any more.</summary>
    public RecordingFile? Find(long number)
    {
        foreach (string day in Days())
        {
            if (Look(day, number) is { } file)
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>False when there was none. One that is still written goes on into nothing.</summary>
    public bool Delete(long number)
    {
        if (Find(number) is not { } file)
        {
            return false;
        }

        File.Delete(file.Path);
        if (file.CapturePath is { } capture)
        {
            File.Delete(capture);
        }

        return true;
    }

    /// <summary>Deletes the days that began more than so many days ago; how many files.</summary>
    public int DeleteOlderThan(int days)
    {
        DateTime last = time.GetUtcNow().UtcDateTime.Date.AddDays(-days);
        int deleted = 0;
        foreach (string day in Days())
        {
            if (DateTime.TryParseExact(Path.GetFileName(day), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime began) && began < last)
            {
                deleted += Directory.GetFiles(day).Length;
                Directory.Delete(day, recursive: true);
            }
        }

        return deleted;
    }

    private IEnumerable<string> Days() => Directory.Exists(directory) ? Directory.GetDirectories(directory).OrderDescending(StringComparer.Ordinal) : [];

    private static RecordingFile? Look(string day, long number)
    {
        string name = Path.Combine(day, number.ToString(CultureInfo.InvariantCulture));
        var file = new FileInfo(name + Sound);
        return file.Exists ? new(number, file.FullName, file.Length, new(file.LastWriteTimeUtc), File.Exists(name + Capture) ? name + Capture : null) : null;
    }

    private static long NumberOf(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
