namespace Tandem.Media.Relay;

/// <summary>
/// What is done to each RTP packet on its way from one side to the other. Chosen when the SDP is agreed, so that no packet asks. Shared by all ports that
/// have the same way, or one port's own where it keeps state. May write to the packet; allocates nothing.
/// </summary>
internal abstract class PacketPath
{
    /// <summary>As it came.</summary>
    public static PacketPath Plain { get; } = new PlainPath();

    public abstract void Forward(RelayPort from, RelayPort to, Span<byte> packet, long nowNs);

    private sealed class PlainPath : PacketPath
    {
        public override void Forward(RelayPort from, RelayPort to, Span<byte> packet, long nowNs) => to.SendRtp(packet, nowNs);
    }
}
