using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>An endpoint's evidence as it stands, and the kinds of its findings. Immutable: another one takes its place. The findings themselves are a function of the evidence, and made when asked for.</summary>
/// <param name="Endpoint">Whose.</param>
/// <param name="Evidence">What is known.</param>
/// <param name="Local">Our address as it reaches it.</param>
/// <param name="SeenAt">When something new was seen.</param>
/// <param name="Kinds">A bit for each kind of finding.</param>
/// <param name="IsBreaking">One of them breaks something.</param>
internal sealed record NatReport(NatEndpoint Endpoint, NatEvidence Evidence, NetAddress Local, DateTimeOffset SeenAt, int Kinds, bool IsBreaking)
{
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private const int MostTold = 4;

    /// <summary>What the news make of what was known. An endpoint at another address is a new one.</summary>
    public static NatReport After(NatReport? known, NatNews news, DateTimeOffset at)
    {
        NatEvidence? old = known?.Evidence;
        if (old is not null && news.Seen is { IsAnswer: false } moved && moved.Source.Ip != old.Seen.Source.Ip)
        {
            old = null;
        }

        NatEvidence evidence = old is null ? First(news) : Merged(old, news);
        bool isOld = known is null || at - known.SeenAt > Memory;
        evidence = evidence with { Binding = news.Binding ?? evidence.Binding, Calls = Sum(evidence.Calls, news.Call) };
        if (news.Returned.Times > 0)
        {
            evidence = evidence with { Returned = news.Returned with { Times = (isOld ? 0 : evidence.Returned.Times) + news.Returned.Times } };
        }

        if (news.Duplicates > 0)
        {
            evidence = evidence with { Duplicates = (isOld ? 0 : evidence.Duplicates) + news.Duplicates, DuplicateGapMs = news.DuplicateGapMs };
        }

        IReadOnlyList<NatFinding> found = NatDoctor.Examine(evidence);
        int kinds = 0;
        bool isBreaking = false;
        foreach (NatFinding finding in found)
        {
            kinds |= 1 << (int)finding.Kind;
            isBreaking |= finding.IsBreaking;
        }

        return new(news.Endpoint, evidence, news.Local.IsAny ? known?.Local ?? default : news.Local, at, kinds, isBreaking);
    }

    /// <summary>A request that came before with the same words but earlier in its agent's life stands for both: it proves more.</summary>
    private static NatEvidence First(NatNews news) => news is { Before: { IsFresh: true } before, Seen: { } seen } && Same(before, seen)
        ? new() { Seen = before, UserAgent = news.UserAgent }
        : new() { Seen = news.Seen ?? default, Before = news.Before, UserAgent = news.UserAgent };

    private static bool Same(in NatSighting fresh, in NatSighting later) => (fresh with { IsFresh = later.IsFresh }).Fingerprint == later.Fingerprint;

    private static NatEvidence Merged(NatEvidence old, NatNews news)
    {
        if (news.Seen is not { } seen)
        {
            return old;
        }

        if (seen.IsAnswer)
        {
            return seen.Source.Ip == old.Seen.Source.Ip ? old with { Answer = seen, Told = Told(old, seen, null) } : old; // of several places that ring one is told of
        }

        // It has had answers: from where it was seen it may write, and none of its requests is the first any more.
        seen = seen with { IsFresh = false };
        bool isOtherKind = seen.Method != old.Seen.Method;
        bool isAsAtFirst = !isOtherKind && old.Seen.IsFresh && Same(old.Seen, seen);
        NatSighting? before = news.Before is { } began ? (Same(began, seen) ? null : began with { IsFresh = false })
            : isOtherKind || isAsAtFirst || !old.Seen.IsFresh ? old.Before : old.Seen;
        NatEvidence merged = old with
        {
            UserAgent = news.UserAgent.Length > 0 ? news.UserAgent : old.UserAgent,
            Before = before,
            Told = Told(old, seen, news.Before),
        };
        return !isOtherKind ? (isAsAtFirst ? merged : merged with { Seen = seen })
            : seen.Method == Sip.Messages.SipMethod.Register ? merged with { Seen = seen, Other = old.Seen }
            : merged with { Other = seen };
    }

    /// <summary>Where it was seen last, an answer has shown it. That needs no note while it comes from the same place.</summary>
    private static IReadOnlyList<NetAddress> Told(NatEvidence old, in NatSighting seen, NatSighting? before)
    {
        NetAddress last = old.Seen.Source;
        bool isSame = seen.Source == last && (before is null || before.Value.Source == last);
        return isSame || old.Told.Contains(last) ? old.Told : (NetAddress[])[last, .. old.Told.Take(MostTold - 1)];
    }

    private static NatCalls Sum(in NatCalls calls, in NatCalls more) => new(
        calls.WithoutAck + more.WithoutAck,
        calls.Good + more.Good,
        calls.Unheard + more.Unheard,
        calls.Heard + more.Heard,
        more.SaidMedia.IsThere ? more.SaidMedia : calls.SaidMedia,
        more.CameFrom.Port != 0 ? more.CameFrom : calls.CameFrom);
}
