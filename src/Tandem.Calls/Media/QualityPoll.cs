using Tandem.Calls.Control;
using Tandem.Media.Nodes;
using Tandem.Wire.Timers;

namespace Tandem.Calls.Media;

/// <summary>Asks a node that does not tell by itself every five seconds how a talking call's media is, for its quality series. Lives with its call's media.</summary>
internal sealed class QualityPoll(CallShard shard, CallMedia media) : TimerNode
{
    /// <summary>From the answer on.</summary>
    public void Start()
    {
        if (media.Session is { Node.TellsSamples: false })
        {
            shard.Wheel.Set(this, shard.NowMs + (long)RelayWatch.Every.TotalMilliseconds);
        }
    }

    public override void OnTimer()
    {
        Start(); // a node answers, or is given up, sooner than that
        shard.Media.AskForSample(media);
    }
}
