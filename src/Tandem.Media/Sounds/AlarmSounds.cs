namespace Tandem.Media.Sounds;

/// <summary>
/// What a voice call about an alarm sounds like where the operator has given no files of his own: three rising tones before it, as many beeps as the level is grave (one general, four critical), a pause behind it. Files
/// of the same names take their places.
/// </summary>
public static class AlarmSounds
{
    /// <summary>Before everything else: VOS3000's IVR_ALARM_PRE_AUDIO.</summary>
    public const string Before = "alarmpreaudio";

    /// <summary>With the level's number, 0 to 3, behind it.</summary>
    public const string Level = "alarm-level-";

    /// <summary>Behind everything else: time to press a key in.</summary>
    public const string Pause = "alarm-pause";

    private const int Levels = 4;
    private const int PauseSeconds = 3;

    // Loud enough to be heard, and none of the pairs that are keys (ITU-T Q.23).
    private const double Loudness = 6000;
    private const int BeepHertz = 1000;

    internal static IEnumerable<(string Name, short[] Samples)> All =>
    [
        (Before, [.. Tone(950), .. Tone(1400), .. Tone(1800), .. Silence(0.3)]),
        .. Enumerable.Range(0, Levels).Select(static level => (Level + (char)('0' + level), Beeps(level + 1))),
        (Pause, Silence(PauseSeconds)),
    ];

    private static short[] Beeps(int count) => [.. Enumerable.Repeat<short[]>([.. Tone(BeepHertz, 0.2), .. Silence(0.2)], count).SelectMany(static beep => beep)];

    private static short[] Silence(double seconds) => new short[(int)(seconds * SoundLibrary.Rate)];

    private static short[] Tone(int hertz, double seconds = 0.33)
    {
        short[] samples = Silence(seconds);
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)(Loudness * Math.Sin(2 * Math.PI * hertz * i / SoundLibrary.Rate));
        }

        return samples;
    }
}
