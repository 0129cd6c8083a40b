using Tandem.Billing.Cdrs;

namespace Tandem.Tests.Billing.Cdrs;

public sealed class ProofOfLifeTests
{
    private const long NoMedia = ProofOfLife.NoMedia;

    [Theory]

    // Ends that were said are what they are.
    [InlineData(EndReason.NormalCallClearing, 90_000, 10_000, 20_000, 90_000)]
    [InlineData(EndReason.ServerHangup, 90_000, 0, NoMedia, 90_000)]
    [InlineData(EndReason.MaxDuration, 90_000, 0, 50_000, 90_000)]
    [InlineData(EndReason.InsufficientBalance, 90_000, 0, 50_000, 90_000)]

    // Silence: the later of the last message and the last packet.
    [InlineData(EndReason.MediaTimeout, 90_000, 0, 30_000, 30_000)]
    [InlineData(EndReason.MediaTimeout, 90_000, 45_000, 30_000, 45_000)]
    [InlineData(EndReason.MediaTimeout, 90_000, -200, 30_000, 30_000)]

    // A side that never sent anything has not vanished.
    [InlineData(EndReason.MediaTimeout, 60_000, 0, NoMedia, 60_000)]

    // An unanswered refresh: the media counts where there is some.
    [InlineData(EndReason.SessionTimeout, 600_000, 300_000, NoMedia, 300_000)]
    [InlineData(EndReason.SessionTimeout, 600_000, 300_000, 412_000, 412_000)]
    [InlineData(EndReason.SessionTimeout, 600_000, -200, NoMedia, 0)]

    // Never more than the call, never less than nothing.
    [InlineData(EndReason.SessionTimeout, 600_000, 0, 600_900, 600_000)]
    [InlineData(EndReason.SessionTimeout, 600_000, 700_000, NoMedia, 600_000)]
    [InlineData(EndReason.MediaTimeout, 60_000, -5_000, -9_000, 0)]
    public void The_whole_table(EndReason reason, long endedMs, long heardMs, long mediaMs, long chargedMs) =>
        ProofOfLife.TalkMs((int)reason, endedMs, heardMs, mediaMs).Should().Be(chargedMs);
}
