using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>What a router on the way sees of a call's packets: SS_QOS_SIGNAL on SIP, SS_QOS_RTP on sound.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class MarkedPacketsTests
{
    private const string Pcma = "8 PCMA/8000";
    private const int UdpHeader = 8;

    [Fact]
    public async Task Signalling_and_sound_leave_with_the_type_of_service_that_the_parameters_say()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "who looks at others' packets must be root");
        await using Recorded switched = await Recorded.StartAsync(null);
        await switched.Switch.SetParameterAsync("SS_MEDIAPROXYMODE", "On");
        await switched.Switch.SetParameterAsync("SS_QOS_SIGNAL", "0x60");
        await switched.Switch.SetParameterAsync("SS_QOS_RTP", "0xb8");
        using var caller = new VoicePhone("127.0.0.2", 5061);
        using var carrier = new VoicePhone("127.0.0.3", 5070);
        using Socket eye = new(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Udp);
        eye.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        var signals = new ConcurrentBag<byte>();
        var sounds = new ConcurrentBag<byte>();
        PhoneSockets.Listen(eye, packet =>
        {
            ReadOnlySpan<byte> inside = packet[((4 * (packet[0] & 15)) + UdpHeader)..];
            (inside.StartsWith("SIP/2.0 "u8) ? signals : sounds).Add(packet[1]);
        });
        await switched.TalkAsync(caller, carrier, switched.Switch.SipPort, "00442079460361", [Pcma], [Pcma], () => carrier.SpeaksAsync(800, 1));

        signals.Distinct().Should().Equal(0x60);
        sounds.Distinct().Should().Equal(0xb8);
        sounds.Count.Should().BeGreaterThan(40);
    }
}
