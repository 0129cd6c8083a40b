using System.Buffers;
using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Guard.Bans;
using Tandem.Calls.Live;
using Tandem.Calls.Setup;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Guard;

/// <summary>What a stranger's request was that opens no call.</summary>
internal enum StrangerRequest : byte
{
    /// <summary>A CANCEL of no INVITE that we have.</summary>
    Cancel,

    /// <summary>Within a dialog that we don't have, or of a method that belongs in one.</summary>
    Dialog,
    Options,
    Register,
    Other,
}

/// <summary>
/// Calls of those who are not in the plan, and other requests of sources that the packet gate does not know. Each gets its answer, or nothing while SS_REPLY_UNAUTHORIZED is off, and leaves nothing
/// behind (RFC 3261 §8.2.7) but the evidence of calls, so that a flood with forged addresses costs no memory. A repeat comes as a new request.
/// <para>
/// Only what belongs to no transaction and no dialog of ours is a stranger's. Within a call a peer may send from any address: who knows our tag, its own and the Call-ID is in the call, and carriers
/// have more addresses than those that the plan dials. Once the call is over such an address is a stranger's again.
/// </para>
/// </summary>
internal sealed class Strangers(CallShard shard)
{
    private readonly Cdr _record = new();
    private readonly RecentAttempts _recent = new();
    private readonly OpenQuestions _asked = new();
    private readonly OpenQuestions _askedToRegister = new();
    private readonly ArrayBufferWriter<byte> _why = new(256);

    private RouteReasons Reasons { get; } = new();

    public bool MayHear(in Flow source) => shard.Plan.Parameters.ReplyUnauthorized || shard.Parts.KnowsSource(source.Remote);

    /// <summary>A request has come, of whomever: is its sender a scanner by his own word?</summary>
    public void Heard(SipMessage request, in Flow flow)
    {
        ReadOnlySpan<byte> userAgent = request.Header(HeaderId.UserAgent);
        if (shard.Parts.Offenders is not null && ScannerNames.Has(userAgent))
        {
            Offends(flow.Remote, BanReason.Scanner, userAgent);
        }
    }

    /// <summary>A message that is broken, of whomever.</summary>
    public void HeardBroken(in Flow flow) => Offends(flow.Remote, BanReason.Malformed, default);

    /// <summary>
    /// An illegal call: refused or passed over in silence, evidence kept, no transaction left behind. With <see cref="EndReason.GeofenceDenied"/> <paramref name="claimed"/> says whose call it would be,
    /// were it from where it may come.
    /// </summary>
    public void OnCall(ServerTransaction transaction, SipMessage invite, ICallNumbers numbers, EndReason reason, string claimed = "")
    {
        shard.Strays.Heard(invite, transaction.Source, reason == EndReason.AuthenticationFailed ? StrayReason.WrongPassword : StrayReason.IllegalCall);
        _asked.Answered(invite, transaction.Source.Remote);
        if (!IsRepeat(transaction, invite))
        {
            Fill(_record, transaction, invite, numbers, reason);
            Attempted(_record, transaction.Source.Remote, invite.Header(HeaderId.UserAgent), claimed);
            _record.Clear();
        }

        if (shard.Plan.Parameters.ReplyUnauthorized)
        {
            shard.Table.Refuse(transaction, EndReasons.SipStatus(reason));
        }
        else
        {
            shard.Table.Ignore(transaction);
        }
    }

    /// <summary>
    /// A call whose sender is to prove himself has been asked for a password: it is no attempt yet, and becomes one when he does not answer. Who is known by his address may leave a question open.
    /// </summary>
    public void OnAsked(ServerTransaction transaction, SipMessage invite, ICallNumbers numbers)
    {
        NetAddress source = transaction.Source.Remote;
        if (!shard.Parts.KnowsSource(source) && !IsRepeat(transaction, invite) && _asked.Begin(invite, source, shard.NowMs) is { } question)
        {
            Fill(question.Record, transaction, invite, numbers, EndReason.IllegalCall);
            question.Record.SipStatus = shard.Plan.Parameters.AuthenticationCode;
            question.TakeUserAgent(invite.Header(HeaderId.UserAgent));
            TellUnanswered(shard.NowMs);
        }
    }

    /// <summary>Its sender has proved who he is.</summary>
    public void OnProven(ServerTransaction transaction, SipMessage invite) => _asked.Answered(invite, transaction.Source.Remote);

    /// <summary>
    /// A REGISTER was asked for a password. Phones answer; who goes through numbers to see what is said of them does not, and sweeps.
    /// </summary>
    public void OnAskedToRegister(ServerTransaction transaction, SipMessage register)
    {
        NetAddress source = transaction.Source.Remote;
        if (!shard.Parts.KnowsSource(source) && _askedToRegister.Begin(register, source, shard.NowMs) is { } question)
        {
            question.TakeUserAgent(register.Header(HeaderId.UserAgent));
            TellUnanswered(shard.NowMs);
        }
    }

    /// <summary>A REGISTER came with a password, right or wrong.</summary>
    public void OnAnswered(ServerTransaction transaction, SipMessage register) => _askedToRegister.Answered(register, transaction.Source.Remote);

    /// <summary>About once a second.</summary>
    public void Tick() => TellUnanswered(shard.NowMs);

    /// <summary>No answer is waited for any longer; at the end.</summary>
    public void Flush() => TellUnanswered(long.MaxValue);

    /// <summary>What the firewall dropped of a stranger is evidence too, without numbers.</summary>
    public void OnGateDrops(GateDrops drops)
    {
        shard.Parts.Offenders?.Saw(drops.Source, BanReason.IllegalCall, drops.Calls);
        Count(drops.Source.Ip, drops.Calls);
        if (shard.Plan.Parameters.RecordIllegalCall)
        {
            shard.Illegal.SeenDropped(drops.Source.Ip, drops.Calls);
        }
    }

    /// <summary>Whether this was a stranger's, and is over therefore.</summary>
    public bool TurnsAway(ServerTransaction transaction, SipMessage request, int status)
    {
        if (shard.Parts.KnowsSource(transaction.Source.Remote))
        {
            return false;
        }

        StrangerRequest kind = KindOf(request);
        shard.Counters.Stranger(kind);
        if (kind is StrangerRequest.Options or StrangerRequest.Other or StrangerRequest.Register)
        {
            Offends(transaction.Source.Remote, BanReason.Sweep, request.Header(HeaderId.UserAgent));
        }

        if (!shard.Plan.Parameters.ReplyUnauthorized)
        {
            shard.Table.Ignore(transaction);
        }
        else if (status < 300)
        {
            LegMessages.WriteAbilities(shard.Writer, transaction);
            shard.Table.RespondAndForget(transaction, shard.Writer.Written);
        }
        else
        {
            LegMessages.WriteRefusal(shard.Writer, transaction, status);
            shard.Table.RespondAndForget(transaction, shard.Writer.Written);
        }

        return true;
    }

    private bool IsRepeat(ServerTransaction transaction, SipMessage invite) =>
        _recent.IsRepeat(invite.Buffer.AsSpan(0, invite.Length), transaction.Source.Remote.Ip, shard.NowMs);

    private void TellUnanswered(long nowMs)
    {
        while (_asked.Due(nowMs) is { } question)
        {
            Attempted(question.Record, question.Source, question.UserAgent, claimed: "");
            _asked.GiveBack(question);
        }

        while (_askedToRegister.Due(nowMs) is { } question)
        {
            Offends(question.Source, BanReason.Sweep, question.UserAgent);
            _askedToRegister.GiveBack(question);
        }
    }

    /// <summary>Counts it for its source, and keeps it if that is wished.</summary>
    private void Attempted(Cdr record, in NetAddress source, ReadOnlySpan<byte> userAgent, string claimed)
    {
        Offends(source, BanReason.IllegalCall, userAgent);
        Count(source.Ip, 1);
        shard.Counters.Ended(record.EndReason);
        if (shard.Plan.Parameters.RecordIllegalCall && record.SourceIp.Length > 0) // empty: it was not wished yet when the question was asked
        {
            record.Why = Why(record, claimed, source.Ip);
            shard.Illegal.Seen(source.Ip, record);
        }
    }

    private void Offends(in NetAddress source, BanReason offence, ReadOnlySpan<byte> userAgent)
    {
        if (shard.Parts.Offenders is { } offenders && !shard.Parts.KnowsSource(source))
        {
            offenders.Saw(source, offence, 1, userAgent);
        }
    }

    /// <summary>Sources that are known to be harmless are counted apart, so that nobody is alarmed by them.</summary>
    private void Count(UInt128 source, long calls)
    {
        if (shard.Plan.Parameters.IsWhiteListed(source))
        {
            shard.Counters.WhiteListedCalls += calls;
        }
        else
        {
            shard.Counters.IllegalCalls += calls;
        }
    }

    private void Fill(Cdr record, ServerTransaction transaction, SipMessage invite, ICallNumbers numbers, EndReason reason)
    {
        SwitchPlan plan = shard.Plan;
        record.EndReason = (int)reason;
        if (!plan.Parameters.RecordIllegalCall)
        {
            return; // nobody will read the rest
        }

        record.Node = shard.Parts.Node;
        record.PlanRevision = plan.Revision;
        record.CallId = Encoding.UTF8.GetString(invite.CallId[..Math.Min(invite.CallId.Length, TextCache.Longest)]);
        record.CallingNumberIn = record.CallingNumber = numbers.Calling(CallerSource.From);
        record.CalledNumberIn = record.CalledNumber = numbers.Called(CalleeSource.RequestUri);
        record.SourceIp = shard.Texts.Of(transaction.Source.Remote);
        record.SourcePort = transaction.Source.Remote.Port;
        record.CallerUserAgent = shard.Texts.Of(invite.Header(HeaderId.UserAgent));
        record.StartedAt = record.EndedAt = shard.Now;
        record.BillingMode = BillingMode.IllegalCall;
        record.EndDirection = EndDirection.Switch;
        record.SipStatus = plan.Parameters.ReplyUnauthorized ? EndReasons.SipStatus(reason) : 0;
        record.Q850Cause = EndReasons.Q850Cause(reason);
    }

    private ReadOnlyMemory<byte> Why(Cdr record, string claimed, UInt128 source)
    {
        var reason = (EndReason)record.EndReason;
        Reasons.Clear();
        _why.ResetWrittenCount();
        if (reason == EndReason.AuthenticationFailed)
        {
            Reasons.Add(ReasonCode.DigestWrong, record.CallingNumberIn, $"{record.SourceIp}:{record.SourcePort}");
        }
        else if (reason == EndReason.GeofenceDenied)
        {
            Reasons.Add(ReasonCode.OutsideGeofence, claimed, $"{record.SourceIp}:{record.SourcePort} ({shard.Parts.Places.Of(source)})");
        }
        else
        {
            Reasons.Add(ReasonCode.SourceUnknown, $"{record.SourceIp}:{record.SourcePort}");
            if (record.SipStatus is 401 or 407)
            {
                Reasons.Add(ReasonCode.DigestUnanswered, record.CallingNumberIn, $"{record.SourceIp}:{record.SourcePort}");
            }
        }

        Reasons.WriteTo(_why);
        return _why.WrittenMemory;
    }

    private static StrangerRequest KindOf(SipMessage request) => request.Method switch
    {
        SipMethod.Cancel => StrangerRequest.Cancel,
        _ when !request.ToTag.IsEmpty || LegMessages.IsWithinDialog(request.Method) => StrangerRequest.Dialog,
        SipMethod.Options => StrangerRequest.Options,
        SipMethod.Register => StrangerRequest.Register,
        _ => StrangerRequest.Other,
    };
}
