using System.Text;
using Tandem.Media.Rtp;

namespace Tandem.Tests.Media.Rtp;

public sealed class SourceNamesTests
{
    [Fact]
    public void Names_are_disguised_the_same_each_time_and_nothing_else_is_touched()
    {
        byte[] before = [.. Packets.SenderReport(7), .. Description("alice@10.1.1.7")];
        byte[] datagram = [.. before];
        SourceNames.Disguise(datagram, 5);
        byte[] again = [.. before];
        SourceNames.Disguise(again, 5);
        byte[] elsewhere = [.. before];
        SourceNames.Disguise(elsewhere, 6);

        Encoding.ASCII.GetString(datagram).Should().NotContain("alice").And.NotContain("10.1.1.7");
        again.Should().Equal(datagram);
        elsewhere.Should().NotEqual(datagram);
        datagram[..38].Should().Equal(before[..38]);
        datagram[52..].Should().Equal(before[52..]);
    }

    [Fact]
    public void Whatever_stands_there_is_taken()
    {
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] garbage = Description(new string('x', random.Next(40)));
            for (int change = 0; change < 4; change++)
            {
                garbage[random.Next(garbage.Length)] = (byte)random.Next(256);
            }

            SourceNames.Disguise(garbage.AsSpan(0, random.Next(garbage.Length + 1)), 5);
        }
    }

    /// <summary>A source description with a CNAME.</summary>
    private static byte[] Description(string name)
    {
        byte[] text = Encoding.ASCII.GetBytes(name);
        int words = (4 + 2 + text.Length + 1 + 3) / 4;
        byte[] bytes = new byte[4 + (words * 4)];
        (bytes[0], bytes[1], bytes[3]) = (0x81, 202, (byte)words);
        (bytes[8], bytes[9]) = (1, (byte)text.Length);
        text.CopyTo(bytes.AsSpan(10));
        return bytes;
    }
}
