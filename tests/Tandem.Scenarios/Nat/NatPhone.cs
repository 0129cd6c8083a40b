using System.Net;
using System.Net.Sockets;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Nat;

/// <summary>A phone's network behind a router, with room for one program and any sockets.</summary>
internal sealed class NatPhone(IPAddress address) : IMachine, IDisposable
{
    public NetworkSpace Network { get; } = new();

    /// <summary>Its address inside.</summary>
    public IPAddress Address => address;

    string IMachine.There => address.ToString();

    public Child Run(string program, IEnumerable<string> arguments, string folder) => Network.Run(program, arguments, folder);

    public Socket Tcp() => Network.Tcp();

    /// <summary>A UDP socket on it.</summary>
    public UdpSpeaker Udp(int port) => new(Network.Udp(new IPEndPoint(address, port)));

    public void Dispose() => Network.Dispose();
}
