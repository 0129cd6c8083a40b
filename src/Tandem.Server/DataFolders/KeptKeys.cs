using System.Security.Cryptography;
using Tandem.Calls.Recovery;

namespace Tandem.Server.DataFolders;

/// <summary>
/// The keys that seal what calls leave in the journal (docs/adr/0009), in <c>kept.keys</c> of the data directory, for the owner alone: this run's in the first line, then those of runs before whose calls have not been
/// taken back yet. A key that is forgotten makes what it has sealed unreadable, wherever the journal was copied to.
/// </summary>
internal sealed class KeptKeys
{
    public const string FileName = "kept.keys";

    // A run that dies before it has taken calls back leaves the key of the one before it; after a few such runs they are too old to be taken back.
    private const int MostBefore = 8;
    private readonly string _file;

    private KeptKeys(string file, byte[] own, byte[][] before) => (_file, Own, Before) = (file, own, before);

    public byte[] Own { get; }

    public IReadOnlyList<byte[]> Before { get; }

    /// <summary>A new key for this run, beside those that are there. A line that is no key is left out.</summary>
    public static KeptKeys Begin(string directory)
    {
        string file = Path.Combine(directory, FileName);
        string[] lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        byte[][] before = [.. lines.Where(IsKey).Take(MostBefore).Select(Convert.FromHexString)];
        var keys = new KeptKeys(file, RandomNumberGenerator.GetBytes(KeptSeal.KeyBytes), before);
        keys.Write([keys.Own, .. before]);
        return keys;
    }

    /// <summary>The calls of runs before have been taken back, or never will be.</summary>
    public void ForgetBefore() => Write([Own]);

    /// <summary>Nothing that was sealed will be opened again.</summary>
    public void ForgetAll() => File.Delete(_file);

    private void Write(IEnumerable<byte[]> keys) => DataFolder.WriteWhole(_file, string.Concat(keys.Select(static key => Convert.ToHexStringLower(key) + "\n")));

    private static bool IsKey(string line) => line.Length == 2 * KeptSeal.KeyBytes && line.All(char.IsAsciiHexDigit);
}
