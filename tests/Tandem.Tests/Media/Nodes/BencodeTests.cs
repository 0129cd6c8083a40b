using System.Text;
using CsCheck;
using Tandem.Media.Nodes;

namespace Tandem.Tests.Media.Nodes;

public sealed class BencodeTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var writer = new BencodeWriter();
        writer.Dictionary().Pair("command"u8, "offer"u8).Text("flags"u8).List().Text("one"u8).Text("two"u8).End().Text("TOS"u8).Number(-160).Pair("name"u8, "Łódź").End();
        byte[] bytes = writer.Written.ToArray();

        Encoding.UTF8.GetString(bytes).Should().Be("d7:command5:offer5:flagsl3:one3:twoe3:TOSi-160e4:name7:Łódźe");
        Text(bytes, "command").Should().Be("offer");
        Text(bytes, "name").Should().Be("Łódź");
        Bencode.TryGetNumber(bytes, "TOS"u8, out long tos).Should().BeTrue();
        tos.Should().Be(-160);
        Bencode.TryGet(bytes, "flags"u8, out ReadOnlySpan<byte> flags).Should().BeTrue();
        var entries = new BencodeEntries(flags);
        var words = new List<string>();
        while (entries.TryNext(out ReadOnlySpan<byte> entry) && Bencode.TryText(entry, out ReadOnlySpan<byte> word, out _))
        {
            words.Add(Encoding.ASCII.GetString(word));
        }

        words.Should().Equal("one", "two");
        Bencode.LengthOf(bytes).Should().Be(bytes.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("d1:a")]
    [InlineData("d1:ai1e")]
    [InlineData("i1")]
    [InlineData("ie")]
    [InlineData("5:abc")]
    [InlineData("-1:a")]
    [InlineData("99999999999:a")]
    [InlineData("l1:ae1")]
    public void What_is_cut_or_wrong_has_no_length_or_ends_before(string text) =>
        Bencode.LengthOf(Encoding.ASCII.GetBytes(text)).Should().BeLessThan(Math.Max(1, text.Length));

    [Fact]
    public void Depth_has_an_end() => Bencode.LengthOf(Encoding.ASCII.GetBytes(new string('l', 1000) + new string('e', 1000))).Should().Be(0);

    [Fact]
    public void Any_bytes_at_all_never_throw() => Gen.Byte.Array[0, 200].Sample(static bytes =>
    {
        Bencode.LengthOf(bytes);
        Bencode.TryGetText(bytes, "sdp"u8, out _);
        var statistics = new MediaStatistics();
        NgStatistics.Read(bytes, statistics, 0);
    }, iter: 5000);

    [Fact]
    public void An_rtpengines_counts_are_read()
    {
        const string Side = "medias" + "ld5:indexi1e7:streamsl"
            + "d10:local porti31018e11:last packeti1795667366e5:flagsl3:RTPe4:SSRCi16909060e5:statsd7:packetsi10e5:bytesi1720e6:errorsi0eee"
            + "d10:local porti31019e11:last packeti1795667370e5:flagsl4:RTCPe5:statsd7:packetsi2e5:bytesi100e6:errorsi0eeeeee";
        string reply = $"d4:SSRCd8:16909060d11:average MOSd3:MOSi43e6:jitteri2e19:round-trip time legi40250ee15:cumulative lossi3eee4:tagsd1:ad6:{Side}e2:b0d6:mediaslee" + "e6:result2:oke";
        var counts = new MediaStatistics();
        NgStatistics.Read(Encoding.ASCII.GetBytes(reply), counts, 0);

        counts.FromA.Should().Be(new MediaFlow
        {
            Packets = 10,
            Octets = 1600,
            Lost = -1,
            Reordered = -1,
            Duplicates = -1,
            JitterMicroseconds = -1,
            RoundTripMicroseconds = 40_250,
            MosHundredths = -1,
            CodecChanges = -1,
            LastPacketMs = 1_795_667_366_000,
            LastAliveMs = 1_795_667_370_000,
        });
        counts.ToB.Should().Be(counts.FromA with { RoundTripMicroseconds = -1 }, "B has reported nothing");
        counts.ToA.Should().Be(MediaFlow.Unknown with { Lost = 3, JitterMicroseconds = 2000, RoundTripMicroseconds = 40_250, MosHundredths = 430 }, "A has said what it hears");
        counts.FromB.Should().Be(counts.ToA with { RoundTripMicroseconds = -1 });
    }

    [Fact]
    public void Of_a_voice_with_a_picture_beside_it_the_voices_reports_are_told()
    {
        string side = $"6:mediasl{Line(1)}{Line(2)}e";
        string reply = $"d4:SSRCd{Reports(1, 43, 2)}{Reports(2, 11, 90)}e4:tagsd1:ad{side}e2:b0d6:mediasleee6:result2:oke";
        var counts = new MediaStatistics();
        NgStatistics.Read(Encoding.ASCII.GetBytes(reply), counts, 0);

        (counts.ToA.MosHundredths, counts.ToA.JitterMicroseconds).Should().Be((430, 2000));
        counts.FromA.Packets.Should().Be(20, "packets are of all lines together");

        static string Line(int ssrc) => $"d7:streamsld4:SSRCi{ssrc}e11:last packeti1795667366e5:statsd5:bytesi1720e7:packetsi10eeeee";
        static string Reports(int ssrc, int mos, int jitter) => $"1:{ssrc}d11:average MOSd3:MOSi{mos}e6:jitteri{jitter}eee";
    }

    private static string Text(byte[] bytes, string key) =>
        Bencode.TryGetText(bytes, Encoding.ASCII.GetBytes(key), out ReadOnlySpan<byte> text) ? Encoding.UTF8.GetString(text) : "";
}
