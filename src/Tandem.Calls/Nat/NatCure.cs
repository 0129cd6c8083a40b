namespace Tandem.Calls.Nat;

/// <summary>What to do on one family of routers.</summary>
/// <param name="Router">The family.</param>
/// <param name="Where">Where it is set.</param>
/// <param name="Steps">What to enter or to click, in order, with the user's own values.</param>
public sealed record NatCure(string Router, string Where, IReadOnlyList<string> Steps);

/// <summary>The user's own values, as they stand in a cure.</summary>
public sealed record NatCureValues
{
    /// <summary>The phone's number or the trunk's name.</summary>
    public string Endpoint { get; init; } = "the phone";

    /// <summary>The agent's private address.</summary>
    public string Inside { get; init; } = "the phone's address";

    /// <summary>The router's public address.</summary>
    public string Outside { get; init; } = "the router's address";

    /// <summary>The switch, as the endpoint reaches it.</summary>
    public string Switch { get; init; } = "the switch";

    /// <summary>The switch's signalling port.</summary>
    public string SipPort { get; init; } = "5060";

    /// <summary>The RTP ports of the switch.</summary>
    public string RtpPorts { get; init; } = "10000-49999";

    /// <summary>Seconds between keep-alives that the binding survives.</summary>
    public int KeepAlive { get; init; } = 20;

    /// <summary>The values that the evidence has.</summary>
    public static NatCureValues Of(NatEvidence evidence, NatCureValues known)
    {
        NatSighting seen = evidence.Before ?? evidence.Seen;
        WrittenAddress inside = First(seen.Via, seen.Contact, seen.Origin, seen.CallIdHost);
        int lost = evidence.Binding.LostSeconds;
        return known with
        {
            Inside = inside.IsPrivate && inside.Address.Ip != seen.Source.Ip ? inside.Address.ToIPAddress().ToString() : known.Inside,
            Outside = seen.Source.ToIPAddress().ToString(),
            KeepAlive = lost > 0 ? Math.Max(5, Math.Min(known.KeepAlive, lost / 2)) : known.KeepAlive,
        };
    }

    private static WrittenAddress First(params ReadOnlySpan<WrittenAddress> written)
    {
        foreach (WrittenAddress one in written)
        {
            if (one.IsPrivate)
            {
                return one;
            }
        }

        return default;
    }
}
