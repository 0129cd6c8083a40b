using System.Globalization;
using Tandem.Media.Codecs;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;
using Tandem.Wire.Flows;

namespace Tandem.Media.Nodes;

/// <summary>What the relay node keeps with a session: where each side was last said to be, and our ICE credentials for it.</summary>
internal sealed class RelayState
{
    private readonly NetAddress[] _said = new NetAddress[RelayPeer.MostLines * 2];
    private readonly IceTold[] _iceTold = new IceTold[2];

    // RFC 8445 §5.3: 24 and 128 bits at least; letters and digits are ice-chars.
    public RelayState(Random random)
        : this(Word(random, 8), Word(random, 24))
    {
    }

    private RelayState(string ufrag, string password)
    {
        UfragText = ufrag;
        PasswordText = password;
    }

    public string UfragText { get; }

    public string PasswordText { get; }

    /// <summary>The caller hears a sound of ours.</summary>
    public bool Rings { get; set; }

    /// <summary>Lines that the relay knows.</summary>
    public int Lines { get; private set; }

    /// <summary>The session's state; made when it is first asked for, or again from the words that a process before has left.</summary>
    public static RelayState Of(MediaSession session, Random random)
    {
        if (session.NodeState is RelayState known)
        {
            return known;
        }

        string[] words = session.Words.Split(' ');
        bool isBack = words.Length == 4;
        RelayState state = isBack ? new(words[0], words[1]) : new(random);
        session.NodeState = state;
        if (isBack)
        {
            state.TakeBack(session.Talk, words);
        }

        session.Words = state.Words();
        return state;
    }

    /// <summary>The relay has ports for these lines. Those of an order that it has refused are asked for again.</summary>
    public void Opened(ReadOnlySpan<RelayPorts> ports)
    {
        foreach (RelayPorts line in ports)
        {
            Lines = Math.Max(Lines, line.Line + 1);
        }
    }

    /// <summary>The side has moved: it says another address than the last one.</summary>
    public bool Moves(int line, MediaSide side, NetAddress rtp)
    {
        ref NetAddress said = ref _said[(line * 2) + (int)side];
        bool isNowhere = rtp.Port == 0 || rtp.IsAny; // a line that rests, or the old form of hold
        bool moves = said != default && said != rtp && !isNowhere;
        said = isNowhere ? said : rtp;
        return moves;
    }

    /// <summary>Where the side is, as far as it has ever said.</summary>
    public NetAddress PlaceOf(int line, MediaSide side, NetAddress rtp) => rtp.IsAny ? _said[(line * 2) + (int)side] : rtp;

    /// <summary>Who is told next, and speaks ICE, is told our credentials.</summary>
    public void TellIce(MediaRequest request)
    {
        MediaSide to = request.From == MediaSide.A ? MediaSide.B : MediaSide.A;
        if (IceOf(request.Session.Talk, to) is not 0 and ulong itsOwn)
        {
            TellIce(to, itsOwn);
            request.Session.Words = Words();
        }
    }

    /// <summary>The side is told our credentials in this exchange; other ones when it has begun ICE anew (RFC 8445 §9). <paramref name="itsOwn"/> stands for the side's credentials.</summary>
    public void TellIce(MediaSide side, ulong itsOwn)
    {
        ref IceTold told = ref _iceTold[(int)side];
        told = new(true, itsOwn, told.Restarts + (told.IsTold && told.ItsOwn != itsOwn ? 1 : 0));
    }

    /// <summary>Stands for the credentials with which the side speaks ICE; 0 when it does not.</summary>
    public static ulong IceOf(OfferAnswer talk, MediaSide side)
    {
        ulong all = 0;
        for (int i = 0; i < talk.Count; i++)
        {
            all = talk.TryGet(side, i, out SdpMedia line) ? unchecked((all * 31) + line.IceHash) : all;
        }

        return all;
    }

    /// <summary>It knows our credentials, and so can prove itself by them.</summary>
    public bool HasToldIce(MediaSide side) => _iceTold[(int)side].IsTold;

    public string UfragOf(MediaSide side) => Anew(UfragText, side);

    public string PasswordOf(MediaSide side) => Anew(PasswordText, side);

    private string Anew(string word, MediaSide side) =>
        _iceTold[(int)side].Restarts is > 0 and int restarts ? word + restarts.ToString(CultureInfo.InvariantCulture) : word;

    /// <summary>Our credentials, and how often each side has begun ICE anew; −1 when it was never told.</summary>
    private string Words() => string.Create(CultureInfo.InvariantCulture, $"{UfragText} {PasswordText} {_iceTold[0].Kept} {_iceTold[1].Kept}");

    private void TakeBack(OfferAnswer talk, string[] words)
    {
        for (int side = 0; side < _iceTold.Length; side++)
        {
            bool isTold = int.TryParse(words[2 + side], NumberStyles.None, CultureInfo.InvariantCulture, out int restarts);
            _iceTold[side] = isTold ? new(true, IceOf(talk, (MediaSide)side), restarts) : default;
        }

        Lines = Math.Min(talk.Count, RelayPeer.MostLines);
        for (int line = 0; line < Lines; line++)
        {
            Said(line, MediaSide.A, talk);
            Said(line, MediaSide.B, talk);
        }
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

    private readonly record struct IceTold(bool IsTold, ulong ItsOwn, int Restarts)
    {
        public int Kept => IsTold ? Restarts : -1;
    }
}

/// <summary>How the relay is told of the two sides of each line.</summary>
internal static class RelayPeers
{
    private const int UsualRate = 8000;

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

        return new() { Key = key, Peers = peers, Tos = request.Tos, TellsFirstMedia = request.Session.TellsFirstMedia };
    }

    public static RelayOrder ForAnswer(MediaRequest request, RelayKey key, RelayState state, NetAddress localSpeaker, NetAddress localHearer)
    {
        var peers = new List<RelayPeer>(4);
        for (int i = 0; i < Math.Min(request.Session.Talk.Count, RelayPeer.MostLines); i++)
        {
            Add(peers, request, state, i, localSpeaker, localHearer);
        }

        return new() { Key = key, Peers = peers, Tos = request.Tos, TellsFirstMedia = request.Session.TellsFirstMedia };
    }

    private static void Add(List<RelayPeer> peers, MediaRequest request, RelayState state, int line, NetAddress localSpeaker, NetAddress localHearer)
    {
        bool aSpeaks = request.From == MediaSide.A;
        bool hasA = request.Session.Talk.TryGet(MediaSide.A, line, out SdpMedia a);
        bool hasB = request.Session.Talk.TryGet(MediaSide.B, line, out SdpMedia b);
        OfferAnswer talk = request.Session.Talk;
        int rate = talk.Offerer == MediaSide.A ? RateOf(a, b) : RateOf(b, a);
        peers.Add(Peer(MediaSide.A, line, rate, hasA ? a : null, hasB ? b : null, state, aSpeaks ? request.Peer : request.Hearer, aSpeaks ? localSpeaker : localHearer)
            with
        { EventType = EventTypeOf(talk, MediaSide.A, line, hasA ? a : null, hasB ? b : null) });
        peers.Add(Peer(MediaSide.B, line, rate, hasB ? b : null, hasA ? a : null, state, aSpeaks ? request.Hearer : request.Peer, aSpeaks ? localHearer : localSpeaker)
            with
        { EventType = EventTypeOf(talk, MediaSide.B, line, hasB ? b : null, hasA ? a : null) });
    }

    /// <summary>By which number the side sends its telephone-events: that of what it was told of the other (RFC 3264 §5.1); its own while it was told nothing. 0 none.</summary>
    private static byte EventTypeOf(OfferAnswer talk, MediaSide side, int line, SdpMedia? own, SdpMedia? other)
    {
        MediaSide to = side == MediaSide.A ? MediaSide.B : MediaSide.A;
        int told = talk.ToldLine(to) == line ? talk.ToldTo(side).TypeOf(VoiceCodec.Keys) : -1;
        return (byte)Math.Max(0, told > 0 ? told : other is { IsUsed: true, TelephoneEvent: > 0 } ? other.Value.TelephoneEvent : own?.TelephoneEvent ?? 0);
    }

    /// <summary>The answer has chosen the codec; until then it is the offer's first.</summary>
    private static int RateOf(SdpMedia offered, SdpMedia answered) =>
        answered.ClockRate > 0 ? answered.ClockRate : offered.ClockRate > 0 ? offered.ClockRate : UsualRate;

    private static RelayPeer Peer(MediaSide side, int line, int rate, SdpMedia? own, SdpMedia? other, RelayState state, NetAddress signalling, NetAddress local)
    {
        SdpMedia any = own ?? other ?? default;
        bool muxes = own is { RtcpMux: true } && (other?.RtcpMux ?? true);
        return new()
        {
            Line = line,
            Side = (RelaySide)side,
            Kind = any.IsRtp ? RelayLineKind.Rtp : RelayLineKind.Udp,
            ClockRate = rate,
            Flags = FlagsOf(side, line, own, other, state, signalling),
            Rtp = own is { IsUsed: true } said && !said.Rtp.IsAny ? said.Rtp : default,
            Rtcp = own is { IsUsed: true } apart && !muxes && !apart.Rtcp.IsAny && apart.Rtcp.Port != apart.Rtp.Port ? apart.Rtcp : default,
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

        RelayPeerFlags flags = FlagsOf(state.PlaceOf(line, side, said.Rtp), signalling);
        bool sends = said.Flows.HasFlag(SdpDirection.SendOnly) && (other?.Flows.HasFlag(SdpDirection.RecvOnly) ?? true);
        flags |= sends ? RelayPeerFlags.None : RelayPeerFlags.MaySilence;
        flags |= said.Flows.HasFlag(SdpDirection.RecvOnly) ? RelayPeerFlags.None : RelayPeerFlags.Mute;
        flags |= said.RtcpMux && (other?.RtcpMux ?? true) ? RelayPeerFlags.RtcpMux : RelayPeerFlags.None;
        flags |= said.IsEncrypted ? RelayPeerFlags.Encrypted : RelayPeerFlags.None;
        flags |= said.HasIce && state.HasToldIce(side) ? RelayPeerFlags.Ice : RelayPeerFlags.None;
        flags |= state.Moves(line, side, said.Rtp) ? RelayPeerFlags.ResetLatch : RelayPeerFlags.None;
        return flags;
    }

    /// <summary>
    /// A gateway whose media has an address of its own sends from that address, perhaps from another port; all others are answered where they speak from (SW §7: symmetric RTP). Which of both a
    /// private address beside another private one is, nobody can tell.
    /// </summary>
    private static RelayPeerFlags FlagsOf(NetAddress place, NetAddress signalling) =>
        place.IsAny || place.Ip == signalling.Ip ? RelayPeerFlags.FollowNat
        : !IsInside(place) ? RelayPeerFlags.AnyPort
        : IsInside(signalling) ? RelayPeerFlags.FollowNat | RelayPeerFlags.AnyPort
        : RelayPeerFlags.FollowNat | RelayPeerFlags.BehindNat;

    /// <summary>Private, link-local and shared addresses: what stands in a description behind a NAT.</summary>
    private static bool IsInside(NetAddress address)
    {
        uint ip = (uint)address.Ip;
        return address.IsIPv4
            ? ip >> 24 == 10 || ip >> 20 == 0xac1 || ip >> 16 is 0xc0a8 or 0xa9fe || ip >> 22 == 0x191
            : (byte)(address.Ip >> 120) is 0xfc or 0xfd || (ushort)(address.Ip >> 118) == 0b11_1111_1010;
    }
}
