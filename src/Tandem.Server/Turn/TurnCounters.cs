using Tandem.Media.Turn;

namespace Tandem.Server.Turn;

/// <summary>What STUN and TURN have counted, as metrics.</summary>
internal static class TurnCounters
{
    public static void Add(TurnState turn, Dictionary<string, long> values, Dictionary<string, IReadOnlyDictionary<string, long>> byReason)
    {
        values["turn_allocations"] = turn.Allocations;
        values["turn_streams"] = turn.Streams;
        values["turn_allocations_made"] = turn[TurnCount.Allocations];
        values["turn_connections"] = turn[TurnCount.Connections];
        values["turn_packets_to_peers"] = turn[TurnCount.PacketsToPeers];
        values["turn_octets_to_peers"] = turn[TurnCount.OctetsToPeers];
        values["turn_packets_to_clients"] = turn[TurnCount.PacketsToClients];
        values["turn_octets_to_clients"] = turn[TurnCount.OctetsToClients];
        values["stun_bindings"] = turn[TurnCount.Bindings];
        byReason["stun_refused"] = turn.Refused;
    }
}
