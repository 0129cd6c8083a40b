using System.IO.Hashing;

namespace Tandem.Calls.Guard;

/// <summary>
/// Which INVITEs of strangers came just now, so that the repeats of one (RFC 3261 §17.1.1.2: up to ten, while nobody answers) are one attempt. A repeat has the same octets and comes from the same address. A fixed size: when many
/// come, the oldest are forgotten and a repeat may count again, which loses nothing.
/// </summary>
internal sealed class RecentAttempts
{
    private const int Places = 4096;
    private const long RepeatMs = 32_000;
    private readonly (ulong Hash, long AtMs)[] _places = new (ulong, long)[Places];

    /// <summary>Whether these octets came from there within the last 32 s; they have come now.</summary>
    public bool IsRepeat(ReadOnlySpan<byte> message, UInt128 source, long nowMs)
    {
        ulong hash = XxHash3.HashToUInt64(message, source.GetHashCode()) | 1; // 0 is an empty place
        ref (ulong Hash, long AtMs) place = ref _places[hash / 2 % Places];
        bool isRepeat = place.Hash == hash && nowMs - place.AtMs < RepeatMs;
        if (!isRepeat)
        {
            place = (hash, nowMs);
        }

        return isRepeat;
    }
}
