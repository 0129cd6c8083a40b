using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Console;

/// <summary>A recording of a call of the demo, whose peers send no sound.</summary>
internal static class DemoRecording
{
    /// <summary>Two seconds of silence, as the media process leaves them for a call. The call's id.</summary>
    public static async Task<string> AddAsync(SwitchProcess demo, string data)
    {
        JsonNode call = (await demo.GetAsync("cdrs?answered=true&limit=1"))["items"]![0]!;
        string id = (string)call["id"]!;
        const int Bytes = 2 * 8000 * 4;
        DirectoryInfo day = Directory.CreateDirectory(Path.Combine(data, "recordings", ((string)call["startedAt"]!)[..10]));
        await using var file = new BinaryWriter(File.Create(Path.Combine(day.FullName, id + ".wav")));
        file.Write("RIFF"u8);
        file.Write(36 + Bytes);
        file.Write("WAVEfmt "u8);
        file.Write(16);
        file.Write((short)1);
        file.Write((short)2);
        file.Write(8000);
        file.Write(32000);
        file.Write((short)4);
        file.Write((short)16);
        file.Write("data"u8);
        file.Write(Bytes);
        file.Write(new byte[Bytes]);
        return id;
    }
}
