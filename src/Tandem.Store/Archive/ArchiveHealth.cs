using Microsoft.Extensions.Logging;

namespace Tandem.Store.Archive;

/// <summary>How far behind an archive is, and why: the value of an alarm. Any thread.</summary>
/// <param name="directory">The archive, for the log.</param>
/// <param name="time">Monotonic.</param>
/// <param name="log">Has a line when it begins to fail, and when all is well again.</param>
internal sealed class ArchiveHealth(string directory, TimeProvider time, ILogger log)
{
    private readonly Lock _gate = new();
    private long? _upTo;
    private bool _leadsThere;
    private string _failure = "";
    private string _baseFailure = "";
    private long _baseFailingSince;
    private long _progress;

    /// <summary>Why it is behind, or has no new backup; empty when it is well.</summary>
    public string Failure
    {
        get
        {
            lock (_gate)
            {
                return _failure.Length > 0 ? _failure : _baseFailure;
            }
        }
    }

    /// <summary>
    /// Since when nothing that is stored can be restored, or no new backup could be made; without the <paramref name="period"/> that lies between two pieces anyway. While the first backup is made: since that last got on.
    /// </summary>
    public TimeSpan Behind(TimeSpan period)
    {
        lock (_gate)
        {
            TimeSpan pieces = _upTo is { } upTo ? time.GetElapsedTime(upTo) - period : TimeSpan.Zero;
            TimeSpan bases = _baseFailure.Length > 0 ? time.GetElapsedTime(_baseFailingSince) : TimeSpan.Zero;
            return TimeSpan.FromTicks(Math.Max(0, Math.Max(pieces.Ticks, bases.Ticks)));
        }
    }

    /// <summary>From here on it is to be archived.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _upTo ??= time.GetTimestamp();
        }
    }

    /// <summary>All that was stored at the timestamp <paramref name="upTo"/> can be restored.</summary>
    public void Reached(long upTo)
    {
        lock (_gate)
        {
            (_upTo, _leadsThere) = (upTo, true);
            if (_failure.Length > 0)
            {
                _failure = "";
                log.ArchivedAgain(directory);
            }
        }
    }

    /// <summary>So many octets of a first backup are made: as long as they grow, and nothing has failed, it takes the time it takes.</summary>
    public void Progressed(long octets)
    {
        lock (_gate)
        {
            if (!_leadsThere && _failure.Length == 0 && octets > _progress)
            {
                (_upTo, _progress) = (time.GetTimestamp(), octets);
            }
        }
    }

    /// <summary>Nothing is archived. It is so until <see cref="Reached"/>: that another try was begun says nothing yet.</summary>
    public void Failed(string why)
    {
        lock (_gate)
        {
            if (_failure.Length == 0)
            {
                log.NotArchived(directory, why);
            }

            _failure = why;
        }
    }

    /// <summary>A generation goes on without the one that was to follow it.</summary>
    public void BaseFailed(string why)
    {
        lock (_gate)
        {
            if (_baseFailure.Length == 0)
            {
                log.NoBase(directory, why);
                _baseFailingSince = time.GetTimestamp();
            }

            _baseFailure = why;
        }
    }

    public void BaseMade()
    {
        lock (_gate)
        {
            if (_baseFailure.Length > 0)
            {
                _baseFailure = "";
                log.BaseAgain(directory);
            }
        }
    }
}
