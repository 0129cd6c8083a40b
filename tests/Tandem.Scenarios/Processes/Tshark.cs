using System.Globalization;

namespace Tandem.Scenarios.Processes;

/// <summary>Wireshark's reader: what it makes of a capture.</summary>
internal static class Tshark
{
    /// <summary>The asked fields of each packet that the display filter lets through; checksums are looked at.</summary>
    public static async Task<IReadOnlyList<string[]>> ReadAsync(byte[] capture, string filter, params string[] fields)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-capture-");
        try
        {
            string file = Path.Combine(folder.FullName, "capture");
            await File.WriteAllBytesAsync(file, capture);
            string[] words =
            [
                "-r", file, "-o", "udp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-Y", filter, "-T", "fields", "-E", "separator=|", .. fields.SelectMany(static field => new[] { "-e", field }),
            ];
            await using var tshark = new Child("tshark", words, folder.FullName, new Dictionary<string, string> { ["HOME"] = folder.FullName });
            int code = await tshark.ExitAsync(TimeSpan.FromSeconds(60));
            string said = string.Join('\n', tshark.Errors);
            code.Should().Be(0, "{0}", said);
            return [.. tshark.Lines.Where(static line => line.Contains('|', StringComparison.Ordinal)).Select(static line => line.Split('|'))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Nothing in the capture is malformed, and no checksum wrong; how many packets it has.</summary>
    public static async Task<int> WholeAsync(byte[] capture)
    {
        IReadOnlyList<string[]> all = await ReadAsync(capture, "frame", "frame.number", "sip.Call-ID");
        (await ReadAsync(capture, "_ws.malformed || udp.checksum.status == \"Bad\" || ip.checksum.status == \"Bad\" || !sip", "frame.number", "sip.Call-ID")).Should().BeEmpty();
        return int.Parse(all[^1][0], CultureInfo.InvariantCulture);
    }
}
