using System.Net;
using Tandem.Wire.Flows;
using Tandem.Wire.Tls;

namespace Tandem.Server.Options;

/// <summary>How <c>up</c> runs: read once from command line, environment and <c>tandem.json</c>, checked, then fixed.</summary>
internal sealed record UpOptions
{
    /// <summary>Everything the switch keeps.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where the keys are that secrets in the database are sealed with.</summary>
    public required Tandem.Store.Sealing.SealPlace Seal { get; init; }

    public required IReadOnlyList<BindPoint> Sip { get; init; }

    public required IPEndPoint Http { get; init; }

    /// <summary>The same by TLS; null: not.</summary>
    public IPEndPoint? Https { get; init; }

    /// <summary>Where bans are enforced.</summary>
    public FirewallPlace Firewall { get; init; }

    /// <summary>Databases of countries and autonomous systems; empty: places are unknown.</summary>
    public IReadOnlyList<string> Geo { get; init; } = [];

    /// <summary>Who gets a copy of all SIP messages; null: nobody.</summary>
    public HepOption? Hep { get; init; }

    /// <summary>Where metrics and traces go; null: nowhere.</summary>
    public OtlpOption? Otlp { get; init; }

    /// <summary>Bytes for the last messages of no call; 0: none are kept.</summary>
    public int RecentMessages { get; init; }

    /// <summary>Networks of reverse proxies, beside this machine, whose word about browsers counts.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>What Contact and SDP show behind a 1:1 NAT; null = our own address.</summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>Ports of the switch's own media process; empty: it has none.</summary>
    public IReadOnlyList<MediaRange> Media { get; init; } = [];

    /// <summary>Further media nodes.</summary>
    public IReadOnlyList<MediaNodeOption> MediaNodes { get; init; } = [];

    /// <summary>Folder of the certificates for <c>tls:</c> listeners and HTTPS.</summary>
    public required string TlsDirectory { get; init; }

    /// <summary>Whose certificates those listeners want.</summary>
    public ClientCertificates TlsClients { get; init; }

    /// <summary>Where STUN and TURN are asked; empty: there is none.</summary>
    public IReadOnlyList<IPEndPoint> Stun { get; init; } = [];

    /// <summary>Ports that TURN lends.</summary>
    public (int Low, int High) TurnPorts { get; init; }

    /// <summary>What TURN may relay to though it is private or our own.</summary>
    public IReadOnlyList<string> TurnAllow { get; init; } = [];

    /// <summary>Whom people may sign in with besides by password; null: nobody.</summary>
    public Tandem.Api.OpenId.OpenIdSettings? OpenId { get; init; }

    /// <summary>A plan file applied before <c>ready</c>.</summary>
    public string? Plan { get; init; }

    /// <summary>Where the archive is kept; null: none is.</summary>
    public string? Archive { get; init; }

    public bool Demo { get; init; }

    /// <summary>Signalling threads.</summary>
    public required int Shards { get; init; }

    /// <summary>How long calls may still run once the switch is told to stop.</summary>
    public required TimeSpan Drain { get; init; }

    /// <summary>Name of this switch in records and in its Call-IDs.</summary>
    public required string Node { get; init; }

    public required LogOption Log { get; init; }
}
