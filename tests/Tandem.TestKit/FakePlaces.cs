using System.Net;
using Tandem.Routing.Access;
using Tandem.Wire.Flows;

namespace Tandem.TestKit;

/// <summary>Addresses are where the test says. How often it was asked is counted.</summary>
public sealed class FakePlaces : IPlaces
{
    private readonly Dictionary<UInt128, Place> _places = [];

    public int Asked { get; private set; }

    public Place this[string address]
    {
        set => _places[NetAddress.From(IPAddress.Parse(address), 0).Ip] = value;
    }

    public Place Of(UInt128 ip)
    {
        Asked++;
        return _places.GetValueOrDefault(ip, Place.Unknown);
    }
}
