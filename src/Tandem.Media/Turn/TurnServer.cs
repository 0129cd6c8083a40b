using Microsoft.Extensions.Logging;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Turn;

/// <summary>
/// STUN (RFC 8489, RFC 5780) and TURN (RFC 8656) for clients on UDP and TCP: a thread of its own beside the relay's, so that neither a flood here nor a pause of signalling touches calls.
/// </summary>
public sealed class TurnServer : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly TurnOptions _options;
    private readonly string _points;
    private readonly TurnLoop _loop;
    private readonly ILogger<TurnServer> _log;
    private readonly ITimer _timer;
    private readonly Lock _reading = new();
    private (DateTime Written, long Length) _read;

    /// <summary>Binds; throws <see cref="IOException"/> when that is refused.</summary>
    public TurnServer(TurnOptions options, TimeProvider time, ILogger<TurnServer> log)
    {
        _options = options;
        _points = string.Join(' ', options.Points);
        _log = log;
        _loop = new(options, new(time), log);
        ReadBook();
        _timer = time.CreateTimer(_ => ReadBook(), null, LookEvery, LookEvery);
    }

    /// <summary>Open now.</summary>
    public int Allocations => _loop.Allocations;

    /// <summary>TCP connections of clients.</summary>
    public int Streams => _loop.Streams;

    internal TurnLoop Loop => _loop;

    public long CountOf(TurnCount count) => _loop.Counts[count];

    internal TurnBody Body()
    {
        var body = new TurnBody { Allocations = Allocations, Streams = Streams };
        for (int i = 0; i < TurnCounts.Kinds; i++)
        {
            body.Counts[i] = _loop.Counts[(TurnCount)i];
        }

        return body;
    }

    public void Start()
    {
        _log.TurnStarted(_points, _options.LowPort, _options.HighPort);
        _loop.Start();
    }

    public void Dispose()
    {
        _timer.Dispose();
        _loop.Dispose();
    }

    /// <summary>When signalling has written another list, it is in force.</summary>
    internal void ReadBook()
    {
        lock (_reading)
        {
            var file = new FileInfo(_options.Book.Length == 0 ? "/" : _options.Book);
            if (!file.Exists || (file.LastWriteTimeUtc, file.Length) == _read)
            {
                return;
            }

            try
            {
                _read = (file.LastWriteTimeUtc, file.Length);
                _loop.Book = TurnBook.Read(file.FullName);
                _log.TurnUsersRead(_loop.Book.Users, _loop.Book.Rules.Secrets.Count, _loop.Book.Rules.Realm);
            }
            catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                _log.TurnUsersUnread(failure);
            }
        }
    }
}
