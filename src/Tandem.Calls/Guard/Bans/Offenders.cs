using System.Collections.Concurrent;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Guard.Bans;

/// <summary>A source has broken a rule.</summary>
public readonly record struct Verdict(SourceAddress Source, BanReason Reason, BanEvidence Evidence);

/// <summary>
/// Counts what strangers do, by source, over all shards; any thread. Who breaks a rule becomes a <see cref="Verdict"/>, once, for others to act on. Bounded: 16,384 sources, of which those that were
/// quiet longest make room, and as many verdicts.
/// </summary>
public sealed class Offenders(TimeProvider time, PlanHolder plan)
{
    /// <summary>Sources watched.</summary>
    public const int MostSources = 16_384;

    private const int MostVerdicts = 16_384;
    private const int LongestUserAgent = 128;
    private static readonly TimeSpan ProofLasts = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Offender> _sources = [];
    private readonly Dictionary<UInt128, long> _proven = [];
    private readonly ConcurrentQueue<Verdict> _verdicts = new();
    private readonly OffenceMinutes _minutes = new();

    private readonly long[] _all = new long[Enum.GetValues<BanReason>().Length];

    private long NowMs => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>A source has done something that the rules count. <paramref name="userAgent"/> is kept as evidence.</summary>
    public void Saw(in NetAddress source, BanReason offence, long count = 1, ReadOnlySpan<byte> userAgent = default)
    {
        SystemParameters parameters = plan.Current.Parameters;
        FirewallRule rule = parameters.Firewall.Of(offence);
        bool isCounted = offence != BanReason.IllegalCall && !parameters.IsWhiteListed(source.Ip);
        if (count <= 0 || (rule.Mode == RuleMode.Off && !isCounted))
        {
            return;
        }

        if (offence == BanReason.WrongPassword)
        {
            rule = rule with { Count = Math.Max(rule.Count, parameters.AuthenticationMaxRetry) };
        }

        DateTimeOffset now = time.GetUtcNow();
        long nowMs = NowMs;
        SourceAddress place = Ban.PlaceOf(source.Ip);
        lock (_gate)
        {
            if (isCounted)
            {
                _all[(int)offence] += count;
                _minutes.Add(now, offence, place.Ip, count);
            }

            if (rule.Mode == RuleMode.Off)
            {
                return;
            }

            if (!_sources.TryGetValue(place.Ip, out Offender? offender))
            {
                if (_sources.Count >= MostSources)
                {
                    MakeRoom();
                }

                _sources[place.Ip] = offender = new Offender();
            }

            offender.AtMs = nowMs;
            ref OffenceWindow window = ref offender.Windows[(int)offence];
            ref DateTimeOffset first = ref offender.First[(int)offence];
            ref long all = ref offender.Counts[(int)offence];
            bool isFirst = window.Now == 0 || nowMs - window.BeganMs >= 2000L * rule.Seconds;
            (first, all) = isFirst ? (now, count) : (first, all + count);
            if (!userAgent.IsEmpty && (offender.UserAgent.Length == 0 || offence == BanReason.Scanner))
            {
                offender.UserAgent = TextOf(userAgent);
            }

            (window, bool isBroken) = OffenceWindow.Step(window, rule, nowMs, (int)Math.Min(count, int.MaxValue));
            if (isBroken && _verdicts.Count < MostVerdicts)
            {
                _verdicts.Enqueue(new(place, offence, new BanEvidence(all, first, now, offender.UserAgent)));
                window = default;
            }
        }
    }

    /// <summary>A source gave a right password: for an hour only wrong ones count against it, which nobody else can send in its name.</summary>
    public void Proved(in NetAddress source)
    {
        UInt128 key = Ban.PlaceOf(source.Ip).Ip;
        lock (_gate)
        {
            if (_proven.Count >= MostSources && !_proven.ContainsKey(key))
            {
                long half = (long)_proven.Values.Average();
                foreach ((UInt128 old, long at) in _proven)
                {
                    if (at <= half)
                    {
                        _proven.Remove(old);
                    }
                }
            }

            _proven[key] = NowMs;
        }
    }

    /// <summary>Whether a source gave a right password within the last hour.</summary>
    public bool HasProved(UInt128 ip)
    {
        lock (_gate)
        {
            return _proven.TryGetValue(Ban.PlaceOf(ip).Ip, out long at) && NowMs - at < ProofLasts.TotalMilliseconds;
        }
    }

    /// <summary>The next source that has broken a rule.</summary>
    public bool TryTake(out Verdict verdict) => _verdicts.TryDequeue(out verdict);

    /// <summary>What was tried since the last time, by minute, whether a rule counts it or not; of sources that are not on the white list.</summary>
    public IReadOnlyList<OffenceMinute> TakeMinutes()
    {
        lock (_gate)
        {
            return _minutes.Take();
        }
    }

    /// <summary>What was tried since the start for each reason that is counted so, of sources that are not on the white list.</summary>
    public IReadOnlyDictionary<BanReason, long> All()
    {
        lock (_gate)
        {
            return FirewallRules.Reasons.Where(static reason => reason != BanReason.IllegalCall).ToDictionary(static reason => reason, reason => _all[(int)reason]);
        }
    }

    /// <summary>It could not be stored.</summary>
    public void GiveBack(IReadOnlyList<OffenceMinute> minutes)
    {
        lock (_gate)
        {
            _minutes.GiveBack(minutes);
        }
    }

    /// <summary>Printable ASCII only: it goes into lists and logs.</summary>
    private static string TextOf(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> cut = text[..Math.Min(text.Length, LongestUserAgent)];
        return string.Create(cut.Length, cut, static (chars, bytes) =>
        {
            for (int i = 0; i < chars.Length; i++)
            {
                chars[i] = bytes[i] is >= 0x20 and < 0x7F ? (char)bytes[i] : '?';
            }
        });
    }

    /// <summary>About half of all go, so that room is seldom made.</summary>
    private void MakeRoom()
    {
        long half = (long)_sources.Values.Average(static offender => offender.AtMs);
        foreach ((UInt128 key, Offender offender) in _sources)
        {
            if (offender.AtMs <= half)
            {
                _sources.Remove(key);
            }
        }
    }

    private sealed class Offender
    {
        private static readonly int Reasons = Enum.GetValues<BanReason>().Length;

        public long AtMs { get; set; }

        public string UserAgent { get; set; } = "";

        public OffenceWindow[] Windows { get; } = new OffenceWindow[Reasons];

        public DateTimeOffset[] First { get; } = new DateTimeOffset[Reasons];

        public long[] Counts { get; } = new long[Reasons];
    }
}
