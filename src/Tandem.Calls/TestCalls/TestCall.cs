using System.Globalization;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Wire.Flows;

namespace Tandem.Calls.TestCalls;

/// <summary>
/// A call that the switch itself places: a real INVITE with a minimal SDP, held for some seconds, then BYE. Its CDR has the carrier's cost, and the customer's charge when it is placed in somebody's
/// name. Posted to a shard as it is; answered when the call has ended.
/// </summary>
internal sealed class TestCall(TestCallRequest request) : ShardQuestion<TestCallResult>, IOwnCall
{
    private const int LongestSeconds = 3600;
    private byte[]? _offer;

    public TestCallRequest Request => request;

    /// <summary>Seconds of talk, 1 to an hour.</summary>
    public int Seconds => Math.Clamp(request.Seconds, 1, LongestSeconds);

    public ReadOnlySpan<byte> Offer(scoped in NetAddress local, long id) => _offer ??= TestOffer.For(local, id);

    /// <summary>The call could not even be placed.</summary>
    public void Fail(string problem) => TrySetResult(new("", 0, "", problem));

    public void Finish(Cdr record, in CallEnd end)
    {
        string problem = record.Answered ? "" : string.Create(CultureInfo.InvariantCulture, $"not answered: {EndReasons.Name(end.Reason)}");
        TrySetResult(new(record.Id.ToString(CultureInfo.InvariantCulture), record.SipStatus, EndReasons.Name(end.Reason), problem));
    }
}
