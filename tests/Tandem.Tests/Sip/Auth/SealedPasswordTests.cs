using Tandem.Sip.Auth;

namespace Tandem.Tests.Sip.Auth;

public class SealedPasswordTests
{
    [Fact]
    public void It_holds_the_digests_and_not_the_password()
    {
        string kept = SealedPassword.Seal("1001", "tandem", "correct horse");

        kept.Should().StartWith("ha1:").And.HaveLength(76).And.NotContain("horse");
        SealedPassword.TryOpen(kept, "1001", "tandem", out DigestSecret? secret).Should().BeTrue();
        secret!.Password.Should().BeNull();
        secret.Ha1Md5.Should().Be(DigestHash.Ha1(DigestAlgorithm.Md5, "1001", "tandem", "correct horse"));
        secret.Ha1Sha256.Should().Be(DigestHash.Ha1(DigestAlgorithm.Sha256, "1001", "tandem", "correct horse"));
    }

    [Fact]
    public void It_is_the_same_each_time_and_is_not_sealed_again()
    {
        string kept = SealedPassword.Seal("1001", "tandem", "x");
        SealedPassword.Seal("1001", "tandem", "x").Should().Be(kept);
        SealedPassword.Seal("1001", "tandem", kept).Should().Be(kept);
        SealedPassword.Seal("1001", "tandem", "").Should().BeEmpty();
    }

    [Theory]
    [InlineData("1002", "tandem")]
    [InlineData("1001", "other")]
    public void It_opens_nothing_for_another_user_or_realm(string user, string realm) =>
        SealedPassword.TryOpen(SealedPassword.Seal("1001", "tandem", "x"), user, realm, out _).Should().BeFalse();

    [Theory]
    [InlineData("ha1:")]
    [InlineData("ha1:AAAA")]
    [InlineData("a password")]
    [InlineData("ha1:!!!!")]
    public void Other_texts_are_passwords(string text) => SealedPassword.IsSealed(text).Should().BeFalse();
}
