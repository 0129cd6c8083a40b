using Tandem.Billing.Cdrs;
using Tandem.Store.Reports;

namespace Tandem.Tests.Store.Reports;

public sealed class EndedCallsTests
{
    [Fact]
    public async Task Calls_are_counted_by_trunk_when_their_records_are_stored_and_each_attempt_on_an_egress_trunk()
    {
        using var kit = new StoreKit();
        kit.Writer.Start();
        Cdr busy = Samples.Answered(2, 0);
        busy.AnsweredAt = null;
        busy.EndReason = 486;
        Cdr illegal = Samples.Answered(3, 0);
        illegal.BillingMode = BillingMode.IllegalCall;
        await kit.StoreAsync(Samples.Answered(1, 5000), busy, illegal);
        kit.Writer.Ended.Of(isEgress: false).Should().Equal(("acme-pbx", new EndedCount(2, 1, 5000)));
        kit.Writer.Ended.Of(isEgress: true).Should().BeEquivalentTo(new[] { ("carrier-a", new EndedCount(2, 1, 5000)), ("carrier-b", new EndedCount(2, 0, 0)) });
    }
}
