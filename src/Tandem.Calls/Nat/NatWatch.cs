using System.IO.Hashing;
using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Media;
using Tandem.Routing.Access;
using Tandem.Routing.Routes;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
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
    private const ulong AnswerKey = 1UL << 40;
    private const int LeastTalkMs = 5000;
    private const int LeastPackets = 100;

    /// <summary>So many of a kind are counted while nothing is wrong.</summary>
    private const int EnoughCalls = 8;

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

    /// <summary>An INVITE or a REGISTER of an endpoint that has been recognised: its credentials were right, or its address is the trunk's. Or the answer of a phone to a call.</summary>
    public void Saw(NatEndpoint endpoint, SipMessage request, in Flow flow)
    {
        NatSighting seen = NatSightingReader.Read(request, flow);
        if (seen.IsAnswer)
        {
            Tell(endpoint, seen, null, request, flow);
            return;
        }

        ulong callId = KeyOf(request);
        ref RecentRequest recent = ref _recent[callId % (uint)_recent.Length];
        NatSighting? before = null;
        if (recent.CallId == callId && recent.First.Source.Ip == flow.Remote.Ip)
        {
            recent.Whose = endpoint;
            before = recent.First.Fingerprint != seen.Fingerprint ? recent.First : null;
        }

        Tell(endpoint, seen, before, request, flow);
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

    /// <summary>A phone has answered a request of a call: how our Via came back; and of one that takes the call what it writes about itself.</summary>
    public void Answered(string phone, Leg leg, ClientTransaction transaction, SipMessage response, in Flow flow)
    {
        var endpoint = new NatEndpoint(phone, true);
        bool isKnownVia = leg.WayName.Length == 0; // else it may have been written before the way was known
        if (isKnownVia && !flow.IsStream && NatReturn.Altered(response, transaction.Flow.Local) is { } altered)
        {
            TellReturned(endpoint, altered);
        }

        if (transaction.IsInvite && response.StatusCode is > 100 and < 300)
        {
            Saw(endpoint, response, flow);
        }
    }

    /// <summary>A phone has answered its keep-alive.</summary>
    public void KeepAliveAnswered(SipMessage response, in Flow flow)
    {
        if (shard.Parts.Registrations.Reach.Answered(response, flow) is { } sent && NatReturn.AlteredKeepAlive(response, sent) is { } altered)
        {
            TellReturned(new(sent.Phone, true), altered);
        }
    }

    /// <summary>A call of an endpoint is over: how it went is evidence, and what is known of the endpoint belongs into the record of a call that suffered.</summary>
    public void CallEnded(Call call)
    {
        if (!call.IsAnswered)
        {
            return;
        }

        if (call is { Ingress: { } ingress, Own: null })
        {
            bool isWithoutAck = call.Record.EndReason == (int)EndReason.NoAck;
            Ended(call, new(ingress.Name, ingress.IsPhone), call.Record.CallerMediaIn, call.Record.CallerMediaOut, call.Media.CallerSound, new(isWithoutAck ? 1 : 0, isWithoutAck ? 0 : 1, 0, 0, default, default));
        }

        if (call.Hunt.Current.Trunk is { Phone: not null } phone)
        {
            Ended(call, new(phone.Name, true), call.Record.CalleeMediaIn, call.Record.CalleeMediaOut, call.Media.CalleeSound, default);
        }
    }

    /// <summary>On the endpoint's own shard.</summary>
    public void Take(NatNews news)
    {
        NatReport? known = shard.Parts.Nat.Report(news.Endpoint);
        if (known is not null || news.Seen is { IsAnswer: false }) // of an endpoint that was never seen a count alone says nothing
        {
            shard.Parts.Nat.Publish(NatReport.After(known, news, shard.Now));
        }
    }

    /// <summary>What a call says of one of its sides: it was heard; or it was not, though it was to send all the time and we sent it sound.</summary>
    private void Ended(Call call, NatEndpoint endpoint, MediaLeg? from, MediaLeg? to, in SideSound sound, NatCalls signalled)
    {
        bool hasCounts = from is { Packets: >= 0 } && call.Record.TalkMs >= LeastTalkMs;
        bool isUnheard = hasCounts && sound.WasToSend && from is { Packets: 0 } && to is { Packets: > LeastPackets };
        bool isHeard = hasCounts && from is { Packets: > 0 };
        NatCalls known = shard.Parts.Nat.Report(endpoint)?.Evidence.Calls ?? default;
        bool isElsewhere = isHeard && sound.CameFrom.Port != 0 && sound.Said.Port != 0 && sound.CameFrom.Port != sound.Said.Port && known.CameFrom.Port == 0;
        bool isNews = signalled.WithoutAck > 0 || isUnheard || isElsewhere || known.WithoutAck + known.Unheard > 0
            || (known.Good < EnoughCalls && signalled.Good > 0) || (known.Heard < EnoughCalls && isHeard);
        if (isNews)
        {
            Tell(new NatNews(endpoint)
            {
                Call = signalled with
                {
                    Unheard = isUnheard ? 1 : 0,
                    Heard = isHeard ? 1 : 0,
                    SaidMedia = sound.Said.Port == 0 ? default : WrittenAddress.Of(sound.Said),
                    CameFrom = isHeard ? sound.CameFrom : default,
                },
            });
        }

        if ((signalled.WithoutAck > 0 || isUnheard) && shard.Parts.Nat.Fault(endpoint) is { Length: > 0 } words)
        {
            call.Why.Add(ReasonCode.NatFault, endpoint.Name, words);
        }
    }

    private void TellReturned(NatEndpoint endpoint, in NatReturnedVia altered)
    {
        if ((shard.Parts.Nat.Report(endpoint)?.Evidence.Returned.Times ?? 0) < EnoughCalls)
        {
            Tell(new NatNews(endpoint) { Returned = altered });
        }
    }

    private static ulong KeyOf(SipMessage request) => XxHash3.HashToUInt64(request.CallId, (long)request.Method) | 1;

    /// <summary>If it says something new.</summary>
    private void Tell(NatEndpoint endpoint, in NatSighting seen, NatSighting? before, SipMessage message, in Flow flow)
    {
        ulong key = endpoint.Hash + (ulong)seen.Method + (seen.IsAnswer ? AnswerKey : 0);
        ref KnownMessage known = ref _known[key % (uint)_known.Length];
        ulong print = seen.Fingerprint;
        if (known.Key == key && known.Print == print && shard.NowMs - known.ToldMs < TellAgainMs)
        {
            return;
        }

        shard.Parts.Nat.NoteSender(flow.Remote, endpoint);
        known = new() { Key = key, Print = print, ToldMs = shard.NowMs };
        ReadOnlySpan<byte> userAgent = message.Header(HeaderId.UserAgent);
        Tell(new NatNews(endpoint)
        {
            Seen = seen,
            Before = before,
            Local = flow.Local,
            UserAgent = shard.Texts.Of(userAgent.Length > LongestUserAgent ? userAgent[..LongestUserAgent] : userAgent),
        });
    }

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
