using Tandem.Wire.Flows;

namespace Tandem.Media.Turn;

/// <summary>Whom an allocation belongs to: the client's address, and which of our sockets it is spoken to by. With our own address this is the 5-tuple of RFC 8656 §3.2.</summary>
internal readonly record struct TurnClient(NetAddress Address, int Way)
{
    /// <summary>Ways from here on are TCP connections, those before it UDP sockets.</summary>
    public const int FirstStream = 16;

    public bool IsStream => Way >= FirstStream;

    /// <summary>What quotas count by: the host, of IPv6 the /64 that one subscriber has.</summary>
    public UInt128 Source => Address.IsIPv4 ? Address.Ip : Address.Ip & (UInt128.MaxValue << 64);
}
