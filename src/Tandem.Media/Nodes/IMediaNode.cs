namespace Tandem.Media.Nodes;

/// <summary>
/// Something that relays media: our own media process, or an rtpengine. It is asked by a value and never waits; the question comes back to the asker's shard as a posted object, always, and the
/// shard gives it to <see cref="Finish"/>.
/// </summary>
public interface IMediaNode
{
    string Name { get; }

    /// <summary>It has answered lately: new calls may be given to it.</summary>
    bool IsUp { get; }

    /// <summary>It can record and change the sound, not only relay it.</summary>
    bool CanWork { get; }

    /// <summary>It can let a caller hear a voice (<see cref="MediaAsk.Announce"/>).</summary>
    bool CanPlay { get; }

    /// <summary>It tells by itself, every five seconds, how all its sessions are (<see cref="RelayWatch"/>); one that does not is asked.</summary>
    bool TellsSamples { get; }

    /// <summary>On the asker's shard: takes the question. What is wrong with the question itself comes back like any other answer.</summary>
    void Ask(MediaRequest request);

    /// <summary>On the asker's shard, once the question is back: makes the description or the statistics out of what the node said. Sets the outcome.</summary>
    void Finish(MediaRequest request, SdpBench bench);
}
