using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tandem.Routing.Access;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Server.Firewall;

/// <summary>
/// The bans in the kernel: an nftables table of our own, <c>inet tandem</c>, whose sets have the banned sources with their timeouts, the black list, who is spared, and who opens connections how fast. It looks at packets to the switch's own SIP
/// addresses and ports, and at nothing else. Made at the start, removed at the stop; one that a killed process has left is made anew.
/// </summary>
internal sealed partial class KernelTable(IReadOnlyList<BoundListener> listeners, ILogger log)
{
    private const int UsualPort = 5060;
    private const int ElementsAtOnce = 1000;
    private const int NetAdmin = 12; // linux/capability.h: CAP_NET_ADMIN
    private readonly Dictionary<SourceAddress, DateTimeOffset> _applied = [];
    private HashSet<SourceNetwork> _black = [];
    private HashSet<SourceNetwork> _spared = [];
    private readonly KernelCounter _bans = new("dropped");
    private readonly KernelCounter _knocks = new("knocks");
    private readonly KernelTally _tally = new();
    private int _connectionRate;
    private long _tallied;
    private long _syncs;

    /// <summary>Its name: another switch on the same machine has other ports or addresses, and another table.</summary>
    public string Name { get; } = NameOf(listeners);

    /// <summary>Packets of banned sources that it has dropped, as of the last look.</summary>
    public long Dropped => _bans.Count;

    /// <summary>The same of one source, while its ban is in force.</summary>
    public long DroppedOf(SourceAddress source) => _tally.Of(source);

    /// <summary>Requests for a connection (SYN) beyond the rate that it has dropped, as of the last look.</summary>
    public long Knocks => _knocks.Count;

    /// <summary>Why the kernel can't be used, or is not worth it while nobody <paramref name="isWanted"/> asks for it; empty when it can.</summary>
    public static string WhyNot(IReadOnlyList<BoundListener> listeners, bool isWanted)
    {
        if (!OperatingSystem.IsLinux() || Nft.Path is null)
        {
            return "there is no nft program: install nftables";
        }

        if (!MayChangeNetwork())
        {
            return "the process has no CAP_NET_ADMIN";
        }

        return !isWanted && listeners.All(static listener => listener.Local.IsLoopback) ? "it listens on loopback addresses only" : "";
    }

    /// <summary>Makes the table, empty. A source that is not spared may open <paramref name="connectionRate"/> connections a second, 0 = no limit. What went wrong, or nothing.</summary>
    public async Task<string> MakeAsync(int connectionRate)
    {
        _connectionRate = connectionRate;
        var script = new StringBuilder();
        script.Append(CultureInfo.InvariantCulture, $$"""
            add table inet {{Name}}
            delete table inet {{Name}}
            table inet {{Name}} {
              set spared4 { type ipv4_addr; flags interval; auto-merge; }
              set spared6 { type ipv6_addr; flags interval; auto-merge; }
              set black4 { type ipv4_addr; flags interval; auto-merge; }
              set black6 { type ipv6_addr; flags interval; auto-merge; }
              set banned4 { type ipv4_addr; flags timeout; size {{BanTable.MostSources}}; counter; }
              set banned6 { type ipv6_addr; flags timeout; size {{BanTable.MostSources}}; counter; }
              set knocks4 { type ipv4_addr; flags dynamic, timeout; timeout 10s; size {{BanTable.MostSources}}; }
              set knocks6 { type ipv6_addr; flags dynamic, timeout; timeout 10s; size {{BanTable.MostSources}}; }
              counter dropped { }
              counter knocks { }
              chain judge {
                ip saddr @spared4 return
                ip6 saddr @spared6 return
                ip saddr @banned4 counter name dropped drop
                ip6 saddr & ffff:ffff:ffff:ffff:: == @banned6 counter name dropped drop
                ip saddr @black4 counter name dropped drop
                ip6 saddr @black6 counter name dropped drop
              }
              chain stream {
                ip saddr @spared4 return
                ip6 saddr @spared6 return
                jump judge
                {{Knocking(connectionRate)}}
              }
              chain input {
                type filter hook input priority -10; policy accept;

            """);
        foreach (BoundListener listener in listeners)
        {
            string family = listener.Local.IsIPv4 ? "ip" : "ip6";
            string to = listener.Local.IsAny ? $"meta nfproto {(listener.Local.IsIPv4 ? "ipv4" : "ipv6")}" : $"{family} daddr {listener.Local.ToIPAddress()}";
            bool isUdp = listener.Transport == TransportKind.Udp;
            script.Append(CultureInfo.InvariantCulture, $"    {to} {(isUdp ? "udp" : "tcp")} dport {listener.Local.Port} jump {(isUdp ? "judge" : "stream")}\n");
        }

        script.Append("  }\n}\n");
        _applied.Clear();
        (_black, _spared) = ([], []);
        _bans.BeginAgain();
        _knocks.BeginAgain();
        _tally.BeginAgain();
        return (await Nft.RunAsync(script.ToString())).Problem;
    }

    /// <summary>From now on exactly these: what has changed since the last time is told to the kernel in one transaction.</summary>
    public async Task SyncAsync(IReadOnlyList<Ban> bans, HashSet<SourceNetwork> black, HashSet<SourceNetwork> spared, int connectionRate, DateTimeOffset now)
    {
        if (connectionRate != _connectionRate && (await MakeAsync(connectionRate)) is { Length: > 0 } why)
        {
            log.KernelRefused(why);
        }

        string script = Changes(bans, black, spared, now);
        if (script.Length > 0)
        {
            string problem = (await Nft.RunAsync(script)).Problem;
            if (problem.Length > 0)
            {
                log.KernelRefused(problem);
                if ((await MakeAsync(connectionRate)).Length == 0)
                {
                    await Nft.RunAsync(Changes(bans, black, spared, now));
                }
            }
        }

        if (_syncs++ % 5 == 0)
        {
            await CountAsync();
        }
    }

    /// <summary>Takes the table away, with all that is in it.</summary>
    public async Task RemoveAsync()
    {
        await CountAsync();
        await Nft.RunAsync($"delete table inet {Name}\n");
    }

    private static string NameOf(IReadOnlyList<BoundListener> listeners)
    {
        NetAddress first = listeners[0].Local;
        string port = first.Port == UsualPort ? "" : string.Create(CultureInfo.InvariantCulture, $"_{first.Port}");
        return "tandem" + port + (first.IsAny ? "" : "_" + NoWord().Replace(first.ToIPAddress().ToString(), "_"));
    }

    private static bool MayChangeNetwork()
    {
        try
        {
            string line = File.ReadLines("/proc/self/status").FirstOrDefault(static line => line.StartsWith("CapEff:", StringComparison.Ordinal)) ?? "";
            return ulong.TryParse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong held) && (held >> NetAdmin & 1) == 1;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string Changes(IReadOnlyList<Ban> bans, HashSet<SourceNetwork> black, HashSet<SourceNetwork> spared, DateTimeOffset now)
    {
        var script = new StringBuilder();
        HashSet<SourceAddress> wanted = [.. bans.Select(static ban => ban.Source)];
        List<SourceAddress> gone = [.. _applied.Keys.Where(source => !wanted.Contains(source))];
        List<Ban> changed = [.. bans.Where(ban => ban.Until > now && (!_applied.TryGetValue(ban.Source, out DateTimeOffset until) || until != ban.Until))];

        // Added first, so that there is something to delete whatever has timed out meanwhile.
        List<SourceAddress> taken = [.. gone, .. changed.Select(static ban => ban.Source).Where(_applied.ContainsKey)];
        Elements(script, "add", "banned", taken, static source => AddressOf(source));
        Elements(script, "delete", "banned", taken, static source => AddressOf(source));
        Elements(script, "add", "banned", changed.ToDictionary(static ban => ban.Source), ban => string.Create(
            CultureInfo.InvariantCulture, $"{AddressOf(ban.Key)} timeout {Math.Max(1, (long)(ban.Value.Until - now).TotalSeconds)}s"), static pair => pair.Key);
        gone.ForEach(source => _applied.Remove(source));
        changed.ForEach(ban => _applied[ban.Source] = ban.Until);
        Networks(script, "black", black, ref _black);
        Networks(script, "spared", spared, ref _spared);
        return script.ToString();
    }

    private void Networks(StringBuilder script, string set, HashSet<SourceNetwork> now, ref HashSet<SourceNetwork> before)
    {
        if (now.SetEquals(before))
        {
            return;
        }

        before = now;
        script.Append(CultureInfo.InvariantCulture, $"flush set inet {Name} {set}4\nflush set inet {Name} {set}6\n");
        Elements(script, "add", set, now, static network => new SourceAddress(network.Ip, network.Bits, 0).ToString(), static network => new SourceAddress(network.Ip, network.Bits, 0));
    }

    private void Elements(StringBuilder script, string verb, string set, IEnumerable<SourceAddress> sources, Func<SourceAddress, string> text) =>
        Elements(script, verb, set, sources, text, static source => source);

    private void Elements<T>(StringBuilder script, string verb, string set, IEnumerable<T> all, Func<T, string> text, Func<T, SourceAddress> sourceOf)
    {
        foreach (IGrouping<bool, T> family in all.GroupBy(one => IsIPv4(sourceOf(one))))
        {
            foreach (T[] some in family.Chunk(ElementsAtOnce))
            {
                script.Append(CultureInfo.InvariantCulture, $"{verb} element inet {Name} {set}{(family.Key ? 4 : 6)} {{ {string.Join(", ", some.Select(text))} }}\n");
            }
        }
    }

    private async Task CountAsync()
    {
        string told = (await Nft.RunAsync($"list counters table inet {Name}\n")).Output;
        _bans.Read(told);
        _knocks.Read(told);
        if (_bans.Count != _tallied)
        {
            // All sets are told whole, so only when somebody was dropped.
            _tallied = _bans.Count;
            _tally.Read((await Nft.ListAsync(Name, "banned4")).Output, (await Nft.ListAsync(Name, "banned6")).Output);
        }
    }

    /// <summary>What a packet that asks for a connection goes through.</summary>
    private static string Knocking(int rate) => rate == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $$"""
        tcp flags & (fin | syn | rst | ack) == syn update @knocks4 { ip saddr limit rate over {{rate}}/second burst {{rate}} packets } counter name knocks drop
        tcp flags & (fin | syn | rst | ack) == syn update @knocks6 { ip6 saddr & ffff:ffff:ffff:ffff:: limit rate over {{rate}}/second burst {{rate}} packets } counter name knocks drop
        """);

    private static bool IsIPv4(SourceAddress source) => source.PrefixLength >= 96 && new NetAddress(source.Ip, 0).IsIPv4;

    /// <summary>Without its length: the sets of banned sources have the first address of an IPv6 /64.</summary>
    private static string AddressOf(SourceAddress source) => new NetAddress(source.Ip, 0).ToIPAddress().ToString();

    [GeneratedRegex("[^A-Za-z0-9]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoWord();
}
