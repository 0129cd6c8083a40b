namespace Tandem.Wire.Flows;

/// <summary>What carries a SIP message. The Via token of each is its upper-case name: RFC 3261 §25.1 <c>transport</c>, RFC 7118 §5.1.</summary>
public enum TransportKind : byte
{
    Udp,
    Tcp,
    Tls,
    Ws,
    Wss,
}
