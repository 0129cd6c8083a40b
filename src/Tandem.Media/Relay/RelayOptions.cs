namespace Tandem.Media.Relay;

/// <summary>How the media process runs; fixed at its start.</summary>
public sealed record RelayOptions
{
    /// <summary>Where signalling talks to it.</summary>
    public required string SocketPath { get; init; }

    public required IReadOnlyList<PortRange> Ranges { get; init; }

    /// <summary>Threads, each with its own sessions.</summary>
    public int Loops { get; init; } = 1;

    /// <summary>Each thread stays on one processor.</summary>
    public bool Pin { get; init; }

    /// <summary>The kernel may keep strangers out of a port whose peer stays where it is: a tenth less for each packet, but they are not counted then.</summary>
    public bool MayConnect { get; init; } = true;

    /// <summary>
    /// When packets are dense (2,000 a second on a thread), how long they may gather so that one wake-up takes many; microseconds, 0 = not at all. Off by default: on a
    /// machine whose processors are all wanted, a thread that sleeps by itself waits long for its next turn.
    /// </summary>
    public int GatherMicroseconds { get; init; }

    /// <summary>A session without media, without a word about it and without a hello from its run of signalling ends after this.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a closed session's statistics can still be asked for.</summary>
    public TimeSpan RememberClosed { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where recordings go; empty: nothing is recorded.</summary>
    public string Recordings { get; init; } = "";

    /// <summary>Where the sounds are that can be played; empty: only the ring-back tone can.</summary>
    public string Sounds { get; init; } = "";

    /// <summary>STUN and TURN of the same process, whose counts are told with the relay's; null: there is none.</summary>
    public Turn.TurnServer? Turn { get; init; }

    /// <summary>Of one loop.</summary>
    public int MostSessions { get; init; } = 100_000;
}
