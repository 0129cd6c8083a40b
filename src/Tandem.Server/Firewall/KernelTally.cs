using System.Net;
using System.Text.Json;
using Tandem.Routing.Access;
using Tandem.Wire.Flows;

namespace Tandem.Server.Firewall;

/// <summary>Packets that the kernel has dropped of each banned source, as of the last look. A set that is made anew begins at zero; this goes on.</summary>
internal sealed class KernelTally
{
    private Dictionary<SourceAddress, long> _before = [];
    private volatile Dictionary<SourceAddress, long> _now = [];

    /// <summary>Of one source; 0 when the kernel does not have it.</summary>
    public long Of(SourceAddress source) => _now.GetValueOrDefault(source);

    /// <summary>The sets are made anew.</summary>
    public void BeginAgain() => _before = _now;

    /// <summary>Takes what <c>nft -j list set</c> says of each set, whose elements have counters. When one can't be read all stays as it was.</summary>
    public void Read(params ReadOnlySpan<string> sets)
    {
        var now = new Dictionary<SourceAddress, long>();
        foreach (string told in sets)
        {
            if (!TryRead(told, now))
            {
                return;
            }
        }

        _now = now;
    }

    private bool TryRead(string told, Dictionary<SourceAddress, long> now)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(told);
            foreach (JsonElement one in document.RootElement.GetProperty("nftables").EnumerateArray())
            {
                if (one.TryGetProperty("set", out JsonElement set) && set.TryGetProperty("elem", out JsonElement elements))
                {
                    foreach (JsonElement element in elements.EnumerateArray())
                    {
                        Take(element, now);
                    }
                }
            }
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }

        return true;
    }

    private void Take(JsonElement element, Dictionary<SourceAddress, long> now)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("elem", out JsonElement one) && one.TryGetProperty("counter", out JsonElement counter)
            && IPAddress.TryParse(one.GetProperty("val").GetString(), out IPAddress? address))
        {
            SourceAddress source = Ban.PlaceOf(NetAddress.From(address, 0).Ip);
            now[source] = _before.GetValueOrDefault(source) + counter.GetProperty("packets").GetInt64();
        }
    }
}
