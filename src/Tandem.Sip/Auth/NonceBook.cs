using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tandem.Sip.Auth;

/// <summary>
/// Nonces that need no memory until they are used: time of issue, chance, which call they ask, and a seal over all and over the
/// address that is asked, for which alone they are ours. Once used, a nonce's counts are remembered, for so many nonces; when one
/// must be forgotten before its time, all that are as old count as stale, so no credentials work twice (RFC 7616 §3.4, §5.12).
/// </summary>
internal sealed class NonceBook(byte[] key, Random random, TimeSpan lifetime, int most)
{
    // Issued 8, chance 8, call 4, milliseconds since the exchange began 4, round 1; then 16 of the seal.
    private const int ChanceAt = 8;
    private const int CallAt = 16;
    private const int AgeAt = 20;
    private const int RoundAt = 24;
    private const int OpenBytes = 25;
    private const int Bytes = OpenBytes + 16;
    private const int SourceBytes = 16;
    private const int Window = 64;

    /// <summary>Those that are over go with others that come, a few at a time.</summary>
    private const int MostForgotten = 4;
    private readonly Dictionary<ulong, Counts> _used = [];
    private readonly Queue<ulong> _order = new();
    private long _floorMs = long.MinValue;

    public string Issue(DateTimeOffset at, UInt128 source, DigestExchange exchange)
    {
        Span<byte> nonce = stackalloc byte[Bytes];
        long nowMs = at.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteInt64BigEndian(nonce, nowMs);
        BinaryPrimitives.WriteInt64BigEndian(nonce[ChanceAt..], random.NextInt64(long.MinValue, long.MaxValue));
        BinaryPrimitives.WriteUInt32BigEndian(nonce[CallAt..], exchange.Call);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[AgeAt..], (uint)Math.Clamp(nowMs - exchange.BegunMs, 0, uint.MaxValue));
        nonce[RoundAt] = exchange.Round;
        Seal(nonce[..OpenBytes], source, nonce[OpenBytes..]);
        return Convert.ToHexStringLower(nonce);
    }

    /// <summary>
    /// Uses a nonce with a count (1 and up), or for good when the count is null, as credentials without qop do. False: it isn't
    /// ours, too old, or has been used with that count.
    /// </summary>
    public bool TryUse(string nonce, UInt128 source, uint? count, DateTimeOffset at)
    {
        Span<byte> open = stackalloc byte[OpenBytes];
        if (!TryOpen(nonce, source, open))
        {
            return false;
        }

        long issuedMs = BinaryPrimitives.ReadInt64BigEndian(open);
        ulong chance = BinaryPrimitives.ReadUInt64BigEndian(open[ChanceAt..]);
        if (Math.Abs(at.ToUnixTimeMilliseconds() - issuedMs) > lifetime.TotalMilliseconds)
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

    /// <summary>The exchange that a nonce of ours belongs to, however old it is.</summary>
    public bool TryReadExchange(string nonce, UInt128 source, out DigestExchange exchange)
    {
        Span<byte> open = stackalloc byte[OpenBytes];
        exchange = default;
        if (!TryOpen(nonce, source, open))
        {
            return false;
        }

        long issuedMs = BinaryPrimitives.ReadInt64BigEndian(open);
        uint age = BinaryPrimitives.ReadUInt32BigEndian(open[AgeAt..]);
        exchange = new(BinaryPrimitives.ReadUInt32BigEndian(open[CallAt..]), issuedMs - age, open[RoundAt]);
        return true;
    }

    private void Remember(ulong chance, Counts counts, DateTimeOffset at)
    {
        long overMs = at.ToUnixTimeMilliseconds() - (long)lifetime.TotalMilliseconds;
        for (int i = 0; i < MostForgotten && _order.TryPeek(out ulong oldest) && _used.TryGetValue(oldest, out Counts? known); i++)
        {
            bool isOver = known.IssuedMs < overMs;
            if (!isOver && _order.Count < most)
            {
                break;
            }

            _order.Dequeue();
            _used.Remove(oldest);
            _floorMs = isOver ? _floorMs : Math.Max(_floorMs, known.IssuedMs);
        }

        _order.Enqueue(chance);
        _used.Add(chance, counts);
    }

    private bool TryOpen(string nonce, UInt128 source, Span<byte> open)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (nonce.Length != 2 * Bytes || Convert.FromHexString(nonce, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> seal = stackalloc byte[Bytes - OpenBytes];
        Seal(bytes[..OpenBytes], source, seal);
        bytes[..OpenBytes].CopyTo(open);
        return CryptographicOperations.FixedTimeEquals(seal, bytes[OpenBytes..]);
    }

    private void Seal(ReadOnlySpan<byte> open, UInt128 source, Span<byte> seal)
    {
        Span<byte> covered = stackalloc byte[OpenBytes + SourceBytes];
        open.CopyTo(covered);
        BinaryPrimitives.WriteUInt128BigEndian(covered[OpenBytes..], source);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, covered, whole);
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
