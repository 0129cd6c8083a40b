using Tandem.Media.Codecs;
using Tandem.Wire.Buffers;

namespace Tandem.Media.Sdp;

/// <summary>The two sides of a relayed session: A the caller's, B the callee's.</summary>
public enum MediaSide : byte
{
    A,
    B,
}

/// <summary>What can be wrong between an offer and its answer.</summary>
public enum OfferFault
{
    None,

    /// <summary>An answer without an offer, or from the side that made it.</summary>
    NoOffer,

    /// <summary>The answer has more m-lines than the offer (RFC 3264 §6).</summary>
    LineCount,

    /// <summary>An m-line of the answer is of another kind or protocol than the offer's.</summary>
    LineKind,

    /// <summary>The answer takes a line that the offer did not offer.</summary>
    RejectedLineTaken,

    /// <summary>No m-line is left that both sides use with a format they share.</summary>
    NoCommonFormat,
}

/// <summary>
/// Offer and answer of one session (RFC 3264), seen from between the two sides: what each has said last, and what both agree on. An offer may have several answers — one of each early fork, and the
/// final one —: the last counts. An offer that is refused leaves the session as it was.
/// </summary>
public sealed class OfferAnswer
{
    private Said _offer = new();
    private Said _answer = new();
    private Said _offerBefore = new();
    private Said _answerBefore = new();

    /// <summary>All that a side has said last, line by line; empty before it has spoken.</summary>
    public ReadOnlySpan<SdpMedia> LinesOf(MediaSide side)
    {
        Said by = side == Offerer ? _offer : _answer;
        return by.Lines.AsSpan(0, by.Count);
    }

    /// <summary>Who made the last offer.</summary>
    public MediaSide Offerer { get; private set; }

    public bool HasOffer => _offer.Count > 0;

    public bool HasAnswer => _answer.Count > 0;

    /// <summary>Some offer of the session has been answered.</summary>
    public bool HasAnswerEver { get; private set; }

    /// <summary>Who was to send voice all the time, whatever was agreed on in between: of a side that was on hold for a while silence says nothing. Bits as in <see cref="FlowOf"/>.</summary>
    public SdpDirection AlwaysFlowed { get; private set; } = SdpDirection.SendRecv;

    /// <summary>m-lines of the session.</summary>
    public int Count => _offer.Count;

    /// <summary>One side's last word on an m-line; not there before it has spoken.</summary>
    public bool TryGet(MediaSide side, int line, out SdpMedia said)
    {
        Said by = side == Offerer ? _offer : _answer;
        said = line < by.Count ? by.Lines[line] : default;
        return line < by.Count;
    }

    /// <summary>The formats of one side's last word on a voice line; empty for others.</summary>
    public VoiceFormats FormatsOf(MediaSide side, int line)
    {
        Said by = side == Offerer ? _offer : _answer;
        return line < by.Count ? by.Formats[line] : default;
    }

    /// <summary>What the side was told of the other's voice line <see cref="ToldLine"/>, when that was changed for it; empty else.</summary>
    public VoiceFormats ToldTo(MediaSide side) => side == Offerer ? _answer.Told : _offer.Told;

    /// <summary>Notes what the other side is told of a side's last word on a voice line.</summary>
    public void NoteTold(MediaSide from, int line, VoiceFormats told)
    {
        Said by = from == Offerer ? _offer : _answer;
        (by.Told, by.ToldLine) = (told, line);
    }

    /// <summary>The line that what was told of a side's last word is about; −1 nothing was changed.</summary>
    public int ToldLine(MediaSide from) => (from == Offerer ? _offer : _answer).ToldLine;

    /// <summary>
    /// Writes what both sides have agreed on last: their own words, and what the other was told instead. An offer that is still without its answer is passed over. False: nothing has been agreed
    /// on yet, and nothing is written.
    /// </summary>
    public bool TryKeep(KeptWriter kept)
    {
        bool isNow = HasAnswer;
        if (!isNow && _answerBefore.Count == 0)
        {
            return false;
        }

        kept.Flag((isNow ? Offerer : OffererBefore) == MediaSide.B);
        (isNow ? _offer : _offerBefore).Keep(kept);
        (isNow ? _answer : _answerBefore).Keep(kept);
        return true;
    }

    /// <summary>Agrees anew on what another process has kept. False: it can't be read.</summary>
    public bool TryTakeBack(ref KeptReader kept, SdpDescription scratch)
    {
        MediaSide offerer = kept.Flag() ? MediaSide.B : MediaSide.A;
        MediaSide answerer = offerer == MediaSide.A ? MediaSide.B : MediaSide.A;
        bool isAgreed = SdpParser.Parse(kept.Text(), scratch) == SdpFault.None && Offer(offerer, scratch) == OfferFault.None;
        _offer.TakeBackTold(ref kept);
        isAgreed &= SdpParser.Parse(kept.Text(), scratch) == SdpFault.None && Answer(answerer, scratch) == OfferFault.None;
        _answer.TakeBackTold(ref kept);
        return isAgreed && kept.IsSound;
    }

    /// <summary>The first voice line that both sides use; −1 without.</summary>
    public int FindVoice()
    {
        for (int i = 0; i < Count; i++)
        {
            if (TryGet(MediaSide.A, i, out SdpMedia a) && TryGet(MediaSide.B, i, out SdpMedia b) && a is { Kind: SdpMediaKind.Audio, IsUsed: true, IsRtp: true } && b.IsUsed)
            {
                return i;
            }
        }

        return -1;
    }

    public OfferFault Offer(MediaSide from, SdpDescription offer)
    {
        Said before = _offer;
        if (HasAnswer)
        {
            (_offerBefore, _offer) = (_offer, _offerBefore);
            (_answerBefore, _answer) = (_answer, _answerBefore);
            OffererBefore = Offerer;
        }

        _offer.Take(offer, before);
        _answer.Clear();
        Offerer = from;
        return OfferFault.None;
    }

    public OfferFault Answer(MediaSide from, SdpDescription answer)
    {
        if (!HasOffer || from == Offerer)
        {
            return OfferFault.NoOffer;
        }

        if (answer.MediaCount > _offer.Count)
        {
            return OfferFault.LineCount;
        }

        bool lives = false;
        bool shares = false;
        for (int i = 0; i < answer.MediaCount; i++)
        {
            ref readonly SdpMedia said = ref answer[i];
            ref readonly SdpMedia asked = ref _offer.Lines[i];
            if (said.IsUsed && (said.Kind != asked.Kind || !said.IsCarriedAs(asked)))
            {
                return OfferFault.LineKind;
            }

            if (said.IsUsed && !asked.IsUsed)
            {
                return OfferFault.RejectedLineTaken;
            }

            lives |= said.IsUsed;
            shares |= said.IsUsed && (said.SharesFormat(asked) || (said.PayloadTypes & _offer.ToldTypes(i)) != UInt128.Zero);
        }

        // All lines rejected is an answer; lines taken with foreign formats only are a misunderstanding.
        if (lives && !shares)
        {
            return OfferFault.NoCommonFormat;
        }

        _answer.Take(answer, _offer);
        HasAnswerEver = true;
        AlwaysFlowed &= FindVoice() is >= 0 and var voice ? FlowOf(voice) : SdpDirection.Inactive;
        return OfferFault.None;
    }

    /// <summary>The last offer was refused: the session is as it was before it (RFC 3264 §8).</summary>
    public void Refused()
    {
        if (!HasAnswer && _answerBefore.Count > 0)
        {
            (_offer, _offerBefore) = (_offerBefore, _offer);
            (_answer, _answerBefore) = (_answerBefore, _answer);
            Offerer = OffererBefore;
        }
    }

    /// <summary>
    /// Who hears whom on a line: what A sends and B takes, and the other way. Inactive until both have spoken. Bit <see cref="SdpDirection.SendOnly"/>: from A to B.
    /// </summary>
    public SdpDirection FlowOf(int line)
    {
        if (!TryGet(MediaSide.A, line, out SdpMedia a) || !TryGet(MediaSide.B, line, out SdpMedia b))
        {
            return SdpDirection.Inactive;
        }

        SdpDirection flow = SdpDirection.Inactive;
        flow |= a.Flows.HasFlag(SdpDirection.SendOnly) && b.Flows.HasFlag(SdpDirection.RecvOnly) ? SdpDirection.SendOnly : SdpDirection.Inactive;
        flow |= b.Flows.HasFlag(SdpDirection.SendOnly) && a.Flows.HasFlag(SdpDirection.RecvOnly) ? SdpDirection.RecvOnly : SdpDirection.Inactive;
        return flow;
    }

    public void Clear()
    {
        HasAnswerEver = false;
        AlwaysFlowed = SdpDirection.SendRecv;
        _offer.Clear();
        _answer.Clear();
        _offerBefore.Clear();
        _answerBefore.Clear();
    }

    private MediaSide OffererBefore { get; set; }

    private sealed class Said
    {
        public SdpMedia[] Lines { get; private set; } = new SdpMedia[2];

        public VoiceFormats Told { get; set; }

        public int ToldLine { get; set; } = -1;

        public VoiceFormats[] Formats { get; private set; } = new VoiceFormats[2];

        public int Count { get; private set; }

        private byte[] _text = [];
        private int _length;

        public void Clear()
        {
            Count = _length = 0;
            (Told, ToldLine) = (default, -1);
        }

        public UInt128 ToldTypes(int line)
        {
            UInt128 types = UInt128.Zero;
            for (int i = 0; line == ToldLine && i < Told.Count; i++)
            {
                types |= UInt128.One << Told[i].Type;
            }

            return types;
        }

        /// <summary>A session's lines never become fewer (RFC 3264 §8): those that are left out, against the rule but not seldom, are not used any more.</summary>
        public void Take(SdpDescription description, Said all)
        {
            if (_text.Length < description.Text.Length)
            {
                _text = new byte[Math.Max(512, description.Text.Length)];
            }

            description.Text.CopyTo(_text);
            _length = description.Text.Length;
            int count = Math.Max(description.MediaCount, all.Count);
            SdpMedia[] lines = Lines.Length < count ? new SdpMedia[count] : Lines;
            VoiceFormats[] formats = Formats.Length < count ? new VoiceFormats[count] : Formats;
            for (int i = 0; i < count; i++)
            {
                bool isSaid = i < description.MediaCount;
                lines[i] = isSaid ? description[i] : all.Lines[i] with { Port = 0, IceHash = 0, IceUfrag = default, IcePwd = default };
                formats[i] = isSaid && lines[i] is { Kind: SdpMediaKind.Audio, IsRtp: true } ? description.VoiceFormats(i) : default;
            }

            (Lines, Formats, Count) = (lines, formats, count);
            (Told, ToldLine) = (default, -1);
        }

        public void Keep(KeptWriter kept)
        {
            kept.Text(_text.AsSpan(0, _length)).Number(ToldLine + 1).Number(Told.Count);
            for (int i = 0; i < Told.Count; i++)
            {
                kept.Number(Told[i].Type).Number((int)Told[i].Codec);
            }
        }

        public void TakeBackTold(ref KeptReader kept)
        {
            var told = default(VoiceFormats);
            ToldLine = kept.Number(SdpLimits.Media) - 1;
            for (int left = kept.Number(VoiceFormats.Most); left > 0; left--)
            {
                told.Add(new((byte)kept.Number(sbyte.MaxValue), (VoiceCodec)kept.Number(byte.MaxValue)));
            }

            Told = told;
        }
    }
}
