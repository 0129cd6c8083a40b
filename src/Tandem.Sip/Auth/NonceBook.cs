using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tandem.Sip.Auth;

/// <summary>
/// Nonces that need no memory until they are used: time of issue, chance, and a seal over both. Once used, a nonce's counts are
/// remembered, for so many nonces; when one must be forgotten before its time, all that are as old count as stale, so no
/// credentials work twice (RFC 7616 §3.4, §5.12).
/// </summary>
internal sealed class NonceBook(byte[] key, Random random, TimeSpan lifetime, int most)
{
    private const int IssuedBytes = 8;
    private const int OpenBytes = 16;
    private const int Bytes = 32;
    private const int Window = 64;
    private readonly Dictionary<ulong, Counts> _used = [];
    private readonly Queue<ulong> _order = new();
    private long _floorMs = long.MinValue;

    public string Issue(DateTimeOffset at)
    {
        Span<byte> nonce = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, at.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(nonce[IssuedBytes..], random.NextInt64(long.MinValue, long.MaxValue));
        Seal(nonce[..OpenBytes], nonce[OpenBytes..]);
        return Convert.ToHexStringLower(nonce);
    }

    /// <summary>
    /// Uses a nonce with a count (1 and up), or for good when the count is null, as credentials without qop do. False: it isn't
    /// ours, too old, or has been used with that count.
    /// </summary>
    public bool TryUse(string nonce, uint? count, DateTimeOffset at)
    {
        if (!TryOpen(nonce, out long issuedMs, out ulong chance)
            || Math.Abs(at.ToUnixTimeMilliseconds() - issuedMs) > lifetime.TotalMilliseconds)
        {
            return false;
        }

        if (_used.TryGetValue(chance, out Counts? counts))
        {
            return count is { } next && counts.TryUse(next);
        }

        if (issuedMs <= _floorMs || count == 0)
        {
            return false;
        }

        Remember(chance, new Counts(issuedMs, count ?? uint.MaxValue), at);
        return true;
    }

    private void Remember(ulong chance, Counts counts, DateTimeOffset at)
    {
        if (_order.Count >= most)
        {
            ulong oldest = _order.Dequeue();
            _used.Remove(oldest, out Counts? forgotten);
            if (forgotten is not null && at.ToUnixTimeMilliseconds() - forgotten.IssuedMs <= lifetime.TotalMilliseconds)
            {
                _floorMs = Math.Max(_floorMs, forgotten.IssuedMs);
            }
        }

        _order.Enqueue(chance);
        _used.Add(chance, counts);
    }

    private bool TryOpen(string nonce, out long issuedMs, out ulong chance)
    {
        issuedMs = 0;
        chance = 0;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (nonce.Length != 2 * Bytes || Convert.FromHexString(nonce, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> seal = stackalloc byte[Bytes - OpenBytes];
        Seal(bytes[..OpenBytes], seal);
        issuedMs = BinaryPrimitives.ReadInt64BigEndian(bytes);
        chance = BinaryPrimitives.ReadUInt64BigEndian(bytes[IssuedBytes..]);
        return CryptographicOperations.FixedTimeEquals(seal, bytes[OpenBytes..]);
    }

    private void Seal(ReadOnlySpan<byte> open, Span<byte> seal)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, open, whole);
        whole[..seal.Length].CopyTo(seal);
    }

    /// <summary>The counts that one nonce has been used with: the highest, and which of the ones just below it.</summary>
    private sealed class Counts(long issuedMs, uint first)
    {
        private uint _highest = first;
        private ulong _seen = 1;

        public long IssuedMs { get; } = issuedMs;

        public bool TryUse(uint count)
        {
            if (count > _highest)
            {
                uint step = count - _highest;
                _seen = step >= Window ? 1 : (_seen << (int)step) | 1;
                _highest = count;
                return true;
            }

            uint below = _highest - count;
            if (count == 0 || _highest == uint.MaxValue || below >= Window || (_seen >> (int)below & 1) != 0)
            {
                return false;
            }

            _seen |= 1UL << (int)below;
            return true;
        }
    }
}
