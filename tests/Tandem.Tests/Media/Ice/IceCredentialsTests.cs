using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Tandem.Media.Ice;
using Tandem.Media.Relay.Wire;
using Tandem.TestKit;
using Tandem.Tests.Media.Relay;
using Tandem.Tests.Media.Rtp;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Ice;

public sealed class IceCredentialsTests
{
    private const string Password = "VOkJxbRl1RmTxUk/WvJxBt";
    private static readonly NetAddress Source = NetAddress.From(IPAddress.Parse("192.0.2.1"), 32_853);

    /// <summary>The sample request of RFC 5769 §2.1.</summary>
    private static readonly byte[] Sample = Convert.FromHexString(
        "000100582112a442b7e7a701bc34d686fa87dfae" + "802200105354554e207465737420636c69656e74" + "002400046e0001ff" + "80290008932ff9b151263b36"
        + "000600096576746a3a68367659202020" + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2" + "80280004e57a3bcf");

    private static IceCredentials Ours => new("evtj"u8.ToArray(), Encoding.ASCII.GetBytes(Password));

    [Fact]
    public void The_sample_of_RFC_5769_is_proved_and_answered_as_a_conflict_of_roles()
    {
        StunMessage.IsStun(Sample).Should().BeTrue();
        byte[] answer = Answered(Ours, Sample);
        BinaryPrimitives.ReadUInt16BigEndian(answer).Should().Be(StunMessage.BindingError, "it says ICE-CONTROLLED, and we are lite");
        StunMessage.TryFind(answer, StunAttribute.ErrorCode, out ReadOnlySpan<byte> code, out _).Should().BeTrue();
        (code[2], code[3]).Should().Be((4, 87));
    }

    [Fact]
    public void A_check_with_our_credentials_is_answered_with_where_it_came_from()
    {
        byte[] request = Request("evtj:h6vY", Password, Convert.FromHexString("b7e7a701bc34d686fa87dfae"));
        byte[] answer = Answered(Ours, request);
        StunMessage.IsStun(answer).Should().BeTrue();
        BinaryPrimitives.ReadUInt16BigEndian(answer).Should().Be(StunMessage.BindingSuccess);
        answer[4..20].Should().Equal(request[4..20]);
        StunMessage.TryFind(answer, StunAttribute.XorMappedAddress, out ReadOnlySpan<byte> address, out _).Should().BeTrue();
        Convert.ToHexStringLower(address).Should().Be("0001a147e112a643", "as in RFC 5769 §2.2");
        IsSealed(answer, Password).Should().BeTrue();

        byte[] six = new byte[StunMessage.LongestAnswer];
        int length = Ours.Answer(request, NetAddress.From(IPAddress.Parse("2001:db8::7"), 5), six);
        IsSealed(six[..length], Password).Should().BeTrue();
    }

    [Fact]
    public void Who_does_not_know_the_password_or_our_name_gets_no_answer()
    {
        Answered(Ours, Request("evtj:h6vY", "another password of 22+")).Should().BeEmpty();
        Answered(Ours, Request("evtk:h6vY", Password)).Should().BeEmpty();
        Answered(Ours, Request("evtj", Password)).Should().BeEmpty();
        byte[] indication = Request("evtj:h6vY", Password);
        indication[0] = 0x01;
        Answered(Ours, indication).Should().BeEmpty("an answer is not answered");
    }

    [Fact]
    public void A_message_of_which_one_bit_is_wrong_gets_no_answer() =>
        Gen.Select(Gen.Int[0, Sample.Length - 1], Gen.Int[0, 7]).Sample(static (at, bit) =>
        {
            byte[] bad = [.. Sample];
            bad[at] ^= (byte)(1 << bit);
            (StunMessage.IsStun(bad) && Answered(Ours, bad).Length > 0).Should().BeFalse();
        });

    [Fact]
    public void Nothing_that_looks_like_STUN_throws() =>
        Gen.Byte.Array[20, 200].Sample(static bytes =>
        {
            Sample.AsSpan(0, 8).CopyTo(bytes);
            bytes = bytes[..(bytes.Length & ~3)];
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)(bytes.Length - 20));
            _ = StunMessage.IsStun(bytes) && Answered(Ours, bytes).Length > 0;
            _ = StunMessage.HasUseCandidate(bytes);
        });

    [Fact]
    public void A_line_with_ICE_lets_in_who_passed_a_check_and_nobody_else()
    {
        using var bench = new RelayBench();
        using Socket browser = RelayBench.Peer("127.0.0.2");
        using Socket nominated = RelayBench.Peer("127.0.0.4");
        using Socket b = RelayBench.Peer("127.0.0.3");
        RelayPorts ports = bench.Open(
            RelayBench.Key(1), RelayBench.Side(RelaySide.A, browser, RelayPeerFlags.Ice | RelayPeerFlags.RtcpMux), RelayBench.Side(RelaySide.B, b));
        bench.Client.SetIce(RelayBench.Key(1), 0, RelaySide.A, "evtj", Password);
        bench.Turn();
        bench.Answers.Status.Should().Be(RelayStatus.Ok);
        bench.Send(browser, Packets.Rtp(1), ports.A);
        RelayBench.Got(b).Should().BeEmpty("no check yet");
        bench.Send(browser, Request("evtj:h6vY", "another password of 22+"), ports.A);
        RelayBench.Got(browser).Should().BeEmpty();
        bench.Send(browser, Request("evtj:h6vY", Password), ports.A);
        RelayBench.Got(browser).Should().ContainSingle();
        bench.Send(browser, Packets.Rtp(2), ports.A);
        RelayBench.Numbers(b).Should().Be("2");

        // Another candidate is checked, and only then nominated.
        bench.Send(nominated, Request("evtj:h6vY", Password), ports.A);
        bench.Send(nominated, Packets.Rtp(3), ports.A);
        RelayBench.Got(b).Should().BeEmpty();
        bench.Send(nominated, Request("evtj:h6vY", Password, useCandidate: true), ports.A);
        bench.Send(nominated, Packets.Rtp(4), ports.A);
        RelayBench.Numbers(b).Should().Be("4");
        RelaySideStatistics side = bench.Statistics(RelayBench.Key(1))[0];
        side.StunIgnored.Should().Be(1);
        side.Foreign.Should().Be(2);
        side.Remote.Should().Be(RelayBench.At(nominated));
    }

    [Fact]
    public void A_check_that_is_answered_with_a_conflict_proves_nothing()
    {
        using var bench = new RelayBench();
        using Socket client = RelayBench.Peer("127.0.0.2");
        using Socket b = RelayBench.Peer("127.0.0.3");
        RelayPorts ports = bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, client, RelayPeerFlags.Ice), RelayBench.Side(RelaySide.B, b));
        bench.Client.SetIce(RelayBench.Key(1), 0, RelaySide.A, "evtj", Password);
        bench.Turn();
        bench.Send(client, Sample, ports.A);
        BinaryPrimitives.ReadUInt16BigEndian(RelayBench.Got(client).Should().ContainSingle().Subject).Should().Be(StunMessage.BindingError);
        bench.Send(client, Packets.Rtp(1), ports.A);

        RelayBench.Got(b).Should().BeEmpty();
    }

    [Fact]
    public void What_stands_behind_the_integrity_of_a_check_is_not_there()
    {
        byte[] message = new byte[200];
        var writer = new StunWriter(message, StunMessage.BindingRequest, Sample.AsSpan(4));
        writer.Add(StunAttribute.Username, "evtj:h6vY"u8);
        writer.Seal(Encoding.ASCII.GetBytes(Password));
        writer.Add(StunAttribute.UseCandidate, []);
        writer.AddFingerprint();
        byte[] request = message[..writer.Length];

        StunMessage.HasUseCandidate(request).Should().BeFalse("somebody on the way may have put it there (RFC 8489 §14.5)");
        BinaryPrimitives.ReadUInt16BigEndian(Answered(Ours, request)).Should().Be(StunMessage.BindingSuccess);
    }

    [Fact]
    public void A_line_without_ICE_answers_no_check()
    {
        using var bench = new RelayBench();
        using Socket a = RelayBench.Peer("127.0.0.2");
        RelayPorts ports = bench.Open(RelayBench.Key(1), RelayBench.Side(RelaySide.A, a), RelayBench.Side(RelaySide.B, a));
        bench.Send(a, Request("evtj:h6vY", Password), ports.A);
        RelayBench.Got(a).Should().BeEmpty();
        bench.Statistics(RelayBench.Key(1))[0].StunIgnored.Should().Be(1);
        bench.Client.SetIce(RelayBench.Key(1), 0, RelaySide.A, "e", "short");
        bench.Turn();
        bench.Answers.Status.Should().Be(RelayStatus.Malformed);
    }

    [Fact]
    public void Answering_allocates_nothing()
    {
        IceCredentials ours = Ours;
        byte[] request = Request("evtj:h6vY", Password);
        byte[] answer = new byte[StunMessage.LongestAnswer];
        Allocated.By(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                ours.Answer(request, Source, answer);
            }
        }).Should().Be(0);
    }

    private static byte[] Answered(IceCredentials ours, byte[] request)
    {
        byte[] answer = new byte[StunMessage.LongestAnswer];
        return answer[..ours.Answer(request, Source, answer)];
    }

    private static bool IsSealed(byte[] message, string password)
    {
        StunMessage.TryFind(message, StunAttribute.MessageIntegrity, out ReadOnlySpan<byte> mac, out int at).Should().BeTrue();
        byte[] covered = message[..at];
        BinaryPrimitives.WriteUInt16BigEndian(covered.AsSpan(2), (ushort)(at + 4));
        uint crc = Crc32.HashToUInt32(message.AsSpan(0, message.Length - 8)) ^ 0x5354_554E;
        return mac.SequenceEqual(HMACSHA1.HashData(Encoding.ASCII.GetBytes(password), covered))
            && BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(message.Length - 4)) == crc;
    }

    /// <summary>A binding request as a browser sends it.</summary>
    private static byte[] Request(string user, string password, byte[]? transaction = null, bool useCandidate = false)
    {
        var bytes = new List<byte> { 0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42 };
        bytes.AddRange(transaction ?? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Add(StunAttribute.IceControlling, new byte[8]);
        if (useCandidate)
        {
            Add(StunAttribute.UseCandidate, []);
        }

        Add(StunAttribute.Username, Encoding.ASCII.GetBytes(user));
        SetLength(24);
        Add(StunAttribute.MessageIntegrity, HMACSHA1.HashData(Encoding.ASCII.GetBytes(password), bytes.ToArray()));
        SetLength(8);
        byte[] crc = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.HashToUInt32(bytes.ToArray()) ^ 0x5354_554E);
        Add(StunAttribute.Fingerprint, crc);
        return [.. bytes];

        void Add(StunAttribute type, byte[] value)
        {
            bytes.AddRange([(byte)((ushort)type >> 8), (byte)type, 0, (byte)value.Length]);
            bytes.AddRange(value);
            bytes.AddRange(new byte[(4 - (value.Length % 4)) % 4]);
        }

        void SetLength(int more)
        {
            int length = bytes.Count - 20 + more;
            (bytes[2], bytes[3]) = ((byte)(length >> 8), (byte)length);
        }
    }
}
