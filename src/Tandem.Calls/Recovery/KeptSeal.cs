using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tandem.Calls.Recovery;

/// <summary>
/// Seals what calls leave in the journal, with AES-256-GCM: both sides' own words are in it, keys of SRTP included, and a journal is kept for weeks. Each run has a key of its own, which goes when the next run has taken its
/// calls back; what was sealed with it can't be read by anybody then. docs/adr/0009. Thread-safe.
/// </summary>
/// <param name="key">This run's: 32 random octets that were never used before.</param>
/// <param name="before">Keys of runs before, whose calls may be taken back.</param>
public sealed class KeptSeal(byte[] key, params IReadOnlyList<byte[]> before) : IDisposable
{
    public const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int TextAt = NonceBytes + TagBytes;
    private readonly ThreadLocal<AesGcm> _own = new(() => new AesGcm(key, TagBytes), trackAllValues: true);
    private long _last;

    /// <summary>The text sealed, in <paramref name="into"/>, which grows when it is too small.</summary>
    public ReadOnlySpan<byte> Seal(ReadOnlySpan<byte> text, ref byte[] into)
    {
        int length = TextAt + text.Length;
        if (into.Length < length)
        {
            into = new byte[2 * length];
        }

        Span<byte> nonce = into.AsSpan(0, NonceBytes);
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, Interlocked.Increment(ref _last)); // never twice under one key
        AesGcm own = _own.Value!; // made on first use
        own.Encrypt(nonce, text, into.AsSpan(TextAt, text.Length), into.AsSpan(NonceBytes, TagBytes));
        return into.AsSpan(0, length);
    }

    /// <summary>What was sealed by this run or one whose key is known; empty when it was by another, or is no such text.</summary>
    public byte[] Open(ReadOnlySpan<byte> sealedText)
    {
        if (sealedText.Length < TextAt)
        {
            return [];
        }

        byte[] text = new byte[sealedText.Length - TextAt];
        foreach (byte[] known in before.Prepend(key))
        {
            using var opener = new AesGcm(known, TagBytes);
            try
            {
                opener.Decrypt(sealedText[..NonceBytes], sealedText[TextAt..], sealedText[NonceBytes..TextAt], text);
                return text;
            }
            catch (AuthenticationTagMismatchException)
            {
                continue; // by another key
            }
        }

        return [];
    }

    public void Dispose()
    {
        foreach (AesGcm own in _own.Values)
        {
            own.Dispose();
        }

        _own.Dispose();
    }
}
