using System.Globalization;

namespace Tandem.Server.Alarms;

/// <summary>What the machine's networks have carried since it started, without loopback.</summary>
internal readonly record struct NetworkCounts(long PacketsIn, long OctetsIn, long PacketsOut, long OctetsOut);

/// <summary>Reads how the machine is from the kernel (proc(5)). Where there is no such file, as outside Linux, there is nothing to tell.</summary>
internal sealed class MachineSigns(string proc = "/proc")
{
    /// <summary>Centiseconds that the processors were busy and that passed, all processors together; null when it is not known.</summary>
    public (long Busy, long All)? Processors() => TryRead("stat", out string[] lines) && lines.Length > 0 ? ParseProcessors(lines[0]) : null;

    /// <summary>Percent of the memory that is in use and can't be given to others, and how much can in words; null when it is not known.</summary>
    public (decimal Used, string Free)? Memory() => TryRead("meminfo", out string[] lines) ? ParseMemory(lines) : null;

    /// <summary>What the networks have carried; null when it is not known.</summary>
    public NetworkCounts? Networks() => TryRead("net/dev", out string[] lines) ? ParseNetworks(lines) : null;

    /// <summary>Percent of a directory's disk that is in use, and how much is free in words; null when it is not known.</summary>
    public static (decimal Used, string Free)? Disk(string directory)
    {
        try
        {
            var disk = new DriveInfo(directory);
            decimal used = disk.TotalSize == 0 ? 0 : Math.Round(100m * (disk.TotalSize - disk.AvailableFreeSpace) / disk.TotalSize, 1);
            return (used, string.Create(CultureInfo.InvariantCulture, $"{disk.AvailableFreeSpace / (double)(1L << 30):0.0} GB are free for {directory}"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The line <c>cpu</c> of /proc/stat: user nice system idle iowait irq softirq steal; what guests get is in user already.</summary>
    internal static (long Busy, long All)? ParseProcessors(string line)
    {
        const int Idle = 3;
        const int Waiting = 4;
        const int Steal = 7;
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["cpu", ..] || words.Length <= Waiting + 1)
        {
            return null;
        }

        long all = 0;
        long idle = 0;
        for (int i = 0; i <= Steal && i + 1 < words.Length; i++)
        {
            if (!long.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out long time))
            {
                return null;
            }

            all += time;
            idle += i is Idle or Waiting ? time : 0;
        }

        return (all - idle, all);
    }

    internal static (decimal Used, string Free)? ParseMemory(IEnumerable<string> lines)
    {
        long total = 0;
        long available = -1;
        foreach (string line in lines)
        {
            total = Kilobytes(line, "MemTotal:") ?? total;
            available = Kilobytes(line, "MemAvailable:") ?? available;
        }

        const double Gigabyte = 1 << 20; // of kilobytes
        return total > 0 && available >= 0
            ? (Math.Round(100m * (total - available) / total, 1), string.Create(CultureInfo.InvariantCulture, $"{available / Gigabyte:0.0} GB of {total / Gigabyte:0.0} GB can still be given to programs"))
            : null;
    }

    internal static NetworkCounts ParseNetworks(IEnumerable<string> lines)
    {
        const int PacketsIn = 1;
        const int OctetsOut = 8;
        const int PacketsOut = 9;
        NetworkCounts sum = default;
        foreach (string line in lines)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || line.AsSpan(0, colon).Trim() is "lo")
            {
                continue;
            }

            string[] words = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > PacketsOut)
            {
                sum = new(sum.PacketsIn + Number(words[PacketsIn]), sum.OctetsIn + Number(words[0]), sum.PacketsOut + Number(words[PacketsOut]), sum.OctetsOut + Number(words[OctetsOut]));
            }
        }

        return sum;
    }

    private static long Number(string word) => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private static long? Kilobytes(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) && line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [string number, ..] ? Number(number) : null;

    private bool TryRead(string name, out string[] lines)
    {
        try
        {
            lines = File.ReadAllLines(Path.Combine(proc, name));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            lines = [];
            return false;
        }
    }
}
