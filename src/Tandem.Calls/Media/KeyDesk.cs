using System.Text;
using Tandem.Calls.Control;
using Tandem.Calls.VoiceCalls;
using Tandem.Media.Dtmf;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Routing.Media;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Media;

/// <summary>Posted to a shard by a media node: a key was heard in a session of its calls, from a side.</summary>
internal sealed record KeyHeard(UInt128 Session, MediaSide Side, char Key, ulong Number);

/// <summary>Keys (DTMF) that cross between media and signalling: heard in the one and told in the other, by the rules of both sides' trunks.</summary>
internal sealed class KeyDesk(CallShard shard)
{
    private static readonly byte[] InfoType = Encoding.ASCII.GetBytes(InfoBody.Relay);
    private readonly Dictionary<UInt128, CallMedia> _listening = [];

    /// <summary>Keys of this session are told, for a side gets them as INFO, or a message of the switch's waits for one.</summary>
    public void Listen(CallMedia media, MediaSession session)
    {
        if (media.Keys.FromCaller.SendsInfo || media.Keys.FromCallee.SendsInfo || media.Call.Voice is not null)
        {
            _listening[session.Key] = media;
        }
    }

    public void Forget(MediaSession session) => _listening.Remove(session.Key);

    /// <summary>The media process has heard a key.</summary>
    public void OnHeard(KeyHeard heard)
    {
        if (_listening.TryGetValue(heard.Session, out CallMedia? media) && heard.Number > media.Keys.LastHeard)
        {
            media.Keys = media.Keys with { LastHeard = heard.Number };
            Call call = media.Call;
            if (call.Voice is not null)
            {
                VoiceDesk.OnKey(call, heard.Key);
                return;
            }

            Leg? to = heard.Side == MediaSide.A ? call.Callee : call.Caller;
            if (to is not null)
            {
                shard.Own.Inform(to, InfoType, Encoding.ASCII.GetBytes(InfoBody.Write(heard.Key, EventSender.UsualMs)));
            }
        }
    }

    /// <summary>An INFO of one side. True: it was a key that does not go on as it is, and has been answered.</summary>
    public bool TryTake(Leg leg, ServerTransaction transaction, SipMessage info)
    {
        if (leg.Call is not { } call)
        {
            return false;
        }

        if (call.Voice is not null && InfoBody.TryRead(info.ContentType, info.Body, out char pressed, out _))
        {
            shard.InDialog.Refuse(leg, transaction, 200);
            VoiceDesk.OnKey(call, pressed);
            return true;
        }

        KeyConversion keys = leg.IsCaller ? call.Media.Keys.FromCaller : call.Media.Keys.FromCallee;
        if (keys.Info == KeyFate.Pass || !InfoBody.TryRead(info.ContentType, info.Body, out char key, out int milliseconds))
        {
            return false;
        }

        if (keys.Info == KeyFate.Convert)
        {
            if (call.Media.Session is not { Node.CanWork: true } session)
            {
                return false; // as INFO rather than not at all
            }

            shard.Media.Press(call.Media, session, leg.IsCaller ? MediaSide.B : MediaSide.A, key, milliseconds);
        }

        shard.InDialog.Refuse(leg, transaction, 200);
        return true;
    }
}

/// <summary>How a call's keys are changed, each way, and the last one that was heard.</summary>
internal readonly record struct CallKeys(KeyConversion FromCaller, KeyConversion FromCallee, ulong LastHeard);
