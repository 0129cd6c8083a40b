using System.Net;
using Tandem.Calls.Guard.Bans;
using Tandem.Calls.Registration;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.Store.People;
using Tandem.Store.Sqlite;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Server.Firewall;

/// <summary>
/// Who can't be banned, and who that is in words: the plan's addresses, those from where phones are registered, or people are signed in who may change the firewall, the white lists, the machine itself. What costs a walk over all phones
/// or a question to the database is looked at anew once a second at most.
/// </summary>
internal sealed class SparedSources(SourceGate gate, PlanHolder plan, RegistrationTable registrations, SessionStore sessions, Offenders offenders, IPlaces places, TimeProvider time)
{
    private static readonly TimeSpan LooksLast = TimeSpan.FromSeconds(1);
    private static readonly SourceNetwork[] Loopback = [new(NetAddress.FromIPv4(127u << 24, 0).Ip, 104), new(UInt128.One, 128)];
    private readonly Lock _gate = new();
    private Look _look = new([], []);
    private long _lookedAt = -1;
    private PlanNames _names = new(SwitchPlan.Empty, []);

    /// <summary>Lines of the operators' white list.</summary>
    public IReadOnlyList<FirewallLine> White { get; set; } = [];

    /// <summary>Who the source is, or all of the network; empty when nobody is.</summary>
    public string Why(SourceAddress source, BanReason reason)
    {
        SwitchPlan current = plan.Current;
        if (!current.Parameters.Firewall.BansLoopback && Array.Exists(Loopback, own => Meets(own.Ip, own.Bits, source)))
        {
            return "this machine itself (SERVER_FIREWALL_BAN_LOOPBACK is 0)";
        }

        if (InPlan(current, source) is { Length: > 0 } name)
        {
            return name;
        }

        if (White.FirstOrDefault(line => line.Source.Network is { } network && Meets(network.Ip, network.PrefixLength, source)) is { } white)
        {
            return $"the white list's {white.Source}";
        }

        foreach (SourceAddress harmless in current.Parameters.IllegalCallWhiteList)
        {
            if (Meets(harmless.Ip, harmless.PrefixLength, source))
            {
                return $"SERVER_ILLEGAL_CALL_WHITE_LIST's {harmless}";
            }
        }

        if (Ban.PlaceOf(source) is not { } place)
        {
            return "";
        }

        if (White.FirstOrDefault(line => line.Source.Network is null && line.Source.Means(place.Ip, places.Of(place.Ip))) is { } land)
        {
            return $"the white list's {land.Source}";
        }

        Look look = Looked();
        if (look.Phones.TryGetValue(place.Ip, out string? phone))
        {
            return $"the address of phone '{phone}', which is registered";
        }

        if (look.People.TryGetValue(place.Ip, out string? user))
        {
            return $"the address of '{user}', who is signed in and may change the firewall";
        }

        return reason is not (BanReason.Manual or BanReason.WrongPassword or BanReason.BlackList) && offenders.HasProved(place.Ip) ? "an address that gave a right password within the last hour" : "";
    }

    /// <summary>Networks of the white lists. Their countries and systems are no networks.</summary>
    public IReadOnlyList<SourceNetwork> Listed() =>
    [
        .. White.Select(static line => line.Source.Network).OfType<SourceAddress>().Concat(plan.Current.Parameters.IllegalCallWhiteList).Select(static line => new SourceNetwork(line.Ip, line.PrefixLength)),
    ];

    /// <summary>What is never barred inside of listed networks, beside the plan's own sources. Nobody while there are none: whom a ban is for is looked at when it begins, and once a second.</summary>
    public IReadOnlyCollection<SourceNetwork> Within(IReadOnlyList<FirewallLine> black)
    {
        if (black.Count == 0)
        {
            return [];
        }

        List<SourceNetwork> spared = [.. Listed()];
        if (!plan.Current.Parameters.Firewall.BansLoopback)
        {
            spared.AddRange(Loopback);
        }

        var networks = new SourceTable(black.Select(static line => line.Source.Network).OfType<SourceAddress>().Select(static line => new SourceNetwork(line.Ip, line.PrefixLength)));
        List<PlaceRule> lands = [.. black.Select(static line => line.Source).Where(static rule => rule.Network is null)];
        Look look = Looked();
        foreach (UInt128 place in look.Phones.Keys.Concat(look.People.Keys))
        {
            if (networks.Knows(new NetAddress(place, 0)) || (lands.Count > 0 && lands.Exists(land => land.Means(place, places.Of(place)))))
            {
                SourceAddress source = Ban.PlaceOf(place);
                spared.Add(new(source.Ip, source.PrefixLength));
            }
        }

        return spared;
    }

    /// <summary>A known network and what is to be banned have an address in common; when that is a network of many, all of it is known.</summary>
    private static bool Meets(UInt128 ip, int bits, SourceAddress asked)
    {
        int common = Ban.PlaceOf(asked) == asked ? Math.Min(bits, asked.PrefixLength) : bits;
        UInt128 mask = common == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - common);
        return common <= asked.PrefixLength && (ip & mask) == (asked.Ip & mask);
    }

    private string InPlan(SwitchPlan current, SourceAddress source)
    {
        bool isAddress = source.PrefixLength == 128;
        if (isAddress && !gate.Knows(new NetAddress(source.Ip, 0)))
        {
            return "";
        }

        PlanNames names = _names;
        if (names.Plan != current)
        {
            _names = names = new(current, [.. Names(current)]);
        }

        foreach ((SourceNetwork network, string name) in names.All)
        {
            if (Meets(network.Ip, network.Bits, source))
            {
                return name;
            }
        }

        return isAddress ? "where the name of a carrier leads" : "";
    }

    private static IEnumerable<(SourceNetwork Network, string Name)> Names(SwitchPlan plan)
    {
        foreach (CompiledIngress trunk in plan.Ingress)
        {
            foreach (SourceAddress source in trunk.Sources)
            {
                yield return (new(source.Ip, source.PrefixLength), $"trunk '{trunk.Name}'");
            }
        }

        foreach (CompiledEgress trunk in plan.Egress)
        {
            foreach (EgressAddress address in trunk.Addresses)
            {
                if (address.Ip is { } ip)
                {
                    yield return (new(ip, 128), $"trunk '{trunk.Name}'");
                }
            }
        }

        foreach (KnownSource known in plan.KnownSources)
        {
            yield return (new(known.Ip, known.PrefixLength), "an address of the plan");
        }
    }

    private Look Looked()
    {
        lock (_gate)
        {
            if (_lookedAt < 0 || time.GetElapsedTime(_lookedAt) >= LooksLast)
            {
                _lookedAt = time.GetTimestamp();
                Dictionary<UInt128, string> phones = [];
                foreach ((UInt128 ip, string phone) in registrations.Addresses())
                {
                    phones.TryAdd(Ban.PlaceOf(ip).Ip, phone);
                }

                Dictionary<UInt128, string> people = [];
                try
                {
                    foreach ((string address, string user) in sessions.Addresses(static role => role.On(Pages.Firewall) == PageAccess.Edit))
                    {
                        if (IPAddress.TryParse(address, out IPAddress? ip))
                        {
                            people.TryAdd(Ban.PlaceOf(NetAddress.From(ip, 0).Ip).Ip, user);
                        }
                    }
                }
                catch (Exception failure) when (StoreFaults.TryExplain(failure, out _))
                {
                    people = _look.People; // as they were a moment ago
                }

                _look = new(phones, people);
            }

            return _look;
        }
    }

    /// <summary>Phones and people by where they are: an address of IPv4, 64 bits of IPv6.</summary>
    private sealed record Look(Dictionary<UInt128, string> Phones, Dictionary<UInt128, string> People);

    private sealed record PlanNames(SwitchPlan Plan, IReadOnlyList<(SourceNetwork Network, string Name)> All);
}
