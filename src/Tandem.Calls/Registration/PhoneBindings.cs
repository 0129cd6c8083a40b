using Tandem.Calls.Control;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>Why a contact is no more.</summary>
internal enum BindingEnd : byte
{
    Unregistered,
    Expired,

    /// <summary>SS_ENDPOINT_REGISTER_REPLACE, or one too many.</summary>
    Replaced,

    /// <summary>An operator's wish, or the phone has left the plan.</summary>
    Removed,
    StreamLost,

    /// <summary>It does not answer any more (SS_ENDPOINTTIMETOLIVE).</summary>
    Silent,
}

/// <summary>All contacts of one number, and what a REGISTER does to them: all or nothing (RFC 3261 §10.3 step 7). Touched under its table's lock only.</summary>
internal sealed class PhoneBindings(string phone)
{
    private const byte Form = 2;

    /// <summary>What the version before wrote: without what the ways have outlived.</summary>
    private const byte FormBefore = 1;

    public string Phone => phone;

    public Binding[] All { get; private set; } = [];

    /// <summary>It differs from what is stored, and waits to be taken there.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Does what is asked, or nothing. <paramref name="ended"/> and <paramref name="begun"/> get what went and came.</summary>
    public RegistrationResult Apply(
        RegisterRequest asked, in RegistrationRules rules, long nowMs, long nowUnixMs, List<(Binding, BindingEnd)> ended, List<Binding> begun)
    {
        DropExpired(nowMs, ended);
        if (asked.IsQuery)
        {
            return RegistrationResult.Queried;
        }

        if (asked.IsStar)
        {
            if (Array.Exists(All, one => one.IsNewerThan(asked)))
            {
                return RegistrationResult.OutOfOrder;
            }

            Drop(static _ => true, BindingEnd.Unregistered, ended);
            return RegistrationResult.Removed;
        }

        return Objection(asked, rules) ?? Change(asked, rules, nowMs, nowUnixMs, ended, begun);
    }

    public void DropExpired(long nowMs, List<(Binding, BindingEnd)> ended)
    {
        foreach (Binding one in All)
        {
            if (one.UntilMs <= nowMs)
            {
                Drop(late => late.UntilMs <= nowMs, BindingEnd.Expired, ended);
                return;
            }
        }
    }

    public void DropSilent(long nowMs, long timeToLiveMs, List<(Binding, BindingEnd)> ended)
    {
        foreach (Binding one in All)
        {
            if (one.IsSilent(nowMs, timeToLiveMs))
            {
                Drop(silent => silent == one, BindingEnd.Silent, ended);
            }
        }
    }

    public void Drop(Predicate<Binding> which, BindingEnd why, List<(Binding, BindingEnd)> ended)
    {
        foreach (Binding one in All)
        {
            if (which(one))
            {
                ended.Add((one, why));
            }
        }

        All = Array.FindAll(All, one => !which(one));
    }

    public bool IsAnyLeft(long nowMs) => Array.Exists(All, one => one.UntilMs > nowMs);

    /// <summary>The latest moment that anything of it may last to.</summary>
    public long UntilMs => All.Length == 0 ? 0 : All.Max(static one => one.UntilMs);

    public void Keep(KeptWriter to, long nowMs, long nowUnixMs)
    {
        to.Clear().Number(Form).Number(All.Length);
        foreach (Binding one in All)
        {
            one.Keep(to, nowUnixMs + one.UntilMs - nowMs);
        }
    }

    /// <summary>Takes what was kept, as far as it lasts.</summary>
    public void Take(ReadOnlySpan<byte> kept, IWire wire, TextCache texts, long nowMs, long nowUnixMs)
    {
        var from = new KeptReader(kept);
        int form = from.Number(byte.MaxValue);
        if (form is not (Form or FormBefore))
        {
            return;
        }

        List<Binding> taken = [];
        for (int left = from.Number(100); left > 0 && from.IsSound; left--)
        {
            if (Binding.Take(ref from, form == Form, wire, texts, nowMs, nowUnixMs) is { } one)
            {
                taken.Add(one);
            }
        }

        All = [.. taken];
    }

    private RegistrationResult? Objection(RegisterRequest asked, in RegistrationRules rules)
    {
        int staying = 0;
        foreach (AskedContact contact in asked.Contacts)
        {
            int seconds = rules.Grant(contact.Expires, contact.IsBehindNat);
            if (seconds < 0)
            {
                return RegistrationResult.TooBrief;
            }

            if (Find(contact)?.IsNewerThan(asked) == true)
            {
                return RegistrationResult.OutOfOrder;
            }

            staying += seconds > 0 ? 1 : 0;
        }

        return staying > rules.Most ? RegistrationResult.TooManyContacts : null;
    }

    private RegistrationResult Change(
        RegisterRequest asked, in RegistrationRules rules, long nowMs, long nowUnixMs, List<(Binding, BindingEnd)> ended, List<Binding> begun)
    {
        RegistrationResult result = RegistrationResult.Removed;
        Binding? only = null;
        foreach (AskedContact contact in asked.Contacts)
        {
            int seconds = rules.Grant(contact.Expires, contact.IsBehindNat);
            Binding? known = Find(contact);
            if (seconds == 0)
            {
                Drop(one => one == known, BindingEnd.Unregistered, ended);
                continue;
            }

            if (rules.Replaces && only is not null && only.Quality >= contact.Quality)
            {
                continue; // one is kept: the best of those that came together, the first among equals
            }

            if (known is null)
            {
                known = new Binding(contact, asked, nowMs, nowUnixMs, seconds);
                All = [.. All, known];
                begun.Add(known);
                result = RegistrationResult.Registered;
            }
            else
            {
                known.Refresh(contact, asked, nowMs, seconds);
                result = result == RegistrationResult.Registered ? result : RegistrationResult.Refreshed;
            }

            only = known;
        }

        if (rules.Replaces && only is not null)
        {
            Drop(one => one != only, BindingEnd.Replaced, ended);
        }

        while (All.Length > rules.Most)
        {
            Binding oldest = All.MinBy(static one => one.RefreshedMs)!; // there is one: there are too many
            Drop(one => one == oldest, BindingEnd.Replaced, ended);
        }

        return result;
    }

    private Binding? Find(AskedContact contact) => Array.Find(All, one => one.Is(contact));
}
