using System.Net;
using System.Net.Sockets;
using Tandem.Server.Demo;
using Tandem.Server.Options;

namespace Tandem.Tests.Server.Demo;

public sealed class DemoPortsTests
{
    [Fact]
    public void Peers_stay_outside_the_switchs_own_media_ports()
    {
        var ports = new DemoPorts([new(IPAddress.Any, 10_000, 49_999)], new Random(3));
        for (int i = 0; i < 50; i++)
        {
            using Socket socket = ports.Open(IPAddress.Parse("127.0.0.99"));
            int port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            port.Should().Match(static one => one < 9_999 || one > 49_999);
            (port % 2).Should().Be(0);
        }
    }

    [Fact]
    public void When_none_is_left_that_is_said()
    {
        var ports = new DemoPorts([new(IPAddress.Any, 1024, 65_535)], new Random(3));
        ports.Invoking(static one => one.Open(IPAddress.Loopback)).Should().Throw<IOException>().WithMessage("*--media takes too many");
    }
}
