using Tandem.Billing.Cdrs;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.IllegalCalls;

/// <summary>Attempts of strangers.</summary>
internal static class IllegalSamples
{
    public static Cdr Attempt(long id, string source, int hour = 12, string userAgent = "scanner", string number = "900", int attempts = 1)
    {
        Cdr cdr = SampleCdrs.Answered(id, talkMs: 0);
        cdr.AnsweredAt = null;
        cdr.SourceIp = source;
        cdr.StartedAt = SampleCdrs.Noon.AddHours(hour - 12);
        cdr.EndedAt = cdr.StartedAt.AddSeconds(1);
        cdr.CallerUserAgent = userAgent;
        cdr.CalledNumberIn = number;
        cdr.Attempts = attempts;
        cdr.BillingMode = BillingMode.IllegalCall;
        cdr.EndReason = (int)EndReason.IllegalCall;
        return cdr;
    }
}
