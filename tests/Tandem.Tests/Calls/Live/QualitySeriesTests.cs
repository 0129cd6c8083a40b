using CsCheck;
using Tandem.Calls.Live;
using Tandem.Wire.Buffers;

namespace Tandem.Tests.Calls.Live;

public sealed class QualitySeriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_series_reads_back_as_it_was()
    {
        var series = new QualitySeries();
        for (int i = 1; i <= 100; i++)
        {
            series.Add(Point(i), Start.AddSeconds(5 * i));
        }

        QualitySeries again = QualitySeries.Read(Pack(series))!;

        again.From.Should().Be(Start);
        again.Seconds.Should().Be(5);
        again.Points.Should().Equal(series.Points).And.HaveCount(100);
    }

    [Fact]
    public void A_call_of_any_length_fits_and_no_packet_of_it_is_forgotten()
    {
        var series = new QualitySeries();
        long packets = 0;
        for (int i = 1; i <= 24 * 720; i++)
        {
            series.Add(Point(i % 250), Start.AddSeconds(5 * i));
            packets += i % 250;
            series.Points.Count.Should().BeLessThan(QualitySeries.Most);
        }

        series.Seconds.Should().Be(320);
        series.Points.Sum(static point => point.Caller.Packets).Should().BeInRange((int)(packets * 0.99), (int)packets);
        Pack(series).Length.Should().BeLessThan(12_000);
        (series.From + TimeSpan.FromSeconds((double)series.Seconds * series.Points.Count)).Should().BeOnOrBefore(Start.AddDays(1));
    }

    [Fact]
    public void Two_intervals_are_as_bad_as_the_worse_of_them() =>
        new QualitySide(10, 1, 2, 3, 400, 50, 430).With(new(20, 0, 1, 0, 300, 60, 210)).Should().Be(new QualitySide(30, 1, 3, 3, 400, 60, 210));

    [Fact]
    public void What_is_no_series_is_none() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            QualitySeries? series = QualitySeries.Read(bytes);
            return series is null || series.Points.Count <= QualitySeries.Most;
        });

    private static QualityPoint Point(int number) => new(new(number, number % 3, 0, 1, 1500, 0, 430), new(250, 0, number % 2, 0, 900, 42_000, 0));

    private static byte[] Pack(QualitySeries series)
    {
        var packed = new KeptWriter();
        series.Pack(packed);
        return packed.Written.ToArray();
    }
}
