using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Tandem.Routing.Access;
using Tandem.Server.Wiring;

namespace Tandem.Server.Places;

/// <summary>
/// The files of <c>--geo</c>: where sources are. What has been asked once is remembered, an IPv6 source by its /64, so that a question about a known source allocates nothing. A file that has changed is
/// taken within <see cref="Looks"/>; one that is broken then leaves what it said before in force. With several files the first that knows the country says it, and likewise the system.
/// </summary>
internal sealed class PlaceFiles : IPlaces, IAsyncDisposable
{
    /// <summary>Sources remembered; when there are more, all are forgotten and asked anew.</summary>
    public const int MostSources = 65_536;

    /// <summary>How often the files are looked at.</summary>
    public static readonly TimeSpan Looks = TimeSpan.FromSeconds(5);

    private static readonly UInt128 Subscriber = UInt128.MaxValue << 64;
    private readonly string[] _paths;
    private readonly string _scratch;
    private readonly ILogger _log;
    private readonly PeriodicTimer _timer;
    private readonly Lock _reading = new();
    private readonly PlaceFile[] _files;
    private readonly string[] _faults;
    private ConcurrentDictionary<UInt128, Place> _known = new();
    private int _count;
    private bool _saidBroken;
    private bool _isClosed;
    private Task _looking = Task.CompletedTask;

    /// <summary>Opens all of them. Throws <see cref="StartFailedException"/> with a line for each that can't be read.</summary>
    public PlaceFiles(IReadOnlyList<string> paths, string scratch, TimeProvider time, ILogger log)
    {
        _paths = [.. paths];
        _faults = [.. paths.Select(static _ => "")];
        _scratch = scratch;
        _log = log;
        _timer = new(Looks, time);
        List<string> problems = [];
        List<PlaceFile> files = [];
        foreach (string path in paths)
        {
            try
            {
                PlaceFile file = PlaceFile.Open(path, scratch);
                files.Add(file);
                log.PlacesRead(path, file.Kind);
            }
            catch (Exception failure) when (PlaceFile.IsFault(failure))
            {
                problems.Add($"--geo {path} can't be read as a MaxMind DB: {failure.Message}");
            }
        }

        _files = [.. files];
        if (problems.Count > 0)
        {
            files.ForEach(static file => file.Dispose());
            _timer.Dispose();
            throw new StartFailedException(problems);
        }
    }

    /// <summary>Grows whenever other answers may come than before.</summary>
    public int Edition { get; private set; }

    /// <summary>From now on the files are watched.</summary>
    public void Start()
    {
        if (_paths.Length > 0)
        {
            _looking = LookAsync();
        }
    }

    public Place Of(UInt128 ip)
    {
        if (_files.Length == 0)
        {
            return Place.Unknown;
        }

        bool isIPv4 = ip >> 32 == 0xFFFF;
        UInt128 key = isIPv4 ? ip : ip & Subscriber;
        return _known.TryGetValue(key, out Place? place) ? place : Ask(key, isIPv4);
    }

    /// <summary>The same when it has been asked lately, or there is nobody to ask.</summary>
    public bool TryKnown(UInt128 ip, out Place place)
    {
        place = Place.Unknown;
        if (_files.Length == 0)
        {
            return true;
        }

        bool isKnown = _known.TryGetValue(ip >> 32 == 0xFFFF ? ip : ip & Subscriber, out Place? known);
        place = known ?? Place.Unknown;
        return isKnown;
    }

    /// <summary>Takes each file that is another than the one in use.</summary>
    public void Look()
    {
        for (int i = 0; i < _paths.Length; i++)
        {
            try
            {
                if (PlaceFile.Stamp.Of(_paths[i]) == _files[i].Taken)
                {
                    _faults[i] = "";
                    continue;
                }

                PlaceFile taken = PlaceFile.Open(_paths[i], _scratch);
                lock (_reading)
                {
                    _files[i].Dispose();
                    _files[i] = taken;
                    _saidBroken = false;
                    Forget();
                }

                _faults[i] = "";
                _log.PlacesRead(_paths[i], taken.Kind);
            }
            catch (Exception failure) when (PlaceFile.IsFault(failure))
            {
                // Said once as long as it stays the same.
                if (_faults[i] != failure.Message)
                {
                    _faults[i] = failure.Message;
                    _log.PlacesStay(_paths[i], failure.Message);
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _looking;
        lock (_reading)
        {
            _isClosed = true;
            foreach (PlaceFile file in _files)
            {
                file.Dispose();
            }
        }
    }

    private Place Ask(UInt128 key, bool isIPv4)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        var address = new IPAddress(isIPv4 ? bytes[12..] : bytes);
        Place place = Place.Unknown;
        lock (_reading)
        {
            for (int i = 0; i < _files.Length && !_isClosed; i++)
            {
                try
                {
                    if (_files[i].Find(address) is { } found)
                    {
                        place = new(
                            place.Country.Length > 0 ? place.Country : found.Country, place.Asn > 0 ? place.Asn : found.Asn, place.Asn > 0 ? place.AsName : found.AsName);
                    }
                }
                catch (Exception failure) when (PlaceFile.IsFault(failure))
                {
                    if (!_saidBroken)
                    {
                        _saidBroken = true;
                        _log.PlaceBroken(_paths[i], address, failure.Message);
                    }
                }
            }

            if (_count >= MostSources)
            {
                Forget();
            }

            _count += _known.TryAdd(key, place) ? 1 : 0;
        }

        return place;
    }

    private void Forget()
    {
        _known = new();
        _count = 0;
        Edition++;
    }

    private async Task LookAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            Look();
        }
    }
}
