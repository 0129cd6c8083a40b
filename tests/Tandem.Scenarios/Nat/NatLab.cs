using System.Net;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Nat;

/// <summary>
/// Phones behind a router, and the switch on its other side: the switch's side is here, where the test runs; router and phones have networks of their own, joined by cables.
/// Needs root, iproute2 and nftables. Gone with its owner, also when that is killed.
/// </summary>
internal sealed class NatLab : IAsyncDisposable
{
    /// <summary>Where the switch takes SIP, and what routers look into.</summary>
    public const int SipPort = 5060;

    private const int Most = 15;

    private static readonly SortedSet<int> s_free = [.. Enumerable.Range(0, Most)];
    private static int s_next;
    private readonly int _number;
    private readonly List<NatPhone> _phones = [];

    private NatLab(int number, Router router) => (_number, Router) = (number, router);

    public Router Router { get; }

    /// <summary>Our end of the cable to the router.</summary>
    public string Cable { get; } = $"tnl{Environment.ProcessId}n{Interlocked.Increment(ref s_next)}";

    /// <summary>The router's network.</summary>
    public NetworkSpace Gateway { get; } = new();

    public IReadOnlyList<NatPhone> Phones => _phones;

    /// <summary>The switch's address.</summary>
    public IPAddress Switch => Public(1);

    /// <summary>Another of the switch's side, for what goes to two destinations.</summary>
    public IPAddress Other => Public(2);

    /// <summary>One that no phone has written to.</summary>
    public IPAddress Stranger => Public(3);

    /// <summary>The router's, in whose name its phones speak.</summary>
    public IPAddress Outside => Public(14);

    /// <summary>Why the kernel's SIP helper is not there although it was asked for; else null.</summary>
    public string? HelperRefusal { get; private set; }

    /// <summary>Why there can be none on this machine; null: there can.</summary>
    public static string? Refusal() => Environment.IsPrivilegedProcess ? NetworkSpace.Refusal() : "network namespaces need root";

    public static void SkipUnlessPossible()
    {
        string? refusal = Refusal();
        Assert.SkipUnless(refusal is null, refusal ?? "");
    }

    /// <param name="router">How the router is set.</param>
    /// <param name="phones">How many phones it has, each on a cable of its own.</param>
    public static async Task<NatLab> StartAsync(Router router, int phones = 1)
    {
        SkipUnlessPossible();
        var lab = new NatLab(FreeNumber(), router);
        try
        {
            await lab.SetUpAsync(phones);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Back when the router has forgotten its UDP bindings of a phone's port.</summary>
    public Task ForgottenAsync(IPEndPoint phone) =>
        Eventually.GetAsync(() => Task.FromResult(Remembers(phone) ? null : "gone"), TimeSpan.FromSeconds(60), () => string.Join('\n', Bindings()));

    /// <summary>The router has a UDP binding of a phone's port.</summary>
    public bool Remembers(IPEndPoint phone) => Bindings().Any(
        line => line.Contains($"src={phone.Address} ", StringComparison.Ordinal) && line.Contains($"sport={phone.Port} ", StringComparison.Ordinal));

    /// <summary>The router's UDP bindings, a line each, as the kernel writes them.</summary>
    public IReadOnlyList<string> Bindings() =>
        Gateway.Inside(static () => File.ReadAllLines("/proc/thread-self/net/nf_conntrack").Where(static line => line.Contains(" udp ", StringComparison.Ordinal)).ToList());

    public async ValueTask DisposeAsync()
    {
        foreach (NatPhone phone in _phones)
        {
            phone.Dispose();
        }

        // The kernel takes a network away some time after its last handle; the cable at once, so that its addresses are free.
        await using var cut = new Child("ip", ["link", "del", Cable], Path.GetTempPath());
        await cut.ExitAsync(TimeSpan.FromSeconds(10));
        Gateway.Dispose();
        lock (s_free)
        {
            s_free.Add(_number);
        }
    }

    /// <summary>Laboratories of the same time have addresses of their own.</summary>
    private static int FreeNumber()
    {
        lock (s_free)
        {
            int number = s_free.Min;
            s_free.Remove(number).Should().BeTrue("no more than {0} laboratories stand at a time", Most);
            return number;
        }
    }

    private async Task SetUpAsync(int phones)
    {
        string? failed = await HereAsync($"""
            ip link add {Cable} type veth peer name wan netns {Gateway.Place}
            ip addr add {Switch}/28 dev {Cable}
            ip addr add {Other}/28 dev {Cable}
            ip addr add {Stranger}/28 dev {Cable}
            ip link set {Cable} up
            """);
        failed.Should().BeNull("there is a cable to the router");
        await Gateway.SetUpAsync($"""
            ip link set lo up
            ip addr add {Outside}/28 dev wan
            ip link set wan up
            echo 1 > /proc/sys/net/ipv4/ip_forward
            """);
        for (int number = 1; number <= phones; number++)
        {
            await AddPhoneAsync(number);
        }

        int life = Router.BindingSeconds ?? 0;
        await Gateway.SetUpAsync($"""
            nft '{RouterRules.Of(Router, Outside.ToString(), Switch.ToString(), SipPort)}'
            [ {life} = 0 ] || echo {life} > /proc/sys/net/netfilter/nf_conntrack_udp_timeout
            [ {life} = 0 ] || echo {life} > /proc/sys/net/netfilter/nf_conntrack_udp_timeout_stream
            """);
        HelperRefusal = Router.HasHelper ? await Gateway.TryAsync("nft", RouterRules.Helper(SipPort)) : null;
    }

    private async Task AddPhoneAsync(int number)
    {
        bool isPublic = Router.Nat == NatKind.Public;
        string home = Router.Translates ? $"192.168.{number}" : $"10.{_number}.{number}"; // untranslated, it must differ from another laboratory's
        string net = isPublic ? $"198.51.100.{(16 * _number) + (4 * (number - 1))}/30" : $"{home}.0/24";
        IPAddress door = isPublic ? IPAddress.Parse($"198.51.100.{(16 * _number) + (4 * (number - 1)) + 1}") : IPAddress.Parse($"{home}.1");
        IPAddress address = isPublic ? IPAddress.Parse($"198.51.100.{(16 * _number) + (4 * (number - 1)) + 2}") : IPAddress.Parse($"{home}.2");
        string mask = net[net.IndexOf('/', StringComparison.Ordinal)..];
        var phone = new NatPhone(address);
        _phones.Add(phone);
        await Gateway.SetUpAsync($"""
            ip link add lan{number} type veth peer name eth0 netns {phone.Network.Place}
            ip addr add {door}{mask} dev lan{number}
            ip link set lan{number} up
            """);
        await phone.Network.SetUpAsync($"""
            ip link set lo up
            ip addr add {address}{mask} dev eth0
            ip link set eth0 up
            ip route add default via {door}
            """);
        if (!Router.Translates)
        {
            (await HereAsync($"ip route add {net} via {Outside} dev {Cable}")).Should().BeNull("the phone can be reached");
        }
    }

    private static async Task<string?> HereAsync(string lines)
    {
        await using var shell = new Child("sh", ["-ec", lines], Path.GetTempPath());
        return await shell.ExitAsync(TimeSpan.FromSeconds(20)) == 0 ? null : string.Join('\n', shell.Lines);
    }

    private IPAddress Public(int host) => IPAddress.Parse($"203.0.113.{(16 * _number) + host}");
}
