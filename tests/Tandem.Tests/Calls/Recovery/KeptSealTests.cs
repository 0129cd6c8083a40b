using System.Security.Cryptography;
using Tandem.Calls.Recovery;

namespace Tandem.Tests.Calls.Recovery;

public sealed class KeptSealTests
{
    private static readonly byte[] Text = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"u8.ToArray();
    private static readonly byte[] First = RandomNumberGenerator.GetBytes(KeptSeal.KeyBytes);
    private static readonly byte[] Second = RandomNumberGenerator.GetBytes(KeptSeal.KeyBytes);

    [Fact]
    public void What_is_sealed_shows_nothing_and_is_never_the_same_twice()
    {
        using var seal = new KeptSeal(First);
        byte[] into = [];
        byte[] one = seal.Seal(Text, ref into).ToArray();
        byte[] other = seal.Seal(Text, ref into).ToArray();

        one.AsSpan().IndexOf("inline:"u8).Should().Be(-1);
        one.Should().NotEqual(other);
        seal.Open(one).Should().Equal(Text);
        seal.Open(other).Should().Equal(Text);
    }

    [Fact]
    public void The_next_run_opens_it_and_the_one_after_that_does_not()
    {
        byte[] into = [];
        using var seal = new KeptSeal(First);
        byte[] left = seal.Seal(Text, ref into).ToArray();

        using var next = new KeptSeal(Second, First);
        next.Open(left).Should().Equal(Text);
        using var after = new KeptSeal(RandomNumberGenerator.GetBytes(KeptSeal.KeyBytes), Second);
        after.Open(left).Should().BeEmpty();
    }

    [Fact]
    public void What_was_changed_or_cut_or_is_nothing_opens_as_nothing()
    {
        byte[] into = [];
        using var seal = new KeptSeal(First);
        byte[] left = seal.Seal(Text, ref into).ToArray();
        left[^1] ^= 1;

        seal.Open(left).Should().BeEmpty();
        seal.Open(left.AsSpan(0, 20)).Should().BeEmpty();
        seal.Open([]).Should().BeEmpty();
    }
}
