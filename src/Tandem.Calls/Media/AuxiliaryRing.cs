using Tandem.Calls.Control;
using Tandem.Wire.Timers;

namespace Tandem.Calls.Media;

/// <summary>Waits for sound from the carrier; when none comes in its trunk's time the caller hears a ring tone of ours (SW §6.7). Lives with its call's media.</summary>
internal sealed class AuxiliaryRing(CallShard shard, CallMedia media) : TimerNode
{
    /// <summary>The INVITE has gone out.</summary>
    public void Start()
    {
        if (media.Call.Hunt.Current.Trunk?.Trunk is { AuxiliaryRingDelay: > 0 and var delay } && media.Session is { Node.CanWork: true })
        {
            shard.Wheel.Set(this, shard.NowMs + (delay * 1000L));
        }
    }

    public override void OnTimer() => shard.Media.AskForRing(media);
}
