using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Tandem.Wire.Flows;

namespace Tandem.Wire.Tls;

/// <summary>Lays TLS over streams, and knows by which name each peer that we call was looked for: its certificate has to be for that (RFC 5922 §7.3), else for its address.</summary>
internal sealed class TlsPeers(TlsIdentities? identities, TimeProvider time, ILogger<TlsPeers> log)
{
    private const int MostNames = 10_000;
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<NetAddress, string> _names = new();
    private long _loggedAt = long.MinValue;

    /// <summary>From any thread: the place was found by this name, or by none.</summary>
    public void Expect(in NetAddress remote, string name)
    {
        if (name.Length == 0)
        {
            _names.TryRemove(remote, out _);
        }
        else if (!_names.TryGetValue(remote, out string? known) || known != name)
        {
            if (_names.Count >= MostNames)
            {
                _names.Clear(); // whoever is called again is looked for again
            }

            _names[remote] = name;
        }
    }

    /// <summary>Null: there was no handshake. Of one that we began the reason is logged, but not each of many.</summary>
    public async Task<TlsLayer?> LayAsync(ConnectionContext context, Flow flow, bool isAccepted, TimeSpan atMost)
    {
        if (identities is null)
        {
            return null;
        }

        using var late = new CancellationTokenSource(atMost, time);
        if (isAccepted)
        {
            return (await TlsLayer.AcceptAsync(context, identities, late.Token)).Layer;
        }

        string host = _names.TryGetValue(flow.Remote, out string? name) ? name : flow.Remote.ToIPAddress().ToString();
        (TlsLayer? layer, string? problem) = await TlsLayer.OpenAsync(context, identities, host, late.Token);
        if (problem is not null && MayLog())
        {
            log.NotBelieved(host, flow.Remote.ToString(), problem);
        }

        return layer;
    }

    private bool MayLog()
    {
        long now = time.GetTimestamp();
        long before = Volatile.Read(ref _loggedAt);
        return (before == long.MinValue || time.GetElapsedTime(before, now) >= LogEvery) && Interlocked.CompareExchange(ref _loggedAt, now, before) == before;
    }
}
