using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Store.Journal;

namespace Tandem.Tests.Store;

/// <summary>Call records with something in every field.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A call of three seconds that was sold at 0.012 and cost 0.008 for each minute.</summary>
    public static Cdr Answered(long id, long talkMs = 3000, string account = "acme", string ingress = "acme-pbx")
    {
        var cdr = new Cdr
        {
            Id = id,
            CallId = $"call-{id}@customer",
            Node = "n1",
            PlanRevision = 7,
            CallingNumber = "442070000001",
            CalledNumber = "447700900123",
            CallingNumberIn = "02070000001",
            CalledNumberIn = "00447700900123",
            CallingNumberOut = "+442070000001",
            CalledNumberOut = "447700900123",
            SourceIp = "127.0.0.2",
            SourcePort = 5062,
            DestinationIp = "127.0.0.3",
            IngressTrunk = ingress,
            EgressTrunk = "carrier-a",
            CallerUserAgent = "Łódź PBX/1.0",
            CalleeUserAgent = "carrier",
            StartedAt = Start,
            RingingAt = Start.AddMilliseconds(200),
            AnsweredAt = Start.AddMilliseconds(1000),
            EndedAt = Start.AddMilliseconds(1000 + talkMs),
            ProvenAt = Start.AddMilliseconds(999 + talkMs),
            PddMs = 200,
            TalkMs = talkMs,
            ClockStepMs = -3,
            EndDirection = EndDirection.Caller,
            EndReason = (int)EndReason.NormalCallClearing,
            SipStatus = 200,
            Q850Cause = 16,
            BillingMode = BillingMode.IngressTrunk,
            Rules = new BillingRules { HoldTimePrecision = 50, FeeUnit = 0.0001m, Rounding = MoneyRoundingMode.Up },
            MediaMode = "on",
            CallerCodec = "PCMA",
            CalleeCodec = "PCMU",
            MediaNode = "node-1",
            CallerMediaIn = new(150, 24_000, 2, 1250, 431, Start.AddMilliseconds(3990)) { Reordered = 4, Duplicates = 1, RoundTripMicroseconds = 42_000 },
            CalleeMediaOut = new(148, 23_680, -1, -1, -1, null),
            Why = Encoding.UTF8.GetBytes("[{\"code\":\"TrunkMatched\"}]"),
            Quality = new byte[] { 1, 2, 3 },
            Ladder = Encoding.UTF8.GetBytes($"INVITE sip:447700900123@switch SIP/2.0 {id}"),
        };
        cdr.CallIds.Add("0000@n1");
        cdr.CallIds.Add("0001@n1");
        cdr.Tried.Add(new TriedRoute("carrier-b", 503, 12));
        cdr.Tried.Add(new TriedRoute("carrier-a", 200, 900));
        Fill(cdr.Customer, account, "retail", "4477", "UK mobile", new Rate { Price = 0.012m, TaxPercent = 20m, Sections = [new RateSection(0, 0.001m)] });
        Fill(cdr.Vendor, "carrier-a", "cost", "44", "", new Rate { Price = 0.008m, CycleSeconds = 1 });
        return cdr;
    }

    /// <summary>The same call as it stands at its answer.</summary>
    public static Cdr AtAnswer(long id)
    {
        Cdr cdr = Answered(id, 0);
        cdr.EndedAt = default;
        cdr.EndReason = 0;
        cdr.Ladder = default;
        return cdr;
    }

    /// <summary>An answered call with little in it.</summary>
    public static Cdr Small(long id) => new() { Id = id, StartedAt = Start, AnsweredAt = Start };

    public static Cdr Illegal(long id, string source, DateTimeOffset? at = null, int attempts = 1, string number = "900123") => new()
    {
        Id = id,
        CallId = $"illegal-{id}",
        Node = "n1",
        Attempts = attempts,
        SourceIp = source,
        CalledNumberIn = number,
        CallingNumberIn = "100",
        StartedAt = at ?? Start,
        EndedAt = at ?? Start,
        BillingMode = BillingMode.IllegalCall,
        EndReason = (int)EndReason.IllegalCall,
        SipStatus = 403,
    };

    public static byte[] Bytes(Cdr cdr)
    {
        var sink = new ByteSink();
        CdrCodec.Write(cdr, sink, withWhy: true, withLadder: true);
        return sink.Written.ToArray();
    }

    private static void Fill(PartyCharge party, string account, string table, string prefix, string area, Rate rate)
    {
        party.Account = account;
        party.RateTable = table;
        party.Currency = "USD";
        party.RatePrefix = prefix;
        party.Area = area;
        party.Rate = rate;
    }
}
