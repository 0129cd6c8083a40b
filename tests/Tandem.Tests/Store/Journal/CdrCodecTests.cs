using System.Reflection;
using AwesomeAssertions;
using CsCheck;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Store.Journal;
using Xunit;

namespace Tandem.Tests.Store.Journal;

public sealed class CdrCodecTests
{
    [Fact]
    public void A_record_reads_back_as_it_was_written()
    {
        Cdr cdr = Samples.Answered(42);
        cdr.FundedSeconds = 60;
        cdr.HoldTime = 3;
        cdr.Phone = "1001";
        cdr.Attempts = 7;
        cdr.Customer.Fee = 0.01200000m;
        cdr.Customer.Tax = 79228162514264337593543950335m;
        cdr.Customer.FeeTime = 60;
        cdr.Vendor.Fee = -0.0000001m;

        Cdr again = Read(Samples.Bytes(cdr));

        again.Should().BeEquivalentTo(cdr, static options => options.Excluding(static c => c.Why).Excluding(static c => c.Ladder).Excluding(static c => c.Quality));
        again.Why.ToArray().Should().Equal(cdr.Why.ToArray());
        again.Ladder.ToArray().Should().Equal(cdr.Ladder.ToArray());
        again.Quality.ToArray().Should().Equal(cdr.Quality.ToArray());
        Samples.Bytes(again).Should().Equal(Samples.Bytes(cdr));
    }

    [Fact]
    public void A_record_from_before_the_medias_counts_is_still_read()
    {
        Cdr cdr = Samples.Answered(42);
        cdr.MediaNode = "";
        cdr.ProvenAt = null;
        cdr.Quality = default;
        cdr.CallerMediaIn = cdr.CalleeMediaOut = null;
        byte[] now = Samples.Bytes(cdr);
        var tail = new ByteSink();
        tail.Blob(cdr.Why.Span);
        tail.Blob(cdr.Ladder.Span);
        tail.Blob(cdr.Quality.Span);
        var media = new ByteSink();
        CdrCodec.Media(cdr, media);
        media.Byte(0); // not recorded
        media.Time(cdr.ProvenAt);
        int at = now.Length - tail.Written.Length;
        byte[] before = [1, .. now.AsSpan(1, at - 1 - media.Written.Length), .. now.AsSpan(at)[..^1]];

        Read(before).Should().BeEquivalentTo(cdr, static options => options.Excluding(static c => c.Why).Excluding(static c => c.Ladder).Excluding(static c => c.Quality));
    }

    [Fact]
    public void A_record_from_before_recordings_and_the_last_sign_of_life_is_still_read()
    {
        Cdr cdr = Samples.Answered(42);
        cdr.ProvenAt = null;
        cdr.Quality = default;
        cdr.CallerMediaIn = new MediaLeg(150, 24_000, 2, 1250, 431, Samples.Start);
        cdr.CalleeMediaOut = null;
        byte[] now = Samples.Bytes(cdr);
        var tail = new ByteSink();
        tail.Blob(cdr.Why.Span);
        tail.Blob(cdr.Ladder.Span);
        tail.Blob(cdr.Quality.Span);
        var media = new ByteSink();
        CdrCodec.Media(cdr, media);
        media.Byte(0); // not recorded
        media.Time(cdr.ProvenAt);
        var counts = new ByteSink();
        counts.Text(cdr.MediaNode);
        counts.Byte(1);
        counts.Number(150);
        counts.Number(24_000);
        counts.Number(2);
        counts.Number(1250);
        counts.Number(431);
        counts.Time((DateTimeOffset?)Samples.Start);
        counts.Byte(0);
        counts.Byte(0);
        counts.Byte(0);
        int at = now.Length - tail.Written.Length;
        byte[] before = [2, .. now.AsSpan(1, at - 1 - media.Written.Length), .. counts.Written, .. now.AsSpan(at)[..^1]];

        Read(before).Should().BeEquivalentTo(cdr, static options => options.Excluding(static c => c.Why).Excluding(static c => c.Ladder).Excluding(static c => c.Quality));
    }

    [Fact]
    public void A_record_from_before_the_first_packet_is_still_read()
    {
        Cdr cdr = Samples.Answered(42);
        cdr.CallerMediaIn = new MediaLeg(150, 24_000, 2, 1250, 431, Samples.Start) { Reordered = 4, Duplicates = 1, RoundTripMicroseconds = 42_000 };
        cdr.CallerMediaOut = cdr.CalleeMediaIn = cdr.CalleeMediaOut = null;
        byte[] now = Samples.Bytes(cdr);
        var media = new ByteSink();
        CdrCodec.Media(cdr, media);
        var added = new ByteSink();
        added.Time((DateTimeOffset?)null);
        added.Number(-1);
        int at = now.AsSpan().IndexOf(media.Written);
        int end = at + media.Written.Length;
        byte[] before = [3, .. now.AsSpan(1, end - 3 - added.Written.Length - 1), .. now.AsSpan(end - 3)];

        Read(before).Should().BeEquivalentTo(cdr, static options => options.Excluding(static c => c.Why).Excluding(static c => c.Ladder).Excluding(static c => c.Quality));
    }

    /// <summary>Whoever adds a field to the record must add it here too, or recovery would lose it.</summary>
    [Fact]
    public void No_field_of_the_record_is_forgotten()
    {
        var cdr = new Cdr();
        foreach (PropertyInfo property in typeof(Cdr).GetProperties().Where(static p => p.CanWrite))
        {
            property.SetValue(cdr, Other(property.PropertyType));
        }

        foreach (PropertyInfo property in typeof(PartyCharge).GetProperties().Where(static p => p.CanWrite && p.PropertyType != typeof(Rate)))
        {
            property.SetValue(cdr.Customer, Other(property.PropertyType));
            property.SetValue(cdr.Vendor, Other(property.PropertyType));
        }

        cdr.Customer.Rate = new Rate { Price = 1m, CycleSeconds = 2, ConnectFee = 3m, TaxPercent = 4m, Class = CallClass.Local, Locked = true, Sections = [new RateSection(5, 6m)] };
        cdr.Rules = new BillingRules { HoldTimePrecision = 1, FreeTime = 2, FeePrecision = 3, FeeUnit = 4m, Rounding = MoneyRoundingMode.Down, AdvanceMinutes = 5 };

        Cdr again = Read(Samples.Bytes(cdr));

        again.Should().BeEquivalentTo(cdr, static options => options.Excluding(static c => c.Why).Excluding(static c => c.Ladder).Excluding(static c => c.Quality));
        again.Why.Length.Should().Be(3);
        again.Ladder.Length.Should().Be(3);
        again.Quality.Length.Should().Be(3);
    }

    [Fact]
    public void Any_decimal_and_any_number_survives() =>
        Gen.Select(Gen.Decimal, Gen.Long, Gen.String).Sample((money, number, text) =>
        {
            var cdr = new Cdr { Id = number, CallId = text, StartedAt = Samples.Start };
            cdr.Customer.Fee = money;
            Cdr again = Read(Samples.Bytes(cdr));
            return again.Id == number && decimal.GetBits(again.Customer.Fee).SequenceEqual(decimal.GetBits(money))
                && again.CallId == System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
        });

    [Fact]
    public void A_record_cut_anywhere_is_refused_and_does_nothing_worse()
    {
        byte[] bytes = Samples.Bytes(Samples.Answered(1));
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            FluentActions.Invoking(() => Read(cut)).Should().Throw<InvalidDataException>($"{length} bytes");
        }
    }

    /// <summary>A start reads what a disk gives back: whatever that is, it says so in one line.</summary>
    [Fact]
    public void A_record_with_any_byte_changed_is_read_or_refused()
    {
        byte[] bytes = Samples.Bytes(Samples.Answered(1));
        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (byte value in (byte[])[0, 0x1D, 0x7F, 0x80, 0xFF, (byte)(bytes[at] ^ 0x40)])
            {
                byte[] changed = [.. bytes];
                changed[at] = value;
                try
                {
                    Read(changed);
                }
                catch (InvalidDataException)
                {
                    // Refused.
                }
            }
        }
    }

    private static Cdr Read(byte[] bytes)
    {
        var cdr = new Cdr();
        CdrCodec.Read(bytes, cdr, withLadder: true);
        return cdr;
    }

    private static object Other(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } choice => Enum.GetValues(choice).GetValue(Enum.GetValues(choice).Length - 1)!,
        var t when t == typeof(string) => "other",
        var t when t == typeof(bool) => true,
        var t when t == typeof(int) => 12345,
        var t when t == typeof(long) => 1234567890123L,
        var t when t == typeof(decimal) => 1.25m,
        var t when t == typeof(DateTimeOffset) => Samples.Start.AddMilliseconds(77),
        var t when t == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([1, 2, 3]),
        var t when t == typeof(BillingRules) => new BillingRules(),
        var t when t == typeof(MediaLeg) => new MediaLeg(1, 2, 3, 4, 5, Samples.Start.AddMilliseconds(78)) { Reordered = 6, Duplicates = 7, RoundTripMicroseconds = 8, FirstPacketAt = Samples.Start.AddMilliseconds(9), CodecChanges = 10 },
        var t => throw new NotSupportedException($"say how a {t} is tested"),
    };
}
