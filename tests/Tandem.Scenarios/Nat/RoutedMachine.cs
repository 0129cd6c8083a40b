using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Nat;

/// <summary>
/// A machine with a private address behind a router that masquerades (nftables): two network namespaces, one cable between them and one from the router to here. Needs root, iproute2 and nftables.
/// </summary>
internal sealed class RoutedMachine : IAsyncDisposable
{
    private static int s_next;
    private readonly string _router;
    private readonly string _machine;

    private RoutedMachine(string name, int number) => (_router, _machine, Number) = (name + "r", name + "m", number);

    private int Number { get; }

    /// <summary>Our end of the router's outer cable.</summary>
    public string Here => $"10.214.{Number}.1";

    /// <summary>The router's address outside.</summary>
    public string Outside => $"10.214.{Number}.2";

    /// <summary>The machine's own address.</summary>
    public static string Inside => "192.168.77.10";

    /// <param name="number">Of its networks; not used by another one at the same time.</param>
    /// <param name="masquerade">nftables' statement: <c>masquerade</c> keeps the port where it can, <c>masquerade fully-random</c> never.</param>
    /// <param name="udpTimeoutSeconds">How long the router remembers a silent binding.</param>
    public static async Task<RoutedMachine> StartAsync(int number, string masquerade, int udpTimeoutSeconds)
    {
        var made = new RoutedMachine($"tdr{Environment.ProcessId % 100_000}n{Interlocked.Increment(ref s_next)}", number);
        string router = made._router;
        string machine = made._machine;
        try
        {
            await DoAsync("ip", "netns", "add", router);
            await DoAsync("ip", "netns", "add", machine);
            await DoAsync("ip", "link", "add", router, "type", "veth", "peer", "name", "wan0", "netns", router);
            await DoAsync("ip", "addr", "add", $"{made.Here}/30", "dev", router);
            await DoAsync("ip", "link", "set", router, "up");
            await DoAsync("ip", "-n", router, "addr", "add", $"{made.Outside}/30", "dev", "wan0");
            await DoAsync("ip", "-n", router, "link", "set", "wan0", "up");
            await DoAsync("ip", "-n", router, "link", "add", "lan0", "type", "veth", "peer", "name", "eth0", "netns", machine);
            await DoAsync("ip", "-n", router, "addr", "add", "192.168.77.1/24", "dev", "lan0");
            await DoAsync("ip", "-n", router, "link", "set", "lan0", "up");
            await DoAsync("ip", "-n", machine, "addr", "add", $"{Inside}/24", "dev", "eth0");
            await DoAsync("ip", "-n", machine, "link", "set", "eth0", "up");
            await DoAsync("ip", "-n", machine, "link", "set", "lo", "up");
            await DoAsync("ip", "-n", machine, "route", "add", "default", "via", "192.168.77.1");
            await DoAsync("ip", "netns", "exec", router, "nft", $"add table ip nat; add chain ip nat post {{ type nat hook postrouting priority 100; }}; add rule ip nat post oifname wan0 {masquerade}");
            foreach (string setting in new[] { "net.ipv4.ip_forward=1", $"net.netfilter.nf_conntrack_udp_timeout={udpTimeoutSeconds}", $"net.netfilter.nf_conntrack_udp_timeout_stream={udpTimeoutSeconds}" })
            {
                await DoAsync("ip", "netns", "exec", router, "sysctl", "-q", "-w", setting);
            }

            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program on the machine.</summary>
    public Child Run(string program, IEnumerable<string> arguments, string folder) => new("ip", ["netns", "exec", _machine, program, .. arguments], folder);

    public async ValueTask DisposeAsync()
    {
        foreach (string[] what in new[] { new[] { "link", "del", _router }, ["netns", "del", _machine], ["netns", "del", _router] })
        {
            await using var gone = new Child("ip", what, Path.GetTempPath());
            await gone.ExitAsync(TimeSpan.FromSeconds(10));
        }
    }

    private static async Task DoAsync(string program, params string[] arguments)
    {
        await using var child = new Child(program, arguments, Path.GetTempPath());
        int code = await child.ExitAsync(TimeSpan.FromSeconds(10));
        code.Should().Be(0, "{0} {1}: {2}", program, string.Join(' ', arguments), string.Join('\n', child.Lines));
    }
}
