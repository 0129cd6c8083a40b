using Tandem.Calls.Nat;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>How registered phones are kept reachable, and what is learned of the ways to them: who gets a keep-alive now, what came from a phone and what went to it. Any thread.</summary>
internal sealed class PhoneReach(RegistrationParts parts)
{
    private KeepAliveRules _rules = KeepAliveRules.Default;

    /// <summary>What the plan says now; set by who sends the keep-alives.</summary>
    public KeepAliveRules Rules
    {
        get => Volatile.Read(ref _rules);
        set => Volatile.Write(ref _rules, value);
    }

    /// <summary>The table's clock.</summary>
    public long NowMs => parts.NowMs;

    /// <summary>Those of one part of the table that get a keep-alive now; what each gets is noted as sent. The next such question comes after <paramref name="roundMs"/>.</summary>
    public void AddDue(int part, long roundMs, List<NatPhone> to)
    {
        KeepAliveRules rules = Rules;
        RegistrationParts.Part one = parts[part];
        lock (one.Gate)
        {
            long nowMs = parts.NowMs;
            foreach (PhoneBindings phone in one.Phones.Values)
            {
                KeepAliveRules theirs = rules.For(phone.Phone);
                foreach (Binding binding in phone.All)
                {
                    KeepAliveTurn turn = binding.UntilMs > nowMs ? binding.TakeTurn(nowMs, roundMs, theirs) : KeepAliveTurn.Nothing;
                    if (turn != KeepAliveTurn.Nothing)
                    {
                        to.Add(binding.ToNatPhone(phone.Phone, turn != KeepAliveTurn.Message));
                    }
                }
            }
        }
    }

    /// <summary>An answer to a keep-alive's OPTIONS has come. From elsewhere than it was sent to it counts for nothing. What it answers; null: nothing of ours.</summary>
    public NatPhone? Answered(SipMessage response, in Flow flow)
    {
        long nowMs = parts.NowMs;
        if (!KeepAliveOptions.TryReadAnswer(response, nowMs, out string phone, out ulong key, out int roundTripMs))
        {
            return null;
        }

        RegistrationParts.Part part = parts.Of(phone);
        lock (part.Gate)
        {
            if (Find(part, phone, flow) is { } one && one.Key == key)
            {
                one.Answers(nowMs, roundTripMs);
                return one.ToNatPhone(phone, asks: true);
            }
        }

        return null;
    }

    /// <summary>A message of a call has come from a phone.</summary>
    public void Heard(string phone, SipMessage message, in Flow flow)
    {
        if (flow.IsStream)
        {
            return;
        }

        RegistrationParts.Part part = parts.Of(phone);
        lock (part.Gate)
        {
            BindingLife? life = Find(part, phone, flow)?.Life;
            if (message.IsRequest)
            {
                life?.Heard(parts.NowMs);
            }
            else
            {
                life?.Answered(byCall: true, parts.NowMs);
            }
        }
    }

    /// <summary>A message of a call goes to a phone; with <paramref name="asks"/> the INVITE, which it must answer at once if it gets it.</summary>
    public void Sent(string phone, in Flow flow, bool asks)
    {
        if (flow.IsStream)
        {
            return;
        }

        RegistrationParts.Part part = parts.Of(phone);
        lock (part.Gate)
        {
            BindingLife? life = Find(part, phone, flow)?.Life;
            if (asks)
            {
                life?.Asked(byCall: true, parts.NowMs);
            }
            else
            {
                life?.Sent(parts.NowMs);
            }
        }
    }

    /// <summary>What is known of the way that a REGISTER has come by.</summary>
    public NatBinding LifeOf(string phone, in Flow flow)
    {
        RegistrationParts.Part part = parts.Of(phone);
        lock (part.Gate)
        {
            foreach (Binding one in part.Phones.GetValueOrDefault(phone)?.All ?? [])
            {
                if (one.Life is { } life && life.Source == flow.Remote)
                {
                    return life.Seen;
                }
            }
        }

        return default;
    }

    private static Binding? Find(RegistrationParts.Part part, string phone, in Flow flow)
    {
        if (part.Phones.TryGetValue(phone, out PhoneBindings? bindings))
        {
            foreach (Binding one in bindings.All)
            {
                if (one.Way.Remote == flow.Remote)
                {
                    return one;
                }
            }
        }

        return null;
    }
}
