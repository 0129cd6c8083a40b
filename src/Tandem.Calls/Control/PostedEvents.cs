using Tandem.Calls.Guard;
using Tandem.Calls.Live;
using Tandem.Calls.Media;
using Tandem.Calls.Nat;
using Tandem.Calls.Recovery;
using Tandem.Calls.Setup;
using Tandem.Calls.TestCalls;
using Tandem.Calls.VoiceCalls;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Sip.Transport;

namespace Tandem.Calls.Control;

/// <summary>What comes to a shard beside messages and timers, each as an object in its ring: answers of media nodes and name servers, questions and commands from outside.</summary>
internal sealed class PostedEvents(CallShard shard)
{
    public void OnPosted(object posted)
    {
        switch (posted)
        {
            case Located { Token: LocationQuestion question } located:
                question.Take(located.Targets);
                break;
            case MediaRequest answered:
                shard.Media.OnReturned(answered);
                break;
            case KeyHeard heard:
                shard.Keys.OnHeard(heard);
                break;
            case PlayedOut played:
                shard.Announcements.OnPlayed(played);
                break;
            case NodeLost lost:
                shard.Calls.OnNodeLost(lost.Node);
                break;
            case SideHeard heard:
                OnHeard(heard);
                break;
            case ListCalls question:
                question.TrySetResult(shard.Calls.Show());
                break;
            case MediaSamples samples:
                shard.Media.OnSamples(samples);
                break;
            case ShowCall question:
                shard.Calls.Show(question);
                break;
            case ShowLadder question:
                question.TrySetResult(shard.Calls.Ladder(question.Id));
                break;
            case ListSessions question:
                question.TrySetResult(shard.Calls.Sessions());
                break;
            case HangUp question:
                question.TrySetResult(shard.Calls.TryHangUp(question.Id));
                break;
            case ListOutward question:
                question.TrySetResult(shard.Outward.Show());
                break;
            case ShowRegistration question:
                question.TrySetResult(shard.Traces.Show(question.Name, question.IsTrunk));
                break;
            case ShowLate question:
                question.TrySetResult(shard.LateMessages.Of(question.Id));
                break;
            case Drain question:
                shard.Outward.Leave();
                shard.Calls.OnDrain(question);
                break;
            case NatNews news:
                shard.Nat.Take(news);
                break;
            case GateDrops drops:
                shard.Strangers.OnGateDrops(drops);
                break;
            case GoOnWith question:
                shard.Recovery.Begin(question);
                break;
            case SettleOpen question:
                CallRecovery.Settle(shard.Parts.Journal(shard.Index), shard.Credit, question.Call, question.GoesOn);
                question.TrySetResult(true);
                break;
            case TestCall test:
                TestPlacing.Place(shard, test);
                break;
            case VoiceCall voice:
                VoicePlacing.Place(shard, voice);
                break;
            default:
                break;
        }
    }

    /// <summary>Of the session of an attempt that goes on: once that is over, the session is nobody's.</summary>
    private void OnHeard(SideHeard heard)
    {
        if (heard.Side == MediaSide.B && shard.Media.Sampled.TryGetValue(heard.Session, out CallMedia? media))
        {
            media.Call.Hunt.SawRtp();
        }
    }
}
