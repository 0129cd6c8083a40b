using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Tandem.Wire.Flows;
using Tandem.Wire.Tls;

namespace Tandem.Server.Options;

/// <summary>
/// Puts the options of <c>up</c> together: the command line wins over <c>TANDEM__…</c> environment variables, they over <c>tandem.json</c> in the data directory, it over the
/// defaults. Every problem is one line.
/// </summary>
internal sealed class UpOptionsReader
{
    public const string DefaultHttp = "127.0.0.1:8080";
    private const string ExampleHttps = "0.0.0.0:8443";
    public const string DefaultMedia = "0.0.0.0:10000-49999";
    public const string DefaultRecentMessages = "8MB";
    public const string DefaultStore = "sqlite:";
    public static readonly IReadOnlyList<string> DefaultSip = ["udp:0.0.0.0:5060", "tcp:0.0.0.0:5060"];

    private const int MostShards = 64;
    private const int MostRecentBytes = 64 << 20;
    private const int LongestDrainSeconds = 86_400;
    private readonly Func<string, IReadOnlyList<string>?> _given;
    private readonly IConfiguration _configuration;
    private readonly List<string> _problems = [];

    private UpOptionsReader(Func<string, IReadOnlyList<string>?> given, IConfiguration configuration)
    {
        _given = given;
        _configuration = configuration;
    }

    /// <summary><paramref name="given"/> answers what stands on the command line for an option without its dashes, null when it is not there.</summary>
    public static bool TryRead(
        Func<string, IReadOnlyList<string>?> given, string dataDirectory, int processors,
        [NotNullWhen(true)] out UpOptions? options, out IReadOnlyList<string> problems)
    {
        options = null;
        IConfiguration configuration;
        try
        {
            configuration = Configuration(dataDirectory);
        }
        catch (Exception failure) when (failure is InvalidDataException or FormatException or UnauthorizedAccessException or IOException)
        {
            problems = [$"tandem.json in {dataDirectory} can't be read: {failure.InnerException?.Message ?? failure.Message}"];
            return false;
        }

        var reader = new UpOptionsReader(given, configuration);
        UpOptions read = reader.Read(dataDirectory, processors);
        problems = reader._problems;
        options = problems.Count == 0 ? read : null;
        return options is not null;
    }

    /// <summary>What stands in <c>tandem.json</c> and the environment. Throws what reading the file throws.</summary>
    internal static IConfiguration Configuration(string dataDirectory) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(Path.GetFullPath(dataDirectory), "tandem.json"), optional: true)
        .AddEnvironmentVariables("TANDEM__")
        .Build();

    private UpOptions Read(string dataDirectory, int processors)
    {
        RefuseWhatIsNotThere();
        var stun = new StunOptionsReader(_problems);
        List<MediaRange> media = ReadMedia(Many("media") ?? [DefaultMedia]);
        IReadOnlyList<IPEndPoint> points = stun.Points(Many("stun") ?? []);
        return new()
        {
            DataDirectory = dataDirectory,
            Seal = SealOption.Place(One(SealOption.Name), dataDirectory),
            Sip = [.. (Many("sip") ?? DefaultSip).Select(ReadBinding).OfType<BindPoint>()],
            Http = ReadEndPoint("http", One("http") ?? DefaultHttp, DefaultHttp),
            Https = One("https") is string https && !https.Equals("off", StringComparison.OrdinalIgnoreCase) ? ReadEndPoint("https", https, ExampleHttps) : null,
            Firewall = ReadFirewall(One("firewall") ?? nameof(FirewallPlace.Auto)),
            Geo = Many("geo") ?? [],
            Hep = One("hep") is string hep ? ReadHep(hep) : null,
            Otlp = OtlpOption.Read(One("otlp"), One("otlp-traces"), Environment.GetEnvironmentVariable, _problems),
            RecentMessages = ByteSize.Read("recent-messages", One("recent-messages") ?? DefaultRecentMessages, MostRecentBytes, _problems),
            Proxies = [.. (Many("proxy") ?? []).Select(ReadProxy).OfType<IPNetwork>()],
            Advertise = One("advertise") is string address ? ReadAddress(address) : null,
            Media = media,
            TlsDirectory = One("tls") ?? Path.Combine(dataDirectory, "tls"),
            TlsClients = ReadClients(One("tls-clients") ?? nameof(ClientCertificates.Off)),
            Stun = points,
            TurnPorts = stun.Ports(One("turn-ports"), points, media),
            TurnAllow = stun.Allowed(Many("turn-allow") ?? []),
            MediaNodes = [.. (Many("media-node") ?? []).Select(ReadMediaNode).OfType<MediaNodeOption>()],
            OpenId = new OpenIdOptionsReader(One, dataDirectory, _problems).Read(),
            Plan = One("plan"),
            Archive = One("archive"),
            Demo = ReadFlag("demo"),
            Shards = ReadNumber("shards", processors, 1, MostShards),
            Drain = TimeSpan.FromSeconds(ReadNumber("drain", 10, 0, LongestDrainSeconds)),
            Node = ReadNode(One("node") ?? "tandem"),
            Log = LogOption.Read(One("log"), One(LogOption.FormatName), _problems),
        };
    }

    private IReadOnlyList<string>? Many(string name)
    {
        if (_given(name) is { Count: > 0 } given)
        {
            return given;
        }

        IConfigurationSection section = _configuration.GetSection(name);
        string[] values = section.Value is { Length: > 0 } one
            ? one.Split(name == "media-node" ? [' '] : [',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. section.GetChildren().Select(child => child.Value).OfType<string>()];
        return values.Length > 0 ? values : null;
    }

    private string? One(string name)
    {
        if (_given(name) is { Count: > 0 } given)
        {
            return given[^1];
        }

        return _configuration[name] is { Length: > 0 } value ? value : null;
    }

    /// <summary>What the contract has and this version has not is said, not passed over.</summary>
    private void RefuseWhatIsNotThere()
    {
        if (One("store") is string store && store != DefaultStore)
        {
            _problems.Add($"--store {store}: this version keeps its records in SQLite in the data directory only");
        }
    }

    private List<MediaRange> ReadMedia(IReadOnlyList<string> texts)
    {
        var ranges = new List<MediaRange>();
        foreach (string text in texts)
        {
            if (MediaRange.TryParse(text, out MediaRange? range))
            {
                ranges.Add(range);
            }
            else if (texts.Count > 1 || !text.Equals("off", StringComparison.OrdinalIgnoreCase))
            {
                _problems.Add($"--media {text}: write ADDRESS:LOW-HIGH, such as {DefaultMedia}, or off alone");
            }
        }

        return ranges;
    }

    private MediaNodeOption? ReadMediaNode(string text)
    {
        if (!MediaNodeOption.TryParse(text, out MediaNodeOption? node, out string problem))
        {
            _problems.Add($"--media-node {problem}");
        }

        return node;
    }

    private HepOption? ReadHep(string text)
    {
        if (!HepOption.TryParse(text, out HepOption? hep, out string problem))
        {
            _problems.Add($"--hep {problem}");
        }

        return hep;
    }

    private BindPoint? ReadBinding(string text)
    {
        if (!BindPoint.TryParse(text, out BindPoint? point, out string problem))
        {
            _problems.Add($"--sip: {problem}");
            return null;
        }

        if (point.Transport is not (TransportKind.Udp or TransportKind.Tcp or TransportKind.Tls))
        {
            _problems.Add($"--sip {text}: this version speaks udp, tcp and tls only");
            return null;
        }

        return point;
    }

    private ClientCertificates ReadClients(string text)
    {
        if (Enum.TryParse(text, ignoreCase: true, out ClientCertificates clients) && Enum.IsDefined(clients) && !char.IsAsciiDigit(text[0]))
        {
            return clients;
        }

        _problems.Add($"--tls-clients {text}: write off, optional or required");
        return ClientCertificates.Off;
    }

    private FirewallPlace ReadFirewall(string text)
    {
        if (Enum.TryParse(text, ignoreCase: true, out FirewallPlace place) && Enum.IsDefined(place) && !char.IsAsciiDigit(text[0]))
        {
            return place;
        }

        _problems.Add($"--firewall {text}: write auto, kernel or process");
        return FirewallPlace.Auto;
    }

    private IPNetwork? ReadProxy(string text)
    {
        if (IPNetwork.TryParse(text, out IPNetwork network))
        {
            return network;
        }

        if (IPAddress.TryParse(text, out IPAddress? address))
        {
            return new(address, address.GetAddressBytes().Length * 8);
        }

        _problems.Add($"--proxy {text}: write an address or a network, such as 192.0.2.10 or 10.0.0.0/8");
        return null;
    }

    private IPEndPoint ReadEndPoint(string name, string text, string example)
    {
        if (IPEndPoint.TryParse(text, out IPEndPoint? endPoint) && text.Contains(':'))
        {
            return endPoint;
        }

        _problems.Add($"--{name} {text}: write ADDRESS:PORT, such as {example}");
        return new(IPAddress.Loopback, 0);
    }

    private IPAddress? ReadAddress(string text)
    {
        if (IPAddress.TryParse(text, out IPAddress? address))
        {
            return address;
        }

        _problems.Add($"--advertise {text}: write an IP address");
        return null;
    }

    private int ReadNumber(string name, int fallback, int least, int most)
    {
        if (One(name) is not string text)
        {
            return Math.Clamp(fallback, least, most);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
        {
            return number;
        }

        _problems.Add($"--{name} {text}: write a number from {least} to {most}");
        return fallback;
    }

    private bool ReadFlag(string name)
    {
        switch (One(name)?.ToUpperInvariant())
        {
            case null or "FALSE" or "0" or "OFF":
                return false;
            case "TRUE" or "1" or "ON":
                return true;
            default:
                _problems.Add($"--{name}: write true or false");
                return false;
        }
    }

    private string ReadNode(string text)
    {
        if (text.Length is > 0 and <= 32 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.'))
        {
            return text;
        }

        _problems.Add($"--node {text}: write 1 to 32 letters, digits, dashes or dots");
        return "tandem";
    }
}
