using CsCheck;
using System.Text;
using Tandem.Media.Dtmf;

namespace Tandem.Tests.Media.Dtmf;

public sealed class InfoBodyTests
{
    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", '5', 160)]
    [InlineData("Application/DTMF-Relay; charset=utf-8", "Signal= *\nDuration= 250", '*', 250)]
    [InlineData("application/dtmf-relay", "Signal=11\r\n", '#', 100)]
    [InlineData("application/dtmf-relay", "duration=999999\r\nsignal=a", 'A', 8000)]
    [InlineData("application/dtmf", "7", '7', 100)]
    [InlineData("application/dtmf", " 10\r\n", '*', 100)]
    public void Keys_are_read_as_carriers_write_them(string type, string body, char key, int ms)
    {
        InfoBody.TryRead(Encoding.ASCII.GetBytes(type), Encoding.ASCII.GetBytes(body), out char read, out int milliseconds).Should().BeTrue();
        (read, milliseconds).Should().Be((key, ms));
    }

    [Theory]
    [InlineData("application/dtmf-relay", "")]
    [InlineData("application/dtmf-relay", "Signal=\r\nDuration=10")]
    [InlineData("application/dtmf-relay", "Signal=17")]
    [InlineData("application/dtmf", "55")]
    [InlineData("application/sdp", "Signal=5")]
    public void What_is_no_key_is_passed_over(string type, string body) =>
        InfoBody.TryRead(Encoding.ASCII.GetBytes(type), Encoding.ASCII.GetBytes(body), out _, out _).Should().BeFalse();

    [Fact]
    public void What_is_written_is_read() =>
        Gen.Select(Gen.Char["0123456789*#ABCD"], Gen.Int[40, 8000]).Sample((key, ms) =>
            InfoBody.TryRead("application/dtmf-relay"u8, Encoding.ASCII.GetBytes(InfoBody.Write(key, ms)), out char read, out int length) && read == key && length == ms);

    [Fact]
    public void Any_bytes_are_harmless() =>
        Gen.Byte.Array[0, 60].Sample(static bytes => { InfoBody.TryRead("application/dtmf-relay"u8, bytes, out _, out _); });
}
