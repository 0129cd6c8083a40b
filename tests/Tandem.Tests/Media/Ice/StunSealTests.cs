using System.Security.Cryptography;
using System.Text;
using Tandem.Media.Ice;
using Tandem.Tests.Media.Turn;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Ice;

/// <summary>The test vectors of RFC 5769, octet by octet.</summary>
public sealed class StunSealTests
{
    private const string Password = "VOkJxbRl1RmTxUk/WvJxBt";
    private const string Transaction = "2112a442b7e7a701bc34d686fa87dfae";

    /// <summary>RFC 5769 §2.2.</summary>
    private static readonly byte[] AnswerIPv4 = Convert.FromHexString(
        "0101003c" + Transaction + "8022000b7465737420766563746f7220" + "002000080001a147e112a643" + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7" + "80280004c07d4c96");

    /// <summary>RFC 5769 §2.3.</summary>
    private static readonly byte[] AnswerIPv6 = Convert.FromHexString(
        "01010048" + Transaction + "8022000b7465737420766563746f7220" + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9" + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
        + "80280004c8fb0b4c");

    /// <summary>RFC 5769 §2.4: long-term credentials, without a fingerprint.</summary>
    private static readonly byte[] LongTerm = Convert.FromHexString(
        "000100602112a44278ad3433c6ad72c029da412e" + "00060012e3839ee38388e383aae38383e382af" + "e382b90000" + "0015001c662f2f3439396b39353464364f4c33346f4c394653547679363473" + "41"
        + "0014000b6578616d706c652e6f726700" + "00080014f67024656dd64a3e02b8e0712e85c9a28ca89666");

    [Fact]
    public void The_answers_of_RFC_5769_are_right_and_say_where_the_client_is()
    {
        byte[] key = Encoding.ASCII.GetBytes(Password);
        foreach ((byte[] answer, NetAddress mapped) in new[] { (AnswerIPv4, TurnBench.Address("192.0.2.1", 32_853)), (AnswerIPv6, TurnBench.Address("2001:db8:1234:5678:11:2233:4455:6677", 32_853)) })
        {
            StunMessage.IsStun(answer).Should().BeTrue();
            StunSeal.IsRight(answer, StunAttribute.MessageIntegrity, key).Should().BeTrue();
            StunSeal.HasFingerprint(answer).Should().BeTrue();
            StunMessage.TryReadAddress(answer, TurnPhone.Value(answer, StunAttribute.XorMappedAddress), out NetAddress address).Should().BeTrue();
            address.Should().Be(mapped);
        }
    }

    [Fact]
    public void The_answers_of_RFC_5769_are_written_as_they_stand_there()
    {
        foreach ((byte[] answer, string ip) in new[] { (AnswerIPv4, "192.0.2.1"), (AnswerIPv6, "2001:db8:1234:5678:11:2233:4455:6677") })
        {
            byte[] into = new byte[200];
            var writer = new StunWriter(into, StunMessage.BindingSuccess, Convert.FromHexString(Transaction));
            writer.Add((StunAttribute)0x8022, "test vector"u8);
            into[20 + 4 + 11] = (byte)' '; // the vectors pad with a space, we with nothing
            writer.AddXorAddress(StunAttribute.XorMappedAddress, TurnBench.Address(ip, 32_853));
            writer.Seal(Encoding.ASCII.GetBytes(Password));
            writer.AddFingerprint();
            writer.End().ToArray().Should().Equal(answer);
        }
    }

    [Fact]
    public void The_long_term_credentials_of_RFC_5769_are_right()
    {
        byte[] key = MD5.HashData(Encoding.UTF8.GetBytes("マトリックス:example.org:TheMatrIX"));
        StunMessage.IsStun(LongTerm).Should().BeTrue();
        StunSeal.IsRight(LongTerm, StunAttribute.MessageIntegrity, key).Should().BeTrue();
        StunSeal.IsRight(LongTerm, StunAttribute.MessageIntegrity, MD5.HashData(key)).Should().BeFalse();
        StunSeal.IsRight(LongTerm, StunAttribute.MessageIntegritySha256, key).Should().BeFalse("there is none");
    }

    [Fact]
    public void SHA_256_may_be_cut_to_sixteen_octets_and_no_shorter()
    {
        byte[] key = [1, 2, 3];
        byte[] into = new byte[200];
        var writer = new StunWriter(into, StunMessage.BindingRequest, Convert.FromHexString(Transaction));
        writer.SealSha256(key);
        byte[] whole = writer.End().ToArray();
        StunSeal.IsRight(whole, StunAttribute.MessageIntegritySha256, key).Should().BeTrue();
        Cut(16).Should().BeTrue();
        Cut(12).Should().BeFalse();

        bool Cut(int length)
        {
            // The length that the code covers is that of the cut attribute.
            byte[] covered = [0, 1, 0, (byte)(4 + length), .. Convert.FromHexString(Transaction)];
            byte[] mac = HMACSHA256.HashData(key, covered)[..length];
            return StunSeal.IsRight([.. covered, 0, 0x1C, 0, (byte)length, .. mac], StunAttribute.MessageIntegritySha256, key);
        }
    }
}
