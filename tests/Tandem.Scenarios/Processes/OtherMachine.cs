using System.Net.Sockets;

namespace Tandem.Scenarios.Processes;

/// <summary>
/// A machine of its own for a program that chooses its source address by the route: a network namespace with one cable to here. Needs root, and iproute2. Gone with its owner.
/// </summary>
internal sealed class OtherMachine : IMachine, IAsyncDisposable
{
    private static int s_next;
    private readonly string _name;

    private OtherMachine(string name, int number) => (_name, Number) = (name, number);

    private int Number { get; }

    /// <summary>Our end of the cable.</summary>
    public string Here => $"10.213.{Number}.1";

    /// <summary>Its end.</summary>
    public string There => $"10.213.{Number}.2";

    public static async Task<OtherMachine> StartAsync(int number)
    {
        // A name of its own each time: the kernel takes a cable away some time after its machine. Fifteen letters at most.
        var machine = new OtherMachine($"tdm{Environment.ProcessId}n{Interlocked.Increment(ref s_next)}", number);
        string name = machine._name;
        try
        {
            await IpAsync("netns", "add", name);
            await IpAsync("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
            await IpAsync("addr", "add", $"{machine.Here}/30", "dev", name);
            await IpAsync("link", "set", name, "up");
            await IpAsync("-n", name, "addr", "add", $"{machine.There}/30", "dev", "eth0");
            await IpAsync("-n", name, "link", "set", "eth0", "up");
            await IpAsync("-n", name, "link", "set", "lo", "up");
            await IpAsync("-n", name, "route", "add", "default", "via", machine.Here); // by it some programs know which address is theirs
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program on it.</summary>
    public Child Run(string program, IEnumerable<string> arguments, string folder) => new("ip", ["netns", "exec", _name, program, .. arguments], folder);

    public Socket Tcp() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public async ValueTask DisposeAsync()
    {
        foreach (string[] what in new[] { new[] { "link", "del", _name }, ["netns", "del", _name] })
        {
            await using var gone = new Child("ip", what, Path.GetTempPath());
            await gone.ExitAsync(TimeSpan.FromSeconds(10));
        }
    }

    private static async Task IpAsync(params string[] arguments)
    {
        await using var ip = new Child("ip", arguments, Path.GetTempPath());
        int code = await ip.ExitAsync(TimeSpan.FromSeconds(10));
        code.Should().Be(0, "ip {0}: {1}", string.Join(' ', arguments), string.Join('\n', ip.Lines));
    }
}
