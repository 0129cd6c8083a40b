using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tandem.Media.Sounds;

/// <summary>
/// What can be played to a side: the sounds of a directory, read once at the start, those of its directories as sounds of a language, a ring-back tone of our own under the empty name, and <see cref="AlarmSounds"/>. All
/// at 8,000 samples a second. Read by all loops, changed by none.
/// </summary>
public sealed class SoundLibrary
{
    public const int Rate = 8000;

    /// <summary>Files that are read, and the longest of them.</summary>
    public const int MostSounds = 1024;

    private const int LongestName = 320;
    private const int MostMissing = 1000;

    private const int LongestSeconds = 120;
    private const int LargestFile = LongestSeconds * 2 * 2 * 16_000;
    private readonly Dictionary<string, short[]> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, short[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private readonly ILogger _log;

    private SoundLibrary(ILogger log)
    {
        _log = log;
        _byName[""] = RingBack();
        foreach ((string name, short[] samples) in AlarmSounds.All)
        {
            _byName[name] = samples;
        }

        _lookup = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Only our own sounds.</summary>
    public static SoundLibrary BuiltIn { get; } = new(NullLogger.Instance);

    public int Count => _byName.Count;

    /// <summary>
    /// Reads the WAV files of a directory, each under its name without extension, and those one directory deeper, each with that directory's name and a slash in front; what can't be read is left
    /// out and told.
    /// </summary>
    public static SoundLibrary Read(string directory, ILogger log)
    {
        var library = new SoundLibrary(log);
        if (!Directory.Exists(directory))
        {
            return library;
        }

        string[] languages = [.. Directory.GetDirectories(directory).Order(StringComparer.Ordinal)];
        IEnumerable<string> paths = Directory.GetFiles(directory, "*.wav").Order(StringComparer.Ordinal)
            .Concat(languages.SelectMany(static language => Directory.GetFiles(language, "*.wav").Order(StringComparer.Ordinal)));
        foreach (string path in paths.Take(MostSounds))
        {
            try
            {
                var file = new FileInfo(path);
                if (file.Length <= LargestFile && WavSound.TryRead(File.ReadAllBytes(path), out short[] samples) && samples.Length > 0)
                {
                    library._byName[Path.ChangeExtension(Path.GetRelativePath(directory, path), null)] = samples;
                    continue;
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // told below
            }

            log.SoundNotRead(path);
        }

        return library;
    }

    /// <summary>
    /// The sounds of an order, one after another: one name, or a language and names, with a slash between any two. A sound that the language has not got is taken from those without one, and a number that
    /// has no sound of its own is read out digit by digit. 0: one is not there, which is told once. One with a question mark behind its name is left out when it is not there.
    /// </summary>
    public int Find(ReadOnlySpan<char> text, Span<short[]> pieces)
    {
        int slash = text.IndexOf('/');
        ReadOnlySpan<char> language = slash < 0 ? [] : text[..slash];
        ReadOnlySpan<char> names = text[(slash + 1)..];
        int count = 0;
        foreach (Range range in names.Split('/'))
        {
            ReadOnlySpan<char> name = names[range];
            if (name.Length > 1 && name[^1] == '?')
            {
                TryAdd(language, name[..^1], pieces, ref count);
            }
            else if (!TryAdd(language, name, pieces, ref count) && (name.Length < 2 || name.ContainsAnyExceptInRange('0', '9') || !TryAddDigits(language, name, pieces, ref count)))
            {
                TellMissing(language, name);
                return 0;
            }
        }

        return count;
    }

    private bool TryAddDigits(ReadOnlySpan<char> language, ReadOnlySpan<char> number, Span<short[]> pieces, ref int count)
    {
        for (int i = 0; i < number.Length; i++)
        {
            if (!TryAdd(language, number.Slice(i, 1), pieces, ref count))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryAdd(ReadOnlySpan<char> language, ReadOnlySpan<char> name, Span<short[]> pieces, ref int count)
    {
        if (count == pieces.Length || (Of(language, name) ?? Of([], name)) is not { } samples)
        {
            return false;
        }

        pieces[count++] = samples;
        return true;
    }

    private short[]? Of(ReadOnlySpan<char> language, ReadOnlySpan<char> name)
    {
        Span<char> whole = stackalloc char[LongestName];
        if (language.IsEmpty || !whole.TryWrite($"{language}/{name}", out int length))
        {
            return _lookup.TryGetValue(name, out short[]? plain) ? plain : null;
        }

        return _lookup.TryGetValue(whole[..length], out short[]? samples) ? samples : null;
    }

    private void TellMissing(ReadOnlySpan<char> language, ReadOnlySpan<char> name)
    {
        string missing = language.IsEmpty ? name.ToString() : $"{language}/{name}";
        lock (_missing)
        {
            if (_missing.Count == MostMissing || !_missing.Add(missing))
            {
                return;
            }
        }

        _log.SoundMissing(missing);
    }

    /// <summary>425 Hz, a second on and four off, as most of the world has it (ITU-T E.180).</summary>
    private static short[] RingBack()
    {
        short[] samples = new short[5 * Rate];
        for (int i = 0; i < Rate; i++)
        {
            samples[i] = (short)(4000 * Math.Sin(2 * Math.PI * 425 * i / Rate));
        }

        return samples;
    }
}
