using System.Net;
using System.Net.NetworkInformation;

namespace Tandem.Scenarios.Nat;

/// <summary>The laboratory itself: each router does what its name says, seen by datagrams that cross it.</summary>
public sealed class NatLabTests
{
    private const string End = "that was all";
    private const int Port = 5070;

    [Theory]
    [InlineData(NatKind.Public, true, true, true, true)]
    [InlineData(NatKind.Private, true, true, true, true)]
    [InlineData(NatKind.PortKept, true, true, false, false)]
    [InlineData(NatKind.PortMoved, false, true, false, false)]
    [InlineData(NatKind.Random, false, false, false, false)]
    [InlineData(NatKind.FullyRandom, false, false, false, false)]
    [InlineData(NatKind.FullCone, true, true, true, true)]
    [InlineData(NatKind.AddressRestricted, true, true, true, false)]
    internal async Task Each_kind_behaves_as_it_is_called(NatKind kind, bool portStays, bool sameForEach, bool otherPortComesIn, bool strangerComesIn)
    {
        await using NatLab lab = await NatLab.StartAsync(new Router(kind));
        using UdpSpeaker phone = lab.Phones[0].Udp(Port);
        using var first = UdpSpeaker.Here(lab.Switch, 7001);
        using var second = UdpSpeaker.Here(lab.Other, 7002);
        using var otherPort = UdpSpeaker.Here(lab.Switch, 7003);
        using var stranger = UdpSpeaker.Here(lab.Stranger, 7004);

        phone.Says("to the first", first.At);
        phone.Says("to the second", second.At);
        IPEndPoint atFirst = (await first.HearsAsync()).From;
        IPEndPoint atSecond = (await second.HearsAsync()).From;
        otherPort.Says("from another port", atFirst);
        stranger.Says("from a stranger", atFirst);
        first.Says(End, atFirst);
        IReadOnlyList<string> heard = await phone.HearsUntilAsync(End);

        bool isTranslated = kind is not (NatKind.Public or NatKind.Private);
        atFirst.Address.Should().Be(isTranslated ? lab.Outside : lab.Phones[0].Address);
        atSecond.Address.Should().Be(atFirst.Address);
        (atFirst.Port == Port && atSecond.Port == Port).Should().Be(portStays);
        (atFirst.Port == atSecond.Port).Should().Be(sameForEach);
        heard.Contains("from another port").Should().Be(otherPortComesIn);
        heard.Contains("from a stranger").Should().Be(strangerComesIn);
    }

    [Fact]
    public async Task Two_phones_with_one_port_are_told_apart()
    {
        await using NatLab lab = await NatLab.StartAsync(new Router(NatKind.PortKept), phones: 2);
        using UdpSpeaker one = lab.Phones[0].Udp(Port);
        using UdpSpeaker two = lab.Phones[1].Udp(Port);
        using var here = UdpSpeaker.Here(lab.Switch, 7001);

        one.Says("one", here.At);
        IPEndPoint atOne = (await here.HearsAsync()).From;
        two.Says("two", here.At);
        IPEndPoint atTwo = (await here.HearsAsync()).From;
        here.Says("to one", atOne);
        here.Says("to two", atTwo);

        atOne.Port.Should().Be(Port);
        atTwo.Port.Should().NotBe(Port);
        (await one.HearsAsync()).Text.Should().Be("to one");
        (await two.HearsAsync()).Text.Should().Be("to two");
    }

    [Theory]
    [InlineData(NatKind.PortKept)]
    [InlineData(NatKind.FullCone)]
    internal async Task A_silence_longer_than_the_binding_ends_it(NatKind kind)
    {
        await using NatLab lab = await NatLab.StartAsync(new Router(kind) { BindingSeconds = 2 });
        using UdpSpeaker phone = lab.Phones[0].Udp(Port);
        using var here = UdpSpeaker.Here(lab.Switch, 7001);
        using var other = UdpSpeaker.Here(lab.Other, 7002);

        phone.Says("hello", here.At);
        IPEndPoint at = (await here.HearsAsync()).From;
        here.Says("soon", at);
        (await phone.HearsAsync()).Text.Should().Be("soon");
        await lab.ForgottenAsync(phone.At);
        here.Says("too late", at);
        phone.Says("hello", other.At);
        other.Says(End, (await other.HearsAsync()).From);

        (await phone.HearsUntilAsync(End)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(SoundRule.Passes, true, true)]
    [InlineData(SoundRule.LostInward, true, false)]
    [InlineData(SoundRule.Lost, false, false)]
    internal async Task Sound_is_lost_as_the_rule_says_and_signalling_is_not(SoundRule rule, bool goesOut, bool comesIn)
    {
        await using NatLab lab = await NatLab.StartAsync(new Router(NatKind.PortKept) { Sound = rule });
        using UdpSpeaker phone = lab.Phones[0].Udp(20_000);
        using var sip = UdpSpeaker.Here(lab.Switch, NatLab.SipPort);
        using var media = UdpSpeaker.Here(lab.Switch, 30_000);

        phone.Says("sound", media.At);
        phone.Says("sip", sip.At);
        IPEndPoint at = (await sip.HearsAsync()).From;
        media.Says("sound", at);
        sip.Says(End, at);
        IReadOnlyList<string> heard = await phone.HearsUntilAsync(End);

        media.HasMore.Should().Be(goesOut);
        heard.Contains("sound").Should().Be(comesIn);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task What_goes_to_the_SIP_port_goes_twice_when_the_router_doubles(bool doubles, int times)
    {
        await using NatLab lab = await NatLab.StartAsync(new Router(NatKind.PortKept) { Doubles = doubles });
        using UdpSpeaker phone = lab.Phones[0].Udp(NatLab.SipPort);
        using var sip = UdpSpeaker.Here(lab.Switch, NatLab.SipPort);

        phone.Says("once", sip.At);
        phone.Says(End, sip.At);

        (await sip.HearsUntilAsync(End)).Should().Equal(Enumerable.Repeat("once", times));
    }

    [Fact]
    public async Task The_kernels_SIP_helper_writes_the_public_address_into_headers_and_SDP()
    {
        await using NatLab lab = await NatLab.StartAsync(new Router(NatKind.PortKept) { HasHelper = true });
        await using ScriptedAlg? alg = lab.HelperRefusal is null ? null : await ScriptedAlg.StartAsync(lab, AlgHabits.AsTheKernel);
        TestContext.Current.TestOutputHelper?.WriteLine(lab.HelperRefusal is null ? "the kernel's own helper" : $"a scripted ALG, as this kernel has no SIP helper: {lab.HelperRefusal}");
        using UdpSpeaker phone = lab.Phones[0].Udp(NatLab.SipPort);
        using var sip = UdpSpeaker.Here(lab.Switch, NatLab.SipPort);

        phone.Says(PhoneSays.Register(phone.At, lab.Switch), sip.At);
        string register = (await sip.HearsAsync()).Text;
        phone.Says(PhoneSays.Invite(phone.At, lab.Switch), sip.At);
        string invite = (await sip.HearsAsync()).Text;

        var outside = new IPEndPoint(lab.Outside, NatLab.SipPort);
        register.Should().Contain($"Via: SIP/2.0/UDP {outside};").And.Contain($"Contact: <sip:2001@{outside}>");
        invite.Should().Contain($"c=IN IP4 {lab.Outside}\r\n").And.Contain($"o=2001 1 1 IN IP4 {lab.Outside}\r\n").And.NotContain($"{lab.Phones[0].Address}\r\nc=");
        int body = invite.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        invite.Should().Contain($"Content-Length: {invite.Length - body}\r\n");
    }

    [Fact]
    public async Task A_laboratory_that_has_gone_leaves_nothing_here()
    {
        string cable;
        await using (NatLab lab = await NatLab.StartAsync(new Router(NatKind.PortKept), phones: 2))
        {
            cable = lab.Cable;
            Cables().Should().Contain(cable);
        }

        Cables().Should().NotContain(cable);
    }

    private static IEnumerable<string> Cables() => NetworkInterface.GetAllNetworkInterfaces().Select(static link => link.Name);
}
