using System.Net;
using Tandem.Calls.Live;

namespace Tandem.Tests.Api;

/// <summary>A switch whose calls are what the test says.</summary>
internal sealed class FakeSwitch : ILiveSwitch
{
    public bool IsReady { get; set; } = true;

    public List<LiveCall> Calls { get; } = [];

    public TestCallRequest? Placed { get; private set; }

    public SwitchCounters Counts { get; set; } = new(new Dictionary<string, long>(), new Dictionary<string, IReadOnlyDictionary<string, long>>());

    public static LiveCall Call(string id, string state = "Ringing") =>
        new(id, $"{id}@pbx", state, "1001", "442079460000", "acme", "acme-pbx", "carrier-a", "", "127.0.0.2", DateTimeOffset.UnixEpoch.AddSeconds(id.Length), null, 0);

    public Task<IReadOnlyList<LiveCall>> CallsAsync(CancellationToken stop) => Task.FromResult<IReadOnlyList<LiveCall>>([.. Calls]);

    public Dictionary<string, LiveCallDetail> Details { get; } = [];

    public Task<LiveCallDetail?> CallAsync(string id, CancellationToken stop) => Task.FromResult(Details.GetValueOrDefault(id));

    public Dictionary<string, LiveLadder> Ladders { get; } = [];

    public Task<LiveLadder?> LadderAsync(string id, CancellationToken stop) => Task.FromResult(Ladders.GetValueOrDefault(id));

    public List<(string Name, bool IsUp)> Nodes { get; } = [("local", true), ("engine", false)];

    public IReadOnlyList<(string Name, bool IsUp)> MediaNodes() => [.. Nodes];

    public Task<bool> HangUpAsync(string id, CancellationToken stop) => Task.FromResult(Calls.RemoveAll(call => call.Id == id) > 0);

    public Task<TestCallResult> PlaceAsync(TestCallRequest request, CancellationToken stop)
    {
        Placed = request;
        return Task.FromResult(new TestCallResult("17", 200, "NormalCallClearing", ""));
    }

    public Dictionary<IPAddress, DateTimeOffset> Banned { get; } = [];

    public DateTimeOffset? BannedUntil(IPAddress source) => Banned.TryGetValue(source, out DateTimeOffset until) ? until : null;

    public List<LiveOutwardRegistration> Outward { get; } = [];

    public Task<IReadOnlyList<LiveOutwardRegistration>> OutwardRegistrationsAsync(CancellationToken stop) => Task.FromResult<IReadOnlyList<LiveOutwardRegistration>>([.. Outward]);

    /// <summary>Messages of registrations, by phone or trunk.</summary>
    public Dictionary<string, List<LadderMessage>> Messages { get; } = [];

    public Task<IReadOnlyList<LadderMessage>> RegistrationMessagesAsync(string phone, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<LadderMessage>>(Messages.GetValueOrDefault(phone) ?? []);

    public Task<IReadOnlyList<LadderMessage>> OutwardMessagesAsync(string trunk, CancellationToken stop) => RegistrationMessagesAsync(trunk, stop);

    /// <summary>Messages that came after a record.</summary>
    public Dictionary<long, List<LadderMessage>> Late { get; } = [];

    public Task<IReadOnlyList<LadderMessage>> LateMessagesAsync(long record, CancellationToken stop) => Task.FromResult<IReadOnlyList<LadderMessage>>(Late.GetValueOrDefault(record) ?? []);

    public SwitchCounters Counters() => Counts;
}
