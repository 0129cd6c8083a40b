using Tandem.Sip.Headers;
using Tandem.Tests.Sip.Messages;

namespace Tandem.Tests.Sip.Headers;

/// <summary>The small views, each with what it takes and what it does not.</summary>
public sealed class HeaderViewTests
{
    [Fact]
    public void Parameters_are_found_without_case_and_without_quotes()
    {
        ReadOnlySpan<byte> list = "; a = 1 ;B;c=\"x;y=\\\"z\" ;d=;b=2"u8;

        Parameters.TryFind(list, "A"u8, out ReadOnlySpan<byte> a).Should().BeTrue();
        a.Text().Should().Be("1");
        Parameters.TryFind(list, "b"u8, out ReadOnlySpan<byte> b).Should().BeTrue();
        b.IsEmpty.Should().BeTrue();
        Parameters.TryFind(list, "c"u8, out ReadOnlySpan<byte> c).Should().BeTrue();
        c.Text().Should().Be("x;y=\\\"z");
        Parameters.TryFind(list, "y"u8, out _).Should().BeFalse();
        List<string> all = [];
        foreach (ParameterReader parameter in Parameters.All(list))
        {
            all.Add($"{parameter.Name.Text()}|{parameter.HasValue}|{parameter.IsQuoted}|{parameter.Value.Text()}");
        }

        all.Should().Equal("a|True|False|1", "B|False|False|", "c|True|True|x;y=\\\"z", "d|True|False|", "b|True|False|2");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(" ", true)]
    [InlineData(";a", true)]
    [InlineData("a", false)]
    [InlineData(";", false)]
    [InlineData(";a;", false)]
    [InlineData(";a b", false)]
    [InlineData(";a=b c", false)]
    [InlineData(";a=\"b", false)]
    [InlineData(";a=\"b\"c", false)]
    [InlineData(";a=b\"c\"", false)]
    [InlineData(";\"a\"=b", false)]
    public void A_parameter_list_reads_to_its_end_or_does_not(string list, bool good) =>
        Parameters.AreWellFormed(list.Bytes()).Should().Be(good);

    [Theory]
    [InlineData("1 INVITE", true, 1u, "INVITE")]
    [InlineData(" 0007\t  X-Y ", true, 7u, "X-Y")]
    [InlineData("2147483648 INVITE", false, 0u, "")]
    [InlineData("INVITE 1", false, 0u, "")]
    public void CSeq(string value, bool good, uint number, string method)
    {
        CSeqView.TryRead(value.Bytes(), out CSeqView cseq).Should().Be(good);
        if (good)
        {
            cseq.Number.Should().Be(number);
            cseq.Method.Text().Should().Be(method);
        }
    }

    [Theory]
    [InlineData("776656 1 INVITE", true, 776656u, 1u)]
    [InlineData("4294967295  2\tINVITE", true, 4294967295u, 2u)]
    [InlineData("0 1 INVITE", false, 0u, 0u)]
    [InlineData("4294967296 1 INVITE", false, 0u, 0u)]
    [InlineData("1 1", false, 0u, 0u)]
    public void RAck(string value, bool good, uint response, uint cseq)
    {
        RAckView.TryRead(value.Bytes(), out RAckView rack).Should().Be(good);
        if (good)
        {
            rack.ResponseNumber.Should().Be(response);
            rack.CSeq.Number.Should().Be(cseq);
            rack.CSeq.Method.Text().Should().Be("INVITE");
        }
    }

    [Theory]
    [InlineData("1800", true, 1800, Refresher.NotSaid)]
    [InlineData(" 90 ; Refresher = UAS", true, 90, Refresher.Uas)]
    [InlineData("1800;x=y;refresher=uac", true, 1800, Refresher.Uac)]
    [InlineData("99999999999", true, int.MaxValue, Refresher.NotSaid)]
    [InlineData("x", false, 0, Refresher.NotSaid)]
    [InlineData("", false, 0, Refresher.NotSaid)]
    public void SessionExpires(string value, bool good, int seconds, Refresher refresher)
    {
        SessionExpiresView.TryRead(value.Bytes(), out SessionExpiresView session).Should().Be(good);
        session.Should().Be(new SessionExpiresView(seconds, refresher));
    }

    [Theory]
    [InlineData("18000;duration=3600", true, 18000, 3600)]
    [InlineData("120 (I'm in a (long) meeting \\) )", true, 120, -1)]
    [InlineData("120 (never closed", true, 120, -1)]
    [InlineData("5(x);duration=7", true, 5, 7)]
    [InlineData("949302838503028349304023988", true, int.MaxValue, -1)]
    [InlineData("12x", false, 12, -1)]
    [InlineData("soon", false, 0, -1)]
    public void RetryAfter(string value, bool good, int seconds, int duration)
    {
        RetryAfterView.TryRead(value.Bytes(), out RetryAfterView retry).Should().Be(good);
        retry.Should().Be(new RetryAfterView(seconds, duration));
    }

    [Fact]
    public void A_comment_nested_a_million_times_is_counted_not_recursed()
    {
        RetryAfterView.TryRead(("1 " + new string('(', 1_000_000)).Bytes(), out RetryAfterView retry).Should().BeTrue();
        retry.Seconds.Should().Be(1);
    }

    [Theory]
    [InlineData("Q.850;cause=16;text=\"Terminated, \\\"now\\\"\"", true, "Q.850", 16, "Terminated, \\\"now\\\"")]
    [InlineData(" SIP ; cause = 200 ; text = \"Call completed elsewhere\"", true, "SIP", 200, "Call completed elsewhere")]
    [InlineData("preemption", true, "preemption", -1, "")]
    [InlineData("Q.850;cause=x", true, "Q.850", -1, "")]
    [InlineData(";cause=1", false, "", 1, "")]
    public void Reason(string value, bool good, string protocol, int cause, string text)
    {
        ReasonView.TryRead(value.Bytes(), out ReasonView reason).Should().Be(good);
        reason.Protocol.Text().Should().Be(protocol);
        reason.Cause.Should().Be(cause);
        reason.Text.Text().Should().Be(text);
        reason.IsQ850.Should().Be(protocol == "Q.850");
        reason.IsSip.Should().Be(protocol == "SIP");
    }

    [Theory]
    [InlineData("id", PrivacyKinds.Id)]
    [InlineData("User; ID ;critical", PrivacyKinds.User | PrivacyKinds.Id | PrivacyKinds.Critical)]
    [InlineData("header,session;none", PrivacyKinds.Header | PrivacyKinds.Session | PrivacyKinds.None)]
    [InlineData("history;later", PrivacyKinds.History)]
    [InlineData("", PrivacyKinds.Unsaid)]
    public void PrivacyTokens(string value, PrivacyKinds kinds) => Privacy.Read(value.Bytes()).Should().Be(kinds);

    [Theory]
    [InlineData("*", true, true, -1)]
    [InlineData("<sip:a@b>;q=0.5;expires=60", true, false, 60)]
    [InlineData("sip:a@b;expires=280297596632815", true, false, int.MaxValue)]
    [InlineData("<sip:a@b>", true, false, -1)]
    [InlineData("**", false, false, -1)]
    public void Contact(string value, bool good, bool star, int expires)
    {
        ContactView.TryRead(value.Bytes(), out ContactView contact).Should().Be(good);
        contact.IsStar.Should().Be(star);
        contact.Expires.Should().Be(expires);
    }

    [Fact]
    public void A_challenge_is_a_scheme_and_its_pairs()
    {
        ReadOnlySpan<byte> value =
            "digest realm=\"a, \\\"b\\\"\",qop=\"auth,auth-int\" , nonce = \"x\",,stale=FALSE, algorithm=SHA-256"u8;
        AuthView.TryRead(value, out AuthView auth).Should().BeTrue();

        auth.IsDigest.Should().BeTrue();
        auth.TryFind("REALM"u8, out ReadOnlySpan<byte> realm).Should().BeTrue();
        realm.Text().Should().Be("a, \\\"b\\\"");
        auth.TryFind("qop"u8, out ReadOnlySpan<byte> qop).Should().BeTrue();
        qop.Text().Should().Be("auth,auth-int");
        auth.TryFind("opaque"u8, out _).Should().BeFalse();
        List<string> names = [];
        foreach (AuthPair pair in auth.Pairs)
        {
            names.Add(pair.Name.Text() + (pair.IsQuoted ? "\"" : ""));
        }

        names.Should().Equal("realm\"", "qop\"", "nonce\"", "stale", "algorithm");
    }

    [Theory]
    [InlineData("Digest", true)]
    [InlineData("Basic a=b", true)]
    [InlineData("", false)]
    [InlineData("Digest realm", false)]
    [InlineData("Digest realm=\"a", false)]
    [InlineData("Digest realm=\"a\"b", false)]
    [InlineData("Digest a=b c", false)]
    [InlineData("Dig(est a=b", false)]
    public void A_challenge_reads_whole_or_not_at_all(string value, bool good) =>
        AuthView.TryRead(value.Bytes(), out _).Should().Be(good);
}
