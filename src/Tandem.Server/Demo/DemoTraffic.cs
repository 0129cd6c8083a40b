using System.Net;
using Tandem.Routing.Plan;
using Tandem.Store.Plan;

namespace Tandem.Server.Demo;

/// <summary>
/// Customers, carriers and a stranger inside the process, speaking real SIP with the switch over loopback sockets. Signalling only: the descriptions name
/// sockets that nobody opens, and no RTP flows.
/// </summary>
internal sealed class DemoTraffic : IDisposable
{
    private static readonly string[] Destinations = ["44207946", "447700900", "4930901820", "880171234", "12025550"];

    /// <summary>What the stranger dials before <see cref="DearNumber"/>: which of them gets out is what toll fraud has to find first.</summary>
    private static readonly string[] WaysOut = ["00", "011", "900", "9011", "0", "9", "000", ""];

    /// <summary>A number of the kind that somebody is paid for.</summary>
    private const string DearNumber = "252615550100";

    private readonly TimeProvider _time;
    private readonly Random _random = new();
    private readonly ILogger _logger;
    private readonly List<DemoCustomer> _customers = [];
    private readonly List<DemoCarrier> _carriers = [];
    private readonly DemoCustomer _stranger;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _placing = new();
    private bool _isDisposed;

    public DemoTraffic(IPEndPoint theSwitch, TimeProvider time, ILogger logger)
    {
        _time = time;
        _logger = logger;
        AddCarrier("atlantic", 31, new(Busy: 12, NoAnswer: 6, Refused: 20));
        AddCarrier("pacific", 32, new(Busy: 10, NoAnswer: 6, Refused: 6));
        AddCarrier("baltic", 33, new(Busy: 8, NoAnswer: 10, Refused: 4));
        AddCustomer("Northwind PBX", 11);
        AddCustomer("Bluefin dialer", 12);
        AddCustomer("Corner shop phone", 13);
        _stranger = new("friendly-scanner", new(Loopback(66)), theSwitch, _random, time);

        void AddCarrier(string name, byte host, DemoManners manners) => _carriers.Add(new(name, new(Loopback(host)), theSwitch, manners, _random, time));
        void AddCustomer(string userAgent, byte host) => _customers.Add(new(userAgent, new(Loopback(host)), theSwitch, _random, time));
    }

    /// <summary>The sample plan, with the carriers where they are this time.</summary>
    public PlanReading Plan(PlanDocument before)
    {
        using Stream file = typeof(DemoTraffic).Assembly.GetManifestResourceStream("demo.yaml") ?? throw new InvalidOperationException("demo.yaml is not in the assembly");
        using var reader = new StreamReader(file);
        return PlanText.Read(reader.ReadToEnd(), PlanFormat.Yaml, "demo.yaml", null, CarrierAddress, before);
    }

    public void Start()
    {
        foreach (DemoCarrier carrier in _carriers)
        {
            Watch(carrier.Peer.ReceiveAsync(invite => Watch(carrier.TakeAsync(invite, _stop.Token)), _stop.Token));
        }

        foreach (DemoCustomer customer in _customers.Append(_stranger))
        {
            Watch(customer.Peer.ReceiveAsync(null, _stop.Token));
        }

        Watch(PlaceAsync());
        Watch(TryFraudAsync());
    }

    /// <summary>No new calls; those that run are talked to their end.</summary>
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
        foreach (DemoPeer peer in _carriers.Select(carrier => carrier.Peer).Concat(_customers.Append(_stranger).Select(customer => customer.Peer)))
        {
            peer.Dispose();
        }

        _placing.Dispose();
        _stop.Dispose();
    }

    /// <summary>About three calls in two seconds.</summary>
    private async Task PlaceAsync()
    {
        for (int call = 0; !_placing.IsCancellationRequested; call++)
        {
            DemoCustomer customer = _customers[call % _customers.Count];
            string to = Destinations[_random.Next(Destinations.Length)] + _random.Next(1000, 9999);
            string dialled = customer == _customers[0] ? "00" + to : to;
            Watch(customer.CallAsync($"1202555{_random.Next(1000, 9999)}", dialled, _stop.Token));
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(300, 1000)), _time, _placing.Token);
        }
    }

    private async Task TryFraudAsync()
    {
        for (int attempt = 0; !_placing.IsCancellationRequested; attempt++)
        {
            await Task.Delay(TimeSpan.FromSeconds(_random.Next(3, 12)), _time, _placing.Token);
            Watch(_stranger.CallAsync("100", WaysOut[attempt % WaysOut.Length] + DearNumber, _stop.Token));
        }
    }

    private void Watch(Task call) =>
        _ = call.ContinueWith(
            ended => _logger.DemoCallFailed(ended.Exception?.GetBaseException()),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private string? CarrierAddress(string placeholder) =>
        _carriers.FirstOrDefault(carrier => placeholder == $"DEMO_{carrier.Name.ToUpperInvariant()}")?.Peer.EndPoint.ToString();

    private static IPAddress Loopback(byte host) => new([127, 0, 0, host]);
}
