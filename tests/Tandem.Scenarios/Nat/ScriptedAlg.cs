using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Scenarios.Nat;

/// <summary>
/// A SIP ALG with chosen habits on a laboratory's router: what its phones send by UDP to the switch's SIP port comes here first, and so does what comes back.
/// What goes to other ports it doesn't see. It keeps a phone's port outside where that is free.
/// </summary>
internal sealed class ScriptedAlg : IAsyncDisposable
{
    private const int Port = 15_060;
    private readonly NatLab _lab;
    private readonly IReadOnlyList<AlgHabit> _habits;
    private readonly Socket _inside;
    private readonly ConcurrentDictionary<IPEndPoint, Socket> _outside = new();
    private readonly ConcurrentBag<Task> _work = [];
    private readonly CancellationTokenSource _stop = new();

    private ScriptedAlg(NatLab lab, IReadOnlyList<AlgHabit> habits)
    {
        (_lab, _habits) = (lab, habits);
        _inside = lab.Gateway.Udp(new IPEndPoint(IPAddress.Any, Port));
    }

    public static Task<ScriptedAlg> StartAsync(NatLab lab, params AlgHabit[] habits) => StartAsync(lab, (IReadOnlyList<AlgHabit>)habits);

    public static async Task<ScriptedAlg> StartAsync(NatLab lab, IReadOnlyList<AlgHabit> habits)
    {
        var alg = new ScriptedAlg(lab, habits);
        try
        {
            // Its answers leave in the switch's name as long as the kernel remembers that they must.
            await lab.Gateway.SetUpAsync($$"""
                echo 3600 > /proc/sys/net/netfilter/nf_conntrack_udp_timeout
                echo 3600 > /proc/sys/net/netfilter/nf_conntrack_udp_timeout_stream
                nft 'table ip alg {
                  chain inward {
                    type nat hook prerouting priority -101
                    iifname "lan*" ip daddr {{lab.Switch}} udp dport {{NatLab.SipPort}} redirect to :{{Port}}
                  }
                }'
                """);
            alg._work.Add(alg.OutwardAsync());
            return alg;
        }
        catch
        {
            await alg.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (Task one in _work)
        {
            await one;
        }

        _inside.Dispose();
        foreach (Socket socket in _outside.Values)
        {
            socket.Dispose();
        }

        await _lab.Gateway.TryAsync("nft", "delete table ip alg");
        _stop.Dispose();
    }

    private Task OutwardAsync() => PassOnAsync(_inside, (packet, phone) =>
    {
        Socket outside = _outside.GetOrAdd(phone, OpenOutside);
        AlgPath path = PathOf(phone, outside);
        Apply(packet, path, static habit => habit.Outward);
        Send(packet, outside, path.Switch, _inside, phone);
    });

    private Task InwardAsync(IPEndPoint phone, Socket outside) => PassOnAsync(outside, (packet, from) =>
    {
        Apply(packet, PathOf(phone, outside), static habit => habit.Inward);
        Send(packet, _inside, phone, outside, from);
    });

    private async Task PassOnAsync(Socket socket, Action<AlgPacket, IPEndPoint> pass)
    {
        byte[] buffer = new byte[65_535];
        var any = new IPEndPoint(IPAddress.Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult got = await socket.ReceiveFromAsync(buffer, any, _stop.Token);
                pass(new AlgPacket(Encoding.Latin1.GetString(buffer, 0, got.ReceivedBytes)), (IPEndPoint)got.RemoteEndPoint);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                continue; // stopped, or somebody could not be reached: then as on a real router
            }
        }
    }

    private Socket OpenOutside(IPEndPoint phone)
    {
        Socket outside;
        try
        {
            outside = _lab.Gateway.Udp(new IPEndPoint(_lab.Outside, phone.Port));
        }
        catch (SocketException)
        {
            outside = _lab.Gateway.Udp(new IPEndPoint(_lab.Outside, 0));
        }

        _work.Add(InwardAsync(phone, outside));
        return outside;
    }

    private AlgPath PathOf(IPEndPoint phone, Socket outside) => new(phone, (IPEndPoint)outside.LocalEndPoint!, new IPEndPoint(_lab.Switch, NatLab.SipPort));

    private void Apply(AlgPacket packet, AlgPath path, Func<AlgHabit, Action<AlgPacket, AlgPath>?> way)
    {
        foreach (AlgHabit habit in _habits)
        {
            way(habit)?.Invoke(packet, path);
        }
    }

    private static void Send(AlgPacket packet, Socket on, IPEndPoint to, Socket back, IPEndPoint from)
    {
        for (int copy = 0; copy < packet.Copies; copy++)
        {
            on.SendTo(Encoding.Latin1.GetBytes(packet.Text), to);
        }

        if (packet.Answer is string answer)
        {
            back.SendTo(Encoding.Latin1.GetBytes(answer), from);
        }
    }
}
