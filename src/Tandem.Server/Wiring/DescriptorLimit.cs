using System.Globalization;
using Tandem.Wire.Tcp;

namespace Tandem.Server.Wiring;

/// <summary>How many descriptors this process may open. The runtime has raised the soft limit to the hard one by the time that this is asked.</summary>
internal static class DescriptorLimit
{
    private const string Limits = "/proc/self/limits";

    // RTP and RTCP towards each side.
    private const int OfCall = 4;

    // Control sockets, event sets, the runtime's own.
    private const int Others = 200;

    // What the switch has open when nobody calls: mostly its libraries.
    private const int Own = 300;

    // Threads, files and libraries that come to be needed: without a descriptor for them the runtime ends the process.
    private const int Spare = 100;

    // More calls at once than one machine forwards from user space: who has a range for more has not asked for them.
    private const int MostExpected = 4000;

    /// <summary>
    /// Whether the limit will be felt: too low for the calls that the range has ports for, up to as many as a machine carries. Ports are opened when a call needs them, so a limit below a large range alone is no fault.
    /// </summary>
    /// <param name="pairs">Pairs of ports of all ranges.</param>
    /// <param name="limit">What <see cref="Read()"/> said.</param>
    /// <param name="calls">Calls that the limit is enough for.</param>
    /// <param name="needed">The limit that the whole range needs.</param>
    public static bool IsTooLow(int pairs, int? limit, out int calls, out int needed)
    {
        needed = (pairs * 2) + Others;
        calls = Math.Max(0, ((limit ?? int.MaxValue) - Others) / OfCall);
        return limit is int most && most < Math.Min(needed, (MostExpected * OfCall) + Others);
    }

    /// <summary>The highest descriptor that a call may have, so that the process keeps what it needs for itself.</summary>
    public static int HighestOfCalls(int? limit) => limit is int most ? Math.Max(0, most - Others) : int.MaxValue;

    /// <summary>How many streams of SIP the limit has room for, of which strangers get four fifths as ever: those of the plan must find room where it is small, too.</summary>
    public static StreamLimits OfStreams(int? limit)
    {
        var usual = new StreamLimits();
        if (limit is not int most)
        {
            return usual;
        }

        int streams = Math.Min(usual.MostStreams, Math.Max(most / 4, most - Own - Spare));
        return usual with { HighestDescriptor = Math.Max(0, most - Spare), MostStreams = streams, MostForStrangers = Math.Min(usual.MostForStrangers, streams * 4 / 5) };
    }

    /// <summary>The highest descriptor that a browser or a program of the API may have: higher, so that an operator sees a switch that is crowded with streams.</summary>
    public static int HighestOfApi(int? limit) => limit is int most ? Math.Max(0, most - (Spare / 2)) : int.MaxValue;

    /// <summary>Null when there is no limit, or none that can be read.</summary>
    public static int? Read()
    {
        try
        {
            return Read(File.ReadAllLines(Limits));
        }
        catch (IOException)
        {
            return null;
        }
    }

    internal static int? Read(IEnumerable<string> lines)
    {
        const string Name = "Max open files";
        string? line = lines.FirstOrDefault(static line => line.StartsWith(Name, StringComparison.Ordinal));
        string[] values = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return values.Length > 0 && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out int soft) ? soft : null;
    }
}
