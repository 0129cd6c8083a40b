using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tandem.Media.Codecs;

namespace Tandem.Media.Nodes;

/// <summary>The messages of the NG protocol that let a caller hear a voice.</summary>
internal static class NgVoiceMessages
{
    // What the caller says to nobody goes to the discard port of the machine that relays, and stays there.
    private const string Nowhere4 = "IN IP4 127.0.0.1";
    private const string Nowhere6 = "IN IP6 ::1";
    private const int DiscardPort = 9;

    /// <summary>The caller hears this WAV file.</summary>
    public static byte[] Play(NgVoice voice, ReadOnlySpan<byte> wav) =>
        [.. Begin("play media"u8, voice.Session).Pair("from-tag"u8, "a"u8).Pair("blob"u8, wav).End().Written];

    /// <summary>What the callee says goes nowhere, or is heard again.</summary>
    public static byte[] Block(NgVoice voice, bool isOn)
    {
        Span<byte> tag = stackalloc byte[4];
        tag[0] = (byte)'b';
        Utf8Formatter.TryFormat(voice.Fork, tag[1..], out int digits);
        return [.. Begin(isOn ? "block media"u8 : "unblock media"u8, voice.Session).Pair("from-tag"u8, tag[..(1 + digits)]).End().Written];
    }

    /// <summary>An answer in the place of the callee's: to the voice line only, in one codec, of one who speaks and does not listen.</summary>
    public static byte[] Answer(MediaRequest request, int line, VoiceFormat format)
    {
        BencodeWriter text = Begin("answer"u8, request.Session.Key).Pair("from-tag"u8, "a"u8).Pair("to-tag"u8, "voice"u8);
        NgMessages.WriteDescription(text, request, Encoding.ASCII.GetBytes(Describe(Encoding.ASCII.GetString(request.Said), line, format, request.Near.IsIPv4)));
        return [.. text.End().Written];
    }

    private static string Describe(string offer, int voice, VoiceFormat format, bool isIPv4)
    {
        string nowhere = isIPv4 ? Nowhere4 : Nowhere6;
        var text = new StringBuilder(200);
        text.Append(CultureInfo.InvariantCulture, $"v=0\r\no=- 1 1 {nowhere}\r\ns=-\r\nc={nowhere}\r\nt=0 0\r\n");
        int line = 0;
        foreach (string offered in offer.Split('\n').Where(static offered => offered.StartsWith("m=", StringComparison.Ordinal)))
        {
            string[] words = offered.TrimEnd('\r').Split(' ');
            if (line++ == voice)
            {
                text.Append(CultureInfo.InvariantCulture, $"{words[0]} {DiscardPort} {words[2]} {format.Type}\r\na=sendonly\r\n");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"{words[0]} 0 {string.Join(' ', words.Skip(2))}\r\n");
            }
        }

        return text.ToString();
    }

    private static BencodeWriter Begin(ReadOnlySpan<byte> command, UInt128 session)
    {
        Span<byte> key = stackalloc byte[32];
        NgMessages.Key(session, key);
        return new BencodeWriter().Dictionary().Pair("command"u8, command).Pair("call-id"u8, key);
    }
}
