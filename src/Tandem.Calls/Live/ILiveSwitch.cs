using System.Net;

namespace Tandem.Calls.Live;

/// <summary>What the outside may see of and ask from the calls in progress. Answers from the shards; nobody waits in a shard.</summary>
public interface ILiveSwitch
{
    /// <summary>Retry-After of who is turned away for want of time: not the same for all, for what was turned away together would come again together.</summary>
    const int SoonestRetrySeconds = 3;

    /// <inheritdoc cref="SoonestRetrySeconds"/>
    const int LatestRetrySeconds = 10;

    /// <summary>True once every listener is bound and calls are taken.</summary>
    bool IsReady { get; }

    Task<IReadOnlyList<LiveCall>> CallsAsync(CancellationToken stop);

    /// <summary>One call with its media; null when it is not up.</summary>
    Task<LiveCallDetail?> CallAsync(string id, CancellationToken stop);

    /// <summary>The messages of a call that have passed so far; null when it is not up.</summary>
    Task<LiveLadder?> LadderAsync(string id, CancellationToken stop);

    /// <summary>Ends a call with <c>ServerHangup</c>. False when there is no such call.</summary>
    Task<bool> HangUpAsync(string id, CancellationToken stop);

    /// <summary>Places a real call to an egress trunk and holds it for the asked seconds. Answers when it has ended.</summary>
    Task<TestCallResult> PlaceAsync(TestCallRequest request, CancellationToken stop);

    /// <summary>Until when a source is suspended for wrong passwords; null when it is not.</summary>
    DateTimeOffset? BannedUntil(IPAddress source);

    /// <summary>How the egress trunks are registered at their carriers that are to be, by name.</summary>
    Task<IReadOnlyList<LiveOutwardRegistration>> OutwardRegistrationsAsync(CancellationToken stop);

    /// <summary>The last messages of a phone's registrations, in the order they passed, as far as they are still known.</summary>
    Task<IReadOnlyList<LadderMessage>> RegistrationMessagesAsync(string phone, CancellationToken stop);

    /// <summary>The last messages of an egress trunk's registrations at its carrier.</summary>
    Task<IReadOnlyList<LadderMessage>> OutwardMessagesAsync(string trunk, CancellationToken stop);

    /// <summary>Messages of a call that passed when its record was written already, in order, as far as they are still known.</summary>
    Task<IReadOnlyList<LadderMessage>> LateMessagesAsync(long record, CancellationToken stop);

    SwitchCounters Counters();

    /// <summary>The nodes that relay media, and whether each answers.</summary>
    IReadOnlyList<(string Name, bool IsUp)> MediaNodes();
}
