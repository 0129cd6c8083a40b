using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;

namespace Tandem.Tests.Api.Cdrs;

/// <summary>Records as the switch would make them.</summary>
internal static class SampleCdrs
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An answered call of so many milliseconds, charged.</summary>
    public static Cdr Answered(long id = 1001, long talkMs = 3020)
    {
        var cdr = new Cdr
        {
            Id = id,
            CallId = $"call-{id}@pbx",
            Node = "tandem",
            PlanRevision = 1,
            CallingNumber = "1001",
            CalledNumber = "442079460000",
            CallingNumberIn = "1001",
            CalledNumberIn = "00442079460000",
            CallingNumberOut = "1001",
            CalledNumberOut = "442079460000",
            SourceIp = "127.0.0.2",
            SourcePort = 5060,
            DestinationIp = "127.0.0.4",
            IngressTrunk = "acme-pbx",
            EgressTrunk = "carrier-b",
            CallerUserAgent = "PBX, \"old\" | new",
            StartedAt = Noon,
            RingingAt = Noon.AddMilliseconds(120),
            AnsweredAt = Noon.AddSeconds(1),
            EndedAt = Noon.AddSeconds(1).AddMilliseconds(talkMs),
            PddMs = 120,
            TalkMs = talkMs,
            EndDirection = EndDirection.Caller,
            EndReason = (int)EndReason.NormalCallClearing,
            SipStatus = 200,
            Q850Cause = 16,
            BillingMode = BillingMode.IngressTrunk,
        };
        cdr.CallIds.AddRange(["b1@tandem", "b2@tandem"]);
        cdr.Tried.AddRange([new("carrier-a", 503, 12), new("carrier-b", 200, 900)]);
        Party(cdr.Customer, "acme", "retail", 0.012m);
        Party(cdr.Vendor, "carrier-b", "carrier-b-cost", 0.009m);
        CdrMaker.Charge(cdr);
        return cdr;
    }

    private static void Party(PartyCharge party, string account, string table, decimal price)
    {
        party.Account = account;
        party.RateTable = table;
        party.Currency = "USD";
        party.RatePrefix = "44";
        party.Area = "United Kingdom";
        party.Rate = new Rate { Price = price };
    }
}
