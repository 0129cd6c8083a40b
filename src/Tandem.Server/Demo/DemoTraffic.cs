using System.Net;
using Tandem.Routing.Plan;
using Tandem.Server.Options;
using Tandem.Store.Plan;

namespace Tandem.Server.Demo;

/// <summary>
/// Customers, carriers, a phone behind a router that meddles, and a stranger, inside the process; they speak real SIP with the switch over loopback sockets, and send each other tones by RTP. Some of
/// them have bad lines, so that the quality of media has something to show.
/// </summary>
internal sealed class DemoTraffic : IDisposable
{
    private static readonly string[] Destinations = ["44207946", "447700900", "4930901820", "880171234", "12025550"];

    /// <summary>What the stranger dials before <see cref="DearNumber"/>: which of them gets out is what toll fraud has to find first.</summary>
    private static readonly string[] WaysOut = ["00", "011", "900", "9011", "0", "9", "000", ""];

    /// <summary>A number of the kind that somebody is paid for.</summary>
    private const string DearNumber = "252615550100";

    private const string PhoneNumber = "2001";

    private readonly TimeProvider _time;
    private readonly Random _random = new();
    private readonly ILogger _logger;
    private readonly bool _hasMedia;
    private readonly DemoSound _sound;
    private readonly List<DemoCustomer> _customers = [];
    private readonly List<(string Name, DemoCallee Callee)> _carriers = [];
    private readonly DemoPhone _phone;
    private readonly DemoCustomer _stranger;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _placing = new();
    private bool _isDisposed;

    /// <summary>The peers, each with its socket; nobody calls before <see cref="Start"/>.</summary>
    /// <exception cref="IOException">The switch's own <paramref name="media"/> ports leave none to the peers.</exception>
    public DemoTraffic(IPEndPoint theSwitch, IReadOnlyList<MediaRange> media, TimeProvider time, ILogger logger)
    {
        _time = time;
        _logger = logger;
        _hasMedia = media.Count > 0;
        var ports = new DemoPorts(media, _random);
        _sound = new(ports, new Random(), time);
        AddCarrier("atlantic", 31, new(Busy: 12, NoAnswer: 6, Refused: 20), new(440));
        AddCarrier("pacific", 32, new(Busy: 10, NoAnswer: 6, Refused: 6), new(523, LossPercent: 4, LatePercent: 8, PrefersMuLaw: true));
        AddCarrier("baltic", 33, new(Busy: 8, NoAnswer: 10, Refused: 4), new(587));
        AddCustomer("Northwind PBX", 11, new(330));
        AddCustomer("Bluefin dialer", 12, new(294, LossPercent: 1, LatePercent: 15));
        AddCustomer("Corner shop phone", 13, new(262));
        _stranger = new("friendly-scanner", Peer(66, new(200)), theSwitch, _random, time);
        IPAddress outside = Loopback(41);
        DemoPeer behind = new(ports.Open(outside), _sound, new(392, LossPercent: 2, LatePercent: 10), new DemoRouter(outside));
        _phone = new(PhoneNumber, DemoDialog.NewToken(_random), "PolycomVVX-VVX_411-UA/5.9.5.0614", behind, theSwitch, _random, time);

        DemoPeer Peer(byte host, DemoTone tone) => new(ports.Open(Loopback(host)), _sound, tone);
        void AddCarrier(string name, byte host, DemoManners manners, DemoTone tone) =>
            _carriers.Add((name, new($"{name} demo carrier", Peer(host, tone), theSwitch, manners, _random, time)));
        void AddCustomer(string userAgent, byte host, DemoTone tone) => _customers.Add(new(userAgent, Peer(host, tone), theSwitch, _random, time));
    }

    /// <summary>The sample plan, with the carriers where they are this time, and the phone's password of this time.</summary>
    public PlanReading Plan(PlanDocument before)
    {
        using Stream file = typeof(DemoTraffic).Assembly.GetManifestResourceStream("demo.yaml") ?? throw new InvalidOperationException("demo.yaml is not in the assembly");
        using var reader = new StreamReader(file);
        return PlanText.Read(reader.ReadToEnd(), PlanFormat.Yaml, "demo.yaml", null, ValueOf, before);
    }

    public void Start()
    {
        Watch(_sound.RunAsync(_stop.Token));
        foreach ((_, DemoCallee carrier) in _carriers)
        {
            Watch(carrier.Peer.ReceiveAsync(invite => Watch(carrier.TakeAsync(invite, _stop.Token)), _stop.Token));
        }

        Watch(_phone.Peer.ReceiveAsync(invite => Watch(_phone.TakeAsync(invite, _stop.Token)), _stop.Token));
        foreach (DemoCustomer customer in _customers.Append(_stranger))
        {
            Watch(customer.Peer.ReceiveAsync(null, _stop.Token));
        }

        Watch(PlaceAsync());
        Watch(_phone.LiveAsync(Number, _placing.Token, _stop.Token));
        Watch(TryFraudAsync());
    }

    /// <summary>No new calls; those that run end soon.</summary>
    public void StopPlacing() => _placing.Cancel();

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _placing.Cancel();
        _stop.Cancel();
        foreach (DemoPeer peer in _carriers.Select(static carrier => carrier.Callee.Peer).Concat(_customers.Append(_stranger).Select(static customer => customer.Peer)).Append(_phone.Peer))
        {
            peer.Dispose();
        }

        _placing.Dispose();
        _stop.Dispose();
    }

    /// <summary>About two calls in three seconds, so that some ten talk at once.</summary>
    private async Task PlaceAsync()
    {
        for (int call = 0; !_placing.IsCancellationRequested; call++)
        {
            DemoCustomer customer = _customers[call % _customers.Count];
            string dialled = customer == _customers[0] ? "00" + Number() : Number();
            Watch(customer.CallAsync($"1202555{_random.Next(1000, 9999)}", dialled, _placing.Token, _stop.Token));
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(800, 2200)), _time, _placing.Token);
        }
    }

    private string Number() => Destinations[_random.Next(Destinations.Length)] + _random.Next(1000, 9999);

    private async Task TryFraudAsync()
    {
        for (int attempt = 0; !_placing.IsCancellationRequested; attempt++)
        {
            await Task.Delay(TimeSpan.FromSeconds(_random.Next(3, 12)), _time, _placing.Token);
            Watch(_stranger.CallAsync("100", WaysOut[attempt % WaysOut.Length] + DearNumber, _placing.Token, _stop.Token));
        }
    }

    private void Watch(Task call) =>
        _ = call.ContinueWith(
            ended => _logger.DemoCallFailed(ended.Exception?.GetBaseException()),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private string? ValueOf(string placeholder) => placeholder switch
    {
        "DEMO_PHONE_PASSWORD" => _phone.Password,
        "DEMO_RECORDS" => _hasMedia ? "true" : "false", // a call that can't be recorded as it must is refused
        _ => _carriers.Find(carrier => placeholder == $"DEMO_{carrier.Name.ToUpperInvariant()}").Callee?.Peer.EndPoint.ToString(),
    };

    private static IPAddress Loopback(byte host) => new([127, 0, 0, host]);
}
