using System.Globalization;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;

namespace Tandem.Calls.Live;

/// <summary>A call as the outside sees it.</summary>
internal static class LiveCalls
{
    public static LiveCall Show(Call call)
    {
        Cdr record = call.Record;
        return new(
            record.Id.ToString(CultureInfo.InvariantCulture),
            record.CallId,
            call.State.ToString(),
            record.CallingNumber.Length > 0 ? record.CallingNumber : record.CallingNumberIn,
            record.CalledNumber.Length > 0 ? record.CalledNumber : record.CalledNumberIn,
            record.Customer.Account,
            record.IngressTrunk,
            record.EgressTrunk,
            record.Phone,
            record.SourceIp,
            record.StartedAt,
            record.AnsweredAt,
            call.TalkedMs);
    }
}
