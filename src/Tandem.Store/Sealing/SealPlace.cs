using System.Security.Cryptography;
using System.Text;
using Tandem.Store.Backups;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Sealing;

/// <summary>Where the keys are that secrets in the database are sealed with: 64 hexadecimal digits each, the one to seal with first, then older ones that only open.</summary>
/// <param name="File">The file, a key on each line; null when they are given.</param>
/// <param name="Given">The keys themselves, as the environment has them; null when they are in a file.</param>
public sealed record SealPlace(string? File, string? Given)
{
    /// <summary>The file's name in a data directory and in a backup that has it.</summary>
    public const string FileName = "seal.key";

    /// <summary>The environment variable that may have the keys, where no file shall.</summary>
    public const string Variable = "TANDEM_SEAL_KEY";

    private static readonly char[] Between = ['\n', '\r', ' ', ',', '\t'];

    /// <summary>What a person calls the place.</summary>
    public string Name => File ?? Variable;

    private string Hint => File is null ? "" : $", or say where it is with --seal-key or {Variable}";

    public static SealPlace In(string dataDirectory) => new(Path.Combine(Path.GetFullPath(dataDirectory), FileName), null);

    /// <summary>The keys; a new one is made where there is none and <paramref name="mayMake"/> says so. Throws <see cref="StoreUnusableException"/> when there is no good one.</summary>
    /// <param name="mayMake">Nothing is sealed yet.</param>
    /// <param name="sealedWith">The key that is looked for, for the message.</param>
    internal SealRing Read(bool mayMake, string sealedWith)
    {
        try
        {
            if (File is not null && !System.IO.File.Exists(File))
            {
                if (!mayMake)
                {
                    throw new StoreUnusableException($"The secrets in the database are sealed with key {sealedWith}, and {File} is not there. Put that file back{Hint} (docs/security.md).");
                }

                byte[] made = RandomNumberGenerator.GetBytes(SealRing.KeyBytes);
                Write([made]);
                return new(this, [made]);
            }

            return new(this, Keys());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnusableException($"The key that secrets are sealed with can't be had from {Name}: {failure.Message}", failure);
        }
    }

    /// <summary>The keys that are there; empty without a file.</summary>
    internal IReadOnlyList<byte[]> KeysIfAny() => File is null || System.IO.File.Exists(File) ? Keys() : [];

    /// <summary>Puts other keys in the file's place: whole, or as it was, and for the owner alone.</summary>
    internal void Write(IEnumerable<byte[]> keys)
    {
        string file = File ?? throw new InvalidOperationException("keys of the environment can't be written");
        string draft = file + ".new";
        System.IO.File.Delete(draft);
        using (FileStream stream = BackupContents.Create(draft))
        {
            stream.Write(Encoding.ASCII.GetBytes(string.Concat(keys.Select(static key => Convert.ToHexStringLower(key) + "\n"))));
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(draft, file, overwrite: true);
    }

    private byte[][] Keys()
    {
        string[] words = (Given ?? System.IO.File.ReadAllText(File!)).Split(Between, StringSplitOptions.RemoveEmptyEntries);
        bool areKeys = words.Length > 0 && Array.TrueForAll(words, static word => word.Length == 2 * SealRing.KeyBytes && word.All(char.IsAsciiHexDigit));
        return areKeys
            ? [.. words.Select(Convert.FromHexString)]
            : throw new StoreUnusableException($"{Name} is no key to seal secrets with: there have to be {2 * SealRing.KeyBytes} hexadecimal digits in it, and nothing else. Put the right one back{Hint}.");
    }
}
