using Microsoft.Extensions.Logging;

namespace Tandem.Media.Sounds;

/// <summary>
/// What can be played to a side: the sounds of a directory, read once at the start, and a ring-back tone of our own under the empty name. All at 8,000 samples a second. Read by all loops,
/// changed by none.
/// </summary>
internal sealed class SoundLibrary
{
    public const int Rate = 8000;

    /// <summary>Files that are read, and the longest of them.</summary>
    public const int MostSounds = 256;

    private const int LongestSeconds = 120;
    private const int LargestFile = LongestSeconds * 2 * 2 * 16_000;
    private readonly Dictionary<string, short[]> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, short[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private SoundLibrary()
    {
        _byName[""] = RingBack();
        _lookup = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Only the ring-back tone.</summary>
    public static SoundLibrary BuiltIn { get; } = new();

    public int Count => _byName.Count;

    /// <summary>Reads the WAV files of a directory, each under its name without extension; what can't be read is left out and told.</summary>
    public static SoundLibrary Read(string directory, ILogger log)
    {
        var library = new SoundLibrary();
        if (!Directory.Exists(directory))
        {
            return library;
        }

        foreach (string path in Directory.GetFiles(directory, "*.wav").Order(StringComparer.Ordinal).Take(MostSounds))
        {
            try
            {
                var file = new FileInfo(path);
                if (file.Length <= LargestFile && WavSound.TryRead(File.ReadAllBytes(path), out short[] samples))
                {
                    library._byName[Path.GetFileNameWithoutExtension(path)] = samples;
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

    /// <summary>Null for a name that is not there.</summary>
    public short[]? Find(ReadOnlySpan<char> name) => _lookup.TryGetValue(name, out short[]? samples) ? samples : null;

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
