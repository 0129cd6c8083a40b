namespace Tandem.Media.Dtmf;

/// <summary>The two tones of each key. ITU-T Q.23.</summary>
internal static class DtmfTones
{
    public static readonly int[] Low = [697, 770, 852, 941];
    public static readonly int[] High = [1209, 1336, 1477, 1633];
    private const string ByRow = "123A456B789C*0#D";

    public static char Key(int low, int high) => ByRow[(low * High.Length) + high];

    public static (int Low, int High) Of(char key)
    {
        int at = ByRow.IndexOf(char.ToUpperInvariant(key), StringComparison.Ordinal);
        return at < 0 ? (0, 0) : (Low[at / High.Length], High[at % High.Length]);
    }
}
