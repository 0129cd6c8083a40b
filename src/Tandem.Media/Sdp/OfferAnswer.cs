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

    /// <summary>A new offer has fewer m-lines than the session (RFC 3264 §8).</summary>
    LinesMissing,

    /// <summary>The answer has another number of m-lines than the offer (RFC 3264 §6).</summary>
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

    /// <summary>Who made the last offer.</summary>
    public MediaSide Offerer { get; private set; }

    public bool HasOffer => _offer.Count > 0;

    public bool HasAnswer => _answer.Count > 0;

    /// <summary>Some offer of the session has been answered.</summary>
    public bool HasAnswerEver { get; private set; }

    /// <summary>m-lines of the session.</summary>
    public int Count => _offer.Count;

    /// <summary>One side's last word on an m-line; not there before it has spoken.</summary>
    public bool TryGet(MediaSide side, int line, out SdpMedia said)
    {
        Said by = side == Offerer ? _offer : _answer;
        said = line < by.Count ? by.Lines[line] : default;
        return line < by.Count;
    }

    /// <summary>
    /// What both sides have agreed on last, in their own words; an offer that is still without its answer is passed over. False: nothing has been agreed on yet.
    /// </summary>
    public bool TryGetAgreed(out MediaSide offerer, out ReadOnlySpan<byte> offer, out ReadOnlySpan<byte> answer)
    {
        bool isNow = HasAnswer;
        offerer = isNow ? Offerer : OffererBefore;
        offer = (isNow ? _offer : _offerBefore).Text;
        answer = (isNow ? _answer : _answerBefore).Text;
        return isNow || _answerBefore.Count > 0;
    }

    public OfferFault Offer(MediaSide from, SdpDescription offer)
    {
        if (offer.MediaCount < _offer.Count)
        {
            return OfferFault.LinesMissing;
        }

        if (HasAnswer)
        {
            (_offerBefore, _offer) = (_offer, _offerBefore);
            (_answerBefore, _answer) = (_answer, _answerBefore);
            OffererBefore = Offerer;
        }

        _offer.Take(offer);
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

        if (answer.MediaCount != _offer.Count)
        {
            return OfferFault.LineCount;
        }

        bool lives = false;
        bool shares = false;
        for (int i = 0; i < _offer.Count; i++)
        {
            ref readonly SdpMedia said = ref answer[i];
            ref readonly SdpMedia asked = ref _offer.Lines[i];
            if (said.Kind != asked.Kind || (said.IsUsed && said.Protocol != asked.Protocol))
            {
                return OfferFault.LineKind;
            }

            if (said.IsUsed && !asked.IsUsed)
            {
                return OfferFault.RejectedLineTaken;
            }

            lives |= said.IsUsed;
            shares |= said.IsUsed && (!said.IsRtp || (said.PayloadTypes & asked.PayloadTypes) != UInt128.Zero);
        }

        // All lines rejected is an answer; lines taken with foreign formats only are a misunderstanding.
        if (lives && !shares)
        {
            return OfferFault.NoCommonFormat;
        }

        _answer.Take(answer);
        HasAnswerEver = true;
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
        _offer.Clear();
        _answer.Clear();
        _offerBefore.Clear();
        _answerBefore.Clear();
    }

    private MediaSide OffererBefore { get; set; }

    private sealed class Said
    {
        public SdpMedia[] Lines { get; private set; } = new SdpMedia[2];

        public int Count { get; private set; }

        private byte[] _text = [];
        private int _length;

        /// <summary>The description's own words.</summary>
        public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

        public void Clear() => Count = _length = 0;

        public void Take(SdpDescription description)
        {
            if (Lines.Length < description.MediaCount)
            {
                Lines = new SdpMedia[description.MediaCount];
            }

            if (_text.Length < description.Text.Length)
            {
                _text = new byte[Math.Max(512, description.Text.Length)];
            }

            description.Text.CopyTo(_text);
            _length = description.Text.Length;
            Count = description.MediaCount;
            for (int i = 0; i < Count; i++)
            {
                Lines[i] = description[i];
            }
        }
    }
}
