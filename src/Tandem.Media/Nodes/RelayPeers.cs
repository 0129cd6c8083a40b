using System.Text;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;
using Tandem.Wire.Flows;

namespace Tandem.Media.Nodes;

/// <summary>What the relay node keeps with a session: where each side was last said to be, and our ICE credentials for it.</summary>
internal sealed class RelayState
{
    private readonly NetAddress[] _said = new NetAddress[RelayPeer.MostLines * 2];

    // RFC 8445 §5.3: 24 and 128 bits at least; letters and digits are ice-chars.
    public RelayState(Random random)
        : this(Word(random, 8), Word(random, 24))
    {
    }

    private RelayState(string ufrag, string password)
    {
        UfragText = ufrag;
        PasswordText = password;
        Ufrag = Encoding.ASCII.GetBytes(UfragText);
        Password = Encoding.ASCII.GetBytes(PasswordText);
    }

    public string UfragText { get; }

    public string PasswordText { get; }

    public byte[] Ufrag { get; }

    public byte[] Password { get; }

    /// <summary>Lines that the relay knows.</summary>
    public int Lines { get; set; }

    /// <summary>The session's state; made when it is first asked for, or again from the words that a process before has left.</summary>
    public static RelayState Of(MediaSession session, Random random)
    {
        if (session.NodeState is RelayState known)
        {
            return known;
        }

        int space = session.Words.IndexOf(' ', StringComparison.Ordinal);
        RelayState state = space > 0 ? new(session.Words[..space], session.Words[(space + 1)..]) : new(random);
        session.Words = $"{state.UfragText} {state.PasswordText}";
        session.NodeState = state;
        OfferAnswer talk = session.Talk;
        for (int line = 0; space > 0 && line < Math.Min(talk.Count, RelayPeer.MostLines); line++)
        {
            state.Lines = line + 1;
            state.Said(line, MediaSide.A, talk);
            state.Said(line, MediaSide.B, talk);
        }

        return state;
    }

    /// <summary>The side has moved: it says another address than the last one.</summary>
    public bool Moves(int line, MediaSide side, NetAddress rtp)
    {
        ref NetAddress said = ref _said[(line * 2) + (int)side];
        bool moves = said != default && said != rtp && rtp.Port != 0;
        said = rtp.Port == 0 ? said : rtp;
        return moves;
    }

    private void Said(int line, MediaSide side, OfferAnswer talk)
    {
        if (talk.TryGet(side, line, out SdpMedia said))
        {
            Moves(line, side, said.Rtp);
        }
    }

    private static string Word(Random random, int length) =>
        random.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
}

/// <summary>How the relay is told of the two sides of each line.</summary>
internal static class RelayPeers
{
    public static bool IsCarried(SdpMedia line) => line.IsUsed && line.CanRelay;

    /// <summary>The first offer says all that is known of both sides; a later one names only lines that are new.</summary>
    public static RelayOrder ForOffer(MediaRequest request, RelayKey key, RelayState state, bool isFirst, NetAddress localSpeaker, NetAddress localHearer)
    {
        var peers = new List<RelayPeer>(4);
        OfferAnswer talk = request.Session.Talk;
        int lines = Math.Min(talk.Count, RelayPeer.MostLines);
        for (int i = isFirst ? 0 : state.Lines; i < lines; i++)
        {
            Add(peers, request, state, i, localSpeaker, localHearer);
        }

        state.Lines = Math.Max(state.Lines, lines);
        return new() { Key = key, Peers = peers, Tos = request.Tos };
    }

    public static RelayOrder ForAnswer(MediaRequest request, RelayKey key, RelayState state, NetAddress localSpeaker, NetAddress localHearer)
    {
        var peers = new List<RelayPeer>(4);
        for (int i = 0; i < Math.Min(request.Session.Talk.Count, RelayPeer.MostLines); i++)
        {
            Add(peers, request, state, i, localSpeaker, localHearer);
        }

        return new() { Key = key, Peers = peers, Tos = request.Tos };
    }

    private static void Add(List<RelayPeer> peers, MediaRequest request, RelayState state, int line, NetAddress localSpeaker, NetAddress localHearer)
    {
        bool aSpeaks = request.From == MediaSide.A;
        bool hasA = request.Session.Talk.TryGet(MediaSide.A, line, out SdpMedia a);
        bool hasB = request.Session.Talk.TryGet(MediaSide.B, line, out SdpMedia b);
        peers.Add(Peer(MediaSide.A, line, hasA ? a : null, hasB ? b : null, state, aSpeaks ? request.Peer : request.Hearer, aSpeaks ? localSpeaker : localHearer));
        peers.Add(Peer(MediaSide.B, line, hasB ? b : null, hasA ? a : null, state, aSpeaks ? request.Hearer : request.Peer, aSpeaks ? localHearer : localSpeaker));
    }

    private static RelayPeer Peer(MediaSide side, int line, SdpMedia? own, SdpMedia? other, RelayState state, NetAddress signalling, NetAddress local)
    {
        SdpMedia any = own ?? other ?? default;
        return new()
        {
            Line = line,
            Side = (RelaySide)side,
            Kind = any.IsRtp ? RelayLineKind.Rtp : RelayLineKind.Udp,
            ClockRate = any.Kind == SdpMediaKind.Video ? 90_000 : 8000,
            EventType = (byte)Math.Max(0, own?.TelephoneEvent ?? 0),
            Flags = FlagsOf(side, line, own, other, state, signalling),
            Rtp = own is { IsUsed: true } said && !said.Rtp.IsAny ? said.Rtp : default,
            Rtcp = own is { IsUsed: true, RtcpMux: false } apart && !apart.Rtcp.IsAny ? apart.Rtcp : default,
            SignallingSource = signalling,
            Local = local,
        };
    }

    private static RelayPeerFlags FlagsOf(MediaSide side, int line, SdpMedia? own, SdpMedia? other, RelayState state, NetAddress signalling)
    {
        if (own is not { } said)
        {
            return RelayPeerFlags.FollowNat | RelayPeerFlags.MaySilence;
        }

        // A gateway whose media has an address of its own sends from that address, perhaps from another port; all others are answered where they speak from (SW §7: symmetric RTP).
        bool isBehindNat = IsInside(said.Rtp) && !IsInside(signalling);
        bool hasOwnPlace = !said.Rtp.IsAny && said.Rtp.Ip != signalling.Ip && !isBehindNat;
        RelayPeerFlags flags = hasOwnPlace ? RelayPeerFlags.AnyPort : RelayPeerFlags.FollowNat;
        bool sends = said.Flows.HasFlag(SdpDirection.SendOnly) && (other?.Flows.HasFlag(SdpDirection.RecvOnly) ?? true);
        flags |= sends ? RelayPeerFlags.None : RelayPeerFlags.MaySilence;
        flags |= said.Flows.HasFlag(SdpDirection.RecvOnly) ? RelayPeerFlags.None : RelayPeerFlags.Mute;
        flags |= said.RtcpMux && (other?.RtcpMux ?? true) ? RelayPeerFlags.RtcpMux : RelayPeerFlags.None;
        flags |= said.HasIce ? RelayPeerFlags.Ice : RelayPeerFlags.None;
        flags |= state.Moves(line, side, said.Rtp) ? RelayPeerFlags.ResetLatch : RelayPeerFlags.None;
        return flags;
    }

    /// <summary>Private, link-local and shared addresses: what stands in a description behind a NAT.</summary>
    private static bool IsInside(NetAddress address)
    {
        uint ip = (uint)address.Ip;
        return address.IsIPv4
            ? ip >> 24 == 10 || ip >> 20 == 0xac1 || ip >> 16 is 0xc0a8 or 0xa9fe || ip >> 22 == 0x191
            : (byte)(address.Ip >> 120) is 0xfc or 0xfd || (ushort)(address.Ip >> 118) == 0b11_1111_1010;
    }
}
