using System.Text;
using CsCheck;
using Tandem.Sip.Auth;
using Tandem.Sip.Messages;

namespace Tandem.Tests.Sip.Auth;

/// <summary>The RFCs' own examples, and our client against our server.</summary>
public class DigestTests
{
    private const string Nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private const string ClientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    private const string Opaque = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS";
    private const string Ours =
        "Digest username=\"alice\", realm=\"switch.example.net\", nonce=\"1\", uri=\"sip:1000@192.0.2.1\", ";
    private const string Password = "secret \"ü\"";

    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly UInt128 Source = 0x7F000002;
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly DigestServer _server = new("switch.example.net", Key, new Random(1));
    private readonly DigestClient _client = new("alice", Password, new Random(2));

    [Theory] // RFC 7616 §3.9.1, as RFC 8760 refers to it; the last is RFC 2617 §3.5.
    [InlineData(DigestAlgorithm.Md5, "Circle of Life", "http-auth@example.org", Nonce, ClientNonce,
        "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData(DigestAlgorithm.Sha256, "Circle of Life", "http-auth@example.org", Nonce, ClientNonce,
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    [InlineData(DigestAlgorithm.Md5, "Circle Of Life", "testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "0a4f113b",
        "6629fae49393a05397450978507c4ef1")]
    public void The_examples_of_the_RFCs_come_out(
        DigestAlgorithm algorithm, string password, string realm, string nonce, string clientNonce, string expected)
    {
        string ha1 = DigestHash.Ha1(algorithm, "Mufasa", realm, password);
        DigestHash.Response(algorithm, ha1, nonce, "auth", "00000001", clientNonce, "GET", "/dir/index.html")
            .Should().Be(expected);
    }

    [Fact]
    public void The_client_answers_as_the_RFC_does()
    {
        var client = new DigestClient("Mufasa", "Circle of Life", new Random(1));
        SipMessage response = Response(401,
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256, "
            + $"nonce=\"{Nonce}\", opaque=\"{Opaque}\"");
        foreach (HeaderLine line in response.LinesOf(HeaderId.WwwAuthenticate))
        {
            DigestChallenge challenge = DigestChallenge.Read(line)!;
            client.Answer(challenge, "GET", "/dir/index.html", ClientNonce).Should().Be(
                $"Digest username=\"Mufasa\", realm=\"http-auth@example.org\", nonce=\"{Nonce}\", uri=\"/dir/index.html\", "
                + "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\", algorithm=SHA-256, "
                + $"opaque=\"{Opaque}\", qop=auth, nc=00000001, cnonce=\"{ClientNonce}\"");
        }
    }

    [Fact]
    public void The_challenge_offers_SHA_256_first_and_MD5_after_it()
    {
        string[] lines = Challenge(401, isStale: false).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(2);
        lines[0].Should().StartWith("WWW-Authenticate: Digest realm=\"switch.example.net\", nonce=\"")
            .And.Contain("algorithm=SHA-256, qop=\"auth\"");
        lines[1].Should().Contain("algorithm=MD5");
        lines.Should().OnlyContain(l => !l.Contains("stale", StringComparison.Ordinal));
        Challenge(407, isStale: true).Should().StartWith("Proxy-Authenticate: ").And.Contain(", stale=true\r\n");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(407)]
    public void Client_and_server_understand_each_other_for_many_requests(int status)
    {
        Verify(Invite(Credentials())).Outcome.Should().Be(DigestOutcome.NoCredentials);
        Take(Challenge(status)).Should().BeTrue();
        for (int i = 0; i < 100; i++)
        {
            Verify(Invite(Credentials())).Should().Be(new DigestResult(DigestOutcome.Accepted, "alice"));
        }
    }

    [Fact]
    public void Kept_hashes_prove_as_well_as_the_password()
    {
        Take(Challenge());
        string ha1 = DigestHash.Ha1(DigestAlgorithm.Sha256, "alice", "switch.example.net", Password);
        var hashes = new DigestSecret(null, Ha1Sha256: ha1);
        _server.Verify(Message(Invite(Credentials())), Source, _ => hashes, At).Outcome.Should().Be(DigestOutcome.Accepted);
        hashes.ToString().Should().NotContain(hashes.Ha1Sha256);
        _server.Verify(Message(Invite(Credentials())), Source, _ => new DigestSecret(null, Ha1Md5: "00"), At)
            .Outcome.Should().Be(DigestOutcome.NoCredentials);
    }

    [Fact]
    public void Wrong_password_unknown_user_and_changed_response_are_told_apart()
    {
        Take(Challenge());
        string credentials = Credentials();
        _server.Verify(Message(Invite(credentials)), Source, _ => new DigestSecret("other"), At)
            .Outcome.Should().Be(DigestOutcome.WrongPassword);
        _server.Verify(Message(Invite(credentials)), Source, _ => null, At).Outcome.Should().Be(DigestOutcome.UnknownUser);
        Verify(Invite(credentials.Replace("nc=00000001", "nc=00000002", StringComparison.Ordinal)))
            .Outcome.Should().Be(DigestOutcome.WrongPassword);
        Verify(Invite(credentials)).Outcome.Should().Be(DigestOutcome.Accepted);
    }

    [Fact]
    public void Credentials_work_once()
    {
        Take(Challenge());
        string credentials = Credentials();
        Verify(Invite(credentials)).Outcome.Should().Be(DigestOutcome.Accepted);
        Verify(Invite(credentials)).Outcome.Should().Be(DigestOutcome.Stale);
    }

    [Fact]
    public void Credentials_may_overtake_each_other_but_each_works_once()
    {
        Take(Challenge());
        string[] all = [.. Enumerable.Range(0, 5).Select(_ => Credentials())];
        foreach (int i in (int[])[3, 0, 4, 2, 1])
        {
            Verify(Invite(all[i])).Outcome.Should().Be(DigestOutcome.Accepted);
        }

        all.Should().OnlyContain(c => Verify(Invite(c)).Outcome == DigestOutcome.Stale);
    }

    [Fact]
    public void Credentials_for_one_number_do_not_open_another_nor_another_method()
    {
        Take(Challenge());
        Verify(Invite(Credentials()).Replace("INVITE sip:1000@", "INVITE sip:1001@", StringComparison.Ordinal))
            .Outcome.Should().Be(DigestOutcome.Malformed);
        string update = Invite(Credentials()).Replace("INVITE sip:", "UPDATE sip:", StringComparison.Ordinal)
            .Replace("1 INVITE", "1 UPDATE", StringComparison.Ordinal);
        Verify(update).Outcome.Should().Be(DigestOutcome.WrongPassword);
        const string OtherHost = "INVITE sip:1000@10.0.0.1:5060 ";
        Verify(Invite(Credentials()).Replace("INVITE sip:1000@192.0.2.1 ", OtherHost, StringComparison.Ordinal))
            .Outcome.Should().Be(DigestOutcome.Accepted);
    }

    [Fact]
    public void An_old_nonce_is_stale_for_who_knows_the_password()
    {
        Take(Challenge());
        _server.Verify(Message(Invite(Credentials())), Source, Secret, At + DigestServer.NonceLifetime)
            .Outcome.Should().Be(DigestOutcome.Accepted);
        _server.Verify(Message(Invite(Credentials())), Source, Secret, At + DigestServer.NonceLifetime + TimeSpan.FromMilliseconds(1))
            .Outcome.Should().Be(DigestOutcome.Stale);
        _server.Verify(Message(Invite(Credentials())), Source, _ => new DigestSecret("wrong"), At + DigestServer.NonceLifetime + DigestServer.NonceLifetime)
            .Outcome.Should().Be(DigestOutcome.WrongPassword);
    }

    /// <summary>Whose packets only claim to come from there can neither fail in its name nor try passwords.</summary>
    [Fact]
    public void Credentials_for_a_nonce_that_was_not_sent_to_their_source_are_asked_for_anew_whatever_the_password()
    {
        Take(Challenge());
        var other = new DigestServer("switch.example.net", [.. Key.Reverse()], new Random(1));
        foreach (string password in (string[])[Password, "wrong"])
        {
            other.Verify(Message(Invite(Credentials())), Source, _ => new DigestSecret(password), At).Outcome.Should().Be(DigestOutcome.Stale);
            _server.Verify(Message(Invite(Credentials())), Source + 1, _ => new DigestSecret(password), At).Outcome.Should().Be(DigestOutcome.Stale);
        }

        _server.TryReadExchange(Message(Invite(Credentials())), Source, out _).Should().BeTrue();
        _server.TryReadExchange(Message(Invite(Credentials())), Source + 1, out _).Should().BeFalse();
        Verify(Invite(Credentials())).Outcome.Should().Be(DigestOutcome.Accepted);
    }

    [Fact]
    public void A_nonce_that_had_to_be_forgotten_works_no_more()
    {
        var server = new DigestServer("switch.example.net", Key, new Random(1), mostNonces: 2);
        List<string> used = [];
        for (int i = 0; i < 4; i++)
        {
            var client = new DigestClient("alice", Password, new Random(i));
            var writer = new SipWriter();
            server.WriteChallenge(writer.Clear(), 401, false, At + TimeSpan.FromSeconds(i), Source);
            client.TryTake(Message(ResponseText(401, Encoding.UTF8.GetString(writer.Written)))).Should().BeTrue();
            client.Write(writer.Clear(), "INVITE"u8, "sip:1000@192.0.2.1"u8);
            used.Add(Encoding.UTF8.GetString(writer.Written));
            server.Verify(Message(Invite(used[^1])), Source, Secret, At + TimeSpan.FromSeconds(i))
                .Outcome.Should().Be(DigestOutcome.Accepted);
        }

        DateTimeOffset later = At + TimeSpan.FromSeconds(5);
        used.Should().OnlyContain(c => server.Verify(Message(Invite(c)), Source, Secret, later).Outcome == DigestOutcome.Stale);
    }

    [Fact]
    public void A_peer_of_RFC_2069_is_served_once_for_each_nonce()
    {
        string challenge = Challenge();
        string nonce = challenge.Split("nonce=\"")[1].Split('"')[0];
        string ha1 = DigestHash.Ha1(DigestAlgorithm.Md5, "alice", "switch.example.net", Password);
        string response = DigestHash.Response(DigestAlgorithm.Md5, ha1, nonce, null, "", "", "INVITE", "sip:1000@192.0.2.1");
        string credentials = "Authorization: Digest username=\"alice\", realm=\"switch.example.net\", "
            + $"nonce=\"{nonce}\", uri=\"sip:1000@192.0.2.1\", response=\"{response.ToUpperInvariant()}\"\r\n";
        Verify(Invite(credentials)).Outcome.Should().Be(DigestOutcome.Accepted);
        Verify(Invite(credentials)).Outcome.Should().Be(DigestOutcome.Stale);
    }

    [Theory]
    [InlineData("Digest realm=\"switch.example.net\"", DigestOutcome.Malformed)]
    [InlineData("Basic YWxpY2U6c2VjcmV0", DigestOutcome.NoCredentials)]
    [InlineData("Digest realm=\"other\", username=\"a\", nonce=\"1\", uri=\"x\", response=\"0\"", DigestOutcome.NoCredentials)]
    [InlineData(Ours + "response=\"0\", algorithm=SHA-512-256", DigestOutcome.NoCredentials)]
    [InlineData(Ours + "response=\"0\", qop=auth-int, nc=00000001, cnonce=\"1\"", DigestOutcome.Malformed)]
    [InlineData(Ours + "response=\"0\", qop=auth, nc=1, cnonce=\"1\"", DigestOutcome.Malformed)]
    [InlineData(Ours + "response=\"0\", qop=auth, nc=00000001", DigestOutcome.Malformed)]
    [InlineData(Ours + "response=\"\u00e9\"", DigestOutcome.Stale)]
    public void Bad_credentials_have_their_names(string credentials, DigestOutcome expected) =>
        Verify(Invite($"Authorization: {credentials}\r\n")).Outcome.Should().Be(expected);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("\u00e9")]
    public void A_response_that_is_no_hash_is_a_wrong_password(string response)
    {
        Take(Challenge());
        string good = Credentials();
        int from = good.IndexOf("response=\"", StringComparison.Ordinal) + 10;

        Verify(Invite(good.Remove(from, good.IndexOf('"', from) - from).Insert(from, response))).Outcome.Should().Be(DigestOutcome.WrongPassword);
    }

    [Fact]
    public void No_bent_credentials_are_accepted()
    {
        Take(Challenge());
        string good = Invite(Credentials());
        int from = good.IndexOf("nonce=", StringComparison.Ordinal);
        int to = good.IndexOf(", algorithm", from, StringComparison.Ordinal);
        Gen.Select(Gen.Int[from, to], Gen.Char['0', 'z']).Sample((place, put) =>
        {
            string bent = good.Remove(place, 1).Insert(place, put.ToString());
            byte[] bytes = Encoding.UTF8.GetBytes(bent);
            var message = new SipMessage { Buffer = bytes, Length = bytes.Length };
            return string.Equals(bent, good, StringComparison.OrdinalIgnoreCase) || SipParser.Parse(message) != ParseFault.None
                || _server.Verify(message, Source, Secret, At).Outcome != DigestOutcome.Accepted;
        });
    }

    [Fact]
    public void The_client_picks_the_strongest_and_leaves_out_what_it_can_not_do()
    {
        Take("WWW-Authenticate: Digest realm=\"r\", nonce=\"1\", algorithm=MD5, qop=\"auth\"\r\n"
            + "WWW-Authenticate: Digest realm=\"r\", nonce=\"2\", algorithm=SHA-256, qop=\"auth-int,auth\"\r\n"
            + "WWW-Authenticate: Digest realm=\"r\", nonce=\"3\", algorithm=SHA-512-256, qop=\"auth\"\r\n"
            + "WWW-Authenticate: Basic realm=\"r\"\r\n").Should().BeTrue();
        Credentials().Should().Contain("nonce=\"2\"").And.Contain("algorithm=SHA-256")
            .And.NotContain("nonce=\"1\"").And.NotContain("nonce=\"3\"");
    }

    [Theory]
    [InlineData("WWW-Authenticate: Digest realm=\"r\", nonce=\"1\", qop=\"auth-int\"\r\n")]
    [InlineData("WWW-Authenticate: Digest realm=\"r\", nonce=\"1\", algorithm=MD5-sess\r\n")]
    [InlineData("WWW-Authenticate: NTLM\r\n")]
    [InlineData("")]
    public void Nothing_that_it_can_do_means_no_retry(string challenges)
    {
        Take(challenges).Should().BeFalse();
        Credentials().Should().BeEmpty();
    }

    [Fact]
    public void An_old_challenge_gets_an_old_answer()
    {
        Take("WWW-Authenticate: Digest realm=\"r\", nonce=\"1\"\r\n");
        Credentials().Should().NotContain("algorithm").And.NotContain("qop").And.NotContain("nc=").And.NotContain("opaque");
    }

    [Fact]
    public void Several_that_challenge_each_get_their_answer()
    {
        Take("WWW-Authenticate: Digest realm=\"a\", nonce=\"1\"\r\n"
            + "Proxy-Authenticate: Digest realm=\"b\", nonce=\"2\"\r\n").Should().BeTrue();
        string[] lines = Credentials().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(2);
        lines[0].Should().StartWith("Authorization: ").And.Contain("realm=\"a\"");
        lines[1].Should().StartWith("Proxy-Authorization: ").And.Contain("realm=\"b\"");
    }

    [Fact]
    public void It_gives_up_at_the_second_rejection()
    {
        const string Same = "WWW-Authenticate: Digest realm=\"r\", nonce=\"1\"\r\n";
        Take(Same).Should().BeTrue();
        Credentials();
        Take(Same).Should().BeFalse();
    }

    [Fact]
    public void A_stale_nonce_is_no_rejection_but_not_for_ever()
    {
        Take("WWW-Authenticate: Digest realm=\"r\", nonce=\"1\"\r\n").Should().BeTrue();
        Credentials();
        Take("WWW-Authenticate: Digest realm=\"r\", nonce=\"2\", stale=TRUE\r\n").Should().BeTrue();
        Credentials().Should().Contain("nonce=\"2\"");
        Take("WWW-Authenticate: Digest realm=\"r\", nonce=\"3\", stale=true\r\n").Should().BeTrue();
        Credentials();
        Take("WWW-Authenticate: Digest realm=\"r\", nonce=\"4\", stale=true\r\n").Should().BeFalse();
    }

    [Fact]
    public void A_second_one_that_asks_after_the_first_is_answered_too()
    {
        Take("Proxy-Authenticate: Digest realm=\"p\", nonce=\"1\"\r\n").Should().BeTrue();
        Credentials();
        Take("WWW-Authenticate: Digest realm=\"r\", nonce=\"2\"\r\n").Should().BeTrue();
        Credentials().Should().Contain("nonce=\"1\"").And.Contain("nonce=\"2\"");
    }

    [Fact]
    public void A_nonce_that_worked_is_used_again_and_its_end_is_no_rejection()
    {
        Take("WWW-Authenticate: Digest realm=\"r\", nonce=\"1\", qop=\"auth\"\r\n").Should().BeTrue();
        Credentials().Should().Contain("nc=00000001");
        _client.Settle();
        Credentials("BYE").Should().Contain("nonce=\"1\"").And.Contain("nc=00000002");
        Take("WWW-Authenticate: Digest realm=\"r\", nonce=\"2\", qop=\"auth\"\r\n").Should().BeTrue();
        Credentials("BYE").Should().Contain("nonce=\"2\"").And.Contain("nc=00000001");
    }

    [Fact]
    public void The_ACK_carries_the_credentials_of_its_INVITE()
    {
        Take("WWW-Authenticate: Digest realm=\"r\", nonce=\"1\", qop=\"auth\"\r\n");
        string invite = Credentials();
        Credentials("PRACK");
        var writer = new SipWriter();
        _client.WriteForAck(writer.Clear());
        Encoding.UTF8.GetString(writer.Written).Should().Be(invite);
    }

    private static DigestSecret? Secret(string username) => username == "alice" ? new DigestSecret(Password) : null;

    private static SipMessage Message(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var message = new SipMessage { Buffer = bytes, Length = bytes.Length };
        SipParser.Parse(message).Should().Be(ParseFault.None);
        return message;
    }

    private static string Invite(string credentials) =>
        "INVITE sip:1000@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKa\r\nMax-Forwards: 70\r\n"
        + "From: <sip:a@192.0.2.9>;tag=1\r\nTo: <sip:1000@192.0.2.1>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n"
        + $"Contact: <sip:a@192.0.2.9>\r\n{credentials}Content-Length: 0\r\n\r\n";

    private static string ResponseText(int status, string challenges) =>
        $"SIP/2.0 {status} No\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKa\r\n"
        + "From: <sip:a@192.0.2.9>;tag=1\r\nTo: <sip:1000@192.0.2.1>;tag=2\r\n"
        + $"Call-ID: c\r\nCSeq: 1 INVITE\r\n{challenges}Content-Length: 0\r\n\r\n";

    private static SipMessage Response(int status, string challenge) =>
        Message(ResponseText(status, $"WWW-Authenticate: {challenge}\r\n"));

    private string Challenge(int status = 401, bool isStale = false)
    {
        var writer = new SipWriter();
        _server.WriteChallenge(writer.Clear(), status, isStale, At, Source);
        return Encoding.UTF8.GetString(writer.Written);
    }

    private bool Take(string challenges) => _client.TryTake(Message(ResponseText(401, challenges)));

    private string Credentials(string method = "INVITE")
    {
        var writer = new SipWriter();
        _client.Write(writer.Clear(), Encoding.ASCII.GetBytes(method), "sip:1000@192.0.2.1"u8);
        return Encoding.UTF8.GetString(writer.Written);
    }

    private DigestResult Verify(string request) => _server.Verify(Message(request), Source, Secret, At);
}
