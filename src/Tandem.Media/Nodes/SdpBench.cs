using Tandem.Media.Codecs;
using Tandem.Media.Sdp;
using Tandem.Wire.Flows;

namespace Tandem.Media.Nodes;

/// <summary>The part of an offer and an answer that is the same for every node: reading what a side said, and writing what the other is told. One for each shard.</summary>
public sealed class SdpBench(MediaPlaces? places = null)
{
    private readonly MediaPlaces _places = places ?? MediaPlaces.Any;
    private readonly SdpWriter _writer = new();

    /// <summary>What was read last.</summary>
    public SdpDescription Read { get; } = new();

    /// <summary>A second one, for what a node says.</summary>
    public SdpDescription Other { get; } = new();

    /// <summary>Reads what the side said and gives it to the session's offer and answer. False: the request's outcome says why not.</summary>
    public bool TryTake(MediaRequest request)
    {
        SdpFault fault = SdpParser.Parse(request.Said, Read);
        if (fault != SdpFault.None)
        {
            (request.Outcome, request.Problem) = (MediaOutcome.BadDescription, fault.ToString());
            return false;
        }

        for (int i = 0; i < Read.MediaCount; i++)
        {
            if (!MayBe(Read[i].Rtp, request) || !MayBe(Read[i].Rtcp, request))
            {
                return false;
            }
        }

        MediaSession session = request.Session;
        OfferFault wrong = request.Ask == MediaAsk.Offer ? session.Talk.Offer(request.From, Read) : session.Talk.Answer(request.From, Read);
        if (wrong != OfferFault.None)
        {
            request.Outcome = wrong == OfferFault.NoCommonFormat ? MediaOutcome.NoCommonFormat : MediaOutcome.BadDescription;
            request.Problem = wrong.ToString();
            return false;
        }

        if (request.From == MediaSide.B)
        {
            session.Fork = request.Fork;
        }

        return !session.Work.Changes || TryChange(request);
    }

    private bool MayBe(in NetAddress place, MediaRequest request)
    {
        PlaceFault fault = _places.Judge(place, request);
        if (fault != PlaceFault.None)
        {
            (request.Outcome, request.Problem) = (MediaOutcome.BadAddress, MediaPlaces.Words(place, fault));
        }

        return fault == PlaceFault.None;
    }

    /// <summary>Writes what the offerer is told before the other side has answered: its own offer's lines, of which only the voice line is taken, in one codec.</summary>
    public void TellRing(MediaRequest request, in NetAddress address, ReadOnlySpan<SdpEnd> ends, int line, VoiceFormat format)
    {
        if (SdpParser.Parse(request.Said, Read) != SdpFault.None || Read.MediaCount != ends.Length)
        {
            request.Outcome = MediaOutcome.BadDescription;
            return;
        }

        Span<SdpEnd> taken = stackalloc SdpEnd[SdpLimits.Media];
        taken.Clear();
        taken[line] = ends[line];
        var voice = default(VoiceFormats);
        voice.Add(format);
        var side = new SdpSide { Address = address, Ends = taken[..ends.Length], VoiceLine = line, Voice = voice };
        request.Tell(_writer.Write(Read, side, ref request.Session.Towards(request.From == MediaSide.A ? MediaSide.B : MediaSide.A)));
    }

    /// <summary>What the other side is told of the voice, when that is not what was said. False: nothing that both have or can get.</summary>
    private bool TryChange(MediaRequest request)
    {
        MediaSession session = request.Session;
        MediaSide to = request.From == MediaSide.A ? MediaSide.B : MediaSide.A;
        int line = Read.Find(SdpMediaKind.Audio);
        if (line < 0 || !Read[line].IsRtp)
        {
            return true;
        }

        VoiceFormats told = request.Ask == MediaAsk.Offer
            ? VoiceTelling.Offer(Read, line, session.Work, to)
            : VoiceTelling.Answer(session.Talk.FormatsOf(to, line), Read, line, session.Work, to);
        if (!told.HasVoice)
        {
            (request.Outcome, request.Problem) = (MediaOutcome.NoCommonFormat, "no codec that both sides have and may use");
            return false;
        }

        session.Talk.NoteTold(request.From, line, told);
        return true;
    }

    /// <summary>Writes what the other side is told: what was said, at our address and these ends.</summary>
    public void Tell(MediaRequest request, in NetAddress address, ReadOnlySpan<SdpEnd> ends, ReadOnlySpan<byte> iceUfrag = default, ReadOnlySpan<byte> icePwd = default)
    {
        if (SdpParser.Parse(request.Said, Read) != SdpFault.None)
        {
            request.Outcome = MediaOutcome.BadDescription; // it was read before it was asked
            return;
        }

        MediaSide to = request.From == MediaSide.A ? MediaSide.B : MediaSide.A;
        OfferAnswer talk = request.Session.Talk;
        var side = new SdpSide
        {
            Address = address,
            Ends = ends,
            Session = talk.LinesOf(request.From),
            IceUfrag = iceUfrag,
            IcePwd = icePwd,
            VoiceLine = talk.ToldLine(request.From),
            Voice = talk.ToldTo(to),
        };
        request.Tell(_writer.Write(Read, side, ref request.Session.Towards(to)));
    }
}
