using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Tandem.Media.Codecs;
using Tandem.Media.Sdp;

namespace Tandem.Scenarios.Processes;

/// <summary>What a telephone reads in messages and descriptions.</summary>
internal static partial class PhoneWords
{
    public static string BodyOf(string text) => text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    public static string Header(string text, string name)
    {
        string? line = text.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line is null ? "" : line[(name.Length + 1)..].Trim();
    }

    public static List<(byte Type, VoiceCodec Codec)> TypesOf(string description)
    {
        var read = new SdpDescription();
        SdpParser.Parse(Encoding.ASCII.GetBytes(description), read);
        int line = read.Find(SdpMediaKind.Audio);
        VoiceFormats formats = line < 0 ? default : read.VoiceFormats(line);
        return [.. Enumerable.Range(0, formats.Count).Select(i => (formats[i].Type, formats[i].Codec))];
    }

    public static string SessionOf(IPAddress own, int version)
    {
        string address = $"IN IP{(own.AddressFamily == AddressFamily.InterNetwork ? 4 : 6)} {own}";
        return $"v=0\r\no=phone 1 {version} {address}\r\ns=-\r\nc={address}\r\nt=0 0\r\n";
    }

    public static string VoiceOf(string[] formats, int port)
    {
        string types = string.Join(' ', formats.Select(static format => format.Split(' ')[0]));
        return $"m=audio {port} RTP/AVP {types}\r\n{string.Concat(formats.Select(static format => $"a=rtpmap:{format}\r\n"))}";
    }

    [GeneratedRegex(@"Via: [^\r]*\r\n", RegexOptions.None, 1000)]
    public static partial Regex ViaLine();

    [GeneratedRegex(@"Via: SIP/2.0/UDP (\[[^\]]+\]|[^:;\[]+):(?<port>\d+)", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex ViaPort();

    [GeneratedRegex(@"Contact: <(?<uri>[^>]+)>", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex ContactUri();

    [GeneratedRegex(@"c=IN IP[46] (?<address>\S+)", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex ConnectionLine();

    [GeneratedRegex(@"m=(?<kind>\w+) (?<port>\d+)", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex MediaLine();
}
