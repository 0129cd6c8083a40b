using System.Net;
using System.Net.NetworkInformation;
using Tandem.Wire.Flows;

namespace Tandem.Server.Media;

/// <summary>The addresses of this machine as they are now, and the one that it is known by behind a 1:1 NAT.</summary>
internal static class OwnAddresses
{
    public static HashSet<UInt128> Read(IPAddress? advertise)
    {
        HashSet<UInt128> own = [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(static one => one.GetIPProperties().UnicastAddresses).Select(static one => NetAddress.From(one.Address, 0).Ip)];
        if (advertise is not null)
        {
            own.Add(NetAddress.From(advertise, 0).Ip);
        }

        return own;
    }
}
