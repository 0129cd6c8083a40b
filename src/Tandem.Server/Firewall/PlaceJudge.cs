using System.Collections.Concurrent;
using System.Collections.Frozen;
using Tandem.Routing.Access;
using Tandem.Server.Places;
using Tandem.Wire.Firewall;

namespace Tandem.Server.Firewall;

/// <summary>
/// The countries and autonomous systems of the operators' lists, as the packet gate asks for them. Of sources that nobody has asked about yet only so many a second are looked up; a flood with forged
/// addresses beyond that goes on to the limits that all strangers have.
/// </summary>
internal sealed class PlaceJudge(PlaceFiles places, TimeProvider time) : ISourceJudge
{
    /// <summary>Sources looked up in a second.</summary>
    public const int NewPerSecond = 5000;

    private const int MostShown = 1024;
    private readonly ConcurrentQueue<UInt128> _shown = new();
    private Rules _rules = new(FrozenSet<string>.Empty, FrozenSet<long>.Empty, FrozenSet<string>.Empty, FrozenSet<long>.Empty);
    private long _second;
    private int _inSecond;

    /// <summary>Sources that are barred are to be shown, so that the kernel learns of them.</summary>
    public bool IsShowing { get; set; }

    /// <summary>Some line spares a place: who is in a black network may be in it.</summary>
    public bool Spares => _rules.WhiteCountries.Count + _rules.WhiteSystems.Count > 0;

    /// <summary>From now on these lines; those that are networks are not for it. True: it has something to say.</summary>
    public bool Take(IReadOnlyCollection<FirewallLine> lines)
    {
        FrozenSet<string> Countries(bool isBlack) => lines.Where(line => line.IsBlack == isBlack && line.Source.Country.Length > 0).Select(static line => line.Source.Country).ToFrozenSet();
        FrozenSet<long> Systems(bool isBlack) => lines.Where(line => line.IsBlack == isBlack && line.Source.Asn > 0).Select(static line => line.Source.Asn).ToFrozenSet();
        var rules = new Rules(Countries(true), Systems(true), Countries(false), Systems(false));
        Volatile.Write(ref _rules, rules);
        return rules.Countries.Count + rules.Systems.Count + rules.WhiteCountries.Count + rules.WhiteSystems.Count > 0;
    }

    public PlaceVerdict Judge(UInt128 ip)
    {
        if (!places.TryKnown(ip, out Place place))
        {
            if (!MayAsk())
            {
                return PlaceVerdict.None;
            }

            place = places.Of(ip);
        }

        Rules rules = Volatile.Read(ref _rules);
        if (rules.WhiteCountries.Contains(place.Country) || rules.WhiteSystems.Contains(place.Asn))
        {
            return PlaceVerdict.Spares;
        }

        if (!rules.Countries.Contains(place.Country) && !rules.Systems.Contains(place.Asn))
        {
            return PlaceVerdict.None;
        }

        if (IsShowing && _shown.Count < MostShown)
        {
            _shown.Enqueue(ip);
        }

        return PlaceVerdict.Bars;
    }

    /// <summary>Which line of the black list means a source, in words: <c>black list: country BD</c>; empty: none.</summary>
    public string WhyBarred(UInt128 ip)
    {
        Place place = places.Of(ip);
        Rules rules = Volatile.Read(ref _rules);
        return rules.WhiteCountries.Contains(place.Country) || rules.WhiteSystems.Contains(place.Asn) ? ""
            : rules.Countries.Contains(place.Country) ? $"black list: country {place.Country}"
            : rules.Systems.Contains(place.Asn) ? FormattableString.Invariant($"black list: AS{place.Asn}")
            : "";
    }

    /// <summary>The next source that was barred, while <see cref="IsShowing"/>; the same may come more than once.</summary>
    public bool TryTake(out UInt128 source) => _shown.TryDequeue(out source);

    private bool MayAsk()
    {
        long second = (long)time.GetElapsedTime(0).TotalSeconds;
        if (Interlocked.Exchange(ref _second, second) != second)
        {
            Volatile.Write(ref _inSecond, 0);
        }

        return Interlocked.Increment(ref _inSecond) <= NewPerSecond;
    }

    private sealed record Rules(FrozenSet<string> Countries, FrozenSet<long> Systems, FrozenSet<string> WhiteCountries, FrozenSet<long> WhiteSystems);
}
