using Tandem.Wire.Flows;

namespace Tandem.Wire.Firewall;

/// <summary>
/// Wrong passwords by source, of SIP over all shards, or of TURN; any thread. Who has given SS_AUTHENTICATION_MAX_RETRY of them in a row is suspended for SS_AUTHENTICATION_FAILED_SUSPEND seconds after the last one:
/// it is not asked for a password, and none is looked at.
/// <para>
/// What counts is an answer to a question that we sent to that very address (<c>DigestServer</c>, <c>TurnNonces</c>), so a forger who only writes a customer's address into his packets can't have it
/// suspended. Nothing is held against a user name, which anybody can write. An IPv6 source is its /64, which is what one subscriber has.
/// </para>
/// </summary>
public sealed class FailedLogins(TimeProvider time)
{
    /// <summary>Sources remembered; when there are more, those that failed longest ago go.</summary>
    public const int MostSources = 16_384;

    private static readonly UInt128 Subscriber = UInt128.MaxValue << 64;
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Failures> _sources = [];
    private int _count;

    /// <summary>Sources with failures that count, or counted when they were last looked at.</summary>
    public int Count => Volatile.Read(ref _count);

    private long NowMs => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>One more in a row; all of them count until <paramref name="suspendSeconds"/> from now.</summary>
    public void Failed(in NetAddress source, int suspendSeconds)
    {
        UInt128 key = KeyOf(source);
        lock (_gate)
        {
            long nowMs = NowMs;
            bool isKnown = _sources.TryGetValue(key, out Failures before);
            if (!isKnown && _sources.Count >= MostSources)
            {
                MakeRoom(nowMs);
            }

            int inRow = isKnown && before.UntilMs > nowMs ? before.InRow + 1 : 1;
            _sources[key] = new(inRow, nowMs + (suspendSeconds * 1000L));
            Volatile.Write(ref _count, _sources.Count);
        }
    }

    /// <summary>The right password: the row ends.</summary>
    public void Succeeded(in NetAddress source)
    {
        if (Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            _sources.Remove(KeyOf(source));
            Volatile.Write(ref _count, _sources.Count);
        }
    }

    /// <summary>The end of a source's suspension, or null. <paramref name="most"/> is how many wrong passwords suspend; 0: no number does.</summary>
    public DateTimeOffset? SuspendedUntil(in NetAddress source, int most)
    {
        if (most <= 0 || Count == 0)
        {
            return null;
        }

        lock (_gate)
        {
            UInt128 key = KeyOf(source);
            if (!_sources.TryGetValue(key, out Failures failures))
            {
                return null;
            }

            long leftMs = failures.UntilMs - NowMs;
            if (leftMs <= 0)
            {
                _sources.Remove(key);
                Volatile.Write(ref _count, _sources.Count);
                return null;
            }

            return failures.InRow >= most ? time.GetUtcNow().AddMilliseconds(leftMs) : null;
        }
    }

    private static UInt128 KeyOf(in NetAddress source) => source.IsIPv4 ? source.Ip : source.Ip & Subscriber;

    /// <summary>Those whose time is over go; when there are none, about half of all, so that room is seldom made.</summary>
    private void MakeRoom(long nowMs)
    {
        long oldest = _sources.Values.Min(static failures => failures.UntilMs);
        long before = oldest <= nowMs ? nowMs : (long)_sources.Values.Average(static failures => failures.UntilMs);
        foreach ((UInt128 key, Failures failures) in _sources)
        {
            if (failures.UntilMs <= before)
            {
                _sources.Remove(key);
            }
        }
    }

    private readonly record struct Failures(int InRow, long UntilMs);
}
