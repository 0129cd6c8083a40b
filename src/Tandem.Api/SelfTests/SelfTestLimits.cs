using System.Net;

namespace Tandem.Api.SelfTests;

/// <summary>How often visitors may ask for a self-test: so often from one address (IPv6: one network of 64 bits), so often in all, within an hour of the clock. Any thread; a fixed size.</summary>
internal sealed class SelfTestLimits(TimeProvider time)
{
    public const int PerAddress = 20;
    public const int Together = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _hour;
    private int _together;

    /// <summary>Counts one more, if it may be.</summary>
    public bool TryTake(IPAddress? address)
    {
        string from = NameOf(address);
        long hour = time.GetUtcNow().ToUnixTimeSeconds() / 3600;
        lock (_lock)
        {
            if (hour != _hour)
            {
                _hour = hour;
                _together = 0;
                _counts.Clear();
            }

            int count = _counts.GetValueOrDefault(from);
            if (count >= PerAddress || _together >= Together)
            {
                return false;
            }

            _counts[from] = count + 1;
            _together++;
            return true;
        }
    }

    private static string NameOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        byte[] bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 8)));
    }
}
