using System.Text;

namespace Tandem.Tests.Sip.Messages;

/// <summary>The torture files themselves; where they are from stands in Torture/README.md.</summary>
public sealed class TortureFilesTests
{
    // Too long, with octets behind the message, twice, negative: that is what these are for.
    private static readonly string[] Misfits = ["clerr", "dblreq", "mcl01", "ncl"];

    [Theory]
    [MemberData(nameof(TortureCases.All), MemberType = typeof(TortureCases))]
    public void Each_Content_Length_fits_its_body_unless_that_is_the_message_s_point(TortureCase torture)
    {
        string text = Encoding.Latin1.GetString(TortureCases.Bytes(torture.Name));
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        int body = text.Length - end - 4;
        string[] lengths =
        [
            .. text[..end].Split("\r\n").Select(static line => line.Split(':', 2))
                .Where(static pair => pair[0].Trim().ToUpperInvariant() is "CONTENT-LENGTH" or "L").Select(static pair => pair[1].Trim()),
        ];

        bool fits = lengths.Length == 0 || (lengths is [var only] && only == $"{body}");
        fits.Should().Be(!Misfits.Contains(torture.Name));
    }

    [Fact]
    public void The_long_request_repeats_as_often_as_the_RFC_says()
    {
        string text = Encoding.ASCII.GetString(TortureCases.Bytes("longreq"));
        (string Before, string Word, int Count, string After)[] repeats =
        [
            ("of ", "extreme", 10, " proportion"), ("=very", "long", 20, "value;"), (";longparam", "name", 25, "=shortvalue"), (";very", "long", 25, "ParameterName"),
            ("sip:", "amazinglylongcallername", 5, "@example.net"), ("=12", "982", 50, "424;"), (";unknownheaderparam", "name", 20, "="), ("=unknowheaderparam", "value", 15, ";"),
            (";unknownValueless", "paramname", 10, "\r\n"), ("longreq.one", "really", 20, "longcallid"), ("branch=very", "long", 50, "branchvalue"),
        ];
        foreach ((string before, string word, int count, string after) in repeats)
        {
            text.Should().Contain(before + string.Concat(Enumerable.Repeat(word, count)) + after);
        }
    }
}
