using System.Net;
using Tandem.Calls.Control;
using Tandem.Calls.Guard.Blacklists;
using Tandem.Calls.Live;
using Tandem.Calls.Nat.Probes;
using Tandem.Calls.Registration;
using Tandem.Server.Firewall;
using Tandem.Server.Telemetry;
using Tandem.Server.Web;
using Tandem.Sip.Transport;
using Tandem.Wire.Flows;
using Tandem.Wire.Tcp;

namespace Tandem.Server.Wiring;

/// <summary>The switch as the API sees it: its calls, and the counters of all its parts together.</summary>
internal sealed class WholeSwitch(SwitchNode node, WireWiring wire, MediaWiring media, SipDispatcher dispatcher, ProbeDesk probes, KeepAlives keepAlives, StunKeepAlives stun, RunningFirewall firewall, NumberBook numbers) : ILiveSwitch
{
    /// <summary>What went to the collector of metrics and traces; null: there is none.</summary>
    public OtlpCounts? Otlp { get; set; }

    /// <summary>Who found no descriptor at the API; null before it listens.</summary>
    public TurnedAwayBrowsers? Browsers { get; set; }

    public bool IsReady => node.IsReady;

    public Task<IReadOnlyList<LiveCall>> CallsAsync(CancellationToken stop) => node.CallsAsync(stop);

    public Task<IReadOnlyList<LiveOutwardRegistration>> OutwardRegistrationsAsync(CancellationToken stop) => node.OutwardRegistrationsAsync(stop);

    public Task<IReadOnlyList<LadderMessage>> RegistrationMessagesAsync(string phone, CancellationToken stop) => node.RegistrationMessagesAsync(phone, stop);

    public Task<IReadOnlyList<LadderMessage>> OutwardMessagesAsync(string trunk, CancellationToken stop) => node.OutwardMessagesAsync(trunk, stop);

    public Task<IReadOnlyList<LadderMessage>> LateMessagesAsync(long record, CancellationToken stop) => node.LateMessagesAsync(record, stop);

    public Task<LiveCallDetail?> CallAsync(string id, CancellationToken stop) => node.CallAsync(id, stop);

    public Task<LiveLadder?> LadderAsync(string id, CancellationToken stop) => node.LadderAsync(id, stop);

    public IReadOnlyList<(string Name, bool IsUp)> MediaNodes() => node.MediaNodes();

    public Task<bool> HangUpAsync(string id, CancellationToken stop) => node.HangUpAsync(id, stop);

    public Task<TestCallResult> PlaceAsync(TestCallRequest request, CancellationToken stop) => node.PlaceAsync(request, stop);

    public DateTimeOffset? BannedUntil(IPAddress source) => firewall.BannedUntil(source) ?? node.BannedUntil(source);

    public SwitchCounters Counters()
    {
        SwitchCounters calls = node.Counters();
        WireCounters seen = wire.Hub.Counters;
        var values = new Dictionary<string, long>(calls.Values)
        {
            ["udp_received"] = seen.UdpReceived,
            ["udp_sent"] = seen.UdpSent,
            ["udp_send_failures"] = seen.UdpSendFailed,
            ["udp_receive_failures"] = seen.UdpReceiveFailed,
            ["gate_dropped"] = seen.GateDropped,
            ["ban_dropped"] = seen.BanDropped + firewall.KernelDropped,
            ["connections_refused"] = seen.StreamsClosed.GetValueOrDefault(CloseReason.TooManyPerSecond) + firewall.KernelKnocks,
            ["bans_in_force"] = firewall.InForce,
            ["numbers_listed"] = numbers.Count,
            ["sink_faults"] = seen.SinkFaults,
            ["stream_messages_received"] = seen.StreamMessagesReceived,
            ["stream_messages_sent"] = seen.StreamMessagesSent,
            ["streams_open"] = seen.StreamsOpen,
            ["http_streams_turned_away"] = Browsers?.Count ?? 0,
            ["keep_alives"] = dispatcher.KeepAlives,
            ["keep_alives_sent"] = keepAlives.Sent,
            ["stun_keep_alives"] = stun.Answered + stun.Told,
            ["garbage"] = dispatcher.Garbage,
            ["overload_refused"] = dispatcher.Refused,
            ["overload_answered"] = dispatcher.Answered503,
            ["nat_probes_answered"] = probes.Answered,
            ["nat_probes_refused"] = probes.Refused,
            ["nat_probes_waiting"] = probes.Waiting,
            ["shard_faults"] = wire.Shards.Sum(static shard => shard.HandlerFaults),
            ["name_lookups"] = wire.Locator.Lookups,
            ["name_lookup_failures"] = wire.Locator.Failures,
            ["name_lookups_answered_by_old_ones"] = wire.Locator.StaleAnswers,
        };
        if (wire.Hep is { } hep)
        {
            values["hep_packets"] = hep.Sent;
            values["hep_packets_failed"] = hep.Failed;
        }

        Otlp?.AddTo(values);
        if (wire.Identities is { } identities)
        {
            values["tls_certificate_expires_seconds"] = identities.Expiries.Min(static identity => identity.Expires).ToUnixTimeSeconds();
        }

        if (media.Recording is { } recording)
        {
            values["recordings_active"] = recording.Active;
            values["recordings_stopped"] = recording.IsStopped ? 1 : 0;
            values["recordings_written"] = recording.Written;
            values["recordings_failed"] = recording.Failed;
            values["recording_packets_dropped"] = recording.Dropped;
        }

        var byReason = new Dictionary<string, IReadOnlyDictionary<string, long>>(calls.ByReason)
        {
            ["streams_closed"] = seen.StreamsClosed.ToDictionary(static pair => pair.Key.ToString(), static pair => pair.Value),
        };
        byReason[SwitchCounters.Offences] = wire.Offenders.All().ToDictionary(static pair => pair.Key.ToString(), static pair => pair.Value);
        byReason["bans"] = firewall.Tallies().ToDictionary(static tally => tally.Reason.ToString(), static tally => tally.Bans);
        byReason["bans_spared"] = firewall.Tallies().ToDictionary(static tally => tally.Reason.ToString(), static tally => tally.Spared);
        byReason["numbers_listed_anew"] = numbers.Added();
        media.AddCounters(values, byReason);
        return new(values, byReason);
    }
}
