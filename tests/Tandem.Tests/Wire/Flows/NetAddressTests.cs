using System.Net;
using System.Text;
using CsCheck;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Wire.Flows;

public sealed class NetAddressTests
{
    private static readonly Gen<IPAddress> Addresses = Gen.OneOf(
        Gen.Byte.Array[4].Select(static bytes => new IPAddress(bytes)),
        Gen.Byte.Array[16].Select(static bytes => new IPAddress(bytes)),

        // Many zeros, for the :: of RFC 5952.
        Gen.Int[0, 2].Array[8].Select(static groups => new IPAddress([.. groups.SelectMany(static group => new byte[] { 0, (byte)(group / 2) })])))
        .Where(static address => !address.IsIPv4MappedToIPv6);

    [Fact]
    public void It_keeps_every_address_and_writes_it_as_the_framework_does() =>
        Addresses.Sample(static address =>
        {
            NetAddress kept = NetAddress.From(address, 5060);
            kept.ToIPAddress().Should().Be(address);
            Span<byte> host = stackalloc byte[64];
            kept.TryFormatHost(host, out int length).Should().BeTrue();
            string expected = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? address.ToString() : $"[{ByHand(address)}]";
            Encoding.ASCII.GetString(host[..length]).Should().Be(expected);
            kept.TryFormatHost(host[..(length - 1)], out _).Should().BeFalse();
        }, iter: 20_000);

    [Theory]
    [InlineData("udp:0.0.0.0:5060", TransportKind.Udp, "0.0.0.0", 5060)]
    [InlineData("tcp:[::]:0", TransportKind.Tcp, "::", 0)]
    [InlineData("TLS:[2001:db8::1]:5061", TransportKind.Tls, "2001:db8::1", 5061)]
    public void A_bind_point_is_read(string text, TransportKind transport, string address, int port)
    {
        BindPoint.TryParse(text, out BindPoint? point, out _).Should().BeTrue();
        point.Should().Be(new BindPoint(transport, IPAddress.Parse(address), port));
    }

    [Theory]
    [InlineData("5060")]
    [InlineData("udp")]
    [InlineData("sctp:0.0.0.0:5060")]
    [InlineData("udp:0.0.0.0")]
    [InlineData("udp:0.0.0.0:65536")]
    [InlineData("udp:0.0.0.0:-1")]
    [InlineData("udp:::5060")]
    [InlineData("udp:[127.0.0.1]:5060")]
    [InlineData("udp:example.com:5060")]
    public void A_bad_bind_point_has_a_problem(string text)
    {
        BindPoint.TryParse(text, out _, out string problem).Should().BeFalse();
        problem.Should().Contain(text);
    }

    // The framework ends addresses such as ::1.2.3.4 in dotted form; SIP messages need not.
    private static string ByHand(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        string[] groups = [.. Enumerable.Range(0, 8).Select(i => ((bytes[2 * i] << 8) | bytes[(2 * i) + 1]).ToString("x"))];
        int best = -1;
        int length = 1;
        for (int start = 0; start < 8; start++)
        {
            int run = groups.Skip(start).TakeWhile(static group => group == "0").Count();
            if (run > length)
            {
                (best, length) = (start, run);
            }
        }

        return best < 0
            ? string.Join(':', groups)
            : string.Join(':', groups.Take(best)) + "::" + string.Join(':', groups.Skip(best + length));
    }
}
