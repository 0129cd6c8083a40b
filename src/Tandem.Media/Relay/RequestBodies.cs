using System.Text;
using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Relay;

/// <summary>What stands behind the header of each request that says more than its verb. Every method writes it there and returns where it ends.</summary>
internal static class RequestBodies
{
    public static int Write(Span<byte> into, RelayOrder order)
    {
        var body = new OrderBody { Tos = order.Tos, Flags = order.TellsFirstMedia ? OrderFlags.TellsFirstMedia : OrderFlags.None, SilenceSeconds = (ushort)Math.Clamp(order.Silence.TotalSeconds, 0, ushort.MaxValue) };
        int at = RelayFrame.Write(into, RelayFrame.HeaderSize, body);
        foreach (RelayPeer peer in order.Peers)
        {
            var entry = new PeerEntry
            {
                Line = (byte)peer.Line,
                Side = peer.Side,
                Kind = peer.Kind,
                EventType = peer.EventType,
                ClockRate = peer.ClockRate,
                Flags = peer.Flags,
                Rtp = AddressEntry.From(peer.Rtp),
                Rtcp = AddressEntry.From(peer.Rtcp),
                SignallingIp = peer.SignallingSource.Ip,
                LocalIp = peer.Local.Ip,
            };
            at = RelayFrame.Write(into, at, entry);
        }

        return at;
    }

    public static int Write(Span<byte> into, RelayWork work)
    {
        var body = new WorkBody { Line = (byte)work.Line, Flags = work.Flags, NameLength = (byte)work.Recording.Length, FromA = work.FromA, FromB = work.FromB };
        int at = RelayFrame.Write(into, RelayFrame.HeaderSize, body);
        return at + Encoding.ASCII.GetBytes(work.Recording, into[at..]);
    }

    public static int Write(Span<byte> into, RelayPlay play)
    {
        int length = Encoding.UTF8.GetByteCount(play.Sound);
        var body = new PlayBody
        {
            Line = (byte)play.Line,
            Side = play.Side,
            Stops = play.Stops ? (byte)1 : (byte)0,
            Loops = play.Loops ? (byte)1 : (byte)0,
            Format = play.Format,
            NameLength = (byte)Math.Min(length, byte.MaxValue),
            Mark = play.Mark,
        };
        int at = RelayFrame.Write(into, RelayFrame.HeaderSize, body);
        return at + Encoding.UTF8.GetBytes(play.Sound, into[at..]);
    }

    public static int WriteKey(Span<byte> into, int line, RelaySide side, char key, int milliseconds)
    {
        var body = new KeyBody { Line = (byte)line, Side = side, Key = (byte)key, Milliseconds = (ushort)Math.Clamp(milliseconds, 0, ushort.MaxValue) };
        return RelayFrame.Write(into, RelayFrame.HeaderSize, body);
    }

    public static int WriteIce(Span<byte> into, int line, RelaySide side, string ufrag, string password)
    {
        byte[] user = Encoding.ASCII.GetBytes(ufrag);
        byte[] secret = Encoding.ASCII.GetBytes(password);
        var body = new IceBody { Line = (byte)line, Side = side, UfragLength = (byte)user.Length, PasswordLength = (byte)secret.Length };
        int at = RelayFrame.Write(into, RelayFrame.HeaderSize, body);
        user.CopyTo(into[at..]);
        secret.CopyTo(into[(at + user.Length)..]);
        return at + user.Length + secret.Length;
    }
}
