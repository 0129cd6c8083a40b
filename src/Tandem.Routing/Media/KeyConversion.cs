using Tandem.Routing.Trunks;

namespace Tandem.Routing.Media;

/// <summary>What becomes of keys that come in one form.</summary>
public enum KeyFate : byte
{
    /// <summary>On in the same form.</summary>
    Pass,

    /// <summary>On in the forms that the other side gets.</summary>
    Convert,

    /// <summary>Not on.</summary>
    Drop,
}

/// <summary>
/// How keys (DTMF) of one side become the other's: SW §6.4. What a side sends is taken in the forms that its <c>dtmfReceiveMethod</c> and <c>rtpIncludeDtmfInband</c> name, and given to the other in those
/// of the other's <c>dtmfSendMethodSip</c> and <c>rtpNeedDtmfInband</c>. On auto a key stays in the form that it has; one that was heard in the sound becomes a telephone-event.
/// </summary>
/// <param name="Events">Telephone-events (RFC 4733) in the media.</param>
/// <param name="Info">SIP INFO.</param>
/// <param name="Tones">Tones in the sound; <see cref="KeyFate.Pass"/> does not listen.</param>
/// <param name="SendsEvents">What is converted goes on as telephone-events.</param>
/// <param name="SendsInfo">As SIP INFO.</param>
/// <param name="SendsTones">As tones.</param>
public readonly record struct KeyConversion(KeyFate Events, KeyFate Info, KeyFate Tones, bool SendsEvents, bool SendsInfo, bool SendsTones)
{
    /// <summary>Anything but passing.</summary>
    public bool IsAny => Events != KeyFate.Pass || Info != KeyFate.Pass || Tones != KeyFate.Pass;

    /// <summary>The other side gets telephone-events, or may.</summary>
    public bool GivesEvents => Events == KeyFate.Pass || SendsEvents;

    public static KeyConversion Decide(MediaSettings? from, MediaSettings? to)
    {
        DtmfReceiveMethod receive = from?.DtmfReceiveMethod ?? DtmfReceiveMethod.All;
        DtmfSendMethod send = to?.DtmfSendMethodSip ?? DtmfSendMethod.Auto;
        bool tones = to?.RtpNeedDtmfInband ?? false;
        bool listens = (from?.RtpIncludeDtmfInband ?? false) && receive != DtmfReceiveMethod.Off;
        bool events = receive is DtmfReceiveMethod.All or DtmfReceiveMethod.Rfc2833;
        bool info = receive is DtmfReceiveMethod.All or DtmfReceiveMethod.Signalling;
        bool stays = send == DtmfSendMethod.Auto && !tones;
        return new(
            Fate(events, stays || (send == DtmfSendMethod.Rfc2833 && !tones), send, tones),
            Fate(info, stays || (send == DtmfSendMethod.SipInfo && !tones), send, tones),
            !listens || (send == DtmfSendMethod.Auto && tones) ? KeyFate.Pass : KeyFate.Convert,
            SendsEvents: send == DtmfSendMethod.Rfc2833 || (stays && listens),
            SendsInfo: send == DtmfSendMethod.SipInfo,
            SendsTones: tones);
    }

    private static KeyFate Fate(bool isTaken, bool stays, DtmfSendMethod send, bool tones) =>
        !isTaken || (send == DtmfSendMethod.Off && !tones) ? KeyFate.Drop : stays ? KeyFate.Pass : KeyFate.Convert;
}
