using System.Text;
using BenchmarkDotNet.Attributes;
using Tandem.Calls.Nat;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Bench;

/// <summary>What the NAT doctor costs: of each message the look, of one that says something new the examination too.</summary>
[MemoryDiagnoser]
public class NatBenchmarks
{
    private readonly SipMessage _message = new() { Buffer = Encoding.ASCII.GetBytes(ParseBenchmarks.Invite), Length = ParseBenchmarks.Invite.Length };
    private readonly Flow _flow = new(TransportKind.Udp, 0, 0, default, NetAddress.FromIPv4(0xC0000202, 5060));
    private NatEvidence _clean = new() { Seen = default };
    private NatEvidence _altered = new() { Seen = default };

    [GlobalSetup]
    public void Setup()
    {
        SipParser.Parse(_message);
        NatSighting seen = NatSightingReader.Read(_message, _flow);
        WrittenAddress own = WrittenAddress.Of(NetAddress.FromIPv4(0xC0A8010A, 5060));
        _clean = new() { Seen = seen, UserAgent = "Example/1.0" };
        _altered = _clean with { Seen = seen with { Via = own, Contact = WrittenAddress.Of(_flow.Remote with { Port = 1024 }) } };
    }

    [Benchmark]
    public ulong NothingNew() => NatSightingReader.Read(_message, _flow).Fingerprint;

    [Benchmark]
    public int Clean() => NatDoctor.Examine(_clean).Count;

    [Benchmark]
    public int Altered() => NatDoctor.Examine(_altered).Count;
}
