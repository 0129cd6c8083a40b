using System.Security.Cryptography;
using System.Text;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Sealing;

/// <summary>
/// Seals secrets that the switch needs in clear, with AES-256-GCM (NIST SP 800-38D), before they are stored. As text: <c>seal1:</c>, the key's id, and Base64 of nonce, tag and what is sealed. What it is for is proved with it, so
/// that no secret can be put in another's place. Thread-safe.
/// </summary>
internal sealed class SealRing : IDisposable
{
    public const int KeyBytes = 32;
    private const string Begin = "seal1:";
    private const int IdLength = 8;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int TextAt = NonceBytes + TagBytes;
    private readonly Lock _gate = new();
    private readonly List<(string Id, AesGcm Cipher)> _ciphers = [];

    /// <summary>Of these keys.</summary>
    /// <param name="place">Where the keys are, for messages.</param>
    /// <param name="keys">The one to seal with, then others that open.</param>
    public SealRing(SealPlace place, IReadOnlyList<byte[]> keys)
    {
        Place = place;
        Keys = keys;
        foreach (byte[] key in keys)
        {
            _ciphers.Add((IdOf(key), new AesGcm(key, TagBytes)));
        }
    }

    public SealPlace Place { get; }

    public IReadOnlyList<byte[]> Keys { get; }

    /// <summary>What can't be opened is replaced by something that nobody knows: an empty password might let anybody in. For a key that is lost.</summary>
    public bool Drops { get; init; }

    /// <summary>Names the key that seals; tells nothing of it.</summary>
    public string Id => _ciphers[0].Id;

    /// <summary>Names all of them.</summary>
    public IEnumerable<string> Ids => _ciphers.Select(static one => one.Id);

    /// <summary>Whether a text has the form.</summary>
    public static bool IsSealed(string text) =>
        text.Length > Begin.Length + IdLength + 1 && text.StartsWith(Begin, StringComparison.Ordinal) && text[Begin.Length + IdLength] == ':'
        && TryRead(text, out byte[] bytes) && bytes.Length >= TextAt;

    /// <summary>The id of the key that a sealed text was sealed with.</summary>
    public static string IdIn(string text) => text.Substring(Begin.Length, IdLength);

    /// <summary>A secret as it is stored. No secret stays none.</summary>
    public string Seal(string purpose, string secret)
    {
        if (secret.Length == 0)
        {
            return secret;
        }

        byte[] clear = Encoding.UTF8.GetBytes(secret);
        byte[] bytes = new byte[TextAt + clear.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        lock (_gate)
        {
            _ciphers[0].Cipher.Encrypt(bytes.AsSpan(0, NonceBytes), clear, bytes.AsSpan(TextAt), bytes.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        }

        return $"{Begin}{Id}:{Convert.ToBase64String(bytes)}";
    }

    /// <summary>The secret; what is not sealed is itself. Throws <see cref="StoreUnusableException"/> when it was sealed with another key, for something else, or was changed.</summary>
    public string Open(string purpose, string text)
    {
        if (!IsSealed(text) || !TryRead(text, out byte[] bytes))
        {
            return text;
        }

        byte[] clear = new byte[bytes.Length - TextAt];
        lock (_gate)
        {
            foreach ((string id, AesGcm cipher) in _ciphers)
            {
                if (id != IdIn(text))
                {
                    continue;
                }

                try
                {
                    cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(TextAt), bytes.AsSpan(NonceBytes, TagBytes), clear, Encoding.UTF8.GetBytes(purpose));
                    return Encoding.UTF8.GetString(clear);
                }
                catch (AuthenticationTagMismatchException damage)
                {
                    if (Drops)
                    {
                        return Unknown();
                    }

                    throw new StoreUnusableException($"A secret in the database ({purpose}) was changed: the key {id} of {Place.Name} does not open it. Restore a backup.", damage);
                }
            }
        }

        return Drops ? Unknown() : throw new StoreUnusableException(
            $"The secrets in the database are sealed with key {IdIn(text)}, and {Place.Name} has {string.Join(", ", Ids)}. Put the right key there, on a line of its own (docs/security.md).");
    }

    /// <summary>The same for what is stored as bytes.</summary>
    public byte[]? Seal(string purpose, byte[]? secret) => secret is null ? null : Encoding.ASCII.GetBytes(Seal(purpose, Convert.ToHexString(secret)));

    /// <summary>The same for what is stored as bytes.</summary>
    public byte[] Open(string purpose, ReadOnlySpan<byte> stored)
    {
        string text = Encoding.Latin1.GetString(stored);
        return IsSealed(text) ? Convert.FromHexString(Open(purpose, text)) : stored.ToArray();
    }

    public void Dispose()
    {
        foreach ((_, AesGcm cipher) in _ciphers)
        {
            cipher.Dispose();
        }
    }

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData([.. "tandem seal "u8, .. key]))[..IdLength];

    private static string Unknown() => Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes));

    private static bool TryRead(string text, out byte[] bytes)
    {
        ReadOnlySpan<char> base64 = text.AsSpan(Begin.Length + IdLength + 1);
        bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64Chars(base64, bytes, out int length))
        {
            return false;
        }

        bytes = bytes[..length];
        return true;
    }
}
