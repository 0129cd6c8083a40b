using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using NAudio.Wave;
using Tandem.Media.Codecs;
using Tandem.Media.Sounds;

namespace Tandem.Tests.Media.Sounds;

public sealed class SoundLibraryTests
{
    private static readonly short[] Some = [.. Enumerable.Range(0, 800).Select(static i => (short)(i * 8))];

    [Fact]
    public void A_sound_is_read_at_8000_samples_a_second_from_its_first_channel()
    {
        Read(Write(new WaveFormat(8000, 16, 1), Some)).Should().Equal(Some);
        short[] wide = [.. Some.SelectMany(static sample => new[] { sample, sample, (short)0, (short)0 })]; // both channels, and one that is left out
        Read(Write(new WaveFormat(16_000, 16, 2), wide)).Should().Equal(Some);
    }

    [Fact]
    public void G711_is_read_too()
    {
        byte[] code = new byte[Some.Length];
        G711.ALaw.Encode(Some, code);
        short[] expected = new short[Some.Length];
        G711.ALaw.Decode(code, expected);
        using var stream = new MemoryStream();
        using (var writer = new WaveFileWriter(stream, WaveFormat.CreateALawFormat(8000, 1)))
        {
            writer.Write(code);
        }

        Read(stream.ToArray()).Should().Equal(expected);
    }

    [Fact]
    public void Whatever_stands_in_a_file_it_is_read_or_refused() =>
        Gen.Select(Gen.Int[0, 1643], Gen.Int[0, 60], Gen.Byte).Sample(static (length, at, value) =>
        {
            byte[] file = Write(new WaveFormat(8000, 16, 1), Some);
            file[at % file.Length] = value;
            FluentActions.Invoking(() => WavSound.TryRead(file.AsSpan(0, Math.Min(length, file.Length)), out _)).Should().NotThrow();
        });

    [Fact]
    public void Alarms_have_sounds_of_our_own_which_files_replace_and_a_sound_that_may_be_missing_is_left_out()
    {
        Find(SoundLibrary.BuiltIn, "/alarmpreaudio?/alarm-20020?/alarm-level-3/alarm-pause").Should().HaveCount(3);
        Find(SoundLibrary.BuiltIn, "/alarm-level-3/alarm-20020").Should().BeEmpty("this one must be there");
        short[][] levels = [.. Enumerable.Range(0, 4).Select(static level => Find(SoundLibrary.BuiltIn, $"alarm-level-{level}").Single())];
        levels.Select(static samples => samples.Length).Should().Equal(3200, 6400, 9600, 12_800);

        string folder = Directory.CreateTempSubdirectory("tandem-sounds-").FullName;
        File.WriteAllBytes(Path.Combine(folder, "alarm-20020.wav"), Write(new WaveFormat(8000, 16, 1), Some));
        File.WriteAllBytes(Path.Combine(folder, "alarm-level-3.wav"), Write(new WaveFormat(8000, 16, 1), Some));
        var library = SoundLibrary.Read(folder, NullLogger.Instance);
        Directory.Delete(folder, recursive: true);
        short[][] found = [.. Find(library, "/alarm-20020?/alarm-level-3")];
        found.Should().HaveCount(2);
        found.Should().OnlyContain(samples => samples.SequenceEqual(Some));
    }

    [Fact]
    public void A_directory_gives_its_sounds_by_name_and_there_is_always_a_ring_tone()
    {
        string folder = Directory.CreateTempSubdirectory("tandem-sounds-").FullName;
        File.WriteAllBytes(Path.Combine(folder, "busy.wav"), Write(new WaveFormat(8000, 16, 1), Some));
        File.WriteAllText(Path.Combine(folder, "broken.wav"), "RIFF");
        var library = SoundLibrary.Read(folder, NullLogger.Instance);
        Directory.Delete(folder, recursive: true);

        Find(library, "busy").Should().ContainSingle().Which.Should().Equal(Some);
        Find(library, "broken").Should().BeEmpty();
        Find(library, "").Should().ContainSingle().Which.Should().HaveCount(40_000);
        SoundLibrary.Read(folder, NullLogger.Instance).Count.Should().Be(SoundLibrary.BuiltIn.Count);
    }

    [Fact]
    public void What_is_said_is_put_together_from_the_sounds_of_a_language_and_those_of_none()
    {
        string folder = Directory.CreateTempSubdirectory("tandem-sounds-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "fr"));
        foreach ((string name, int length) in new[] { ("1", 101), ("2", 102), ("12", 112), ("minutes", 150), ("fr/1", 201), ("fr/21", 221), ("fr/minutes", 250) })
        {
            File.WriteAllBytes(Path.Combine(folder, name + ".wav"), Write(new WaveFormat(8000, 16, 1), Some[..length]));
        }

        var log = new CollectingLog();
        var library = SoundLibrary.Read(folder, log);
        Directory.Delete(folder, recursive: true);

        Lengths("/12/minutes").Should().Equal(112, 150);
        Lengths("fr/12/minutes").Should().Equal([112, 250], "what the language has not got is taken from those without one");
        Lengths("fr/21/minutes").Should().Equal(221, 250);
        Lengths("/21/minutes").Should().Equal([102, 101, 150], "a number without a sound is read out");
        log.Texts.Should().BeEmpty();
        Lengths("fr/13/minutes").Should().BeEmpty();
        Lengths("fr/13/minutes").Should().BeEmpty();
        log.Texts.Should().ContainSingle("it is said once").Which.Should().Contain("fr/13");
        Lengths("/" + string.Join('/', Enumerable.Repeat("1", 33))).Should().BeEmpty("that is more than anybody listens to");

        IEnumerable<int> Lengths(string text) => Find(library, text).Select(static samples => samples.Length);
    }

    private static short[][] Find(SoundLibrary library, string text)
    {
        short[][] found = new short[Tandem.Media.Working.SoundPlayer.MostPieces][];
        return found[..library.Find(text, found)];
    }

    private sealed class CollectingLog : Microsoft.Extensions.Logging.ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Texts.Add(formatter(state, exception));
    }

    private static short[] Read(byte[] file)
    {
        WavSound.TryRead(file, out short[] samples).Should().BeTrue();
        return samples;
    }

    private static byte[] Write(WaveFormat format, short[] samples)
    {
        using var stream = new MemoryStream();
        using (var writer = new WaveFileWriter(stream, format))
        {
            writer.WriteSamples(samples, 0, samples.Length);
        }

        return stream.ToArray();
    }
}
