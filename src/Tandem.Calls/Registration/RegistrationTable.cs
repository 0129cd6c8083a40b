using System.Collections.Concurrent;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Sip.Messages;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>
/// What all phones have registered, over all shards; any thread. A number's devices register with Call-IDs of their own and so on different shards, and a call to it may be on any: so the table is
/// shared, in parts with a lock each, which is held for microseconds. No binding has a timer: what is over is not found any more, and <see cref="Sweep"/> takes it out.
/// </summary>
public sealed class RegistrationTable : IPhoneContacts, ILiveRegistrations
{
    private const int Parts = RegistrationParts.Count;

    private readonly TimeProvider _time;
    private readonly RegistrationParts _parts;
    private readonly ConcurrentQueue<PhoneBindings> _changed = new();
    private readonly StreamIndex _streams = new();
    private readonly RegistrationNews _news;
    private int _phones;
    private int _contacts;
    private int _swept;

    public RegistrationTable(TimeProvider time)
    {
        _time = time;
        _parts = new(time);
        _news = new(time);
        Reach = new(_parts);
    }

    public (int Phones, int Contacts) Count => (Volatile.Read(ref _phones), Volatile.Read(ref _contacts));

    /// <summary>How its phones are kept reachable.</summary>
    internal PhoneReach Reach { get; }

    private long NowMs => _parts.NowMs;

    private long NowUnixMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public IReadOnlyList<PhoneContact> Find(string phone) => Map(phone, static (table, one, nowMs) => one.ToContact(table.TimeOf(one.UntilMs, nowMs)));

    public IReadOnlyList<LiveRegistration> Of(string phone) => Map(phone, (table, one, nowMs) => table.Show(phone, one, nowMs));

    public IReadOnlyList<LiveRegistration> Page(long from, int most)
    {
        List<(string Phone, int Contacts)> all = [];
        foreach (RegistrationParts.Part part in _parts.All)
        {
            lock (part.Gate)
            {
                foreach (PhoneBindings phone in part.Phones.Values)
                {
                    all.Add((phone.Phone, phone.All.Length));
                }
            }
        }

        all.Sort(static (a, b) => string.CompareOrdinal(a.Phone, b.Phone));
        List<LiveRegistration> page = [];
        foreach ((string phone, int contacts) in all)
        {
            if (from >= contacts)
            {
                from -= contacts;
                continue;
            }

            page.AddRange(Of(phone).Skip((int)from));
            from = 0;
            if (page.Count > most)
            {
                return page.GetRange(0, most + 1);
            }
        }

        return page;
    }

    public bool Remove(string phone, string id)
    {
        RegistrationParts.Part part = _parts.Of(phone);
        lock (part.Gate)
        {
            if (!part.Phones.TryGetValue(phone, out PhoneBindings? bindings))
            {
                return false;
            }

            bindings.Drop(one => one.Id == id, BindingEnd.Removed, part.Ended);
            return Settle(part, bindings, NowMs);
        }
    }

    /// <summary>From where phones are registered now, and one number at each address.</summary>
    public Dictionary<UInt128, string> Addresses() => _parts.Addresses();

    public IReadOnlyList<RegistrationChange> ChangesSince(ref long seen) => _news.Since(ref seen);

    /// <summary>
    /// The next numbers whose registrations differ from what was last taken, so many at most: to be stored. What can't be stored is given back by <see cref="GiveBack"/>.
    /// </summary>
    public IReadOnlyList<KeptPhone> TakeChanges(int most)
    {
        List<KeptPhone> taken = [];
        var writer = new KeptWriter();
        while (taken.Count < most && _changed.TryDequeue(out PhoneBindings? bindings))
        {
            RegistrationParts.Part part = _parts.Of(bindings.Phone);
            lock (part.Gate)
            {
                bindings.IsChanged = false;
                long nowMs = NowMs;
                if (bindings.All.Length == 0)
                {
                    part.Phones.Remove(bindings.Phone);
                    taken.Add(new(bindings.Phone, default, null));
                    continue;
                }

                bindings.Keep(writer, nowMs, NowUnixMs);
                taken.Add(new(bindings.Phone, TimeOf(bindings.UntilMs, nowMs), writer.Written.ToArray()));
            }
        }

        return taken;
    }

    /// <summary>These could not be stored: they are taken again later, as they are then.</summary>
    public void GiveBack(IReadOnlyList<KeptPhone> changes)
    {
        foreach (KeptPhone change in changes)
        {
            RegistrationParts.Part part = _parts.Of(change.Phone);
            lock (part.Gate)
            {
                Changed(part.Rent(change.Phone));
            }
        }
    }

    /// <summary>At the start, before the first message: what <see cref="TakeChanges"/> gave in a run before. What has ended meanwhile, or was on a stream that is gone, is not taken.</summary>
    public void Take(IEnumerable<KeptPhone> all, IWire wire)
    {
        var texts = new TextCache();
        foreach (KeptPhone kept in all)
        {
            RegistrationParts.Part part = _parts.Of(kept.Phone);
            lock (part.Gate)
            {
                PhoneBindings bindings = part.Rent(kept.Phone);
                bindings.Take(kept.Bindings, wire, texts, NowMs, NowUnixMs);
                Interlocked.Add(ref _contacts, bindings.All.Length);
                Interlocked.Add(ref _phones, bindings.All.Length > 0 ? 1 : 0);
                if (bindings.All.Length == 0)
                {
                    Changed(bindings);
                }
            }
        }
    }

    /// <summary>Takes out what is over, who does not answer any more after <paramref name="timeToLive"/> (0: nobody), and phones that are none any more, in one part of the table after the other: <paramref name="parts"/> of 64 now.</summary>
    public void Sweep(Predicate<string> isPhone, TimeSpan timeToLive = default, int parts = Parts)
    {
        for (int i = 0; i < parts; i++)
        {
            RegistrationParts.Part part = _parts[_swept++ % Parts];
            lock (part.Gate)
            {
                long nowMs = NowMs;
                foreach (PhoneBindings bindings in part.Phones.Values)
                {
                    bindings.DropExpired(nowMs, part.Ended);
                    bindings.DropSilent(nowMs, (long)timeToLive.TotalMilliseconds, part.Ended);
                    if (bindings.All.Length > 0 && !isPhone(bindings.Phone))
                    {
                        bindings.Drop(static _ => true, BindingEnd.Removed, part.Ended);
                    }

                    Settle(part, bindings, nowMs);
                    if (bindings is { All.Length: 0, IsChanged: false })
                    {
                        part.Phones.Remove(bindings.Phone); // a REGISTER that was refused left it
                    }
                }
            }
        }
    }

    /// <summary>A stream is gone. What was registered over it goes with it, unless its phone listens where we can open another.</summary>
    public void OnClosed(in Flow flow)
    {
        Flow closed = flow;
        foreach (string phone in _streams.Take(flow))
        {
            RegistrationParts.Part part = _parts.Of(phone);
            lock (part.Gate)
            {
                if (part.Phones.TryGetValue(phone, out PhoneBindings? bindings))
                {
                    bindings.Drop(one => one.Way.Connection == closed.Connection && one.NeedsItsStream, BindingEnd.StreamLost, part.Ended);
                    foreach (Binding one in bindings.All)
                    {
                        if (one.Way.Connection == closed.Connection)
                        {
                            one.LoseStream();
                        }
                    }

                    Settle(part, bindings, NowMs);
                }
            }
        }
    }

    /// <summary>Does to a number's registrations what is asked, all or nothing. A stream that is kept stays known by <see cref="OnClosed"/>.</summary>
    internal RegistrationResult Apply(string phone, RegisterRequest asked, in RegistrationRules rules)
    {
        RegistrationParts.Part part = _parts.Of(phone);
        lock (part.Gate)
        {
            long nowMs = NowMs;
            PhoneBindings? bindings = part.Phones.GetValueOrDefault(phone);
            if (bindings is null && asked.Contacts.Count == 0)
            {
                return asked.IsStar ? RegistrationResult.Removed : RegistrationResult.Queried;
            }

            bindings ??= part.Rent(phone);
            RegistrationResult result = bindings.Apply(asked, rules, nowMs, NowUnixMs, part.Ended, part.Begun);
            if (result is RegistrationResult.Registered or RegistrationResult.Refreshed)
            {
                _streams.Add(asked.Source, phone);
                Changed(bindings);
            }

            Settle(part, bindings, nowMs);
            return result;
        }
    }

    /// <summary>The Contact lines of a 200, with the seconds that each has left (RFC 3261 §10.3 step 8).</summary>
    internal void WriteContacts(string phone, SipWriter writer)
    {
        RegistrationParts.Part part = _parts.Of(phone);
        lock (part.Gate)
        {
            long nowMs = NowMs;
            foreach (Binding one in part.Phones.GetValueOrDefault(phone)?.All ?? [])
            {
                if (one.UntilMs <= nowMs)
                {
                    continue;
                }

                writer.Begin(HeaderId.Contact).Raw("<"u8).Raw(one.Uri).Raw(">;expires="u8).Raw((one.UntilMs - nowMs + 999) / 1000);
                if (one.Quality < 1000)
                {
                    writer.Raw(";q=0."u8).Raw($"{one.Quality:000}");
                }

                if (!one.Instance.IsEmpty)
                {
                    writer.Raw(";+sip.instance=\""u8).Raw(one.Instance).Raw("\""u8);
                }

                if (one.RegId > 0)
                {
                    writer.Raw(";reg-id="u8).Raw(one.RegId);
                }

                writer.End();
            }
        }
    }

    private IReadOnlyList<T> Map<T>(string phone, Func<RegistrationTable, Binding, long, T> map)
    {
        RegistrationParts.Part part = _parts.Of(phone);
        lock (part.Gate)
        {
            long nowMs = NowMs;
            return part.Phones.TryGetValue(phone, out PhoneBindings? bindings) && bindings.IsAnyLeft(nowMs)
                ? [.. bindings.All.Where(one => one.UntilMs > nowMs)
                    .OrderByDescending(static one => one.Quality).ThenByDescending(static one => one.RefreshedMs)
                    .Select(one => map(this, one, nowMs))]
                : [];
        }
    }

    private LiveRegistration Show(string phone, Binding one, long nowMs)
    {
        PhoneContact contact = one.ToContact(TimeOf(one.UntilMs, nowMs));
        KeepAliveRules rules = Reach.Rules.For(phone);
        return new(
            one.Id, phone, contact.Uri, one.Way.Remote.ToString(), one.Way.Transport.Word(), one.IsBehindNat, one.UserAgent, contact.Route, contact.Preference,
            DateTimeOffset.FromUnixTimeMilliseconds(one.SinceUnixMs), contact.Until, one.RoundTripMs < 0 ? null : one.RoundTripMs)
        {
            KeepAliveSeconds = one.IsKeptAlive(rules) ? one.Life?.Period(rules) : null,
            SurvivedSeconds = Known(one.Life?.Seen.SurvivedSeconds),
            LostSeconds = Known(one.Life?.Seen.LostSeconds),
        };
    }

    private static int? Known(int? seconds) => seconds > 0 ? seconds : null;

    private DateTimeOffset TimeOf(long untilMs, long nowMs) => _time.GetUtcNow().AddMilliseconds(untilMs - nowMs);

    /// <summary>Counts and tells what came and went. True when anything has.</summary>
    private bool Settle(RegistrationParts.Part part, PhoneBindings bindings, long nowMs)
    {
        if (part.Ended.Count == 0 && part.Begun.Count == 0)
        {
            return false;
        }

        int before = bindings.All.Length + part.Ended.Count - part.Begun.Count;
        Interlocked.Add(ref _contacts, bindings.All.Length - before);
        Interlocked.Add(ref _phones, Math.Sign(bindings.All.Length) - Math.Sign(before));
        if (_news.IsWanted)
        {
            part.Ended.ForEach(end => _news.Add(new(NameOf(end.Why), Show(bindings.Phone, end.Binding, nowMs))));
            part.Begun.ForEach(one => _news.Add(new("registered", Show(bindings.Phone, one, nowMs))));
        }

        part.Ended.Clear();
        part.Begun.Clear();
        Changed(bindings);
        return true;
    }

    private void Changed(PhoneBindings bindings)
    {
        if (!bindings.IsChanged)
        {
            bindings.IsChanged = true;
            _changed.Enqueue(bindings);
        }
    }

    private static string NameOf(BindingEnd why) => why switch
    {
        BindingEnd.Unregistered => "unregistered",
        BindingEnd.Expired => "expired",
        BindingEnd.Replaced => "replaced",
        BindingEnd.StreamLost => "streamLost",
        BindingEnd.Silent => "silent",
        _ => "removed",
    };
}
