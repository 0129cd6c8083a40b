using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Media.Sounds;
using Tandem.TestKit;
using Tandem.Wire.Shards;

namespace Tandem.Tests.Media.Nodes;

/// <summary>A voice through an rtpengine: what it is asked, in which order, and when the voice is over.</summary>
public sealed partial class NgVoicesTests : IDisposable
{
    private const string Offer = "v=0\r\no=- 1 1 IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 192.0.2.2\r\nt=0 0\r\nm=video 4002 RTP/AVP 99\r\na=rtpmap:99 VP8/90000\r\nm=audio 4000 RTP/AVP 18 8\r\n";
    private const string Ok = "d6:result2:oke";
    private const string Refused = "d12:error-reason4:nope6:result5:errore";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-voices-");
    private readonly List<string> _sent = [];
    private readonly List<(UInt128, byte)> _played = [];
    private readonly MediaSession _session = new();
    private readonly SdpBench _bench = new();
    private readonly Shard _shard = new(0, TimeProvider.System);
    private readonly NgExchange _exchange;
    private readonly NgVoices _voices;
    private string _answer = Ok;
    private long _now = 1000;

    public NgVoicesTests()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "long.wav"), Silence(seconds: 8));
        File.WriteAllBytes(Path.Combine(_folder.FullName, "short.wav"), Silence(seconds: 1));
        var sounds = SoundLibrary.Read(_folder.FullName, NullLogger.Instance);
        _exchange = new("x_", datagram => _sent.Add(Encoding.Latin1.GetString(datagram)), new NgTimes { PingMs = 1_000_000 });
        _voices = new(_exchange, sounds, "engine", () => _now) { Played = (session, mark) => _played.Add((session, mark)) };
        _session.Begin(7, new ScriptedNode());
        Take(MediaAsk.Offer, MediaSide.A, Offer);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Before_the_answer_nobody_answers_in_the_callees_place_and_the_voice_ends_in_its_time()
    {
        MediaRequest request = Ask("en/long/short");
        Commands().Should().Equal("answer", "play media");
        _sent[0].Should().Contain("m=video 0 RTP/AVP 99\r\n").And.Contain("m=audio 9 RTP/AVP 8\r\na=sendonly", "G.729 can't be made");
        (request.Outcome, request.SoundMs).Should().Be((MediaOutcome.Done, 9000));

        Passes(5_900);
        Commands().Should().HaveCount(2);
        Passes(200);
        Commands().Should().Equal("answer", "play media", "play media");
        Passes(2_800);
        _played.Should().BeEmpty();
        Passes(200);
        _played.Should().Equal(((UInt128)7, (byte)5));
        Passes(20_000);
        _played.Should().HaveCount(1);
        Commands().Should().HaveCount(3);
    }

    [Fact]
    public void A_caller_that_talks_does_not_hear_the_callee_meanwhile_and_does_again_afterwards()
    {
        Take(MediaAsk.Answer, MediaSide.B, "v=0\r\no=- 1 1 IN IP4 192.0.2.3\r\ns=-\r\nc=IN IP4 192.0.2.3\r\nt=0 0\r\nm=video 0 RTP/AVP 99\r\nm=audio 5000 RTP/AVP 8\r\n");
        Ask("/short");
        Commands().Should().Equal("block media", "play media");
        _sent[0].Should().Contain("8:from-tag2:b0");
        _sent[1].Should().Contain("8:from-tag1:a");
        Passes(1_100);
        Commands().Should().Equal("block media", "play media", "unblock media");
        _played.Should().HaveCount(1);
    }

    [Fact]
    public void What_can_not_be_played_is_said_and_nothing_stays_blocked()
    {
        Ask("/nothing").Problem.Should().Be("engine: no such sound");
        _sent.Should().BeEmpty();
        _answer = Refused;
        Encoding.ASCII.GetString((byte[])Ask("/short").Reply!).Should().Be(Refused);
        Commands().Should().Equal("answer");

        Take(MediaAsk.Answer, MediaSide.B, "v=0\r\no=- 1 1 IN IP4 192.0.2.3\r\ns=-\r\nc=IN IP4 192.0.2.3\r\nt=0 0\r\nm=video 0 RTP/AVP 99\r\nm=audio 5000 RTP/AVP 8\r\n");
        _sent.Clear();
        _answer = "";
        MediaRequest request = Begin("/short");
        Answer(0, Ok);
        Answer(1, Refused);
        Commands().Should().Equal("block media", "play media", "unblock media");
        Encoding.ASCII.GetString((byte[])request.Reply!).Should().Be(Refused);
        Passes(5_000);
        _played.Should().BeEmpty();
    }

    [Fact]
    public void A_session_that_is_over_ends_its_voice_without_a_word()
    {
        Ask("/long");
        _voices.Forget(7);
        Passes(20_000);
        Commands().Should().Equal("answer", "play media");
        _played.Should().BeEmpty();
    }

    private static byte[] Silence(int seconds)
    {
        byte[] wav = new byte[44 + (seconds * 16_000)];
        "RIFF"u8.CopyTo(wav);
        BitConverter.TryWriteBytes(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BitConverter.TryWriteBytes(wav.AsSpan(16), 16);
        BitConverter.TryWriteBytes(wav.AsSpan(20), 0x0001_0001);
        BitConverter.TryWriteBytes(wav.AsSpan(24), 8000);
        BitConverter.TryWriteBytes(wav.AsSpan(28), 16_000);
        BitConverter.TryWriteBytes(wav.AsSpan(32), 0x0010_0002);
        "data"u8.CopyTo(wav.AsSpan(36));
        BitConverter.TryWriteBytes(wav.AsSpan(40), wav.Length - 44);
        return wav;
    }

    private MediaRequest Begin(string sound)
    {
        MediaRequest request = new() { Sound = sound, Mark = 5 };
        request.Begin(MediaAsk.Announce, _session, MediaSide.B, Encoding.ASCII.GetBytes(Offer), _shard);
        _voices.Ask(request);
        return request;
    }

    /// <summary>All questions are answered as they come.</summary>
    private MediaRequest Ask(string sound)
    {
        int first = _sent.Count;
        MediaRequest request = Begin(sound);
        for (int i = first; i < _sent.Count; i++)
        {
            Answer(i, _answer);
        }

        return request;
    }

    private void Answer(int question, string dictionary) => _exchange.OnDatagram(Encoding.ASCII.GetBytes($"{_sent[question].Split(' ')[0]} {dictionary}"));

    private void Take(MediaAsk ask, MediaSide from, string said)
    {
        MediaRequest request = new();
        request.Begin(ask, _session, from, Encoding.ASCII.GetBytes(said), _shard);
        _bench.TryTake(request).Should().BeTrue("{0}", request.Problem);
    }

    private void Passes(int ms)
    {
        _now += ms;
        _voices.OnTime(_now);
    }

    private IEnumerable<string> Commands() => _sent.Select(static sent =>
    {
        Match command = Command().Match(sent);
        return sent.Substring(command.Index + command.Length, int.Parse(command.Groups["length"].Value, CultureInfo.InvariantCulture));
    });

    [GeneratedRegex(@"7:command(?<length>\d+):", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();
}
