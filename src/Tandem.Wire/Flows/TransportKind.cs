namespace Tandem.Wire.Flows;

/// <summary>
/// What carries a SIP message. The Via token of each is its upper-case name: RFC 3261 §25.1 <c>transport</c>, RFC 7118 §5.1.
/// </summary>
public enum TransportKind : byte
{
    Udp,
    Tcp,
    Tls,
    Ws,
    Wss,
}

/// <summary>The transports by their names.</summary>
public static class TransportKinds
{
    /// <summary>The lower-case name, as in <c>;transport=</c> and <c>--sip</c>.</summary>
    public static string Word(this TransportKind transport) => transport switch
    {
        TransportKind.Udp => "udp",
        TransportKind.Tcp => "tcp",
        TransportKind.Tls => "tls",
        TransportKind.Ws => "ws",
        TransportKind.Wss => "wss",
        _ => throw new ArgumentOutOfRangeException(nameof(transport)),
    };
}
