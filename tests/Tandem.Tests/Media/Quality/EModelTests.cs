using CsCheck;
using Tandem.Media.Quality;

namespace Tandem.Tests.Media.Quality;

public sealed class EModelTests
{
    [Fact]
    public void Without_loss_and_delay_G_711_is_as_good_as_the_scale_gets()
    {
        EModel.R(CodecImpairment.G711, 0, 0).Should().Be(EModel.BestR);
        EModel.Mos(EModel.BestR).Should().BeApproximately(4.41, 0.01); // G.107 Annex B
    }

    [Theory]
    [InlineData(90, 4.34)]
    [InlineData(80, 4.03)]
    [InlineData(70, 3.60)]
    [InlineData(60, 3.10)]
    [InlineData(50, 2.58)]
    public void R_becomes_MOS_as_the_table_of_G_107_Annex_B_says(double r, double mos) => EModel.Mos(r).Should().BeApproximately(mos, 0.01);

    [Fact]
    public void A_codec_costs_what_G_113_says()
    {
        EModel.R(CodecImpairment.For("G729"), 0, 0).Should().BeApproximately(82.2, 0.01);
        EModel.R(CodecImpairment.For("g729"), 2, 0).Should().BeApproximately(93.2 - 11 - (84 * 2.0 / 21), 0.01);
        CodecImpairment.For("PCMU").Should().Be(CodecImpairment.G711);
    }

    [Fact]
    public void More_loss_and_more_delay_never_sound_better() =>
        Gen.Select(Gen.Double[0, 100], Gen.Double[0, 50], Gen.Double[0, 2000], Gen.Double[0, 500]).Sample(static (loss, more, delay, later) =>
        {
            double mos = EModel.Mos(EModel.R(CodecImpairment.G711, loss, delay));
            EModel.Mos(EModel.R(CodecImpairment.G711, loss + more, delay)).Should().BeLessThanOrEqualTo(mos + 1e-9);
            EModel.Mos(EModel.R(CodecImpairment.G711, loss, delay + later)).Should().BeLessThanOrEqualTo(mos + 1e-9);
            mos.Should().BeInRange(1, 4.5);
        });

    [Fact]
    public void A_stream_of_which_nothing_came_is_bad_and_none_at_all_is_not_judged_by_loss()
    {
        EModel.Mos(CodecImpairment.G711, 0, 100, 0, 0).Should().BeLessThan(1.3);
        EModel.Mos(CodecImpairment.G711, 0, 0, 0, 0).Should().BeGreaterThan(4.3);
        EModel.Mos(CodecImpairment.G711, 990, 10, 5, 80).Should().BeInRange(4, 4.4);
    }
}
