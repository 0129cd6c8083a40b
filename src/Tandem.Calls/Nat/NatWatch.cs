using System.IO.Hashing;
using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Routing.Access;
using Tandem.Routing.Routes;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>
/// What one shard notices of endpoints. A message that says nothing new costs a look and no garbage; news goes to the shard that keeps the endpoint's evidence. Before anybody is known, a message leaves
/// only a place in a table of fixed size, so that forged sources cost nothing.
/// </summary>
internal sealed class NatWatch(CallShard shard)
{
    /// <summary>A repeat within this is no retransmission: those come after 500 ms (RFC 3261 §17.1.1.2).</summary>
    private const int OffScheduleMs = 200;

    /// <summary>What was told is told again after this long: the report may have given way.</summary>
    private const long TellAgainMs = 3_600_000;

    private const int LongestUserAgent = 128;
    private readonly RecentRequest[] _recent = new RecentRequest[512];
    private readonly KnownMessage[] _known = new KnownMessage[4096];

    /// <summary>An INVITE or a REGISTER outside a dialog, from anybody, before it is told from a retransmission.</summary>
    public void Heard(SipMessage request, in Flow flow)
    {
        if (request.Method is not (SipMethod.Invite or SipMethod.Register) || !request.ToTag.IsEmpty)
        {
            return;
        }

        ulong callId = KeyOf(request);
        ulong branch = XxHash3.HashToUInt64(request.TopVia.Branch, request.CSeq);
        long arrivedMs = shard.NowMs - shard.WaitedMs;
        ref RecentRequest recent = ref _recent[callId % (uint)_recent.Length];
        if (recent.CallId != callId)
        {
            recent = new() { CallId = callId, First = NatSightingReader.Read(request, flow), Branch = branch, AtMs = arrivedMs };
            return;
        }

        bool isRepeat = recent.Branch == branch && recent.First.Source.Ip == flow.Remote.Ip && !flow.IsStream;
        long gapMs = arrivedMs - recent.AtMs;
        (recent.Branch, recent.AtMs) = (branch, arrivedMs);
        if (isRepeat && gapMs < OffScheduleMs && recent.Whose.Name is not null)
        {
            Tell(new NatNews(recent.Whose) { Duplicates = 1, DuplicateGapMs = (int)gapMs });
        }
    }

    /// <summary>The same as <see cref="Saw(NatEndpoint, SipMessage, in Flow)"/>, of whoever may call.</summary>
    public void Saw(CompiledIngress ingress, SipMessage request, in Flow flow) => Saw(new NatEndpoint(ingress.Name, ingress.IsPhone), request, flow);

    /// <summary>An INVITE or a REGISTER of an endpoint that has been recognised: its credentials were right, or its address is the trunk's.</summary>
    public void Saw(NatEndpoint endpoint, SipMessage request, in Flow flow)
    {
        NatSighting seen = NatSightingReader.Read(request, flow);
        ulong callId = KeyOf(request);
        ref RecentRequest recent = ref _recent[callId % (uint)_recent.Length];
        NatSighting? before = null;
        if (recent.CallId == callId && recent.First.Source.Ip == flow.Remote.Ip)
        {
            recent.Whose = endpoint;
            before = recent.First.Fingerprint != seen.Fingerprint ? recent.First : null;
        }

        ulong key = endpoint.Hash + (ulong)seen.Method;
        ref KnownMessage known = ref _known[key % (uint)_known.Length];
        ulong print = seen.Fingerprint;
        if (known.Key == key && known.Print == print && shard.NowMs - known.ToldMs < TellAgainMs)
        {
            return;
        }

        shard.Parts.Nat.NoteSender(flow.Remote, endpoint);
        known = new() { Key = key, Print = print, ToldMs = shard.NowMs };
        Tell(new NatNews(endpoint)
        {
            Seen = seen,
            Before = before,
            Local = flow.Local,
            UserAgent = shard.Texts.Of(request.Header(HeaderId.UserAgent) is { Length: > LongestUserAgent } text ? text[..LongestUserAgent] : request.Header(HeaderId.UserAgent)),
        });
    }

    /// <summary>A message that can't be taken because its body is not as long as it says: evidence, if it is known whose it is.</summary>
    public void Broken(SipMessage request, in Flow flow)
    {
        if (request.Method is SipMethod.Invite or SipMethod.Register && (shard.Parts.Nat.SenderAt(flow.Remote) ?? shard.Intake.TrunkAt(request, flow)) is { } endpoint)
        {
            Saw(endpoint, request, flow);
        }
    }

    /// <summary>What silences the way to a phone has outlived, when it has refreshed its registration.</summary>
    public void Outlived(CompiledIngress phone, NatBinding binding)
    {
        var endpoint = new NatEndpoint(phone.Name, phone.IsPhone);
        if (binding != (shard.Parts.Nat.Report(endpoint)?.Evidence.Binding ?? default))
        {
            Tell(new NatNews(endpoint) { Binding = binding });
        }
    }

    /// <summary>A phone has answered its keep-alive.</summary>
    public void KeepAliveAnswered(SipMessage response, in Flow flow) => shard.Parts.Registrations.Reach.Answered(response, flow);

    /// <summary>A call of an endpoint is over: how it went is evidence, and what is known of the endpoint belongs into the record of a call that suffered.</summary>
    public void CallEnded(Call call)
    {
        if (call.Ingress is not { } ingress || !call.IsAnswered)
        {
            return;
        }

        var endpoint = new NatEndpoint(ingress.Name, ingress.IsPhone);
        Cdr record = call.Record;
        bool isWithoutAck = record.EndReason == (int)EndReason.NoAck;
        bool hasCounts = record.CallerMediaIn is { Packets: >= 0 } && record.TalkMs >= 5000;
        bool isUnheard = hasCounts && record.CallerMediaIn is { Packets: 0 } && record.CallerMediaOut is { Packets: > 100 };
        bool isHeard = hasCounts && record.CallerMediaIn is { Packets: > 0 };
        NatCalls known = shard.Parts.Nat.Report(endpoint)?.Evidence.Calls ?? default;
        bool isNews = isWithoutAck || isUnheard || known.Good < 8 || known.WithoutAck + known.Unheard > 0;
        if (isNews)
        {
            Tell(new NatNews(endpoint) { Call = new(isWithoutAck ? 1 : 0, isWithoutAck ? 0 : 1, isUnheard ? 1 : 0, isHeard ? 1 : 0, default, default) });
        }

        if ((isWithoutAck || isUnheard) && shard.Parts.Nat.Fault(endpoint) is { Length: > 0 } words)
        {
            call.Why.Add(ReasonCode.NatFault, endpoint.Name, words);
        }
    }

    /// <summary>On the endpoint's own shard.</summary>
    public void Take(NatNews news)
    {
        NatReport? known = shard.Parts.Nat.Report(news.Endpoint);
        if (known is not null || news.Seen is not null) // of an endpoint that was never seen a count alone says nothing
        {
            shard.Parts.Nat.Publish(NatReport.After(known, news, shard.Now));
        }
    }

    private static ulong KeyOf(SipMessage request) => XxHash3.HashToUInt64(request.CallId, (long)request.Method) | 1;

    private void Tell(NatNews news)
    {
        int owner = (int)(news.Endpoint.Hash % (uint)shard.Parts.Shards.Count);
        if (owner == shard.Index)
        {
            Take(news);
        }
        else
        {
            shard.Parts.Shards[owner].Post(news);
        }
    }

    /// <summary>A request that is not old, by its Call-ID.</summary>
    private struct RecentRequest
    {
        public ulong CallId;
        public ulong Branch;
        public long AtMs;
        public NatEndpoint Whose;
        public NatSighting First;
    }

    /// <summary>What an endpoint has said last, by name and method.</summary>
    private struct KnownMessage
    {
        public ulong Key;
        public ulong Print;
        public long ToldMs;
    }
}
