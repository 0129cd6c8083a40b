using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tandem.Media.Ice;
using Tandem.Media.Turn;

namespace Tandem.Tests.Media.Turn;

public sealed class TurnLoginTests : IDisposable
{
    private readonly TurnBench _bench = new();

    [Fact]
    public void Who_has_no_password_or_a_wrong_one_is_asked_again_and_gets_nothing()
    {
        using TurnPhone phone = _bench.Phone("alice", "wonderland");
        using TurnPhone nobody = _bench.Phone("nobody", "wonder");
        (phone.Allocate(), nobody.Allocate()).Should().Be((401, 401));
        (_bench.Server.Allocations, _bench.Count(TurnCount.Unauthenticated), _bench.Count(TurnCount.WrongCredentials)).Should().Be((0, 2, 2));
        phone.Answer.Length.Should().BeLessThan(110, "a stranger is not worth more");
    }

    [Fact]
    public void Both_kinds_of_integrity_and_both_hashes_of_the_password_are_taken_and_the_answer_is_sealed_alike()
    {
        using TurnPhone old = _bench.Phone();
        using TurnPhone fresh = _bench.Phone();
        fresh.HasSha256 = true;
        (old.Allocate(), fresh.Allocate()).Should().Be((0, 0));
        StunSeal.IsRight(old.Answer, StunAttribute.MessageIntegrity, MD5.HashData("alice:here:wonder"u8)).Should().BeTrue();
        StunSeal.IsRight(fresh.Answer, StunAttribute.MessageIntegritySha256, SHA256.HashData("alice:here:wonder"u8)).Should().BeTrue();
    }

    [Fact]
    public void A_client_that_was_made_to_forget_SHA_256_is_refused()
    {
        using TurnPhone phone = _bench.Phone();
        phone.AskAs(TurnRequests.Allocate, (StunAttribute.PasswordAlgorithm, [0, 1, 0, 0])).Should().Be(400, "without the list that we have sent");
        phone.AskAs(TurnRequests.Allocate, (StunAttribute.PasswordAlgorithms, [0, 1, 0, 0]), (StunAttribute.PasswordAlgorithm, [0, 1, 0, 0])).Should().Be(400, "with another list");
    }

    [Theory]
    [InlineData(3600, "", 0)]
    [InlineData(3600, ":carol", 0)]
    [InlineData(-1, ":carol", 401)]
    [InlineData(3600, "carol", 401)]
    public void A_user_name_with_an_end_logs_in_until_then(int seconds, string rest, int code)
    {
        string user = (_bench.Time.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture) + rest;
        using TurnPhone phone = _bench.Phone(user, Password(TurnBench.Secret, user));
        phone.Allocate().Should().Be(code);
        using TurnPhone stranger = _bench.Phone(user, Password("another-secret-of-theirs", user));
        stranger.Allocate().Should().Be(401);
    }

    [Fact]
    public void A_user_name_with_an_end_may_log_in_by_SHA_256()
    {
        string user = _bench.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using TurnPhone phone = _bench.Phone(user, Password(TurnBench.Secret, user));
        phone.HasSha256 = true;
        phone.Allocate().Should().Be(0);
    }

    [Fact]
    public void A_nonce_is_good_for_ten_minutes_and_for_the_host_that_it_was_sent_to()
    {
        using TurnPhone phone = _bench.Phone();
        phone.Allocate().Should().Be(0);
        _bench.Pass(599);
        phone.Refresh(900).Should().Be(0);
        _bench.Pass(2);
        phone.Refresh(900).Should().Be(438);
        byte[] fresh = TurnPhone.Value(phone.Answer, StunAttribute.Nonce);
        phone.Nonce = fresh;
        phone.Refresh(900).Should().Be(0);
        using TurnPhone elsewhere = _bench.Phone(at: "127.0.0.7");
        elsewhere.Nonce = fresh;
        elsewhere.Allocate().Should().Be(438);
        phone.Nonce = [.. fresh[..^1], (byte)(fresh[^1] ^ 1)];
        phone.Refresh(900).Should().Be(438);
        _bench.Count(TurnCount.StaleNonce).Should().Be(3);
    }

    [Fact]
    public void What_stands_behind_the_integrity_does_not_count()
    {
        using TurnPhone phone = _bench.Phone();
        phone.Allocate().Should().Be(0);
        byte[] request = phone.Sealed(TurnRequests.CreatePermission, []);
        byte[] peer = TurnPhone.Xor(TurnBench.Address("127.0.0.3", 9));
        byte[] longer = [.. request, 0, 0x12, 0, 8, .. peer];
        longer[3] += 12;
        phone.Send(longer).Should().Be(400, "no peer is covered");
    }

    [Fact]
    public void Who_guesses_too_often_is_suspended_from_new_allocations_and_who_has_one_goes_on()
    {
        using var bench = new TurnBench(new TurnRules { MaxRetry = 3, FailedSuspend = 60 });
        using TurnPhone right = bench.Phone();
        using TurnPhone guesser = bench.Phone("bob", "guess");
        using TurnPhone elsewhere = bench.Phone("bob", "builder", at: "127.0.0.7");
        right.Allocate().Should().Be(0);
        for (int i = 0; i < 3; i++)
        {
            guesser.Allocate().Should().Be(401);
        }

        guesser.Allocate().Should().Be(403);
        guesser.Ask(TurnRequests.Allocate, (StunAttribute.RequestedTransport, TurnPhone.Udp)).Should().Be(403, "it is not even asked for a password");
        guesser.Answer.Length.Should().BeLessThan(40);
        right.Refresh(900).Should().Be(0, "an allocation has been paid for with a right password");
        elsewhere.Allocate().Should().Be(0, "nothing is held against a name");
        bench.Count(TurnCount.Suspended).Should().Be(2);
        guesser.Allocate().Should().Be(401, "a right password from the same address, such as the refresh, ends the row");
    }

    [Fact]
    public void A_suspension_ends_by_itself_and_0_means_never()
    {
        foreach ((int most, int code) in new[] { (2, 403), (0, 0) })
        {
            using var bench = new TurnBench(new TurnRules { MaxRetry = most, FailedSuspend = 60 });
            using TurnPhone guesser = bench.Phone("alice", "guess");
            using TurnPhone right = bench.Phone();
            for (int i = 0; i < 5; i++)
            {
                guesser.Allocate();
            }

            right.Nonce = guesser.Nonce;
            right.AskAs(TurnRequests.Allocate, (StunAttribute.RequestedTransport, TurnPhone.Udp)).Should().Be(code);
            right.Refresh(0);
            bench.Pass(61);
            right.Allocate().Should().Be(0);
        }
    }

    [Fact]
    public void A_wrong_password_with_a_nonce_that_is_not_its_own_counts_against_nobody()
    {
        using var bench = new TurnBench(new TurnRules { MaxRetry = 1 });
        using TurnPhone forger = bench.Phone("alice", "guess");
        using TurnPhone stolen = bench.Phone(at: "127.0.0.7");
        stolen.Allocate().Should().Be(0);
        forger.Nonce = stolen.Nonce;
        forger.Allocate().Should().Be(438);
        forger.Allocate().Should().Be(438);
        bench.Count(TurnCount.Suspended).Should().Be(0);
    }

    [Fact]
    public void The_list_of_users_has_no_password_in_it_and_is_this_users_alone()
    {
        byte[] list = File.ReadAllBytes(_bench.Book);
        Encoding.Latin1.GetString(list).Should().NotContain("wonder").And.NotContain("alice");
        File.GetUnixFileMode(_bench.Book).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        TurnBook.Read(_bench.Book).Users.Should().Be(2);
        File.WriteAllBytes(_bench.Book, list[..^1]);
        FluentActions.Invoking(() => TurnBook.Read(_bench.Book)).Should().Throw<InvalidDataException>();
    }

    public void Dispose() => _bench.Dispose();

    private static string Password(string secret, string user) => Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(user)));
}
