using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Wire.Firewall;

namespace Tandem.Calls.Guard.Bans;

/// <summary>
/// Who is banned, why, and for the how many-th time; any thread. What is in force stands in the packet gate's <see cref="BanTable"/> too. A ban that has ended is remembered for SERVER_FIREWALL_FORGET_TIME,
/// so that the next one of its source is longer. Bounded: when there are too many, those that end first go.
/// </summary>
/// <param name="table">The gate's.</param>
/// <param name="plan">Has the rules.</param>
/// <param name="whySpared">Who a source is that can't be banned for this reason, in words; empty when nobody is.</param>
/// <param name="time">The clock.</param>
public sealed class BanBook(BanTable table, PlanHolder plan, Func<SourceAddress, BanReason, string> whySpared, TimeProvider time)
{
    /// <summary>Bans that are remembered, in force or not.</summary>
    public const int MostKept = BanTable.MostSources;

    private const int AskedAtOnce = 1000;
    private static readonly BanReason[] Reasons = Enum.GetValues<BanReason>();
    private readonly Lock _gate = new();
    private readonly Dictionary<SourceAddress, KeptBan> _bans = [];
    private readonly HashSet<SourceAddress> _unstored = [];
    private readonly BanNews _news = new();
    private readonly long[] _banned = new long[Reasons.Length];
    private readonly long[] _would = new long[Reasons.Length];
    private readonly long[] _spared = new long[Reasons.Length];
    private int _inForce;
    private int _asked;

    /// <summary>Bans in force.</summary>
    public int InForce => Volatile.Read(ref _inForce);

    private FirewallRules Rules => plan.Current.Parameters.Firewall;

    /// <summary>What the run before has left.</summary>
    public void Load(IEnumerable<Ban> bans)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (Ban ban in bans.OrderByDescending(static ban => ban.Until).Take(MostKept))
            {
                bool isInForce = ban.Until > now;
                _bans[ban.Source] = new KeptBan(ban) { IsInForce = isInForce };
                if (isInForce)
                {
                    table.Add(ban.Source.Ip, ban.Until - now);
                    _inForce++;
                }
            }
        }
    }

    /// <summary>Acts on a broken rule: bans, writes down that it would, or spares. The ban is null but in the first case.</summary>
    public BanOutcome Judge(in Verdict verdict)
    {
        FirewallRule rule = Rules.Of(verdict.Reason);
        string spared = whySpared(verdict.Source, verdict.Reason);
        lock (_gate)
        {
            if (rule.Mode == RuleMode.Off || spared.Length > 0)
            {
                _spared[(int)verdict.Reason]++;
                return new(null, spared);
            }

            int times = TimesOf(verdict.Source) + 1;
            if (rule.Mode == RuleMode.DryRun)
            {
                var trial = new WouldBan(time.GetUtcNow(), verdict.Source, verdict.Reason, verdict.Evidence, Rules.LengthOf(times));
                _would[(int)verdict.Reason] += _news.TryAdd(trial) ? 1 : 0;
                return new(null, "");
            }

            return new(Begin(verdict.Source, verdict.Reason, Rules.LengthOf(times), times, verdict.Evidence, "", ""), "");
        }
    }

    /// <summary>Bans a source by hand; who must stay reachable is refused.</summary>
    public BanOutcome Add(SourceAddress source, TimeSpan length, string by, string comment)
    {
        if (Ban.PlaceOf(source) is not { } place)
        {
            return new(null, "a network; the black list takes networks");
        }

        return Put(place, BanReason.Manual, length, offences: 0, by, comment);
    }

    /// <summary>Bans a source because of a line of the black list, in these words. It makes no later ban of the source longer.</summary>
    public BanOutcome AddListed(SourceAddress place, TimeSpan length, string line) => Put(place, BanReason.BlackList, length, offences: 1, "", line);

    /// <summary>Ends a ban and forgets it; null: there is none.</summary>
    public Ban? Lift(SourceAddress source)
    {
        if (Ban.PlaceOf(source) is not { } place)
        {
            return null;
        }

        lock (_gate)
        {
            if (!_bans.TryGetValue(place, out KeptBan? kept))
            {
                return null;
            }

            End(kept, "lifted");
            Forget(place);
            return kept.Ban;
        }
    }

    /// <summary>About once a second: ends what is over, lets go who has become a friend since, forgets what is long past.</summary>
    public void Sweep()
    {
        DateTimeOffset now = time.GetUtcNow();
        TimeSpan forget = TimeSpan.FromSeconds(Rules.ForgetSeconds);
        List<KeptBan> inForce;
        lock (_gate)
        {
            foreach ((SourceAddress source, KeptBan kept) in _bans)
            {
                if (kept.Ban.Until <= now)
                {
                    End(kept, "expired");
                    if (now - kept.Ban.Until >= forget)
                    {
                        Forget(source);
                    }
                }
            }

            // Some at a time: to ask who somebody is costs more than to look at the clock. The plan's own sources pass the gate meanwhile.
            inForce = [.. _bans.Values.Where(static kept => kept.IsInForce)];
            _asked = _asked >= inForce.Count ? 0 : _asked;
            inForce = [.. inForce.Skip(_asked).Take(AskedAtOnce)];
            _asked += AskedAtOnce;
        }

        foreach (KeptBan kept in inForce)
        {
            if (whySpared(kept.Ban.Source, kept.Ban.Reason).Length > 0)
            {
                Lift(kept.Ban.Source);
            }
        }
    }

    /// <summary>Until when a source is banned; null when it is not.</summary>
    public DateTimeOffset? Until(UInt128 ip)
    {
        lock (_gate)
        {
            return _bans.TryGetValue(Ban.PlaceOf(ip), out KeptBan? kept) && kept.IsInForce && kept.Ban.Until > time.GetUtcNow() ? kept.Ban.Until : null;
        }
    }

    /// <summary>Those in force, in no order.</summary>
    public IReadOnlyList<Ban> Current()
    {
        lock (_gate)
        {
            return [.. _bans.Values.Where(static kept => kept.IsInForce).Select(static kept => kept.Ban)];
        }
    }

    /// <summary>All that are remembered: those in force first, newest first.</summary>
    public IReadOnlyList<LiveBan> All()
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            return [.. _bans.Values
                .Select(kept => new LiveBan(kept.Ban, kept.IsInForce && kept.Ban.Until > now, table.DroppedOf(kept.Ban.Source.Ip)))
                .OrderByDescending(static ban => ban.IsInForce).ThenByDescending(static ban => ban.Ban.From).ThenBy(static ban => ban.Ban.Source.Ip)];
        }
    }

    /// <summary>What has changed since it was last taken, to be stored.</summary>
    public IReadOnlyList<BanToStore> TakeChanges()
    {
        lock (_gate)
        {
            List<BanToStore> changes = [.. _unstored.Select(source => new BanToStore(source, _bans.GetValueOrDefault(source)?.Ban))];
            _unstored.Clear();
            return changes;
        }
    }

    /// <summary>What could not be stored; what has changed again meanwhile is to be stored as it is now.</summary>
    public void GiveBack(IEnumerable<BanToStore> changes)
    {
        lock (_gate)
        {
            _unstored.UnionWith(changes.Select(static change => change.Source));
        }
    }

    /// <summary>Whom rules on trial would have banned, newest first.</summary>
    public IReadOnlyList<WouldBan> WouldHave()
    {
        lock (_gate)
        {
            return _news.Trials;
        }
    }

    /// <summary>What has been done for each reason since the start.</summary>
    public IReadOnlyList<RuleTally> Tallies()
    {
        lock (_gate)
        {
            return [.. Reasons.Select(reason => new RuleTally(reason, _banned[(int)reason], _would[(int)reason], _spared[(int)reason]))];
        }
    }

    /// <summary>What has happened since <paramref name="seen"/>; moves it on.</summary>
    public IReadOnlyList<BanChange> ChangesSince(ref long seen)
    {
        lock (_gate)
        {
            return _news.Since(ref seen);
        }
    }

    private BanOutcome Put(SourceAddress place, BanReason reason, TimeSpan length, int offences, string by, string comment)
    {
        string who = whySpared(place, reason);
        lock (_gate)
        {
            int times = reason == BanReason.BlackList ? Math.Max(1, TimesOf(place)) : TimesOf(place) + 1;
            return who.Length > 0 ? new(null, who) : new(Begin(place, reason, length, times, BanEvidence.None(time.GetUtcNow()) with { Count = offences }, by, comment), "");
        }
    }

    private int TimesOf(SourceAddress source) => _bans.TryGetValue(source, out KeptBan? before) ? before.Ban.Times : 0;

    private Ban Begin(SourceAddress source, BanReason reason, TimeSpan length, int times, BanEvidence evidence, string by, string comment)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!_bans.TryGetValue(source, out KeptBan? kept) && _bans.Count >= MostKept)
        {
            MakeRoom();
        }
        else if (kept is { IsInForce: true, Ban.Reason: not BanReason.Manual } && reason != BanReason.Manual)
        {
            return kept.Ban; // its packets were on their way when it was banned
        }

        var ban = new Ban(source, reason, now, now + length, times, evidence, by, comment);
        if (kept?.IsInForce != true)
        {
            Volatile.Write(ref _inForce, _inForce + 1);
        }

        _bans[source] = new KeptBan(ban) { IsInForce = true };
        table.Add(source.Ip, length);
        _unstored.Add(source);
        _banned[(int)reason]++;
        _news.Add(new BanChange("added", ban));
        return ban;
    }

    private void End(KeptBan kept, string how)
    {
        if (kept.IsInForce)
        {
            kept.IsInForce = false;
            Volatile.Write(ref _inForce, _inForce - 1);
            table.Remove(kept.Ban.Source.Ip);
            _news.Add(new BanChange(how, kept.Ban));
        }
    }

    private void Forget(SourceAddress source)
    {
        _bans.Remove(source);
        _unstored.Add(source);
    }

    /// <summary>A sixteenth of all go, those that end first, so that room is seldom made.</summary>
    private void MakeRoom()
    {
        foreach (KeptBan kept in _bans.Values.OrderBy(static kept => kept.Ban.Until).Take(MostKept / 16).ToList())
        {
            End(kept, "expired");
            Forget(kept.Ban.Source);
        }
    }
}
