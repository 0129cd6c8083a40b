using System.Net;
using System.Text;
using CsCheck;
using Tandem.Calls.Live;
using Tandem.TestKit;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Live;

public sealed class LadderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Flow CallerFlow = new(TransportKind.Udp, 0, 0, Address("192.0.2.10", 5060), Address("192.0.2.2", 5062));
    private static readonly Flow CarrierFlow = new(TransportKind.Tcp, 1, 7, Address("2001:db8::10", 5060), Address("2001:db8::3", 5070));
    private readonly BufferPool _buffers = new();
    private readonly Ladder _ladder;

    public LadderTests() => _ladder = new Ladder(_buffers);

    [Fact]
    public void Messages_come_back_as_they_passed()
    {
        string invite = Messages.Invite("a-leg");
        _ladder.Add(0, sent: false, Noon, CallerFlow, Bytes(invite));
        _ladder.Add(1, sent: true, Noon.AddMilliseconds(3.25), CarrierFlow, Bytes(Messages.Invite("b-leg")));
        _ladder.Add(1, sent: false, Noon.AddMilliseconds(2), CarrierFlow, Bytes(invite)); // a clock may step back

        IReadOnlyList<LadderMessage> read = Ladder.Read(_ladder.Packed.Span);

        read.Should().HaveCount(3);
        read.Select(static one => Encoding.ASCII.GetString(one.Message)).Should().Equal(invite, Messages.Invite("b-leg"), invite);
        read.Select(static one => (one.Leg, one.Sent, one.Transport, one.TransportName, one.IsCut)).Should().Equal(
            (0, false, TransportKind.Udp, "udp", false), (1, true, TransportKind.Tcp, "tcp", false), (1, false, TransportKind.Tcp, "tcp", false));
        read.Select(static one => (one.Local, one.Remote)).Should().Equal(
            ("192.0.2.10:5060", "192.0.2.2:5062"), ("[2001:db8::10]:5060", "[2001:db8::3]:5070"), ("[2001:db8::10]:5060", "[2001:db8::3]:5070"));
        read.Select(static one => one.At).Should().Equal(Noon, Noon.AddMilliseconds(3.25), Noon.AddMilliseconds(2));
    }

    [Fact]
    public void Any_bytes_come_back_as_they_passed() =>
        Gen.Select(Gen.OneOf(Gen.Char["ab \r\n:;=\""].Array[0, 200], Gen.Char.AlphaNumeric.Array[0, 40]).Select(static text => new string(text)).Array[1, 12], Gen.Int[0, 40])
            .Sample((texts, leg) =>
            {
                var ladder = new Ladder(new BufferPool(1 << 16)); // samples run side by side, a pool is one thread's
                string[] twice = [.. texts, .. texts.Reverse(), string.Join("\r\n", texts)];
                for (int i = 0; i < twice.Length; i++)
                {
                    ladder.Add(leg, sent: i % 2 == 0, Noon.AddSeconds(i), CallerFlow with { Remote = Address("192.0.2.2", i) }, Bytes(twice[i]));
                }

                IReadOnlyList<LadderMessage> read = Ladder.Read(ladder.Packed.Span);
                ladder.Clear();
                return read.Select(static one => Encoding.ASCII.GetString(one.Message)).SequenceEqual(twice)
                    && read.Select(static one => one.Remote).SequenceEqual(twice.Select(static (_, i) => $"192.0.2.2:{i}"));
            });

    [Fact]
    public void A_line_that_came_before_takes_next_to_nothing()
    {
        byte[] invite = Bytes(Messages.Invite("a-leg"));
        _ladder.Add(0, sent: false, Noon, CallerFlow, invite);
        int first = _ladder.Packed.Length;
        _ladder.Add(0, sent: false, Noon.AddMilliseconds(500), CallerFlow, invite);

        first.Should().BeInRange(invite.Length, invite.Length + 60);
        (_ladder.Packed.Length - first).Should().BeLessThan(20);
    }

    [Fact]
    public void Two_ladders_do_not_share_lines()
    {
        var other = new Ladder(_buffers);
        byte[] invite = Bytes(Messages.Invite("a-leg"));
        _ladder.Add(0, sent: false, Noon, CallerFlow, invite);
        other.Add(0, sent: false, Noon, CallerFlow, invite);

        Ladder.Read(other.Packed.Span).Single().Message.Should().Equal(invite);
        other.Packed.Length.Should().Be(_ladder.Packed.Length);
    }

    [Fact]
    public void A_cleared_ladder_is_as_new_and_gives_its_buffer_back()
    {
        _ladder.Add(0, sent: false, Noon, CallerFlow, Bytes(Messages.Invite("a-leg")));
        byte[] first = _ladder.Packed.ToArray();
        _ladder.Clear();
        _ladder.Packed.Length.Should().Be(0);
        Ladder.Read(_ladder.Packed.Span).Should().BeEmpty();
        _ladder.Add(0, sent: false, Noon, CallerFlow, Bytes(Messages.Invite("a-leg")));

        _ladder.Packed.ToArray().Should().Equal(first);
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        byte[] invite = Bytes(Messages.Invite("a-leg"));
        Allocated.By(() =>
        {
            _ladder.Add(0, sent: false, Noon, CallerFlow, invite);
            _ladder.Add(1, sent: true, Noon, CarrierFlow, invite);
            _ladder.Clear();
        }).Should().Be(0);
    }

    [Fact]
    public void A_full_ladder_keeps_start_lines_and_then_nothing()
    {
        var random = new Random(5);
        for (int i = 0; i < 400; i++)
        {
            string noise = string.Concat(Enumerable.Range(0, 40).Select(_ => $"X-Noise: {random.NextInt64()}{random.NextInt64()}\r\n"));
            _ladder.Add(0, sent: false, Noon, CallerFlow, Bytes($"OPTIONS sip:{i}@192.0.2.10 SIP/2.0\r\n{noise}\r\n"));
        }

        IReadOnlyList<LadderMessage> read = Ladder.Read(_ladder.Packed.Span);

        _ladder.Packed.Length.Should().BeLessThanOrEqualTo(Ladder.MostBytes);
        read.Count(static one => !one.IsCut).Should().BeGreaterThan(10);
        LadderMessage[] cut = [.. read.Where(static one => one.IsCut)];
        cut.Length.Should().BeGreaterThan(100);
        cut.Should().OnlyContain(static one => Encoding.ASCII.GetString(one.Message).EndsWith(" SIP/2.0\r\n"));
    }

    [Fact]
    public void The_largest_message_fits_by_its_start_line()
    {
        _ladder.Add(0, sent: false, Noon, CallerFlow, Bytes("MESSAGE sip:a@b SIP/2.0\r\n" + new string('x', 65_000)));
        _ladder.Add(0, sent: false, Noon, CallerFlow, Bytes(new string('y', 65_000)));

        Ladder.Read(_ladder.Packed.Span).Select(static one => (one.IsCut, one.Message.Length)).Should().Equal((true, 25), (true, 256));
    }

    [Theory]
    [InlineData("Authorization: Digest username=\"a\", response=\"0123abcd\", nonce=\"n\"", "Authorization: Digest username=\"a\", response=\"********\", nonce=\"n\"")]
    [InlineData("PROXY-Authorization : digest realm=\"r\",RESPONSE = \"0123abcd\"", "PROXY-Authorization : digest realm=\"r\",RESPONSE = \"********\"")]
    [InlineData("authorization:Digest response=0123abcd,qop=auth", "authorization:Digest response=********,qop=auth")]
    [InlineData("Authorization: Basic dXNlcjpwYXNz", "Authorization: ***** ************")]
    [InlineData("Authentication-Info: rspauth=\"0123abcd\", nc=1", "Authentication-Info: rspauth=\"********\", nc=1")]
    [InlineData("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1j|2^20", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:*****************")]
    [InlineData("a=ice-pwd:asd88fgpdd777uzjYhagZg", "a=ice-pwd:**********************")]
    [InlineData("WWW-Authenticate: Digest realm=\"r\", nonce=\"response=1\"", "WWW-Authenticate: Digest realm=\"r\", nonce=\"response=1\"")]
    public void Secrets_are_blanked_in_their_length(string line, string kept)
    {
        string head = "INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2\r\n";
        _ladder.Add(0, sent: false, Noon, CallerFlow, Bytes($"{head}{line}\r\nX: 1\r\n\r\n"));
        _ladder.Add(0, sent: false, Noon, CallerFlow, Bytes($"{head}{line}\r\nX: 1\r\n\r\n"));

        Ladder.Read(_ladder.Packed.Span).Select(static one => Encoding.ASCII.GetString(one.Message)).Should().AllBe($"{head}{kept}\r\nX: 1\r\n\r\n");
    }

    [Fact]
    public void A_folded_credential_is_blanked_on_its_second_line_too()
    {
        _ladder.Add(0, sent: false, Noon, CallerFlow, Bytes("INVITE sip:a@b SIP/2.0\r\nAuthorization: Digest username=\"a\",\r\n response=\"0123abcd\"\r\n\r\n"));

        Encoding.ASCII.GetString(_ladder.Packed.Span).Should().NotContain("0123abcd");
    }

    [Fact]
    public void Damage_ends_the_list_and_never_throws()
    {
        _ladder.Add(0, sent: false, Noon, CallerFlow, Bytes(Messages.Invite("a-leg")));
        _ladder.Add(1, sent: true, Noon, CarrierFlow, Bytes(Messages.Invite("b-leg")));
        byte[] packed = _ladder.Packed.ToArray();
        for (int length = 0; length < packed.Length; length++)
        {
            Ladder.Read(packed.AsSpan(0, length)).Count.Should().BeLessThan(2);
        }

        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = [.. packed];
            for (int hits = random.Next(1, 5); hits > 0; hits--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            Ladder.Read(damaged).Count.Should().BeLessThan(damaged.Length);
        }
    }

    private static NetAddress Address(string ip, int port) => NetAddress.From(IPAddress.Parse(ip), port);

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
